"""A workbook made anew for a file that is none of Excel's since 2007, or cannot be opened."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from schemas.layout import COLUMN_CODES, MARKER_PREFIX
from tonghop.reading.book import Book, Sheet
from tonghop.reading.damage import DamagedWorkbookError
from tonghop.reading.door import Format
from tonghop.reading.formats import open_book
from tonghop.returning.listing import Listing
from tonghop.returning.marking import mark_workbook, without_sheet
from tonghop.safe_text import write_text

MOST_CELLS = 300_000
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE = 31
_NO_DAY = datetime(2000, 1, 1)


def listed_only(listing: Listing) -> bytes:
    """Return a workbook with nothing but the list."""
    return without_sheet(mark_workbook(_saved(Workbook()), listing), place=1)


def copied(content: bytes, found: Format | None, listing: Listing) -> bytes:
    """Return the list and the file's sheets, as values; the list alone if they are too much."""
    book = _open(content, found)
    if not book.sheets or sum(len(row) for s in book.sheets for row in s.rows) > MOST_CELLS:
        return listed_only(listing)
    return mark_workbook(_saved(_copy(book)), listing)


def _open(content: bytes, found: Format | None) -> Book:
    """Return what can be read; a book without sheets for what cannot."""
    try:
        return open_book(content, found) if found else Book(())
    except DamagedWorkbookError:
        return Book(())


def _copy(book: Book) -> Workbook:
    copy = Workbook()
    copy.remove(copy.worksheets[0])
    for sheet in book.sheets:
        _copy_sheet(sheet, copy.create_sheet(_title(sheet.name)))
    return copy


def _title(name: str) -> str:
    """Return a name that Excel allows a sheet."""
    return _NOT_IN_TITLES.sub("-", name).strip("'")[:_LONGEST_TITLE] or "Trang"


def _copy_sheet(sheet: Sheet, copy: Worksheet) -> None:
    """Write values where they stood; hidden codes are hidden again."""
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value != "":
                _write(copy, number, column, value)
        if COLUMN_CODES in row:
            copy.row_dimensions[number].hidden = True
    if any(str(row[0]).startswith(f"{MARKER_PREFIX}|") for row in sheet.rows if row):
        copy.column_dimensions["A"].hidden = True
    used = copy.max_row, copy.max_column
    for first_row, first_column, last_row, last_column in sheet.merged:
        ends = min(last_row + 1, used[0]), min(last_column + 1, used[1])
        if first_row < ends[0] and first_column < ends[1]:
            copy.merge_cells(None, first_row + 1, first_column + 1, *ends)


def _write(copy: Worksheet, row: int, column: int, value: object) -> None:
    cell = copy.cell(row, column)
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value  # type: ignore[assignment]


def _saved(book: Workbook) -> bytes:
    """Return a workbook's bytes, the same whenever they are made."""
    book.properties.created = book.properties.modified = _NO_DAY
    file = BytesIO()
    ExcelWriter(book, ZipFile(file, "w", ZIP_DEFLATED)).save()
    return file.getvalue()
