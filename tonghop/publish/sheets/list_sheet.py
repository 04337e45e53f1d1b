"""A sheet with one list: title, period, heads, rows, a filter, and the heads repeated in print."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import ILLUSTRATION
from tonghop.publish.heading import Heading, interval
from tonghop.publish.sheets import (
    Value,
    lines_needed,
    set_height,
    set_up_page,
    set_widths,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

HEAD_ROW = 5


class Column(NamedTuple):
    """A column of a list: head, width in characters, look of its cells."""

    head: str
    width: float
    look: str


def add_list_sheet(
    book: Workbook,
    heading: Heading,
    name: str,
    title: str,
    columns: Sequence[Column],
    covered: str = "",
) -> Worksheet:
    """Add a sheet with everything above the rows of its list.

    ``covered`` says what period it is of, where that is not the heading's.
    """
    sheet = add_sheet(book, name)
    last = len(columns)
    write_merged(sheet, (1, 1), (1, last), title.upper(), "tt_title")
    write_merged(sheet, (2, 2), (1, last), covered or interval(heading), "tt_subtitle")
    if heading.illustrative:
        write_merged(sheet, (3, 3), (1, last), ILLUSTRATION, "pl_mark")
    write_row(sheet, HEAD_ROW, (column.head for column in columns), ["tt_head"] * last)
    for row, lines in ((1, 2), (3, 1), (HEAD_ROW, 3)):
        set_height(sheet, row, lines)
    set_widths(sheet, [column.width for column in columns])
    set_up_page(sheet, heading, (HEAD_ROW, HEAD_ROW))
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    return sheet


def write_list(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    first: int = HEAD_ROW + 1,
) -> int:
    """Write the rows from ``first`` down and return the row below them."""
    looks = [column.look for column in columns]
    row = first
    for values in rows:
        write_row(sheet, row, values, looks)
        set_height(sheet, row, _lines(values, columns))
        row += 1
    return row


def _lines(values: Sequence[Value], columns: Sequence[Column]) -> int:
    texts = ((v, c.width) for v, c in zip(values, columns, strict=True) if isinstance(v, str))
    return max((lines_needed(text, 1.1 * width) for text, width in texts), default=1)


def add_filter(sheet: Worksheet, columns: Sequence[Column], below: int) -> None:
    """Put a filter over the list that ends above row ``below``."""
    sheet.auto_filter.ref = (
        f"A{HEAD_ROW}:{get_column_letter(len(columns))}{max(below - 1, HEAD_ROW)}"
    )
