"""Workbooks of Excel 2007 and later (.xlsx, .xlsm), read by calamine."""

from functools import partial
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from schemas.issues import Finding
from schemas.layout import CHECKS
from tonghop.reading.addresses import address
from tonghop.reading.book import Area, Book, Rows, Sheet
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.formats.around_ooxml import around_cells
from tonghop.reading.formats.besides import besides_cells
from tonghop.reading.formats.fonts import decode_by_fonts
from tonghop.reading.formulas import hidden_cells
from tonghop.reading.package import Package
from tonghop.reading.reach import MOST_CELLS, far_entry
from tonghop.reading.tails import without_tails

_CELLS = SheetTypeEnum.WorkSheet


def open_ooxml(content: bytes) -> Book:
    """Return what a workbook holds.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    with blaming_the_file():
        content = without_tails(content)
        package = Package(content)
        sheets = open_sheets(content, package)
        decode_by_fonts(sheets, package)
        properties, findings = package.properties(), tuple(besides_cells(package))
        around = tuple(around_cells(package))
    return Book(sheets, properties, findings, partial(hidden_cells, package), around)


def open_sheets(content: bytes, package: Package) -> tuple[Sheet, ...]:
    """Return the sheets that have cells; the template's sheet of checks is left unread.

    Raises:
        DamagedWorkbookError: A sheet reaches too far.
        CalamineError: The file is damaged.
    """
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == _CELLS]
        sheets = (book.get_sheet_by_name(name) for name in names if name != CHECKS)
        return tuple(_open_sheet(sheet, package) for sheet in sheets)


def _open_sheet(sheet: CalamineSheet, package: Package) -> Sheet:
    last_row, last_column = sheet.end or (0, 0)
    if last_row * last_column > MOST_CELLS:
        corner = Finding("entry_far_away", sheet.name, address(last_row, last_column))
        raise DamagedWorkbookError("a sheet reaches too far", far_entry(package) or corner)
    rows: Rows = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    merged = (Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, tuple(merged))
