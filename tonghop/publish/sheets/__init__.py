"""Cells and pages of published workbooks: exact numbers, safe text, heights, print set-up.

Nothing here writes a formula: text from a report stays text, whatever it begins with.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import ILLUSTRATION
from tonghop.publish.heading import Heading
from tonghop.publish.kept_back import SIGN, is_kept_back
from tonghop.safe_text import write_text
from tonghop.template.applying import apply_style, merge_styled
from tonghop.template.style import FONT

Value = str | int | Decimal | date | datetime | None

_HIGHEST = 409
"""Points that a row of Excel may have."""
_MILLIMETRE = 1 / 25.4


def write(sheet: Worksheet, row: int, column: int, value: Value, look: str) -> None:
    """Write one cell: numbers exactly, text as text."""
    cell = _free_cell(sheet, row, column)
    apply_style(cell, look)
    if isinstance(value, str) and value:
        write_text(cell, value)
    elif is_kept_back(value):
        write_text(cell, SIGN)
    elif value != "":
        cell.value = _plain_number(value) if isinstance(value, Decimal) else value


def _free_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise ValueError(f"{sheet.title}!{cell.coordinate} lies under a merged cell")
    return cell


def write_row(
    sheet: Worksheet, row: int, values: Iterable[Value], looks: Iterable[str], column: int = 1
) -> None:
    """Write neighbouring cells from ``column`` to the right."""
    for place, (value, look) in enumerate(zip(values, looks, strict=True), start=column):
        write(sheet, row, place, value, look)


def write_merged(
    sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int], value: Value, look: str
) -> None:
    """Write over the merged rectangle of ``rows`` and ``columns``, borders closed on all sides."""
    for row in range(rows[0], rows[1] + 1):
        for column in range(columns[0], columns[1] + 1):
            _free_cell(sheet, row, column)
    if rows[0] != rows[1] or columns[0] != columns[1]:
        merge_styled(sheet, CellRange(None, columns[0], rows[0], columns[1], rows[1]), look)
    write(sheet, rows[0], columns[0], value, look)


def _plain_number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def lines_needed(text: str, width: float) -> int:
    """Estimate, on the safe side, how many lines ``text`` takes in a cell of ``width``."""
    return sum(max(1, ceil(len(part) / width)) for part in text.split("\n"))


def set_height(sheet: Worksheet, row: int, lines: int, line_height: float = 14.5) -> None:
    """Set a row's height: nobody fits it to cells that a program has written or merged."""
    sheet.row_dimensions[row].height = min(lines * line_height + 2, _HIGHEST)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the first columns, in characters."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_up_page(
    sheet: Worksheet, heading: Heading, head_rows: tuple[int, int] | None = None
) -> None:
    """Set A4 landscape fitted to its width, margins, page number and repeated heads."""
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    margins = sheet.page_margins
    margins.left, margins.right = 30 * _MILLIMETRE, 15 * _MILLIMETRE
    margins.top = margins.bottom = 20 * _MILLIMETRE
    margins.header = margins.footer = 9 * _MILLIMETRE
    sheet.sheet_view.showGridLines = False
    _write_margins(sheet, heading)
    if head_rows:
        sheet.print_title_rows = f"{head_rows[0]}:{head_rows[1]}"


def set_scale(sheet: Worksheet, per_cent: int) -> None:
    """Print at a scale, so that page breaks hold: a sheet that is fitted to its pages has none."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = False  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = per_cent


def _write_margins(sheet: Worksheet, heading: Heading) -> None:
    """Put the page number at the top, the edition at the foot, and the illustration's mark.

    The first page of a document shows no number, if the sheet is told that it has the first page.
    """
    name = sheet.title.replace("&", "&&")
    head, first_head, *feet = _margins(sheet)
    parts: list[tuple[Any, str]] = [(head.center, "&P")]
    for foot in feet:
        parts += [(foot.left, heading.foot), (foot.right, name)]
    if heading.illustrative:
        parts += [(head.right, ILLUSTRATION), (first_head.right, ILLUSTRATION)]
    for part, text in parts:
        weight = "Bold" if text == ILLUSTRATION else "Regular"
        part.text, part.font, part.size = text, f"{FONT},{weight}", 11


def _margins(sheet: Worksheet) -> tuple[Any, Any, Any, Any]:
    """Return the heads and feet of a sheet's pages and of its first page."""
    return sheet.oddHeader, sheet.firstHeader, sheet.oddFooter, sheet.firstFooter
