"""What units do to the sheets of a filled template: the mutations of form drift.

Excel moves merged cells along when rows and columns come and go; openpyxl leaves them behind, so
that is done here.
"""

from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.build import row_of

Change = Callable[[Workbook], object]


def delete(sheet: Worksheet, *, rows: Sequence[int] = (), columns: Sequence[int] = ()) -> None:
    """Delete rows and columns, counted from 1, with what of merged cells lies in them."""
    areas = _part(sheet)
    for row in sorted(rows, reverse=True):
        sheet.delete_rows(row)
    for column in sorted(columns, reverse=True):
        sheet.delete_cols(column)
    for first_column, first_row, last_column, last_row in areas:
        across = [_less(c, columns) for c in _kept(first_column, last_column, columns)]
        down = [_less(r, rows) for r in _kept(first_row, last_row, rows)]
        if across and down:
            _merge(sheet, (across[0], down[0], across[-1], down[-1]))


def insert_row(sheet: Worksheet, before: int) -> None:
    """Insert an empty row, counted from 1; what is merged over it grows."""
    areas = _part(sheet)
    sheet.insert_rows(before)
    for left, top, right, bottom in areas:
        _merge(sheet, (left, top + (top >= before), right, bottom + (bottom >= before)))


def insert_column(sheet: Worksheet, before: int) -> None:
    """Insert an empty column, counted from 1; what is merged over it grows."""
    areas = _part(sheet)
    sheet.insert_cols(before)
    for left, top, right, bottom in areas:
        _merge(sheet, (left + (left >= before), top, right + (right >= before), bottom))


def move_row(sheet: Worksheet, row: int, before: int) -> None:
    """Cut a whole row and insert it before another."""
    values = [sheet.cell(row, column).value for column in range(1, sheet.max_column + 1)]
    insert_row(sheet, before)
    for column, value in enumerate(values, 1):
        sheet.cell(before, column).value = value
    delete(sheet, rows=[row + (row >= before)])


def swap(sheet: Worksheet, first: str, second: str) -> None:
    """Exchange what two cells hold."""
    sheet[first].value, sheet[second].value = sheet[second].value, sheet[first].value


def lose_codes(sheet: Worksheet) -> None:
    """Delete column A and the hidden row of column codes, as when the visible table is pasted."""
    rows = [row_of(sheet, "#cot")] if any(cell.value == "#cot" for cell in sheet["A"]) else []
    delete(sheet, rows=rows, columns=[1])


def lose_all_codes(book: Workbook) -> None:
    """Paste the visible cells of every sheet into a new workbook."""
    for sheet in book:
        lose_codes(sheet)


def lose_column_a(book: Workbook) -> None:
    """Delete column A of every sheet; the hidden row of column codes stays."""
    for sheet in book:
        delete(sheet, columns=[1])


def _part(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    areas = [range_boundaries(str(area)) for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in areas]  # type: ignore[arg-type]


def _merge(sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = area
    if (left, top) != (right, bottom):
        sheet.merge_cells(None, top, left, bottom, right)


def _kept(first: int, last: int, deleted: Sequence[int]) -> list[int]:
    return [number for number in range(first, last + 1) if number not in deleted]


def _less(number: int, deleted: Sequence[int]) -> int:
    return number - sum(gone < number for gone in deleted)
