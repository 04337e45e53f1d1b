"""Whose report, for when: what the cover says must agree with its codes."""

from dataclasses import replace
from functools import cache

import pytest
from openpyxl import Workbook

from schemas.folding import fold
from schemas.layout import ILLUSTRATION
from tests.build import complete, declarations, field_of, reading_of
from tonghop.checking.cover_names import check_unit_name
from tonghop.checking.identity import Identity, identify, nil_forms
from tonghop.checking.roster import roster_of
from tonghop.checking.witnesses import Codes
from tonghop.reading.cover import Text
from tonghop.reading.typed import as_typed
from tonghop.reading.workbook import Reading


@cache
def reading() -> Reading:
    return reading_of(complete("D03.vu | 5"))


def witnessed(**properties: str) -> Identity:
    """Identify a complete report whose hidden metadata are these."""
    return identify(replace(reading(), properties=properties), declarations())


def identity(**fields: str | None) -> Identity:
    """Identify a complete report in which some fields of the cover say something else."""
    typed = {code: as_typed(entry) for code, entry in fields.items()}
    cover = {
        code: text._replace(typed=typed.get(code, text.typed))
        for code, text in reading().cover.items()
    }
    return identify(replace(reading(), cover=cover), declarations())


def codes(found: Identity) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_cover_as_printed_tells_unit_and_period() -> None:
    found = identity()
    assert found[:4] == ("SYT34-51", "2026-H1", False, ())
    assert found.witnesses == (
        ("codes", "SYT34-51", "2026-H1"),
        ("names", "SYT34-51", "2026-H1"),
        ("properties", "SYT34-51", "2026-H1"),
    )


@pytest.mark.parametrize(
    "name",
    [
        "SỞ Y TẾ TỈNH QUẢNG NGÃI",
        "  Sở Y tế  tỉnh Quảng Ngãi ",
        "Sở Y tê\u0301 tỉnh Quảng Nga\u0303i",
        "Sở Y tế Quảng Ngãi",
        "SYT Quảng Ngãi",
    ],
)
def test_a_unit_is_known_by_its_names_however_typed(name: str) -> None:
    assert codes(identity(unit_name=name)) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Y tế tỉnh Quảng Ninh", "unit_mismatch"),
        ("Sở Y tế tỉnh Bình Phước", "unit_mismatch"),
        ("Sở Y tế tỉnh Kon Tum", "unit_name_merged"),
        ("Sở Y tế tỉnh Quảng Ngai", "unit_name_misspelt"),
        ("Sở Y tế", "unit_name_unknown"),
        (None, "cover_incomplete"),
    ],
)
def test_another_name_than_the_units_own_is_for_a_person_to_decide(
    name: str | None, code: str
) -> None:
    found = identity(unit_name=name)
    assert codes(found) == [code]
    assert found.unit_code == "SYT34-51"


@pytest.mark.parametrize(
    ("unit_code", "code"),
    [
        ("SYT99", "unit_unknown"),
        ("", "unit_unknown"),
        ("SYT34.51", "unit_unknown"),
        ("SYT63-51", "unit_merged"),
        ("SYT63-62", "unit_merged"),
        ("SYT63-11", "unit_replaced"),
        ("51", "unit_code_without_vintage"),
        ("SYT51", "unit_code_without_vintage"),
        ("SYT-99", "unit_unknown"),
        ("BCA-198", "unit_closed"),
        ("BQP-108", "unit_not_asked"),
        ("BYT", "unit_not_asked"),
    ],
)
def test_a_unit_that_does_not_owe_the_report_is_refused(unit_code: str, code: str) -> None:
    assert codes(identity(unit_code=unit_code)) == [code]


def test_an_unknown_unit_is_not_recorded_as_anybody() -> None:
    assert identity(unit_code="SYT99").unit_code is None


@pytest.mark.parametrize("period", ["2026-H3", "2026-H1.", "H1-2026", "", "26-H1", "2026"])
def test_an_unknown_period_leaves_the_report_without_unit_and_period(period: str) -> None:
    book = complete("D03.vu | 5")
    field_of(book, "period").value = period
    unknown = reading_of(book)
    assert [finding.code for finding in unknown.findings] == ["period_unknown"]
    assert identify(unknown, declarations()) == Identity(
        None, None, illustrative=False, findings=()
    )


def test_the_label_of_the_period_is_compared_as_folded_text() -> None:
    assert codes(identity(period_label="6 THÁNG  ĐẦU NĂM 2026")) == []
    assert codes(identity(period_label="06 tháng đầu năm 2026")) == []
    assert codes(identity(period_label="6 tháng đầu năm 2026 (ước)")) == ["period_mismatch"]
    assert codes(identity(period_label=None)) == ["cover_incomplete"]
    assert codes(identity(period_label="Năm 2026")) == ["period_mismatch"]


@pytest.mark.parametrize("entry", ["A", "Công khai", "x", "0"])
def test_what_is_not_clearly_no_secret_is_refused(entry: str) -> None:
    """A mark never comes as far: the reader stops at it."""
    assert codes(identity(secrecy=entry)) == ["secrecy_unclear"]


def test_an_empty_secrecy_mark_is_incomplete_and_not_secret() -> None:
    assert codes(identity(secrecy=None)) == ["cover_incomplete"]
    assert codes(identity(secrecy=" KHÔNG ")) == []


