"""Text typed for the fonts of TCVN3 and VNI says in Unicode what its reader saw."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.legacy import ALPHABET, SMALL, typed_for_tcvn3, typed_for_vni
from tonghop.reading.legacy import decode, has_lost_its_font, is_legacy, looks_garbled

WORDS = st.lists(st.text(st.sampled_from((*ALPHABET, *"0123456789"))), max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("font", "typed", "text"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (".VnTime", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        (".VnArial", "c\u00ad tró ë n\u00adíc ngoµi", "cư trú ở nước ngoài"),
        (".VnTimeH", "bé y tÕ", "BỘ Y TẾ"),
        (".VnArial NarrowH", "Së Y tÕ tØnh §¾k L¾k", "SỞ Y TẾ TỈNH ĐẮK LẮK"),
        ("VNI-Times", "xaõ hoäi chuû nghóa Vieät Nam", "xã hội chủ nghĩa Việt Nam"),
        ("VNI-Helve", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("VNI-Times", "ÑOÄC LAÄP – TÖÏ DO", "ĐỘC LẬP – TỰ DO"),
        ("VNI-Times", "tröôøng hôïp, öù nöôùc, quyù", "trường hợp, ứ nước, quý"),
    ],
)  # fmt: skip
def test_a_text_says_what_its_font_shows(font: str, typed: str, text: str) -> None:
    assert decode(typed, font) == text


@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_is_decoded(letter: str) -> None:
    assert decode(typed_for_tcvn3(f"{letter}đ"), ".VnTime") == f"{letter}đ"
    assert decode(typed_for_vni(f"{letter}đ"), "VNI-Times") == f"{letter}đ"


@pytest.mark.parametrize("letter", SMALL)
def test_every_capital_is_decoded(letter: str) -> None:
    assert decode(typed_for_tcvn3(f"{letter}đ"), ".VnTimeH") == f"{letter}đ".upper()
    assert decode(typed_for_vni(f"{letter}đ".upper()), "VNI-Times") == f"{letter}đ".upper()


@given(WORDS.map(str.lower))
def test_what_was_typed_for_tcvn3_is_read(text: str) -> None:
    assert decode(typed_for_tcvn3(text), ".VnTime") == text


@given(WORDS)
def test_what_was_typed_for_vni_is_read(text: str) -> None:
    assert decode(typed_for_vni(text), "VNI-Times") == text


@given(st.text())
def test_a_text_in_any_other_font_stays_as_it_is(text: str) -> None:
    assert decode(text, "Times New Roman") == text


@given(WORDS.map(lambda text: f"{text} việc"))
def test_unicode_typed_in_a_cell_with_a_legacy_font_stays_as_it_is(text: str) -> None:
    assert decode(text, ".VnTimeH") == decode(text, "VNI-Times") == text
    decomposed = normalize("NFD", text)
    assert decode(decomposed, ".VnTime") == decomposed


@pytest.mark.parametrize("text", ["tonghop|PCTP2|1", "D03", "doi_tuong", "12", ""])
def test_the_hidden_codes_stay_as_they_are(text: str) -> None:
    assert decode(text, ".VnTimeH") == decode(text, "VNI-Times") == text


@pytest.mark.parametrize(
    ("font", "is_one"),
    [
        (".VnTime", True), (".VnArialH", True), (".vntime", True), ("VNI-Times", True),
        ("vni-helve", True), ("Times New Roman", False), ("Arial", False), ("Vni Sans", False),
        ("Vnu Times", False), ("", False),
    ],
)  # fmt: skip
def test_a_legacy_font_is_known_by_its_name(font: str, is_one: bool) -> None:
    assert is_legacy(font) is is_one


@pytest.mark.parametrize(
    ("text", "declared", "lost"),
    [
        ("Trém c¾p", "Trộm cắp", True),
        ("n\u00adíc", "nước", True),
        ("TRÉM C¾P".lower(), "TRỘM CẮP", True),
        ("Troäm caép", "Trộm cắp", True),
        ("Trém c¾p xe", "Trộm cắp", False),
        ("Trom cap", "Trộm cắp", False),
    ],
)
def test_a_text_that_only_a_legacy_font_makes_readable_has_lost_it(
    text: str, declared: str, lost: bool
) -> None:
    assert has_lost_its_font(text, declared) is lost


@pytest.mark.parametrize(
    "text",
    [
        "§· phèi hîp víi c«ng an ph\u00adêng xö lý c¸c vô viÖc",
        "Ñaõ phoái hôïp vôùi coâng an phöôøng xöû lyù caùc vuï vieäc",
        "viÖc ngµy th¸ng",
    ],
)
def test_words_that_have_lost_their_font_look_garbled(text: str) -> None:
    assert looks_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "Đã phối hợp với công an phường xử lý các vụ việc",
        "Da phoi hop voi cong an phuong",
        "Có, quà hoá hoà quá",
        "Không có; xem «Báo cáo» ngày 5/6",
        "Windows® 11, Excel®, 5µg",
        "Der Bär hört die Käuze, für São Tomé; naïve façade, Noël",
        "Có" * 20,
        "viÖc ngµy",
        "viÖc ngµy th¸ng được",
    ],
)
def test_other_words_do_not(text: str) -> None:
    assert not looks_garbled(text)
