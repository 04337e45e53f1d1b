"""What people do to sheets, rows, columns and headings."""

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.build import (
    column_of,
    delete_line,
    delete_measure,
    insert_columns,
    insert_rows,
    row_of,
)
from tests.mishaps.mishap import Mishap, refused, same, to_book, warned

FORM = "Biểu 2"


def _form(book: Workbook) -> Worksheet:
    sheet: Worksheet = book[FORM]
    return sheet


def _rows_above(book: Workbook) -> None:
    insert_rows(_form(book), 1, 3)


def _rows_between(book: Workbook) -> None:
    insert_rows(_form(book), row_of(_form(book), "D05"), 2)


def _columns_before(book: Workbook) -> None:
    insert_columns(_form(book), 1, 2)


def _columns_between(book: Workbook) -> None:
    insert_columns(_form(book), column_of(_form(book), "doi_tuong"), 2)


def _sheets_renamed(book: Workbook) -> None:
    for name, title in (("Bìa", "Trang bia"), (FORM, "BIEU SO 2"), ("Thuyết minh", "TM")):
        book[name].title = title


def _sheets_reordered(book: Workbook) -> None:
    book.move_sheet("Biểu 5", -5)
    book.move_sheet("Bìa", 6)


def _empty_sheet(book: Workbook) -> None:
    book.create_sheet("Sheet1", 0)


def _own_sheet(book: Workbook) -> None:
    book.create_sheet("Số liệu khoa")["B3"] = 17


def _sheet_copied(book: Workbook) -> None:
    book.copy_worksheet(_form(book)).title = "Biểu 2 (2)"


def _sheet_deleted(book: Workbook) -> None:
    del book[FORM]


def _line_deleted(book: Workbook) -> None:
    delete_line(_form(book), "D06")


def _column_deleted(book: Workbook) -> None:
    delete_measure(_form(book), "doi_tuong")


def _line_added(book: Workbook) -> None:
    sheet = _form(book)
    row = row_of(sheet, "D06")
    insert_rows(sheet, row)
    sheet.cell(row, 3).value, sheet.cell(row, column_of(sheet, "vu")).value = "Tội phạm khác", 7


def _total_added(book: Workbook) -> None:
    sheet = _form(book)
    row = row_of(sheet, "D06")
    insert_rows(sheet, row)
    sheet.cell(row, 3).value, sheet.cell(row, column_of(sheet, "vu")).value = "Tổng cộng", 990


def _column_added(book: Workbook) -> None:
    sheet = _form(book)
    sheet.cell(7, sheet.max_column + 1).value = "Cùng kỳ năm trước"
    sheet.cell(row_of(sheet, "D05"), sheet.max_column).value = 4


def _note_column(book: Workbook) -> None:
    sheet = _form(book)
    last = sheet.max_column + 1
    sheet.cell(6, last).value = "Ghi chú"
    sheet.cell(row_of(sheet, "D05"), last).value = "xảy ra tại khoa Cấp cứu"


def _lines_swapped(book: Workbook) -> None:
    """Whole rows change places, codes and all."""
    sheet = _form(book)
    upper, lower = row_of(sheet, "D05"), row_of(sheet, "D06")
    for column in range(1, sheet.max_column + 1):
        first, second = sheet.cell(upper, column), sheet.cell(lower, column)
        first.value, second.value = second.value, first.value


def _labels_swapped(book: Workbook) -> None:
    """The visible part of two rows changes places; the hidden codes stay."""
    sheet = _form(book)
    upper, lower = row_of(sheet, "D05"), row_of(sheet, "D06")
    for column in range(2, sheet.max_column + 1):
        first, second = sheet.cell(upper, column), sheet.cell(lower, column)
        first.value, second.value = second.value, first.value


def _code_pulled_up(book: Workbook) -> None:
    """One cell of the hidden column is deleted and those below it move up."""
    sheet = _form(book)
    first = row_of(sheet, "D05")
    for row in range(first, sheet.max_row):
        sheet.cell(row, 1).value = sheet.cell(row + 1, 1).value


def _label_retyped(book: Workbook) -> None:
    sheet = _form(book)
    sheet.cell(row_of(sheet, "D05"), 3).value = "– GÂY RỐI TRẬT TỰ ; phá hoại"


def _label_same_words(book: Workbook) -> None:
    cell = _form(book).cell(row_of(_form(book), "D05"), 3)
    cell.value = str(cell.value).upper().replace(" ", "  ")


