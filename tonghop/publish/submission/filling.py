"""Filling the ministry's form with what the reports come to; what is left is the unit's to fill."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations
from schemas.forms import YES_NO_UNIT, Cell
from schemas.layout import (
    COVER,
    ENTRY_FIELDS,
    ILLUSTRATION,
    NARRATIVE,
    NO,
    NONE_WORDS,
    NOT_COLLECTED_MARKS,
    YES,
)
from tonghop.publish.heading import Heading
from tonghop.publish.submission.content import Consolidated, Consolidation
from tonghop.safe_text import write_text
from tonghop.template import plans_for
from tonghop.template.plan import CODE_COLUMN

EXCEL_DIGITS = 15
LEFT = PatternFill("solid", fgColor="FFFCE4D6")
"""The colour of a cell that the consolidating unit has to fill in itself."""
_ENTRY_COLUMN = 3
_TYPED = {"none": NONE_WORDS[0], "not_collected": NOT_COLLECTED_MARKS[0], "blank": None}


class Left(NamedTuple):
    """A cell that no report answers: its sheet, address, and what it asks for."""

    sheet: str
    address: str
    label: str


def fill_in(
    book: Workbook, declarations: Declarations, heading: Heading, told: Consolidation
) -> tuple[Left, ...]:
    """Fill in a blank workbook and return the cells that the unit itself has to fill in."""
    left = [*_fill_cover(book[COVER], heading)]
    for plan in plans_for(declarations, heading.period):
        sheet = book[plan.form.sheet.sheet]
        for cell in plan.form.cells:
            left += _fill(sheet[plan.addresses[cell.code]], sheet, cell, told)
    left += _fill_narrative(book[NARRATIVE], told)
    for place in left:
        book[place.sheet][place.address].fill = LEFT
    return tuple(left)


def _fill_cover(sheet: Worksheet, heading: Heading) -> Iterator[Left]:
    cells = _coded(sheet)
    if heading.illustrative:
        write_text(cells["remark"], ILLUSTRATION)
    for field in ENTRY_FIELDS:
        if cells[field.code].value is None:
            yield Left(sheet.title, cells[field.code].coordinate, field.label)


def _fill(target: SheetCell, sheet: Worksheet, cell: Cell, told: Consolidation) -> Iterator[Left]:
    if cell.line.kind == "text":
        words = told.words.get(cell.line.line_code, [])
        typed: int | float | str | None = " ".join(words) or None
    else:
        found = told.cells.get(cell.code, Consolidated(None, "blank"))
        typed = _answer(found) if cell.unit_of_measure == YES_NO_UNIT else _number(found)
    _enter(target, typed)
    if typed is None and (cell.line.kind == "text" or cell.unit_of_measure == YES_NO_UNIT):
        yield Left(sheet.title, target.coordinate, f"{cell.line.line_code}. {cell.line.label}")


def _answer(found: Consolidated) -> str | None:
    if found.value is None:
        return _TYPED[found.state]
    return YES if found.value else NO


def _number(found: Consolidated) -> int | float | str | None:
    return _TYPED[found.state] if found.state != "number" else as_entry(found.value or Decimal(0))


def as_entry(value: Decimal) -> int | float | str:
    """Return a number as a cell takes it; one of more digits than Excel keeps becomes a text.

    ``123456789012345.67`` is written ``123.456.789.012.345,67``, which the reader takes for it.
    """
    if len(value.normalize().as_tuple().digits) > EXCEL_DIGITS:
        return f"{value:,f}".translate(str.maketrans(",.", ".,"))
    return int(value) if value == value.to_integral_value() else float(value)


def _fill_narrative(sheet: Worksheet, told: Consolidation) -> Iterator[Left]:
    for code, cell in _coded(sheet).items():
        if "|" in code:
            continue
        _enter(cell, "\n".join(told.words.get(code, [])) or None)
        if cell.value is None:
            label = sheet.cell(cell.row, _ENTRY_COLUMN - 1).value
            yield Left(sheet.title, cell.coordinate, str(label))


def _enter(target: SheetCell, typed: int | float | str | None) -> None:
    if isinstance(typed, str):
        write_text(target, typed)
    else:
        target.value = typed


def _coded(sheet: Worksheet) -> dict[str, SheetCell]:
    """Return the entry cells of a cover or narrative by the hidden codes of their rows."""
    return {
        str(code): sheet.cell(row, _ENTRY_COLUMN)  # type: ignore[misc]
        for row in range(2, sheet.max_row + 1)
        if (code := sheet.cell(row, CODE_COLUMN).value)
    }
