"""The look of an official annex: Times New Roman, thin borders, landscape A4, repeated headings."""

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.safe_text import write_text
from tonghop.template.applying import apply_style, merge_styled

FONT = "Times New Roman"
_THIN = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_GREY = PatternFill("solid", fgColor="FFE7E6E6")
_ENTRY = PatternFill("solid", fgColor="FFFFFBE6")
_HEAD = PatternFill("solid", fgColor="FFDCE6F1")
_OPEN = Protection(locked=False)

_PLAIN, _BOLD = Font(FONT, 11), Font(FONT, 11, bold=True)
_ENTERED = {"font": _PLAIN, "border": _BOX, "fill": _ENTRY, "protection": _OPEN}

STYLES: dict[str, dict[str, object]] = {
    "tt_plain": {"font": Font(FONT, 12), "alignment": Alignment(vertical="center")},
    "tt_note": {"font": Font(FONT, 10, italic=True), "alignment": _LEFT},
    "tt_title": {"font": Font(FONT, 14, bold=True), "alignment": _CENTRE},
    "tt_subtitle": {"font": Font(FONT, 12, italic=True), "alignment": _CENTRE},
    "tt_strong": {"font": Font(FONT, 12, bold=True), "alignment": Alignment(vertical="center")},
    "tt_head": {"font": _BOLD, "alignment": _CENTRE, "border": _BOX, "fill": _HEAD},
    "tt_number_row": {"font": Font(FONT, 9, italic=True), "alignment": _CENTRE, "border": _BOX},
    "tt_section": {"font": _BOLD, "alignment": _LEFT, "border": _BOX, "fill": _GREY},
    "tt_code": {"font": _PLAIN, "alignment": _CENTRE, "border": _BOX},
    "tt_label": {"font": _PLAIN, "alignment": _LEFT, "border": _BOX},
    "tt_closed": {"font": _PLAIN, "border": _BOX, "fill": _GREY},
    "tt_entry": {**_ENTERED, "alignment": _RIGHT, "number_format": "#,##0"},
    "tt_quantity": {**_ENTERED, "alignment": _RIGHT, "number_format": "#,##0.00"},
    "tt_text_entry": {**_ENTERED, "alignment": _LEFT, "number_format": "@"},
}


def add_styles(book: Workbook) -> None:
    """Register the named styles in a workbook; cells then refer to them by name."""
    for name, parts in STYLES.items():
        book.add_named_style(NamedStyle(name=name, **parts))  # type: ignore[arg-type]


def put(sheet: Worksheet, address: str, value: object, style: str) -> None:
    """Write a value with a named style; a text stays text, whatever it begins with."""
    cell = sheet[address]
    apply_style(cell, style)
    _write(cell, value)


def put_formula(sheet: Worksheet, address: str, formula: str, style: str) -> None:
    """Write a formula of ours with a named style."""
    cell = sheet[address]
    cell.value = formula
    apply_style(cell, style)


def merge(sheet: Worksheet, cells: str, value: object, style: str) -> None:
    """Write a value over merged cells, with the style on all of them so that borders close."""
    merged = CellRange(cells)
    merge_styled(sheet, merged, style)
    _write(sheet.cell(merged.min_row, merged.min_col), value)


def _write(cell: Cell | MergedCell, value: object) -> None:
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value  # type: ignore[assignment]


def lay_out(sheet: Worksheet, widths: dict[str, float], *, landscape: bool) -> None:
    """Set A4, orientation, margins of Nghị định 30/2020, fit to width, and hide the code column."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left, sheet.page_margins.right = 1.18, 0.59
    sheet.page_margins.top = sheet.page_margins.bottom = 0.79
    sheet.oddHeader.center.text = "&P"  # type: ignore[union-attr]
    sheet.oddHeader.center.font = f"{FONT},Regular"  # type: ignore[union-attr]
    for letter, width in widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.sheet_view.showGridLines = False


def lock(sheet: Worksheet) -> None:
    """Protect the sheet so that only entry cells take input; widths and heights stay adjustable."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
