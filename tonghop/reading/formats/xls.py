"""Workbooks of Excel 97–2003 (.xls, BIFF8; .et of WPS), read by xlrd, which tells the fonts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import pairwise
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from typing import TYPE_CHECKING, NamedTuple

from schemas.layout import CHECKS
from tonghop.reading.addresses import address
from tonghop.reading.book import Area, Book, Sheet, Typed
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.formats.biff import uncomputed_formulas
from tonghop.reading.formats.ole_properties import user_properties
from tonghop.reading.legacy import decode
from tonghop.reading.typed import ERROR, FORMULA

if TYPE_CHECKING:
    import xlrd.book
    import xlrd.sheet

_RAISED_BY_XLRD = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    StructError,
    TypeError,
)


class _Opened(NamedTuple):
    """What the libraries found in a file."""

    book: "xlrd.book.Book"
    sheets: Sequence["xlrd.sheet.Sheet"]
    uncomputed: Sequence[set[tuple[int, int]]]
    properties: Mapping[str, str]


def open_xls(content: bytes) -> Book:
    """Return the worksheets of a workbook; charts, macro sheets and the sheet of checks stay out.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    opened = _open(content)
    hidden: dict[str, Typed] = {}
    for sheet in opened.sheets:
        if found := dict(_hidden_cells(sheet, opened.uncomputed[sheet.number])):
            hidden[sheet.name] = found
    return Book(
        tuple(_sheet(opened.book, sheet) for sheet in opened.sheets),
        properties=opened.properties,
        hidden=lambda names: {name: hidden[name] for name in names if name in hidden},
    )


@contextmanager
def _blaming_the_file() -> Iterator[None]:
    """Turn whatever xlrd stumbles over inside into ``DamagedWorkbookError``."""
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        with blaming_the_file():
            yield
    except (XLRDError, CompDocError, *_RAISED_BY_XLRD) as error:
        raise DamagedWorkbookError(repr(error)) from error


def _open(content: bytes) -> _Opened:
    import xlrd
    from olefile import OleFileIO

    with _blaming_the_file():
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=StringIO(),
        )
        wanted = [number for number, name in enumerate(book.sheet_names()) if name != CHECKS]
        sheets = [book.sheet_by_index(number) for number in wanted]
        with OleFileIO(BytesIO(content)) as ole:
            stream = ole.openstream("Workbook").read()
            return _Opened(book, sheets, uncomputed_formulas(stream), user_properties(ole))


def _sheet(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet") -> Sheet:
    """Return a sheet as wide as its widest row of entries; cells that are only formatted end it."""
    rows = [
        [_value(book, sheet, row, column) for column in range(sheet.row_len(row))]
        for row in range(sheet.nrows)
    ]
    while rows and not any(value != "" for value in rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    merged = (Area(top, left, low - 1, right - 1) for top, low, left, right in sheet.merged_cells)
    return Sheet(sheet.name, [row + [""] * (width - len(row)) for row in rows], tuple(merged))


def _value(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", row: int, column: int) -> object:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    match kind:
        case 1:
            return _text(book, sheet, row, column)
        case 3:
            return _moment(value, book.datemode)
        case 4:
            return bool(value)
        case 2:
            return value
        case _:
            return ""


def _text(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", row: int, column: int) -> str:
    """Return a cell's text, each run of it decoded by the font that it is set in."""
    text = sheet.cell_value(row, column)
    if text.isascii():
        return str(text)
    font = book.xf_list[sheet.cell_xf_index(row, column)].font_index
    runs = [(0, font), *sheet.rich_text_runlist_map.get((row, column), ()), (len(text), font)]
    return "".join(
        decode(text[start:end], book.font_list[font].name)
        for (start, font), (end, _) in pairwise(runs)
    )


def _moment(value: float, datemode: int) -> date | datetime | time | float:
    """Return what the cell shows: a day, a time, both, or the number where it is no date."""
    from xlrd.xldate import xldate_as_datetime

    try:
        moment: datetime = xldate_as_datetime(value, datemode)
    except (OverflowError, ValueError):
        return value
    if 0 <= value < 1:
        return moment.time()
    return moment.date() if value == int(value) else moment


def _hidden_cells(
    sheet: "xlrd.sheet.Sheet", uncomputed: set[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    from xlrd.biffh import error_text_from_code

    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if sheet.cell_type(row, column) == 5:
                name = error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
                yield address(row, column), ERROR + name
    yield from ((address(*position), FORMULA + "=…") for position in uncomputed)
