"""Errors and formulas without a result look blank to the fast reader; here they are found."""

import pytest
from openpyxl import Workbook

from tests.build import complete, content, part_of, values_of, with_part
from tonghop.reading.formulas import hidden_cells
from tonghop.reading.package import Package

SHEETS = ("Biểu 1", "Biểu 2")


def retyped(kind: str, inner: str) -> bytes:
    """Return a workbook whose cell of D03.vu has another type and content."""
    book = complete("D03.vu | 4711")

    def change(text: str) -> str:
        before, _, after = text.partition("<v>4711</v>")
        head, _, attributes = before.rpartition("<c ")
        attributes = attributes.replace('t="n"', f't="{kind}"' if kind else "")
        return f"{head}<c {attributes}{inner}{after}"

    return with_part(content(book), part_of(book, "Biểu 2"), change)


@pytest.mark.parametrize(
    ("kind", "inner", "typed"),
    [
        ("e", "<v>#REF!</v>", "e#REF!"),
        ("e", "<f>A1/0</f><v>#DIV/0!</v>", "e#DIV/0!"),
        ("", "<f>1+1</f>", "f=1+1"),
        ("", "<f>1+1</f><v/>", "f=1+1"),
        ("", "<f>1+1</f><v></v>", "f=1+1"),
    ],
)
def test_what_hides_behind_a_blank_is_found(kind: str, inner: str, typed: str) -> None:
    assert hidden_cells(Package(retyped(kind, inner)), SHEETS) == {"Biểu 2": {"E13": typed}}


@pytest.mark.parametrize(
    ("kind", "inner"),
    [
        ("", "<f>2+3</f><v>5</v>"),
        ("str", "<f>IF(1=1,&quot;&quot;,1)</f><v></v>"),
        ("str", "<f>A1&amp;B1</f><v>x</v>"),
    ],
)
def test_a_formula_with_a_result_hides_nothing(kind: str, inner: str) -> None:
    assert hidden_cells(Package(retyped(kind, inner)), SHEETS).get("Biểu 2", {}) == {}


def test_the_kept_result_of_a_formula_is_the_value() -> None:
    assert values_of(retyped("", "<f>2+3</f><v>5</v>"))["D03.vu"] == ("number", "5.00")


def test_a_formula_that_gives_an_empty_text_is_blank() -> None:
    assert "D03.vu" not in values_of(retyped("str", "<f>IF(1=1,&quot;&quot;,1)</f><v></v>"))


def test_a_sheet_is_found_under_its_name_wherever_its_part_is() -> None:
    book = complete({"D03.vu": "=1+1", "A02.tong": "#N/A"})
    book.move_sheet("Biểu 2", offset=3)
    found = hidden_cells(Package(content(book)), SHEETS)
    assert found == {"Biểu 1": {"E12": "e#N/A"}, "Biểu 2": {"E13": "f=1+1"}}


def test_formulas_of_other_sheets_are_not_looked_for() -> None:
    book = Workbook()
    book.active["A1"] = "=1+1"  # type: ignore[index]
    for name in SHEETS:
        book.create_sheet(name)["A1"] = 1
    assert hidden_cells(Package(content(book)), SHEETS) == {}
