"""Forms: the cells that a form asks for, by line and measure."""

from datetime import date

import pytest

from schemas.forms import Form, FormSheet, Line, Measure

SHEET = FormSheet("F1", ("pctp",), "1", "Biểu 1", "Biểu", None, None, "nguồn")


def measure(code: str, unit: str = "") -> Measure:
    return Measure("F1", code, code.title(), "", unit, 0, None, None)


def line(code: str, *measures: str, kind: str = "flow") -> Line:
    return Line(
        code, "F1", "I", f"Dòng {code}", "vụ", kind, "sum", measures, "", "", "", False,
        "S", "nguồn", date(2024, 1, 1), None,
    )  # fmt: skip


@pytest.fixture
def form() -> Form:
    lines = (line("A"), line("B", "nu", "tong"), line("C", kind="ratio"), line("D", "nam"))
    return Form(SHEET, (measure("tong"), measure("nam", "người"), measure("nu")), lines)


def test_a_line_without_measures_asks_for_all_columns(form: Form) -> None:
    assert [cell.code for cell in form.cells if cell.line.line_code == "A"] == [
        "A.tong", "A.nam", "A.nu",
    ]  # fmt: skip


def test_cells_come_in_the_order_of_the_columns(form: Form) -> None:
    assert [cell.code for cell in form.cells if cell.line.line_code == "B"] == ["B.tong", "B.nu"]


def test_a_ratio_is_never_asked(form: Form) -> None:
    assert "C" not in {line_code for line_code, _ in form.cell_by_place}


def test_a_cell_is_found_by_its_place(form: Form) -> None:
    assert form.cell_by_place["D", "nam"].code == "D.nam"
    assert ("D", "tong") not in form.cell_by_place


def test_the_column_decides_the_unit_of_measure_if_it_has_one(form: Form) -> None:
    units = {cell.code: cell.unit_of_measure for cell in form.cells}
    assert (units["A.nam"], units["A.tong"]) == ("người", "vụ")


def test_a_form_bears_its_sheets_code(form: Form) -> None:
    assert form.code == "F1"
