"""Folding: what typing changes makes no difference, what names differ in does."""

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.folding import clean, fold

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SYLLABLES = st.text(LETTERS, min_size=1, max_size=5)
TONED = st.builds(
    lambda syllable, tone, place: unicodedata.normalize(
        "NFC", syllable[:place] + syllable[place : place + 1] + tone + syllable[place + 1 :]
    ),
    SYLLABLES,
    st.sampled_from(TONES),
    st.integers(0, 4),
)
TEXTS = st.lists(TONED, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("khoẻ", "khỏe"),
        ("Hoạ, Hoả, Hoã", "Họa, Hỏa, Hõa"),
        ("HOÀ BÌNH", "hòa bình"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("ðà nẵng", "Đà Nẵng"),
        ("Ɖà Nẵng", "Đà Nẵng"),
        ("Hà\u00a0Nội", "Hà Nội"),
        ("  Hà \t Nội\n", "Hà Nội"),
        ("Bà Rịa–Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa —Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Hà\u200b Nội\ufeff", "Hà Nội"),
        ("Hà\u200dNội", "HàNội"),
        ("Đắk Lắk", unicodedata.normalize("NFD", "Đắk Lắk")),
        ("“Sở Y tế”", '"Sở Y tế"'),
        ("Cư M’gar", "Cư M'gar"),
        ("Qúy I", "Quý I"),
        ("qủa", "quả"),
        ("Hà\u202fNội\u3000", "Hà Nội"),
        ("Hà\u2009Nội", "Hà Nội"),
        ("Hà\u2028Nội", "Hà Nội"),
        ("Hà N\u00adội", "Hà Nội"),
        ("\u202aHà Nội\u202c", "Hà Nội"),
        ("Bà Rịa − Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Ｂiểu　２", "Biểu 2"),
        ("Hu\u00ea\u0301", "Huế"),
        ("Hue\u0301\u0302", "Huế"),
        ("b\u00ea\u0323nh vi\u00ea\u0323n", "bệnh viện"),
        ("b\u1eb9\u0302nh", "bệnh"),
        ("\u01b0\u0301ng", "ứng"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hà Giang", "Hậu Giang"),
        ("Ninh Thuận", "Bình Thuận"),
        ("Quảng Ninh", "Quảng Bình"),
        ("Thanh Hóa", "Khánh Hòa"),
        ("Tiền Giang", "Kiên Giang"),
        ("Thanh Hóa", "Thanh Hòa"),
        ("Quảng Trị", "Quảng Tri"),
        ("Đà Nẵng", "Da Nẵng"),
        ("Hà Nội", "HàNội"),
        ("Tỉnh Hà Giang", "Hà Giang"),
        ("Quý I", "Quí I"),
        ("Hà Nội 2", "Hà Nội ²"),
    ],
)
def test_names_one_letter_apart_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text",
    ["quý", "quà", "quỳnh", "toán", "hoàng", "thuế", "huệ", "loại", "hoặc", "hoắc", "luỹ kế"],
)
def test_a_tone_that_has_one_place_stays_there(text: str) -> None:
    assert fold(text) == text.replace("luỹ", "lũy")


def test_the_tone_moves_to_the_first_vowel() -> None:
    assert fold("Hoà") == "hòa"
    assert fold("Thuý") == "thúy"


def test_the_form_is_nfc() -> None:
    assert fold(unicodedata.normalize("NFD", "Thừa Thiên Huế")) == "thừa thiên huế"


