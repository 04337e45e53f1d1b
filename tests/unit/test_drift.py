"""Whatever a unit does to the sheets, a number is read right or somebody hears of its cell."""

from functools import cache

import pytest
from openpyxl import Workbook

from tests.build import (
    checked,
    complete,
    filled,
    issues_of,
    row_of,
    values_in,
)
from tests.drift import (
    Change,
    delete,
    insert_column,
    insert_row,
    lose_all_codes,
    lose_codes,
    lose_column_a,
    move_row,
    swap,
)
from tonghop.checking import Checked

ENTRIES = """
    D03.vu          | 5
    D03.doi_tuong   | 2
    D05.vu          | 7
    D14.so_luong    | không phát sinh
    C13.tong        | x
    C13.nam         | 3
    F01a.khoi_luong | 12.5
    A01.tong        | Có
    A02.tong        | 9
    A02.pctp        | 4
"""


def book() -> Workbook:
    return filled(ENTRIES)


@cache
def unmoved() -> Checked:
    return checked(book())


def same_values(found: Checked) -> bool:
    return values_in(found) == values_in(unmoved())


def told(found: Checked) -> list[tuple[str, str, str]]:
    """Return kind, sheet and cell of each issue that the untouched workbook does not have."""
    before = {(i.code, i.sheet, i.cell) for i in unmoved().issues}
    found_now = [(i.code, i.sheet, i.cell) for i in found.issues]
    return [issue for issue in found_now if issue not in before]


# --- nothing lost: same values, no word ------------------------------------------------------


