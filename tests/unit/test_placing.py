"""Cells are found by the hidden codes, wherever the sheet, its rows and its columns have moved."""

from collections.abc import Callable
from functools import cache

import pytest
from openpyxl import Workbook

from tests.build import (
    checked,
    complete,
    delete_line,
    delete_measure,
    filled,
    insert_columns,
    insert_rows,
    issues_of,
    reading_of,
    row_of,
    values_in,
    values_of,
)
from tonghop.checking import Checked

ENTRIES = """
    D03.vu          | 5
    D03.doi_tuong   | 2
    D14.so_luong    | không phát sinh
    C13.tong        | x
    F01a.khoi_luong | 12.5
    A01.tong        | Có
"""


@cache
def unmoved() -> Checked:
    return checked(filled(ENTRIES))


def rows_above(book: Workbook) -> None:
    insert_rows(book["Biểu 2"], 1, 4)


def rows_between_lines(book: Workbook) -> None:
    insert_rows(book["Biểu 2"], row_of(book["Biểu 2"], "D03"), 2)


def columns_before_the_codes(book: Workbook) -> None:
    insert_columns(book["Biểu 2"], 1, 2)


def columns_between_measures(book: Workbook) -> None:
    insert_columns(book["Biểu 2"], 6, 3)


def columns_before_the_measures(book: Workbook) -> None:
    insert_columns(book["Biểu 2"], 5)


def rows_on_the_cover(book: Workbook) -> None:
    insert_rows(book["Bìa"], 1, 2)
    insert_rows(book["Bìa"], 12)


def sheets_renamed(book: Workbook) -> None:
    for name, title in (("Bìa", "Trang bìa"), ("Biểu 2", "BIEU 02"), ("Thuyết minh", "TM")):
        book[name].title = title


def sheets_reordered(book: Workbook) -> None:
    book.move_sheet("Biểu 5", -5)
    book.move_sheet("Bìa", 6)


def an_empty_sheet(book: Workbook) -> None:
    book.create_sheet("Sheet1", 0)


def lines_in_another_order(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    upper, lower = row_of(sheet, "D03"), row_of(sheet, "D04")
    for column in range(1, sheet.max_column + 1):
        first, second = sheet.cell(upper, column), sheet.cell(lower, column)
        first.value, second.value = second.value, first.value


def a_signature_below(book: Workbook) -> None:
    book["Biểu 2"]["G60"] = "Nguyễn Văn B"


MOVES = (
    rows_above,
    rows_between_lines,
    columns_before_the_codes,
    columns_between_measures,
    columns_before_the_measures,
    rows_on_the_cover,
    sheets_renamed,
    sheets_reordered,
    an_empty_sheet,
    lines_in_another_order,
    a_signature_below,
)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: str(move.__name__))
def test_what_moves_keeps_its_values_and_is_no_fault(move: Callable[[Workbook], None]) -> None:
    book = filled(ENTRIES)
    move(book)
    moved = checked(book)
    assert values_in(moved) == values_in(unmoved())
    assert [i.code for i in moved.issues] == [i.code for i in unmoved().issues]


def test_a_value_is_traced_to_the_cell_where_it_now_is() -> None:
    book = filled(ENTRIES)
    insert_rows(book["Biểu 2"], 1, 4)
    insert_columns(book["Biểu 2"], 1, 2)
    book["Biểu 2"].title = "B2"
    form = next(form for form in reading_of(book).forms if form.form_code == "PCTP2")
    places = dict(zip(form.placing.codes, form.placing.addresses, strict=True))
    assert (form.sheet, places["D03.vu"]) == ("B2", "G17")
    assert book["B2"]["G17"].value == 5


@pytest.mark.parametrize("address", ["E14", "G14", "P14"])
def test_numbers_in_an_added_column_never_vanish(address: str) -> None:
    """Before, between and behind the measures."""
    book = complete("D03.vu | 5")
    sheet = book["Biểu 2"]
    insert_columns(sheet, 6)
    insert_columns(sheet, 5)
    sheet[address] = 7
    (issue,) = issues_of(book)
    assert (issue.code, issue.cell, issue.raw_text) == ("column_unknown", address, "7")


@pytest.mark.parametrize("address", ["E13", "E60"])
def test_numbers_in_a_row_without_a_code_never_vanish(address: str) -> None:
    """Between the lines and below them."""
    book = complete("D03.vu | 5")
    insert_rows(book["Biểu 2"], 13)
    book["Biểu 2"][address] = 7
    (issue,) = issues_of(book)
    assert (issue.code, issue.cell, issue.raw_text) == ("line_unknown", address, "7")


def test_an_unknown_code_is_a_fault_even_without_numbers() -> None:
    book = complete("D03.vu | 5")
    insert_rows(book["Biểu 2"], 13)
    insert_columns(book["Biểu 2"], 6)
    book["Biểu 2"]["A13"], book["Biểu 2"]["F7"] = "D99", "so_vu"
    assert [(i.code, i.cell, i.raw_text) for i in issues_of(book)] == [
        ("column_unknown", "F7", "so_vu"),
        ("line_unknown", "B13", "D99"),
    ]


def test_a_fault_of_a_line_names_its_cell_where_columns_were_inserted_before() -> None:
    book = complete("D03.vu | 5")
    insert_columns(book["Biểu 2"], 1, 2)
    insert_rows(book["Biểu 2"], 13)
    book["Biểu 2"]["C13"] = "D04"
    assert {i.cell for i in issues_of(book) if i.code == "line_duplicated"} == {"D13", "D15"}


@pytest.mark.parametrize(
    ("code", "label"), [("#stt", "Mã số"), ("#nhan", "Chỉ tiêu"), ("vu", "Số vụ")]
)
def test_a_missing_column_is_named_as_it_was_printed(code: str, label: str) -> None:
    book = complete("D03.doi_tuong | 5")
    delete_measure(book["Biểu 2"], code)
    (sentence,) = {i.sentence for i in issues_of(book) if i.code == "column_missing"}
    assert sentence.startswith(f"Biểu 2: thiếu cột “{label}”.")


def test_without_its_column_codes_a_sheet_is_read_by_its_heads() -> None:
    book = complete("D03.vu | 5")
    delete_line(book["Biểu 2"], "#cot")
    assert values_of(book) == values_of(complete("D03.vu | 5"))
    assert [i.code for i in issues_of(book)] == ["codes_lost"]


def test_a_line_is_known_by_its_label_too() -> None:
    book = complete("D03.vu | 5")
    sheet = book["Biểu 2"]
    sheet["C13"], sheet["C14"] = sheet["C14"].value, sheet["C13"].value
    assert [(i.code, i.cell) for i in issues_of(book)] == [
        ("line_label_changed", "C13"),
        ("line_label_changed", "C14"),
    ]


@pytest.mark.parametrize(
    "label", ["–  TRỘM CẮP ,  MÓC TÚI", "Trộm cắp, móc túi", "- Trộm cắp, móc tu\u0301i"]
)
def test_a_label_typed_otherwise_is_the_same_label(label: str) -> None:
    book = complete("D03.vu | 5")
    book["Biểu 2"]["C13"] = label.replace(" ,", ",")
    assert issues_of(book) == ()