@pytest.mark.parametrize("v", "aăâeêioôơuưy")
@pytest.mark.parametrize("tone", TONES)
def test_a_letter_is_one_however_its_tone_was_typed(v: str, tone: str) -> None:
    """As code page 1258 and Unicode have them: the tone behind the vowel, or before its mark."""
    letter = unicodedata.normalize("NFC", v + tone)
    plain, mark = unicodedata.normalize("NFD", v)[0], unicodedata.normalize("NFD", v)[1:]
    for typed in (v + tone, plain + tone + mark, plain + mark + tone):
        assert clean(typed) == fold(typed) == letter


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Phòng\u00a0khám\u200b", "Phòng khám"),
        ("dòng 1\u2028dòng 2", "dòng 1\ndòng 2"),
        ("  Ðà  Nẵng – “A” ", "  Ðà  Nẵng – “A” "),
        ("Thuỷ, thủy, ２", "Thuỷ, thủy, ２"),
        ("T\u00ad", "T\u00ad"),
        ("kho\u0302ng", "không"),
        ("plain\n\ttext", "plain\n\ttext"),
    ],
)
def test_a_text_is_kept_as_typed_but_for_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean(typed) == kept


SPACES = ["\u00a0", "\u2003", "\u202f", "\u3000", "  ", " \n", "\u2028"]
UNSEEN = ["\u200b", "\u200e", "\ufeff", "\u00ad", "\u2060", "\ufe0f"]
MOVED = {"hoà": "hòa", "thuỷ": "thủy", "quý": "qúy", "khoẻ": "khỏe", "đ": "ð", "-": "–"}


@given(TEXTS.map(lambda text: f"{text} hoà thuỷ quý khoẻ - đ"), st.data())
def test_no_way_of_rewriting_makes_a_difference(text: str, data: st.DataObject) -> None:
    rewritten = text
    for old, new in MOVED.items():
        rewritten = rewritten.replace(old, new) if data.draw(st.booleans()) else rewritten
    rewritten = rewritten.replace(" ", data.draw(st.sampled_from([" ", *SPACES])))
    form: Literal["NFC", "NFD"] = data.draw(st.sampled_from(["NFC", "NFD"]))
    rewritten = unicodedata.normalize(form, rewritten)
    place = data.draw(st.integers(0, len(rewritten)))
    rewritten = rewritten[:place] + data.draw(st.sampled_from(["", *UNSEEN])) + rewritten[place:]
    assert fold(rewritten) == fold(text)
    assert fold(clean(rewritten)) == fold(text)


@given(st.text())
def test_any_text_is_cleaned_and_folded_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_unicode_form_and_case_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text.upper()) == fold(text)


@given(TEXTS)
def test_no_letter_is_lost(text: str) -> None:
    assert sorted(unicodedata.normalize("NFD", fold(text))) == sorted(
        unicodedata.normalize("NFD", text)
    )


@pytest.mark.parametrize(("vintage", "count"), [("SYT63", 63), ("SYT34", 34)])
def test_province_names_stay_apart_in_each_vintage(
    declarations: Declarations, vintage: str, count: int
) -> None:
    provinces = {
        name.unit_code: name.province_name.partition(" ")[2].removeprefix("phố ")
        for name in declarations.units.names
        if name.unit_code.startswith(vintage)
    }
    assert len(provinces) == count
    assert len({fold(province) for province in provinces.values()}) == count


def test_names_and_aliases_of_different_units_stay_apart(declarations: Declarations) -> None:
    """On each day on which a name begins: whichever units share it then would be one."""
    units = declarations.units
    firsts = [*(n.valid_from for n in units.names), *(a.valid_from for a in units.aliases)]
    for day in {first or date(2023, 1, 1) for first in firsts}:
        codes: dict[str, set[str]] = {}
        for name in valid_on(units.names, day):
            codes.setdefault(fold(name.name), set()).add(name.unit_code)
        for alias in valid_on(units.aliases, day):
            codes.setdefault(fold(alias.alias), set()).add(alias.unit_code)
        assert [found for found in codes.values() if len(found) > 1] == []


def test_all_names_of_provinces_ever_used_stay_apart(declarations: Declarations) -> None:
    names = {
        unicodedata.normalize("NFC", name.province_name)
        for name in declarations.units.names
        if name.province_name
    }
    assert len({fold(name) for name in names}) == len(names) >= 63
