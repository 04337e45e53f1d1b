"""The blank workbook: what can be typed where, and how an untouched one is read."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import YES_NO_UNIT, Form
from schemas.layout import CONVENTION, COVER, ENTRY_FIELDS, PRIVACY
from tests.build import (
    PERIOD,
    addresses,
    cell_of,
    content,
    declarations,
    field_of,
    issues_of,
    printed,
    reading_of,
)
from tonghop.template import make_template, plans_for, template_name

PERIODS = {
    "2024-H1": "SYT63-51",
    "2024-Q3": "BQP-108",
    "2025-H1": "BYT-BTXH",
    "2026-H1": "SYT34-51",
}


@cache
def book() -> Workbook:
    return load_workbook(BytesIO(content(printed())))


def forms() -> tuple[Form, ...]:
    return declarations().forms_on(declarations().period(PERIOD).cut_off)


@pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.code))
def test_only_the_cells_that_a_form_asks_for_can_be_typed_in(form: Form) -> None:
    sheet = book()[form.sheet.sheet]
    open_cells = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == {addresses()[cell.code][1] for cell in form.cells}


def test_every_sheet_is_locked() -> None:
    assert all(sheet.protection.sheet for sheet in book())


def test_on_the_cover_only_the_entry_fields_can_be_typed_in() -> None:
    cells = [
        cell for row in book()[COVER].iter_rows() for cell in row if not cell.protection.locked
    ]
    codes = [str(book()[COVER][f"A{cell.row}"].value) for cell in cells]
    nils = [f"nil_{form.code}" for form in forms()]
    assert codes == [*(field.code for field in ENTRY_FIELDS), *nils]


def validations(sheet: Worksheet) -> dict[str, tuple[str, str, str]]:
    """Return type, choices and severity of the validation of each cell that has one."""
    return {
        f"{get_column_letter(column)}{row}": (rule.type, rule.formula1, rule.errorStyle or "stop")
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row, column in area.cells
    }


@pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.code))
def test_every_count_warns_and_every_answer_offers_its_choices(form: Form) -> None:
    found = validations(book()[form.sheet.sheet])
    for cell in form.cells:
        address = addresses()[cell.code][1]
        if cell.unit_of_measure == YES_NO_UNIT:
            assert found[address] == ("list", '"Có,Không"', "stop")
        elif cell.line.kind == "text":
            assert address not in found
        else:
            kind = "decimal" if cell.measure.decimals else "whole"
            assert found[address] == (kind, "0", "warning")


def test_the_codes_are_there_but_hidden() -> None:
    for sheet in book():
        assert sheet.column_dimensions["A"].hidden
        assert str(sheet["A1"].value).startswith("tonghop|")
    for form in forms():
        sheet = book()[form.sheet.sheet]
        (head,) = (row for row in range(1, 20) if sheet.cell(row, 1).value == "#cot")
        assert sheet.row_dimensions[head].hidden


@pytest.mark.parametrize("form", forms(), ids=lambda form: str(form.code))
def test_every_line_asked_is_printed_once_with_its_label(form: Form) -> None:
    sheet = book()[form.sheet.sheet]
    asked = {line.line_code: line for line in form.lines if line.is_asked}
    printed = [row for row in sheet.iter_rows(values_only=True) if row[0] in asked]
    assert [row[0] for row in printed] == list(asked)
    for code, shown, label, unit, *_ in printed:
        line = asked[str(code)]
        assert (shown, str(label).removeprefix("– "), unit) == (
            code,
            line.label,
            line.unit_of_measure,
        )


def test_the_convention_stands_on_the_cover_and_below_every_form() -> None:
    for name in (COVER, *(form.sheet.sheet for form in forms())):
        texts = [str(cell.value) for row in book()[name].iter_rows() for cell in row if cell.value]
        assert CONVENTION in texts
    assert PRIVACY in [row[1] for row in book()[COVER].iter_rows(values_only=True)]


def test_the_cover_says_whose_report_it_is_and_by_when() -> None:
    told = {
        code: field_of(book(), code).value for code in ("unit_code", "unit_name", "period", "due")
    }
    assert told == {
        "unit_code": "SYT34-51",
        "unit_name": "Sở Y tế tỉnh Quảng Ngãi",
        "period": "2026-H1",
        "due": "trước ngày 15/06/2026 (đúng hạn đến hết ngày 14/06/2026)",
    }


@pytest.mark.parametrize(("period", "unit"), PERIODS.items())
def test_an_untouched_workbook_lacks_nothing_but_its_entries(period: str, unit: str) -> None:
    codes = [issue.code for issue in issues_of(printed(unit, period))]
    assert codes == ["cover_incomplete", "nothing_reported"]


@pytest.mark.parametrize("period", PERIODS)
def test_cells_are_read_where_the_template_put_them(period: str) -> None:
    reading = reading_of(printed(PERIODS[period], period))
    read = {
        code: (form.sheet, address)
        for form in reading.forms
        for code, address in zip(form.placing.codes, form.placing.addresses, strict=True)
    }
    assert read == addresses(period)


def test_lines_are_those_in_force_at_the_end_of_the_period() -> None:
    assert "A01a.tong" in addresses("2024-H1")
    assert "A01a.tong" not in addresses("2026-H1")
    assert "C21a.tong" not in addresses("2024-H1")
    assert "C21a.tong" in addresses("2026-H1")


def test_the_checks_of_the_workbook_are_the_rules_in_force() -> None:
    day = declarations().period(PERIOD).cut_off
    shown = [row[1] for row in book()["Kiểm tra"].iter_rows(min_row=5, values_only=True) if row[1]]
    assert shown == [rule.rule.rule_code for rule in declarations().rules_on(day)]


def test_a_check_looks_at_the_very_cells_that_its_rule_names() -> None:
    rows = [
        row for row in book()["Kiểm tra"].iter_rows(min_row=5, values_only=True) if row[1] == "Q040"
    ]
    sheet, first = addresses()["D15a.so_luong"]
    _, second = addresses()["D14.so_luong"]
    assert len(rows) == 1
    assert f"'{sheet}'!{first}" in str(rows[0][4])
    assert f"'{sheet}'!{second}" in str(rows[0][5])
    assert str(rows[0][6]).startswith("=IF(")


def test_the_name_of_the_file_tells_unit_and_period() -> None:
    assert template_name("SYT34-51", declarations().period(PERIOD)) == "SYT34-51_2026-H1.xlsx"


def test_every_plan_has_an_address_for_every_cell() -> None:
    for plan in plans_for(declarations(), declarations().period(PERIOD)):
        assert list(plan.addresses) == [cell.code for cell in plan.form.cells]
        assert len(set(plan.addresses.values())) == len(plan.addresses)


def test_an_entry_cell_starts_empty() -> None:
    assert [code for code in addresses() if cell_of(book(), code).value is not None] == []


@pytest.mark.parametrize(
    ("period", "unit", "recipient"),
    [
        ("2024-Q1", "SYT63-51", "Bộ Y tế (qua Thanh tra Bộ)"),
        ("2024-Y", "BQP-108", "Bộ Y tế (qua Thanh tra Bộ)"),
        ("2025-H1", "SYT63-51", "Bộ Y tế"),
        ("2025-Y", "SYT34-51", "Bộ Y tế (qua Cục Bảo trợ xã hội)"),
        ("2026-H1", "BYT-BTXH", "Bộ Y tế (qua Cục Bảo trợ xã hội)"),
    ],
)
def test_the_cover_names_the_recipient_of_the_date(period: str, unit: str, recipient: str) -> None:
    assert field_of(printed(unit, period), "recipient").value == recipient


@pytest.mark.parametrize(
    ("unit", "day", "before", "since"),
    [
        ("SYT63-46", date(2025, 1, 1), "tỉnh Thừa Thiên Huế", "thành phố Huế"),
        ("SYT34-75", date(2026, 4, 30), "tỉnh Đồng Nai", "thành phố Đồng Nai"),
        ("SYT34-22", date(2026, 9, 1), "tỉnh Quảng Ninh", "thành phố Quảng Ninh"),
        ("SYT34-24", date(2026, 9, 20), "tỉnh Bắc Ninh", "thành phố Bắc Ninh"),
        ("BYT-HTTB", date(2025, 3, 1), "Cục Cơ sở hạ tầng", "Cục Hạ tầng"),
    ],
)
def test_the_cover_names_the_unit_as_on_the_cut_off(
    unit: str, day: date, before: str, since: str
) -> None:
    for cut_off, name in ((day - timedelta(days=1), before), (day, since)):
        period = replace(declarations().period(f"{cut_off.year}-Y"), cut_off=cut_off)
        owing = {each.unit.unit_code: each for each in declarations().expected(period)}
        cover = make_template(declarations(), owing[unit], period)[COVER]
        assert name in str(cover["C8"].value)
        assert name.upper() in str(cover["B1"].value)
