"""Faults that real reports have, each with the kind of issue that it must raise.

``BOOK_FAULTS`` spoil a filled-in workbook before it is saved, ``FILE_FAULTS`` the saved file. Which
cell is spoilt is drawn by lot from the unit's name, so that a report is always spoilt alike.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import YES
from tonghop.demo.draws import chance
from tonghop.demo.places import (
    count_cells,
    cover_cell,
    entries,
    entry_cell,
    form_sheets,
    nil_cell,
)
from tonghop.template.plan import (
    LABEL_COLUMN,
    MEASURE_ROW,
    UNIT_COLUMN,
)


class BookFault(NamedTuple):
    """A fault in a workbook: the issue it raises, and the function that makes it."""

    issue: str
    spoil: Callable[[Workbook], None]


class FileFault(NamedTuple):
    """A fault of a file: its issue, the function that makes it, and what the name begins with."""

    issue: str
    spoil: Callable[[bytes], bytes]
    prefix: str = ""


def _some_count(book: Workbook) -> Cell:
    """Return one entry cell for a count, in a form that is not declared as "không phát sinh"."""
    names = (cover_cell(book, "unit_code").value, cover_cell(book, "period").value)
    cells = [cell for cell in count_cells(book) if nil_cell(book, _sheet(cell)).value != YES]
    return cells[int(chance("fault", *names) * len(cells))]


def _text_in_number(book: Workbook) -> None:
    _some_count(book).value = "mười hai"


def _negative(book: Workbook) -> None:
    _some_count(book).value = -3


def _fraction(book: Workbook) -> None:
    _some_count(book).value = 2.5


def _date_in_number(book: Workbook) -> None:
    cell = _some_count(book)
    cell.value, cell.number_format = date(2024, 3, 12), "dd/mm/yyyy"


def _error_in_cell(book: Workbook) -> None:
    cell = _some_count(book)
    cell.value, cell.data_type = "#REF!", "e"


def _formula_without_value(book: Workbook) -> None:
    _some_count(book).value = "=3+4"


def _total_not_parts(book: Workbook) -> None:
    for code, number in (("D14", 9), ("D14a", 3), ("D14b", 3), ("D14c", 2)):
        cell = entry_cell(book, f"{code}.so_luong")
        nil_cell(book, _sheet(cell)).value = None
        cell.value = number


def _label_changed(book: Workbook) -> None:
    cell = _some_count(book)
    _sheet(cell).cell(cell.row, LABEL_COLUMN).value = "Chỉ tiêu do đơn vị tự đặt"


def _unit_of_measure_changed(book: Workbook) -> None:
    cell = _some_count(book)
    _sheet(cell).cell(cell.row, UNIT_COLUMN).value = "nghìn"


def _line_deleted(book: Workbook) -> None:
    cell = _some_count(book)
    sheet, row = _sheet(cell), cell.row
    sheet.delete_rows(row)
    for merged in sheet.merged_cells.ranges:
        if merged.min_row > row:
            merged.shift(row_shift=-1)


def _column_added(book: Workbook) -> None:
    cell = _some_count(book)
    sheet, row = _sheet(cell), cell.row
    last = max(entry.column for entry in entries(book) if entry.parent is sheet)
    sheet.cell(MEASURE_ROW, last + 1).value = "Cùng kỳ năm trước"
    sheet.cell(row, last + 1).value = 4


def _line_added(book: Workbook) -> None:
    cell = _some_count(book)
    sheet, row = _sheet(cell), cell.row + 1
    sheet.insert_rows(row)
    for merged in sheet.merged_cells.ranges:
        if merged.min_row >= row:
            merged.shift(row_shift=1)
    sheet.cell(row, LABEL_COLUMN).value = "Chỉ tiêu do đơn vị tự thêm"
    sheet.cell(row, cell.column).value = 1


def _sheet_added(book: Workbook) -> None:
    sheet = book.create_sheet("Sheet1")
    sheet["A1"], sheet["B2"] = "Số liệu chi tiết từng khoa", 7


def _unit_renamed(book: Workbook) -> None:
    cover_cell(book, "unit_name").value = "Đơn vị minh họa không có trong danh mục"


def _period_renamed(book: Workbook) -> None:
    cell = cover_cell(book, "period_label")
    cell.value = f"{cell.value} (số liệu ước)"


def _template_borrowed(book: Workbook) -> None:
    """Leave in the metadata the neighbour for whom the template had been made."""
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    mine = properties["unit_code"].value
    del properties["unit_code"]
    neighbour = "BV-CHORAY" if mine == "BV-BACHMAI" else "BV-BACHMAI"
    properties.append(StringProperty(name="unit_code", value=neighbour))


def _left_blank(book: Workbook) -> None:
    for cell in entries(book):
        cell.value = None
    for sheet in form_sheets(book):
        nil_cell(book, sheet).value = None


def _nil_but_reported(book: Workbook) -> None:
    """Declare the form in which least is reported."""
    cells = count_cells(book)
    reported = Counter(_sheet(cell) for cell in cells if cell.value)
    cell = min(cells, key=lambda cell: reported[_sheet(cell)])
    cell.value = 3
    nil_cell(book, _sheet(cell)).value = YES


def _secrecy_marked(book: Workbook) -> None:
    cover_cell(book, "secrecy").value = "Mật"


def _unsigned(book: Workbook) -> None:
    cover_cell(book, "prepared_by").value = None


def _sheet(cell: Cell) -> Worksheet:
    return cell.parent  # type: ignore[return-value]


def _seal(content: bytes) -> bytes:
    """Return text that differs from file to file."""
    return hashlib.sha256(content).hexdigest().encode()


BOOK_FAULTS = {
    "text_in_number": BookFault("text_in_number", _text_in_number),
    "negative": BookFault("negative", _negative),
    "fraction": BookFault("fraction", _fraction),
    "date_in_number": BookFault("date_in_number", _date_in_number),
    "error_in_cell": BookFault("error_in_cell", _error_in_cell),
    "formula_without_value": BookFault("formula_without_value", _formula_without_value),
    "total_not_parts": BookFault("Q039", _total_not_parts),
    "label_changed": BookFault("line_label_changed", _label_changed),
    "unit_of_measure_changed": BookFault("unit_of_measure_changed", _unit_of_measure_changed),
    "line_deleted": BookFault("line_missing", _line_deleted),
    "line_added": BookFault("line_unknown", _line_added),
    "column_added": BookFault("column_unknown", _column_added),
    "sheet_added": BookFault("sheet_unknown", _sheet_added),
    "unit_renamed": BookFault("unit_name_unknown", _unit_renamed),
    "period_renamed": BookFault("period_mismatch", _period_renamed),
    "template_borrowed": BookFault("unit_differs_in_properties", _template_borrowed),
    "left_blank": BookFault("nothing_reported", _left_blank),
    "nil_but_reported": BookFault("nil_but_reported", _nil_but_reported),
    "secrecy_marked": BookFault("secrecy_marked", _secrecy_marked),
    "unsigned": BookFault("cover_incomplete", _unsigned),
}

FILE_FAULTS = {
    "empty": FileFault("empty_file", lambda _: b""),
    "lock": FileFault("locked_by_office", lambda content: b"\x05Excel\0" + _seal(content), "~$"),
    "pdf": FileFault("not_a_workbook", lambda content: b"%PDF-1.7\n% " + _seal(content)),
    "plain_text": FileFault("format_not_read", lambda content: b"Minh hoa: " + _seal(content)),
    "truncated": FileFault("truncated", lambda content: content[: len(content) // 2]),
}
