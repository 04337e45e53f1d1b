"""The national table: one figure a row, beside last year's, with the units that stand behind it."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.content import AnnexContent, NationalFigure
from tonghop.publish.annex.heading import write_heading
from tonghop.publish.annex.lines import ABSENT, Figure, PrintedRow, printed_rows
from tonghop.publish.annex.sources.blocks import ALIKE
from tonghop.publish.annex.sources.links import SHEET, SHEET_LAST_YEAR
from tonghop.publish.sheets import (
    Value,
    lines_needed,
    set_height,
    set_up_page,
    set_widths,
    write,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

ABSENT_NOTE = (
    f"Dấu “{ABSENT}”: chưa có số liệu, vì không đơn vị nào báo cáo chỉ tiêu; không phải là số 0."
)

ALIKE_NOTE = (
    "Cột (6) đến (10): chỉ tính trên các đơn vị có số liệu ở cả hai kỳ, số liệu cùng kỳ đã quy đổi "
    "theo địa giới hiện hành; vì vậy có thể khác cột (4), (5). Chỉ tiêu có/không: chỉ tính tăng, "
    "giảm khi số đơn vị trả lời của hai kỳ bằng nhau. Xem trang “Ghi chú”."
)

SOURCES_NOTE = (
    "Bấm vào một con số của kỳ này, ở trang này và các trang sau, để đến các ô trong báo cáo đã "
    f"cộng thành con số đó, ở trang “{SHEET}”."
)

SOURCES_LAST_YEAR_NOTE = (
    f"Bấm vào một con số của cùng kỳ năm trước để đến các ô ở trang “{SHEET_LAST_YEAR}”. Cột (6), "
    "(7) dẫn đến dòng tổng của các ô ghi “có” ở cột “Tính vào so sánh cùng kỳ”. Số tăng, giảm và "
    "tỷ lệ tăng, giảm tính từ hai con số bên trái nên không có đường dẫn riêng."
)

_HEADS = (
    ("Mã số", (1, 1)),
    ("Chỉ tiêu", (2, 2)),
    ("Đơn vị tính", (3, 3)),
    ("Kỳ này", (4, 4)),
    ("Cùng kỳ năm trước", (5, 5)),
    ("So sánh trên các đơn vị có số liệu ở cả hai kỳ", (6, 10)),
    ("Số đơn vị", (11, 12)),
)
_SUBHEADS = {
    6: "Kỳ này",
    7: "Cùng kỳ năm trước",
    8: "Tăng (+), giảm (-)",
    9: "Tỷ lệ (%)",
    10: "Số đơn vị so sánh",
    11: "Có số liệu kỳ này",
    12: "Phải báo cáo",
}
LABEL_WIDTH = 50
_WIDTHS = (8, LABEL_WIDTH, 11, 16, 16, 16, 16, 16, 10, 9, 9, 9, 2, 26)
_NOW, _LAST_YEAR, _ALIKE, _ALIKE_LAST_YEAR, _LAST, _TRACE = 4, 5, 6, 7, 12, 14


def add_national_sheet(book: Workbook, content: AnnexContent) -> Worksheet:
    """Add the national figures beside last year's, with how many units stand behind each."""
    sheet = add_sheet(book, content.letterhead.whole)
    top = write_heading(
        sheet, content, f"Bảng 1. Số liệu {content.letterhead.whole.lower()}", _WIDTHS[:_LAST]
    )
    _write_heads(sheet, top)
    row = top + 3
    for printed in (printed for form in content.forms for printed in printed_rows(form)):
        write_labels(sheet, row, printed, _LAST)
        if printed.figure:
            _write_figure(sheet, row, printed.figure, content.national.get(printed.figure.code))
            _link(sheet, row, printed.figure.code, content)
        row += 1
    notes = (ABSENT_NOTE, ALIKE_NOTE, *_sources_notes(content))
    for place, note in enumerate(notes, start=row):
        write_merged(sheet, (place, place), (1, _LAST), note, "tt_note")
    set_widths(sheet, _WIDTHS)
    set_up_page(sheet, content.heading, (top, top + 2))
    sheet.print_area = f"A1:{get_column_letter(_LAST)}{row + len(notes) - 1}"
    sheet.freeze_panes = f"D{top + 3}"
    return sheet


def _link(sheet: Worksheet, row: int, code: str, content: AnnexContent) -> None:
    """Let the figures of both periods lead to their cells; differences have none of their own."""
    now, last_year = content.sources, content.sources_last_year
    now.link_nation(sheet, row, _NOW, code)
    last_year.link_nation(sheet, row, _LAST_YEAR, code)
    now.link_total(sheet, row, _ALIKE, code, ALIKE)
    last_year.link_total(sheet, row, _ALIKE_LAST_YEAR, code, ALIKE)


def _sources_notes(content: AnnexContent) -> list[str]:
    told = ((content.sources, SOURCES_NOTE), (content.sources_last_year, SOURCES_LAST_YEAR_NOTE))
    return [note for sources, note in told if sources.blocks]


def write_labels(sheet: Worksheet, row: int, printed: PrintedRow, last_column: int) -> None:
    """Write what stands left of a row's numbers; a heading covers the whole row."""
    set_height(
        sheet, row, lines_needed(printed.label, LABEL_WIDTH if printed.figure else 2 * LABEL_WIDTH)
    )
    if printed.figure:
        unit = printed.figure.unit_of_measure
        write_row(
            sheet, row, (printed.code, printed.label, unit), ("tt_code", printed.look, "tt_code")
        )
    elif printed.code:
        write(sheet, row, 1, printed.code, "pl_line_code")
        write_merged(sheet, (row, row), (2, last_column), printed.label, printed.look)
    else:
        write_merged(sheet, (row, row), (1, last_column), printed.label, printed.look)


def write_value(sheet: Worksheet, row: int, column: int, value: Value, look: str) -> None:
    """Write a number, or the mark that nobody reported it."""
    if value is None:
        write(sheet, row, column, ABSENT, "pl_absent")
    else:
        write(sheet, row, column, value, look)


def _write_heads(sheet: Worksheet, top: int) -> None:
    for text, (first, last) in _HEADS:
        write_merged(sheet, (top, top + (first not in _SUBHEADS)), (first, last), text, "tt_head")
    for column, text in _SUBHEADS.items():
        write(sheet, top + 1, column, text, "tt_head")
    write_row(sheet, top + 2, (f"({n})" for n in range(1, _LAST + 1)), ["tt_number_row"] * _LAST)
    write(sheet, top + 1, _TRACE, "Mã con số (để truy vết)", "pl_trace")
    sheet.row_dimensions[top].height = 20
    sheet.row_dimensions[top + 1].height = 48


def _write_figure(
    sheet: Worksheet, row: int, figure: Figure, national: NationalFigure | None
) -> None:
    number, signed = f"pl_{figure.number_kind}", f"pl_signed_{figure.number_kind}"
    counts = ("pl_whole",) * 3
    looks = (number, number, number, number, signed, "pl_signed_share", *counts)
    numbers: list[Value] = [*national[:9]] if national else [None] * 9
    if figure.is_answer and not (national and national.has_same_units):
        numbers[4:6] = None, None
    for column, (value, look) in enumerate(zip(numbers, looks, strict=True), start=4):
        write_value(sheet, row, column, value, look)
    if national:
        write(sheet, row, _TRACE, national.figure_id, "pl_trace")
