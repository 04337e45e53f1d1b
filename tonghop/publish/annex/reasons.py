"""Warnings that units have explained, of the reports that count: what was odd, and why it is so."""

from collections.abc import Iterator

from openpyxl import Workbook

from tonghop.publish.annex.content import AnnexContent
from tonghop.publish.sheets import Value
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet, write_list

SHEET = "Giải trình"
_TITLE = "Số liệu có cảnh báo đã được đơn vị giải trình"
_COLUMNS = (
    Column("STT", 6, "pl_data_centre"),
    Column("Đơn vị", 30, "pl_data_wrap"),
    Column("Trang", 10, "pl_data_wrap"),
    Column("Ô", 7, "pl_data_centre"),
    Column("Chỉ tiêu", 36, "pl_data_wrap"),
    Column("Giá trị đã ghi", 14, "pl_data_wrap"),
    Column("Cảnh báo", 60, "pl_data_wrap"),
    Column("Giải trình của đơn vị", 50, "pl_data_wrap"),
)


def add_reasons_sheet(book: Workbook, content: AnnexContent) -> None:
    """Add the list, unless no warning about the report's forms was explained."""
    if content.explained:
        sheet = add_list_sheet(book, content.heading, SHEET, _TITLE, _COLUMNS)
        add_filter(sheet, _COLUMNS, write_list(sheet, _COLUMNS, _rows(content)))


def _rows(content: AnnexContent) -> Iterator[tuple[Value, ...]]:
    for number, warning in enumerate(content.explained, start=1):
        yield (number, *warning[1:])
