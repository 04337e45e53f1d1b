"""Whose report, for when: what the cover says must agree with its codes."""

from dataclasses import replace
from functools import cache

import pytest
from openpyxl import Workbook

from schemas.layout import ILLUSTRATION
from tests.build import complete, declarations, field_of, reading_of
from tonghop.checking.identity import Identity, identify, nil_forms
from tonghop.reading.typed import as_typed
from tonghop.reading.workbook import Reading


@cache
def reading() -> Reading:
    return reading_of(complete("D03.vu | 5"))


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
    assert identity() == Identity("SYT34-51", "2026-H1", illustrative=False, findings=())


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
    "name",
    ["Sở Y tế tỉnh Quảng Ninh", "Sở Y tế tỉnh Quảng Ngai", "Sở Y tế", "Sở Y tế tỉnh Kon Tum", ""],
)
def test_another_name_than_the_units_own_is_a_mismatch(name: str) -> None:
    found = identity(unit_name=name)
    assert codes(found) == ["unit_mismatch"]
    assert found.findings[0].expected == "Sở Y tế tỉnh Quảng Ngãi"


@pytest.mark.parametrize(
    ("unit_code", "code"),
    [
        ("SYT99", "unit_unknown"),
        ("", "unit_unknown"),
        ("syt34-51", "unit_unknown"),
        ("SYT63-51", "unit_closed"),
        ("SYT63-62", "unit_closed"),
        ("BCA-198", "unit_closed"),
        ("BQP-108", "unit_not_asked"),
        ("BYT", "unit_not_asked"),
        ("SYT34-01", "unit_mismatch"),
    ],
)
def test_a_unit_that_does_not_owe_the_report_is_refused(unit_code: str, code: str) -> None:
    assert codes(identity(unit_code=unit_code)) == [code]


def test_an_unknown_unit_is_not_recorded_as_anybody() -> None:
    assert identity(unit_code="SYT99").unit_code is None


@pytest.mark.parametrize("period", ["2026-H3", "2026-h1", "H1-2026", "", "26-H1", "2026"])
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


def test_two_covers_are_no_cover() -> None:
    book = complete("D03.vu | 5")
    book.copy_worksheet(book["Bìa"])
    assert [f.code for f in reading_of(book).findings] == ["not_our_template"]
    assert [f.code for f in reading_of(Workbook()).findings] == ["not_our_template"]
