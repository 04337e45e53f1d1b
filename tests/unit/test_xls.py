"""A report saved as .xls says the same as the same report saved as .xlsx."""

from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO

import pytest
import xlwt
from openpyxl import Workbook

from tests.build import cell_of, checked, complete, content, values_in
from tests.unit.issue_cases.made import with_cell, with_copied_sheet, with_new_column, without_line
from tests.xls import as_xls, with_macros
from tonghop.checking import Checked
from tonghop.reading.book import Sheet
from tonghop.reading.damage import DamagedWorkbookError
from tonghop.reading.formats.xls import open_xls

ENTRIES = {
    "D03.vu": 5,
    "D03.thiet_hai": 1250000.5,
    "D04.vu": "x",
    "D05.vu": "12 vụ",
    "D06.vu": "-",
    "A01.tong": "Có",
    "D14.so_luong": 0,
}
FAULTS: dict[str, object] = {
    "D03.vu": 5,
    "D04.vu": "#REF!",
    "D05.vu": date(2026, 5, 12),
    "D06.vu": True,
    "D07.vu": -3,
    "D10.vu": 1.606,
    "D14.so_luong": "#DIV/0!",
}


def told(found: Checked) -> list[tuple[str, str, str]]:
    return [(i.code, i.cell, i.sentence) for i in found.issues]


def sheet_of(fill: xlwt.Workbook) -> Sheet:
    file = BytesIO()
    fill.save(file)
    return open_xls(file.getvalue()).sheets[0]


def one_sheet() -> tuple[xlwt.Workbook, xlwt.Worksheet]:
    book = xlwt.Workbook()
    return book, book.add_sheet("Trang")


@pytest.mark.parametrize(
    "made",
    [
        lambda: complete(ENTRIES),
        lambda: complete(FAULTS),
        without_line,
        with_new_column,
        with_copied_sheet,
        lambda: with_cell("Biểu 2", "C13", "Trộm cắp xe máy"),
        lambda: with_cell("Bìa", "A1", "tonghop|cover|9"),
    ],
)
def test_the_same_report_in_both_formats_has_the_same_values_and_issues(
    made: Callable[[], Workbook],
) -> None:
    book = made()
    old, new = checked(as_xls(book), "bao-cao.xls"), checked(content(book), "bao-cao.xls")
    issues = [issue for issue in told(new) if issue[0] != "name_mismatch"]
    assert told(old) == issues
    assert values_in(old) == values_in(new)


def test_days_times_and_numbers_are_told_apart() -> None:
    book, page = one_sheet()
    style = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm")
    moments = [date(2026, 5, 12), datetime(2026, 5, 12, 6, 30), time(6, 30)]
    for column, moment in enumerate(moments):
        page.write(0, column, moment, style)
    page.write(0, 3, 46154)
    assert sheet_of(book).rows == [[*moments, 46154]]


def test_text_typed_for_a_legacy_font_is_decoded_run_by_run() -> None:
    book, page = one_sheet()
    legacy, plain = xlwt.Font(), xlwt.Font()
    legacy.name, plain.name = ".VnTime", "Times New Roman"
    style = xlwt.XFStyle()
    style.font = legacy
    page.write(0, 0, "Sè l\u00adîng", style)
    page.write_rich_text(0, 1, [("µ", legacy), ("µ", plain)], style)
    assert sheet_of(book).rows == [["Số lượng", "àµ"]]


def test_merged_areas_are_kept_and_cells_that_are_only_formatted_are_not() -> None:
    book, page = one_sheet()
    page.write_merge(1, 2, 1, 3, "gộp")
    page.write(9, 9, None, xlwt.easyxf("borders: left thin"))
    sheet = sheet_of(book)
    assert sheet.merged == ((1, 1, 2, 3),)
    assert len(sheet.rows) == 2
    assert sheet.rows[1][1] == "gộp"


def test_macros_are_told() -> None:
    workbook = as_xls(complete("D03.vu | 5"))
    assert open_xls(workbook).findings == ()
    assert [f.code for f in open_xls(with_macros(workbook)).findings] == ["macros_present"]


def test_a_sheet_reaches_as_far_as_its_entries_and_not_too_far() -> None:
    book, page = one_sheet()
    page.write(0, 0, "a")
    page.write(1, 2, None, xlwt.easyxf("borders: left thin"))
    assert sheet_of(book).rows == [["a"]]
    page.write(65535, 200, "xa")
    with pytest.raises(DamagedWorkbookError):
        sheet_of(book)


def test_an_error_is_no_blank_and_a_formula_that_nobody_computed_neither() -> None:
    book, page = one_sheet()
    page.row(0).set_cell_error(0, "#DIV/0!")
    page.write(0, 1, xlwt.Formula("2+3"))
    page.write(0, 2, xlwt.Formula('IF(A2="","",A2)'))
    file = BytesIO()
    book.save(file)
    opened = open_xls(file.getvalue())
    assert opened.hidden(["Trang"]) == {"Trang": {"A1": "e#DIV/0!", "B1": "f=…"}}
    assert opened.hidden([]) == {}


@pytest.mark.parametrize("number_format", ["0%", "#,##0,", '0" triệu"', '0"00"', '"không"', "-0"])
def test_a_number_that_its_format_shows_as_another_is_told(number_format: str) -> None:
    book = complete("D03.vu | 5")
    cell_of(book, "D03.vu").number_format = number_format
    old, new = checked(as_xls(book), "bao-cao.xls"), checked(content(book))
    assert [issue[0] for issue in told(old)] == ["number_shown_otherwise"]
    assert told(old) == told(new)


@pytest.mark.parametrize("number_format", ["#,##0", "0.00", '0 "vụ"', "00", "_-* #,##0_-"])
def test_a_number_that_its_format_only_dresses_is_read(number_format: str) -> None:
    book = complete("D03.vu | 5")
    cell_of(book, "D03.vu").number_format = number_format
    assert told(checked(as_xls(book), "bao-cao.xls")) == []
