"""Finding entry cells in a workbook made from the blank template, by their hidden codes."""

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import COVER, NARRATIVE, NIL_PREFIX, read_marker
from tonghop.template.plan import CODE_COLUMN, CODE_ROW, FIRST_MEASURE, FIRST_ROW

_COUNT, _ENTRIES = "tt_entry", ("tt_entry", "tt_quantity", "tt_text_entry")
_ENTRY_COLUMN = 3


def cover_cell(book: Workbook, code: str) -> Cell:
    """Return the cover's entry cell of a field, such as ``unit_name``."""
    return _coded(book[COVER], code)


def nil_cell(book: Workbook, sheet: Worksheet) -> Cell:
    """Return the cover's cell that declares the form on ``sheet`` as "không phát sinh"."""
    return cover_cell(book, NIL_PREFIX + _part(sheet))


def narrative_cells(book: Workbook) -> dict[str, Cell]:
    """Return the entry cell of each narrative section by its code."""
    sheet = book[NARRATIVE]
    codes = [str(row[0].value) for row in sheet.iter_rows(min_row=2, max_col=1) if row[0].value]
    return {code: _coded(sheet, code) for code in codes}


def entry_cell(book: Workbook, code: str) -> Cell:
    """Return the entry cell of a line and measure, such as ``D03.vu``; ``KeyError`` if absent."""
    line, _, measure = code.partition(".")
    for sheet in form_sheets(book):
        rows = {sheet.cell(row, CODE_COLUMN).value: row for row in range(1, sheet.max_row + 1)}
        columns = {cell.value: cell.column for cell in sheet[CODE_ROW] if cell.value}
        if line in rows and measure in columns:
            return _cell(sheet, rows[line], columns[measure])
    raise KeyError(code)


def form_sheets(book: Workbook) -> list[Worksheet]:
    """Return the sheets that hold forms, in order."""
    return [
        sheet
        for sheet in book.worksheets
        if _part(sheet) not in ("", "cover", "narrative", "checks")
    ]


def count_cells(book: Workbook) -> list[Cell]:
    """Return every entry cell that takes a whole number, in printed order."""
    return [cell for cell in entries(book) if cell.style == _COUNT]


def entries(book: Workbook) -> Iterator[Cell]:
    """Yield every entry cell of the forms."""
    for sheet in form_sheets(book):
        for row in sheet.iter_rows(min_row=FIRST_ROW, min_col=FIRST_MEASURE):
            yield from (cell for cell in row if cell.style in _ENTRIES)  # type: ignore[misc]


def _part(sheet: Worksheet) -> str:
    found = read_marker(str(sheet.cell(1, CODE_COLUMN).value))
    return found[0] if found else ""


def _coded(sheet: Worksheet, code: str) -> Cell:
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, CODE_COLUMN).value == code:
            return _cell(sheet, row, _ENTRY_COLUMN)
    raise KeyError(code)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return sheet.cell(row, column)  # type: ignore[return-value]
