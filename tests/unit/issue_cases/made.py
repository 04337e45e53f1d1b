"""Makers of workbooks that have one fault each."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook

from tests.build import (
    addresses,
    cell_of,
    complete,
    content,
    declarations,
    delete_line,
    delete_measure,
    field_of,
    insert_columns,
    insert_rows,
    part_of,
    row_of,
    with_part,
)

Made = Workbook | bytes
FILE = "bao-cao.xlsx"
Cases = dict[str, tuple[str, Callable[[], Made], str]]
"""By issue kind: the file's name, what makes it, and a sentence that its sender reads."""
ENTRIES = "D03.vu | 5"


def with_field(code: str, entry: object) -> Workbook:
    book = complete(ENTRIES)
    field_of(book, code).value = entry  # type: ignore[assignment]
    return book


def with_fields(**entries: str) -> Workbook:
    book = complete(ENTRIES)
    for code, entry in entries.items():
        field_of(book, code).value = entry
    return book


def with_entry(code: str, entry: object) -> Workbook:
    return complete({"D03.vu": 5, code: entry})


def with_format(code: str, entry: object, number_format: str) -> Workbook:
    book = with_entry(code, entry)
    cell_of(book, code).number_format = number_format
    return book


def with_kept_result(code: str, formula: str, kept: int) -> bytes:
    """Return a file whose cell keeps a result that its formula may no longer come to."""
    book = with_entry(code, formula)
    sheet, _ = addresses()[code]
    computed = f"<f>{formula[1:]}</f>"

    def keep(xml: str) -> str:
        before, _, after = xml.partition(computed)
        return f"{before}{computed}<v>{kept}</v>{after[after.index('</c>') :]}"

    return with_part(content(book), part_of(book, sheet), keep)


def with_cell(sheet: str, address: str, entry: str | int) -> Workbook:
    book = complete(ENTRIES)
    book[sheet][address] = entry
    return book


def of_office() -> Workbook:
    """Return a report that a health department's office owes the department, for its period."""
    seen = declarations().at("SYT34-51")
    return complete(ENTRIES, unit="CQ-SYT34-51", period="2025-Y", whole=seen)


def without_sheet(name: str) -> Workbook:
    book = complete(ENTRIES)
    del book[name]
    return book


def with_copied_sheet() -> Workbook:
    book = complete(ENTRIES)
    book.copy_worksheet(book["Biểu 2"]).title = "Biểu 2 (2)"
    return book


def with_own_sheet() -> Workbook:
    book = complete(ENTRIES)
    book.create_sheet("Ghi chú")["B3"] = "Số liệu riêng"
    return book


def with_new_line(code: str | None = None) -> Workbook:
    book = complete(ENTRIES)
    sheet = book["Biểu 2"]
    row = row_of(sheet, "D04")
    insert_rows(sheet, row)
    sheet[f"A{row}"], sheet[f"E{row}"] = code, 7
    return book


def with_new_column(code: str | None = None) -> Workbook:
    book = complete(ENTRIES)
    sheet = book["Biểu 2"]
    insert_columns(sheet, 6)
    sheet["F7"], sheet[f"F{row_of(sheet, 'D03')}"] = code, 7
    return book


def with_section_twice() -> Workbook:
    book = complete(ENTRIES)
    sheet = book["Thuyết minh"]
    row = row_of(sheet, "N01a")
    insert_rows(sheet, row + 1)
    for column in (1, 2):
        sheet.cell(row + 1, column).value = sheet.cell(row, column).value
    return book


def without_line() -> Workbook:
    book = complete(ENTRIES)
    delete_line(book["Biểu 2"], "D04")
    return book


def without_column(measure: str) -> Workbook:
    book = complete(ENTRIES)
    delete_measure(book["Biểu 2"], measure)
    return book


def locked_ods() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return file.getvalue()
