"""Workbooks of Excel 97–2003 (.xls, BIFF8; .et of WPS), read by xlrd, which tells the fonts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import pairwise
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from typing import TYPE_CHECKING, NamedTuple

from schemas.issues import Finding
from schemas.layout import CHECKS
from tonghop.reading.addresses import address
from tonghop.reading.book import Area, Book, Sheet, Typed
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.formats.around_xls import around_sheets
from tonghop.reading.formats.biff import uncomputed_formulas
from tonghop.reading.formats.ole_properties import said_properties, user_properties
from tonghop.reading.legacy import decode
from tonghop.reading.number_formats import Shown, shown_by
from tonghop.reading.surroundings import Surrounding
from tonghop.reading.typed import ERROR, FORMULA

if TYPE_CHECKING:
    import xlrd.book
    import xlrd.sheet

_NUMBER_CELL, _ERROR_CELL = 2, 5
MOST_CELLS = 1_000_000
_MACROS = "_VBA_PROJECT_CUR"
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
    has_macros: bool
    around: tuple[Surrounding, ...]


def open_xls(content: bytes) -> Book:
    """Return the worksheets of a workbook; charts, macro sheets and the sheet of checks stay out.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    opened = _open(content)
    hidden: dict[str, Typed] = {}
    with _blaming_the_file():
        misshown = _misshown(opened)
    for sheet in opened.sheets:
        found = misshown.get(sheet.name, {})
        found |= _hidden_cells(sheet, opened.uncomputed[sheet.number])
        if found:
            hidden[sheet.name] = found
    return Book(
        tuple(_sheet(opened.book, sheet) for sheet in opened.sheets),
        properties=opened.properties,
        findings=(Finding("macros_present"),) if opened.has_macros else (),
        hidden=lambda names: {name: hidden[name] for name in names if name in hidden},
        surroundings=opened.around,
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
            uncomputed = uncomputed_formulas(stream)
            around = (*said_properties(ole), *around_sheets(stream))
            own, has_macros = user_properties(ole), ole.exists(_MACROS)
            return _Opened(book, sheets, uncomputed, own, has_macros, around)


def _sheet(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet") -> Sheet:
    """Return a sheet as far as it has entries; cells that are only formatted do not count."""
    rows = [_row(book, sheet, row) for row in range(sheet.nrows)]
    while rows and not rows[-1]:
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > MOST_CELLS:
        raise DamagedWorkbookError(f"{sheet.name} reaches to {address(len(rows), width)}")
    merged = (Area(top, left, low - 1, right - 1) for top, low, left, right in sheet.merged_cells)
    return Sheet(sheet.name, [row + [""] * (width - len(row)) for row in rows], tuple(merged))


def _row(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", number: int) -> list[object]:
    row = [_value(book, sheet, number, column) for column in range(sheet.row_len(number))]
    while row and row[-1] == "":
        row.pop()
    return row


def _value(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", row: int, column: int) -> object:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    match kind:  # xlrd's numbers for text, number, day, logical value
        case 1:
            return _text(book, sheet, row, column)
        case 2:
            return value
        case 3:
            return _moment(value, book.datemode)
        case 4:
            return bool(value)
        case _:
            return ""


def _text(book: "xlrd.book.Book", sheet: "xlrd.sheet.Sheet", row: int, column: int) -> str:
    """Return a cell's text, each run of it decoded by the font that it is set in."""
    text = str(sheet.cell_value(row, column))
    if text.isascii():
        return text
    with _blaming_the_file():
        font = book.xf_list[sheet.cell_xf_index(row, column)].font_index
        runs = [(0, font), *sheet.rich_text_runlist_map.get((row, column), ()), (len(text), font)]
        fonts = [(start, book.font_list[font].name) for start, font in runs]
    return "".join(decode(text[start:end], name) for (start, name), (end, _) in pairwise(fonts))


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


def _misshown(opened: _Opened) -> dict[str, dict[str, str]]:
    """Return, for each sheet, the numbers that their cells' formats show as others, typed."""
    styles = _misleading_styles(opened.book)
    return {s.name: dict(_misshown_cells(s, styles)) for s in opened.sheets} if styles else {}


def _misleading_styles(book: "xlrd.book.Book") -> dict[int, Shown]:
    """Return the cell styles, by number, whose format shows another number than the cell holds."""
    formats = {key: shown_by(found.format_str or "") for key, found in book.format_map.items()}
    styles = ((number, formats.get(xf.format_key)) for number, xf in enumerate(book.xf_list))
    return {number: shown for number, shown in styles if shown}


def _misshown_cells(
    sheet: "xlrd.sheet.Sheet", styles: Mapping[int, Shown]
) -> Iterator[tuple[str, str]]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            style = styles.get(sheet.cell_xf_index(row, column))
            is_number = style and sheet.cell_type(row, column) == _NUMBER_CELL
            if style and is_number and (number := sheet.cell_value(row, column)):
                yield address(row, column), style.typed(number)


def _hidden_cells(
    sheet: "xlrd.sheet.Sheet", uncomputed: set[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    from xlrd.biffh import error_text_from_code

    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if sheet.cell_type(row, column) == _ERROR_CELL:
                name = error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
                yield address(row, column), ERROR + name
    yield from ((address(*position), FORMULA + "=…") for position in uncomputed)