def an_stt_column(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    insert_column(sheet, 3)
    sheet["C5"] = "STT"
    for number, row in enumerate(range(10, 23), 1):
        sheet.cell(row, 3).value = number
    for number, row in enumerate([*range(24, 37), 38], 14):
        sheet.cell(row, 3).value = number


def numbers_beginning_again(book: Workbook) -> None:
    sheet = book["Biểu 5"]
    insert_column(sheet, 2)
    sheet["B5"] = "TT"
    sheet["B9"] = "I"
    for row in range(10, 18):
        sheet.cell(row, 2).value = f"{row - 9}."
    sheet["B18"] = "II"
    for row in range(19, 22):
        sheet.cell(row, 2).value = row - 18
    for row in range(23, 27):
        sheet.cell(row, 2).value = row - 22


def codes_replaced_by_numbers(book: Workbook) -> None:
    sheet = book["Biểu 3"]
    lines = [row for row in range(9, 60) if str(sheet.cell(row, 1).value or "#")[0] != "#"]
    for number, row in enumerate(lines, 1):
        sheet.cell(row, 2).value = number


def column_numbers_turned_negative(book: Workbook) -> None:
    for column in range(5, 13):
        book["Biểu 2"].cell(8, column).value = 4 - column


def column_numbers_without_code(book: Workbook) -> None:
    column_numbers_turned_negative(book)
    book["Biểu 2"]["A8"] = None


def a_signed_date_in_cells(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    for column, text in zip(
        "FGHIJKL", ("Hà Nội, ngày", 14, "tháng", 6, "năm", 2026, "."), strict=True
    ):
        sheet[f"{column}44"] = text  # type: ignore[assignment]


def a_date_as_excel_keeps_it(book: Workbook) -> None:
    from datetime import datetime

    book["Biểu 2"]["K44"] = datetime(2026, 6, 14)


def a_page_number(book: Workbook) -> None:
    book["Biểu 2"]["K50"], book["Biểu 2"]["L50"] = "Trang", 2


def notes_with_numbers_in_words(book: Workbook) -> None:
    book["Biểu 2"]["B45"] = "Ghi chú: số liệu của 12 bệnh viện, so với 15 năm trước"
    book["Biểu 2"]["E46"] = "2 vụ đang xác minh"


def labels_merged_with_the_row_below(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    insert_row(sheet, 14)
    sheet.merge_cells("C13:C14")
    sheet.merge_cells("B13:B14")


def units_of_measure_merged(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    sheet["D14"] = sheet["D15"] = None
    sheet.merge_cells("D13:D15")


def an_entry_merged_with_an_empty_row(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    insert_row(sheet, 14)
    sheet.merge_cells("E13:E14")


def heads_said_again_for_the_second_page(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    for _ in range(3):
        insert_row(sheet, 20)
    for column in range(2, 13):
        for row in (5, 6):
            sheet.cell(row + 15, column).value = sheet.cell(row, column).value
        sheet.cell(22, column).value = column - 4 if column > 4 else None


def a_filter_hides_rows(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    sheet.auto_filter.ref = "B8:L38"
    sheet.row_dimensions[13].hidden = True


def whole_rows_sorted(book: Workbook) -> None:
    move_row(book["Biểu 2"], row_of(book["Biểu 2"], "D03"), 36)
    move_row(book["Biểu 2"], row_of(book["Biểu 2"], "D05"), 11)


def labels_of_no_consequence_reworded(book: Workbook) -> None:
    book["Bìa"]["B19"] = "Giám đốc"
    book["Biểu 2"]["B5"], book["Biểu 2"]["D5"] = "Mã", "ĐVT"


def a_print_area(book: Workbook) -> None:
    book["Biểu 2"].print_area = "B1:F20"


def headings_worded_otherwise(book: Workbook) -> None:
    book["Biểu 2"]["B1"] = "Ủy ban nhân dân tỉnh – Sở Y tế"
    book["Biểu 2"]["B3"] = "Sáu tháng đầu năm 2026"


def group_heads_parted(book: Workbook) -> None:
    for area in list(book["Biểu 2"].merged_cells.ranges):
        book["Biểu 2"].unmerge_cells(str(area))


HARMLESS = (
    an_stt_column,
    numbers_beginning_again,
    codes_replaced_by_numbers,
    column_numbers_turned_negative,
    column_numbers_without_code,
    a_signed_date_in_cells,
    a_date_as_excel_keeps_it,
    a_page_number,
    notes_with_numbers_in_words,
    labels_merged_with_the_row_below,
    units_of_measure_merged,
    an_entry_merged_with_an_empty_row,
    heads_said_again_for_the_second_page,
    a_filter_hides_rows,
    whole_rows_sorted,
    labels_of_no_consequence_reworded,
    a_print_area,
    group_heads_parted,
    headings_worded_otherwise,
)


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: str(change.__name__))
def test_what_is_recognised_as_no_data_changes_nothing(change: Change) -> None:
    drifted = book()
    change(drifted)
    found = checked(drifted)
    assert told(found) == []
    assert same_values(found)


# --- codes lost: same values, a warning -----------------------------------------------------


def marker_only(book: Workbook) -> None:
    book["Biểu 2"]["A1"] = None


def marker_and_sheet_name(book: Workbook) -> None:
    book["Biểu 2"]["A1"] = None
    book["Biểu 2"].title = "Sheet2"


def code_column_of_a_form(book: Workbook) -> None:
    delete(book["Biểu 2"], columns=[1])


def code_row_of_a_form(book: Workbook) -> None:
    delete(book["Biểu 2"], rows=[7])


def both_of_a_form(book: Workbook) -> None:
    lose_codes(book["Biểu 2"])


def both_and_the_numbers_of_the_columns(book: Workbook) -> None:
    lose_codes(book["Biểu 2"])
    delete(book["Biểu 2"], rows=[7])


def both_and_rows_and_columns_moved(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    lose_codes(sheet)
    insert_row(sheet, 1)
    insert_row(sheet, 13)
    insert_column(sheet, 1)
    insert_column(sheet, 8)


def both_and_merged_cells(book: Workbook) -> None:
    lose_codes(book["Biểu 2"])
    group_heads_parted(book)


def code_of_one_line(book: Workbook) -> None:
    book["Biểu 2"]["A13"] = None


def code_of_one_line_and_a_column_named_like_that_of_labels(book: Workbook) -> None:
    code_of_one_line(book)
    insert_column(book["Biểu 2"], 2)
    book["Biểu 2"]["B5"] = "Chỉ tiêu"


def code_of_one_column(book: Workbook) -> None:
    book["Biểu 2"]["E7"] = None


def code_of_the_label_column(book: Workbook) -> None:
    book["Biểu 2"]["C7"] = None


LOST_ON_ONE_SHEET = (
    code_column_of_a_form,
    code_row_of_a_form,
    both_of_a_form,
    both_and_the_numbers_of_the_columns,
    both_and_rows_and_columns_moved,
    both_and_merged_cells,
    code_of_one_line,
    code_of_one_line_and_a_column_named_like_that_of_labels,
    code_of_one_column,
)


@pytest.mark.parametrize("change", LOST_ON_ONE_SHEET, ids=lambda change: str(change.__name__))
def test_where_codes_are_lost_exact_names_find_the_values(change: Change) -> None:
    drifted = book()
    change(drifted)
    found = checked(drifted)
    assert told(found) == [("codes_lost", "Biểu 2", "")]
    assert same_values(found)


@pytest.mark.parametrize("change", [marker_only, marker_and_sheet_name, code_of_the_label_column])
def test_a_sheet_known_by_its_title_still_has_its_codes(change: Change) -> None:
    drifted = book()
    change(drifted)
    found = checked(drifted)
    assert same_values(found)
    assert {code for code, _, _ in told(found)} <= {"codes_lost"}


@pytest.mark.parametrize("change", [lose_all_codes, lose_column_a])
def test_a_workbook_pasted_without_codes_is_read_whole(change: Change) -> None:
    drifted = book()
    change(drifted)
    found = checked(drifted)
    assert {code for code, _, _ in told(found)} == {"codes_lost"}
    assert same_values(found)


def test_values_found_by_names_are_traced_to_their_true_cells() -> None:
    drifted = book()
    lose_all_codes(drifted)
    cells = checked(drifted).values
    found = cells[(cells["line_code"] == "D03") & (cells["measure"] == "vu")]
    assert found[["sheet", "cell"]].to_numpy().tolist() == [["Biểu 2", "D12"]]
    assert drifted["Biểu 2"]["D12"].value == 5


def test_a_workbook_of_others_is_not_ours_even_with_such_tables() -> None:
    other = Workbook()
    sheet = other.active
    assert sheet is not None
    sheet.append(["Mã số", "Chỉ tiêu", "Đơn vị tính", "Số vụ"])
    sheet.append(["D03", "Trộm cắp, móc túi", "vụ", 5])
    assert [i.code for i in issues_of(other)] == ["not_our_template"]


# --- refused, with the place ----------------------------------------------------------------


def lost(change: Change) -> Change:
    def losing(book: Workbook) -> None:
        lose_codes(book["Biểu 2"])
        change(book)

    return losing


def set_cells(sheet: str, **cells: object) -> Change:
    def change(book: Workbook) -> None:
        for address, value in cells.items():
            book[sheet][address] = value  # type: ignore[assignment]

    return change


def parted(sheet: str, **cells: object) -> Change:
    """Part all merged cells, then type."""

    def change(book: Workbook) -> None:
        for area in list(book[sheet].merged_cells.ranges):
            book[sheet].unmerge_cells(str(area))
        set_cells(sheet, **cells)(book)

    return change


def swapped(sheet: str, first: str, second: str) -> Change:
    return lambda book: swap(book[sheet], first, second)


def code_column_shifted_up(book: Workbook) -> None:
    """D04 deleted in column A alone: all codes below stand beside the line before theirs."""
    sheet = book["Biểu 2"]
    for row in range(14, 38):
        sheet.cell(row, 1).value = sheet.cell(row + 1, 1).value


def merged(area: str) -> Change:
    return lambda book: book["Biểu 2"].merge_cells(area)


def last_year_beside(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    insert_column(sheet, 6)
    sheet["F5"], sheet["F13"], sheet["F15"] = "Cùng kỳ năm trước", 6, 8


def text_numbers_beside(book: Workbook) -> None:
    set_cells("Biểu 2", M13="6", M15="có 2 vụ")(book)


def an_stt_column_that_does_not_count(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    insert_column(sheet, 3)
    sheet["C5"], sheet["C13"], sheet["C15"] = "STT", 1, 4


def a_row_like_a_line(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    insert_row(sheet, 14)
    sheet["C14"], sheet["E14"] = "Trộm cắp, móc túi khác", 3


def the_same_table_beside(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    for row in range(1, 39):
        for column in range(1, 13):
            sheet.cell(row, column + 14).value = sheet.cell(row, column).value


def the_visible_table_beside(book: Workbook) -> None:
    the_same_table_beside(book)
    for row in (*range(1, 5), 7):
        for column in range(15, 27):
            book["Biểu 2"].cell(row, column).value = None
    for row in range(1, 39):
        book["Biểu 2"].cell(row, 15).value = None


def the_same_table_below_with_codes(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    for row in range(1, 39):
        for column in range(1, 13):
            sheet.cell(row + 50, column).value = sheet.cell(row, column).value


def another_table_to_the_right_below(book: Workbook) -> None:
    sheet = book["Biểu 2"]
    for row in range(5, 39):
        for column in range(2, 13):
            sheet.cell(row + 45, column + 14).value = sheet.cell(row, column).value


def another_form_below(book: Workbook) -> None:
    for number, row in enumerate(book["Biểu 3"].iter_rows(values_only=True), 51):
        for column, value in enumerate(row, 1):
            book["Biểu 2"].cell(number, column).value = value


def number_among_repeated_heads(book: Workbook) -> None:
    heads_said_again_for_the_second_page(book)
    book["Biểu 2"]["F20"] = 8


D03, D04 = ("line_label_changed", "Biểu 2", "C13"), ("line_label_changed", "Biểu 2", "C14")
REFUSED: dict[str, tuple[Change, list[tuple[str, str, str]]]] = {
    "labels swapped": (swapped("Biểu 2", "C13", "C14"), [D03, D04]),
    "heads swapped": (
        swapped("Biểu 2", "E5", "F5"),
        [("column_label_changed", "Biểu 2", "E5"), ("column_label_changed", "Biểu 2", "F5")],
    ),
    "head retyped": (
        set_cells("Biểu 2", E5="Số người"),
        [("column_label_changed", "Biểu 2", "E5")],
    ),
    "group heads swapped": (
        swapped("Biểu 2", "G5", "I5"),
        [("column_label_changed", "Biểu 2", f"{column}6") for column in "GHIJ"],
    ),
    "code of another line typed": (
        set_cells("Biểu 2", B13="D04"),
        [("line_code_changed", "Biểu 2", "B13")],
    ),
    "a number in the column of codes": (
        set_cells("Biểu 2", B13=6),
        [("line_code_changed", "Biểu 2", "B13")],
    ),
    "merged over two lines": (merged("E13:E14"), [("cells_merged", "Biểu 2", "E13")]),
    "merged over two columns": (merged("E13:F13"), [("cells_merged", "Biểu 2", "E13")]),
    "a number in a heading of a section": (
        parted("Biểu 5", E9=4),
        [("line_unknown", "Biểu 5", "E9")],
    ),
    "a number over that of a column": (
        set_cells("Biểu 2", E8=27),
        [("line_unknown", "Biểu 2", "E8")],
    ),
    "a number as text below the table": (
        set_cells("Biểu 2", E60="7"),
        [("line_unknown", "Biểu 2", "E60")],
    ),
    "a year below that is no date": (
        parted("Biểu 2", B39=None, C45="Số vụ trong 6 tháng đầu năm", E45=2010),
        [("line_unknown", "Biểu 2", "E45")],
    ),
    "a number of pages": (
        parted("Biểu 2", C45="Báo cáo gồm số trang", E45=12),
        [("line_unknown", "Biểu 2", "E45")],
    ),
    "a number among heads said again": (
        number_among_repeated_heads,
        [("line_unknown", "Biểu 2", "F20")],
    ),
    "a number far below": (set_cells("Biểu 2", E900=12), [("line_unknown", "Biểu 2", "E900")]),
    "last year beside": (
        last_year_beside,
        [("column_unknown", "Biểu 2", "F13"), ("column_unknown", "Biểu 2", "F15")],
    ),
    "numbers as text beside": (
        text_numbers_beside,
        [("column_unknown", "Biểu 2", "M13"), ("column_unknown", "Biểu 2", "M15")],
    ),
    "STT that does not count": (
        an_stt_column_that_does_not_count,
        [("column_unknown", "Biểu 2", "C13"), ("column_unknown", "Biểu 2", "C15")],
    ),
    "a row like a line": (a_row_like_a_line, [("line_unclear", "Biểu 2", "E14")]),
    "a total that is none": (
        parted("Biểu 2", B39=None, C39="Cộng", E39=13),
        [("total_row_differs", "Biểu 2", "E39")],
    ),
    "the same table below": (
        the_same_table_below_with_codes,
        [("table_duplicated", "Biểu 2", "C51")],
    ),
    "the same table beside": (the_same_table_beside, [("table_duplicated", "Biểu 2", "O5")]),
    "the visible table beside": (
        the_visible_table_beside,
        [("table_duplicated", "Biểu 2", "P5")],
    ),
    "lost and the same table beside": (
        lost(the_same_table_beside),
        [("codes_lost", "Biểu 2", ""), ("table_duplicated", "Biểu 2", "O5")],
    ),
    "another table to the right below": (
        another_table_to_the_right_below,
        [("table_duplicated", "Biểu 2", "Q50")],
    ),
    "another form below": (another_form_below, [("table_duplicated", "Biểu 2", "C51")]),
    "lost and one label retyped": (
        lost(set_cells("Biểu 2", B12="Trộm cắp, móc túi, cướp giật")),
        [("codes_lost", "Biểu 2", ""), ("line_unclear", "Biểu 2", "B12")],
    ),
    "lost and one code retyped": (
        lost(set_cells("Biểu 2", A12="D3")),
        [("codes_lost", "Biểu 2", ""), ("line_unclear", "Biểu 2", "B12")],
    ),
    "lost and one unit retyped": (
        lost(set_cells("Biểu 2", C12="người")),
        [("codes_lost", "Biểu 2", ""), ("line_unclear", "Biểu 2", "B12")],
    ),
    "lost and one head retyped": (
        lost(set_cells("Biểu 2", D5="Số vụ việc")),
        [("codes_lost", "Biểu 2", ""), ("column_unclear", "Biểu 2", "D5")],
    ),
    "lost and one head in another group": (
        lost(swapped("Biểu 2", "F5", "H5")),
        [
            ("codes_lost", "Biểu 2", ""),
            *(("column_unclear", "Biểu 2", f"{column}6") for column in "FGHI"),
        ],
    ),
    "lost and a number in a heading of a section": (
        lost(parted("Biểu 2", D8=4)),
        [("codes_lost", "Biểu 2", ""), ("line_unknown", "Biểu 2", "D8")],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_at_its_place(case: str) -> None:
    change, expected = REFUSED[case]
    drifted = book()
    change(drifted)
    found = checked(drifted)
    assert sorted(t for t in told(found) if t[0] != "form_blank") == sorted(expected)
    assert found.submissions["status"].tolist() == ["rejected"]


def test_codes_that_stand_beside_other_lines_are_refused_at_each() -> None:
    drifted = book()
    code_column_shifted_up(drifted)
    labels = [cell for code, _, cell in told(checked(drifted)) if code == "line_label_changed"]
    assert labels[0] == "C14"
    assert len(labels) > 10


# --- warned ---------------------------------------------------------------------------------

WARNED: dict[str, tuple[Change, list[tuple[str, str, str]]]] = {
    "a true total": (
        parted("Biểu 2", B39=None, C39="Tổng cộng", E39=12, F39=2),
        [("total_row", "Biểu 2", "E39")],
    ),
    "remarks beside": (
        set_cells("Biểu 2", M5="Ghi chú", M13="đã bàn giao", M15="đang xác minh"),
        [("column_note", "Biểu 2", "M13")],
    ),
    "a number far below": (
        set_cells("Biểu 2", N900=15),
        [("number_outside", "Biểu 2", "N900")],
    ),
    "a number far away": (set_cells("Biểu 2", R3=15), [("number_outside", "Biểu 2", "R3")]),
    "a lone number below": (set_cells("Biểu 2", N60=15), [("number_outside", "Biểu 2", "N60")]),
}


@pytest.mark.parametrize("case", WARNED)
def test_what_can_do_no_harm_is_warned_of(case: str) -> None:
    change, expected = WARNED[case]
    drifted = complete(ENTRIES)
    change(drifted)
    found = checked(drifted)
    assert [(i.code, i.sheet, i.cell) for i in found.issues] == expected
    assert found.submissions["status"].tolist() == ["accepted"]


def test_a_label_with_total_in_it_is_an_indicator() -> None:
    drifted = book()
    sheet = drifted["Biểu 2"]
    delete(sheet, rows=[row_of(sheet, "D00")])
    insert_row(sheet, 10)
    sheet["C10"], sheet["E10"] = "Tổng số vụ việc, tội phạm xảy ra tại cơ sở y tế", 12
    assert "total_row" not in {code for code, _, _ in told(checked(drifted))}


# --- covers, copies -------------------------------------------------------------------------


def test_a_second_report_in_one_file_is_refused() -> None:
    drifted = book()
    for sheet in list(drifted):
        drifted.copy_worksheet(sheet)
    assert [(i.code, i.sheet) for i in issues_of(drifted)] == [("cover_duplicated", "Bìa Copy")]


def test_two_units_on_one_cover_are_refused_at_the_second() -> None:
    drifted = book()
    cover = drifted["Bìa"]
    for row in range(7, 11):
        for column in (2, 3):
            cover.cell(row + 30, column).value = cover.cell(row, column).value
    assert [(i.code, i.cell) for i in issues_of(drifted)] == [("cover_duplicated", "B37")]


@pytest.mark.parametrize("title", ["Biểu 2 (2)", "Sheet9"])
def test_a_copy_without_codes_beside_its_form_is_refused(title: str) -> None:
    drifted = book()
    copy = drifted.copy_worksheet(drifted["Biểu 2"])
    copy.title = title
    lose_codes(copy)
    assert told(checked(drifted)) == [("form_duplicated", title, "")]


def test_codes_of_the_cover_beside_other_rows_are_refused() -> None:
    drifted = book()
    cover = drifted["Bìa"]
    swap(cover, "A20", "A21")
    cells = [cell for code, _, cell in told(checked(drifted)) if code == "cover_label_changed"]
    assert cells == ["B20", "B21"]


def test_a_sheet_of_many_strays_is_told_of_each_in_good_time() -> None:
    drifted = book()
    sheet = drifted["Biểu 2"]
    for row in range(60, 2060):
        sheet.cell(row, 3).value = f"Vụ việc khác xảy ra tại khoa khám bệnh số {row}"
        sheet.cell(row, 5).value = row
    told_of = [i for i in issues_of(drifted) if i.code in ("line_unknown", "line_unclear")]
    assert len(told_of) == 2000