@pytest.mark.parametrize("entry", ["Có", "có", " CÓ "])
def test_yes_declares_a_form_nil(entry: str) -> None:
    book = complete("D03.vu | 5")
    field_of(book, "nil_PCTP3").value = entry
    assert nil_forms(reading_of(book)) == {"PCTP1", "PCTP3", "PCMBN4", "PCTP5"}


@pytest.mark.parametrize("entry", ["Không", None])
def test_no_and_nothing_do_not(entry: str | None) -> None:
    book = complete("D03.vu | 5")
    field_of(book, "nil_PCTP3").value = entry
    assert nil_forms(reading_of(book)) == {"PCTP1", "PCMBN4", "PCTP5"}


def test_illustrative_figures_say_so_on_the_cover() -> None:
    assert identity(remark=ILLUSTRATION).illustrative
    assert not identity(remark="số liệu thật").illustrative


def test_of_two_covers_neither_is_read() -> None:
    book = complete("D03.vu | 5")
    book.copy_worksheet(book["Bìa"])
    assert [f.code for f in reading_of(book).findings] == ["cover_duplicated"]
    assert [f.code for f in reading_of(Workbook()).findings] == ["not_our_template"]


def test_metadata_that_another_program_dropped_contradict_nothing() -> None:
    assert codes(witnessed()) == []
    assert codes(witnessed(unit_code="", title="Quý I năm 2024")) == []


def test_metadata_of_another_report_hold_it() -> None:
    found = witnessed(unit_code="SYT34-01", period="2025-H1", template_version="1")
    assert codes(found) == ["unit_differs_in_properties", "period_differs_in_properties"]
    assert ("properties", "SYT34-01", "2025-H1") in found.witnesses


def test_metadata_that_name_nothing_declared_are_told_as_they_are() -> None:
    (finding, other) = witnessed(unit_code="X", period="2025").findings
    assert (finding.raw_text, other.raw_text) == ("X", "2025")


@pytest.mark.parametrize(
    ("unit", "period", "name"),
    [
        ("SYT63-46", "2024-Y", "Sở Y tế thành phố Huế"),
        ("SYT63-46", "2025-H1", "Sở Y tế tỉnh Thừa Thiên Huế"),
        ("SYT34-75", "2025-Y", "Sở Y tế thành phố Đồng Nai"),
        ("SYT34-75", "2026-H1", "Sở Y tế tỉnh Đồng Nai"),
        ("SYT34-22", "2026-H1", "Sở Y tế thành phố Quảng Ninh"),
        ("SYT34-22", "2026-Y", "Sở Y tế tỉnh Quảng Ninh"),
        ("SYT34-24", "2026-Y", "Sở Y tế tỉnh Bắc Ninh"),
    ],
)
def test_a_unit_that_was_renamed_is_known_by_both_names(unit: str, period: str, name: str) -> None:
    book = complete("D03.vu | 5", unit=unit, period=period)
    field_of(book, "unit_name").value = name
    assert codes(identify(reading_of(book), declarations())) == []


NEAR = [
    ("Hà Giang", "Hậu Giang", "SYT63-02"),
    ("Ninh Thuận", "Bình Thuận", "SYT63-58"),
    ("Quảng Ninh", "Quảng Bình", "SYT63-22"),
    ("Thanh Hóa", "Khánh Hòa", "SYT63-38"),
    ("Tiền Giang", "Kiên Giang", "SYT63-82"),
]


@pytest.mark.parametrize(("own", "other", "unit"), NEAR, ids=[own for own, _, _ in NEAR])
def test_names_one_letter_apart_are_never_mixed(own: str, other: str, unit: str) -> None:
    book = complete("D03.vu | 5", unit=unit, period="2025-H1")
    for name, expected in ((own, []), (other, ["unit_mismatch"])):
        field_of(book, "unit_name").value = f"Sở Y tế tỉnh {name}"
        assert codes(identify(reading_of(book), declarations())) == expected


def test_a_former_name_that_is_now_another_units_is_not_the_units_own() -> None:
    codes = Codes("SYT34-75", declarations().period("2026-Y"), *[Text("Bìa", "C7", "")] * 2)
    roster = roster_of(declarations(), codes.period)
    name = Text("Bìa", "C8", as_typed("Sở Y tế tỉnh Đồng Nai"))
    assert [*check_unit_name(name, codes, roster)] == []
    taken = replace(roster, code_of=roster.code_of | {fold("Sở Y tế tỉnh Đồng Nai"): "SYT34-80"})
    (finding,) = check_unit_name(name, codes, taken)
    assert finding.code == "unit_name_merged"


@pytest.mark.parametrize("code", ["15", "24", "44", "52", "80", "82", "91"])
def test_a_province_code_that_changed_its_meaning_names_both(code: str) -> None:
    (finding,) = identity(unit_code=f"SYT-{code}").findings
    assert finding.code == "unit_code_without_vintage"
    assert f"(SYT63-{code})" in finding.expected
    assert f"(SYT34-{code})" in finding.expected
    assert finding.day == "01/07/2025"


def test_a_refused_code_is_told_alone() -> None:
    assert codes(identity(unit_code="BQP-108", unit_name="Ai đó")) == ["unit_not_asked"]
