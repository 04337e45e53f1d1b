"""Folding: what typing changes makes no difference, what names differ in does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.declarations import Declarations
from schemas.folding import fold

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


def test_a_soft_hyphen_stays_because_it_is_a_letter_in_tcvn3() -> None:
    assert fold("T\u00ad") != fold("T")


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