def _heads_swapped(book: Workbook) -> None:
    sheet = _form(book)
    first, second = column_of(sheet, "vu"), column_of(sheet, "doi_tuong")
    for row in range(5, 8):
        upper, lower = sheet.cell(row, first), sheet.cell(row, second)
        if type(upper).__name__ == type(lower).__name__ == "Cell" and upper.value and row != 7:
            upper.value, lower.value = lower.value, upper.value


def _unit_of_measure_changed(book: Workbook) -> None:
    sheet = _form(book)
    sheet.cell(row_of(sheet, "D05"), 4).value = "nghìn vụ"


def _codes_deleted(book: Workbook) -> None:
    sheet = _form(book)
    for merged in list(sheet.merged_cells.ranges):
        merged.shift(col_shift=-1)
    sheet.delete_cols(1)


def _code_row_deleted(book: Workbook) -> None:
    delete_line(_form(book), "#cot")


def _cells_merged(book: Workbook) -> None:
    sheet = _form(book)
    row, column = row_of(sheet, "D05"), column_of(sheet, "vu")
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def _signature_and_note(book: Workbook) -> None:
    sheet = _form(book)
    below = sheet.max_row + 2
    sheet.cell(below, 3).value = "Quảng Ngãi, ngày 12 tháng 6 năm 2026"
    sheet.cell(below + 4, 3).value = "Nguyễn Văn An"
    sheet.cell(below + 5, 2).value = "Ghi chú: số liệu tính đến 14/6/2026"


def _column_numbers_typed(book: Workbook) -> None:
    """Excel keeps a typed (1) as -1."""
    sheet = _form(book)
    row = row_of(sheet, "#so")
    for number, column in enumerate(range(5, sheet.max_column + 1), start=1):
        if sheet.cell(row, column).value:
            sheet.cell(row, column).value = -number


def _roman_numbers(book: Workbook) -> None:
    sheet = _form(book)
    for row in range(9, sheet.max_row):
        if sheet.cell(row, 1).value == "#muc":
            sheet.cell(row, 2).value = f"IV. {str(sheet.cell(row, 2).value).partition('. ')[2]}"


def _rows_hidden(book: Workbook) -> None:
    for row in range(row_of(_form(book), "D05"), row_of(_form(book), "D09a")):
        _form(book).row_dimensions[row].hidden = True


MISHAPS: tuple[Mishap, ...] = (
    to_book("rows inserted above", _rows_above, same()),
    to_book("rows inserted between lines", _rows_between, same()),
    to_book("columns inserted before all", _columns_before, same()),
    to_book("columns inserted between measures", _columns_between, same()),
    to_book("sheets renamed", _sheets_renamed, same()),
    to_book("sheets reordered", _sheets_reordered, same()),
    to_book("an empty sheet", _empty_sheet, same()),
    to_book("a sheet of the unit's own", _own_sheet, warned("sheet_unknown")),
    to_book("a form copied", _sheet_copied, refused("form_duplicated")),
    to_book("a form deleted", _sheet_deleted, refused("form_missing")),
    to_book("a line deleted", _line_deleted, refused("line_missing")),
    to_book("a column deleted", _column_deleted, refused("column_missing")),
    to_book("a line added", _line_added, refused("line_unknown", at="E16")),
    to_book("a total added", _total_added, refused("total_row_differs", at="E16")),
    to_book("a column added", _column_added, refused("column_unknown")),
    to_book("a column of notes added", _note_column, warned("column_note")),
    to_book("whole lines swapped", _lines_swapped, same()),
    to_book(
        "lines swapped beside their codes",
        _labels_swapped,
        refused("line_label_changed", "line_code_changed"),
    ),
    to_book(
        "a code pulled up",
        _code_pulled_up,
        refused(
            "Q036",
            "Q037",
            "cell_not_asked",
            "line_code_changed",
            "line_label_changed",
            "line_missing",
            "line_unclear",
            "unit_of_measure_changed",
        ),
    ),
    to_book("a label retyped", _label_retyped, refused("line_label_changed")),
    to_book("a label in capitals", _label_same_words, same()),
    to_book("heads of columns swapped", _heads_swapped, refused("column_label_changed")),
    to_book(
        "a unit of measure changed", _unit_of_measure_changed, refused("unit_of_measure_changed")
    ),
    to_book("the hidden column deleted", _codes_deleted, warned("codes_lost")),
    to_book("the hidden row deleted", _code_row_deleted, warned("codes_lost")),
    to_book(
        "entry cells merged",
        _cells_merged,
        refused("cells_merged", at="E15", changed={"D06.vu": ""}),
    ),
    to_book("a signature and a note", _signature_and_note, same()),
    to_book("column numbers typed", _column_numbers_typed, same()),
    to_book("sections numbered anew", _roman_numbers, same()),
    to_book("rows hidden", _rows_hidden, same()),
)
