"""Figures by province: a sheet for each form, provinces down, its main figures across."""

from collections.abc import Sequence
from itertools import accumulate

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import Form
from schemas.layout import NO, YES
from tonghop.publish.annex.content import PROVINCES, AnnexContent, ProvinceFigure, ReportingUnit
from tonghop.publish.annex.heading import TABLE_ROW, write_heading
from tonghop.publish.annex.lines import ABSENT, Figure, main_figures, sections
from tonghop.publish.annex.province_heads import (
    FIRST,
    LEFT_WIDTHS,
    PAGE_SCALE,
    column_width,
    province_pages,
    write_province_heads,
)  # fmt: skip
from tonghop.publish.sheets import (
    Value,
    lines_needed,
    set_height,
    set_scale,
    set_up_page,
    set_widths,
    write,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

SILENT = {"missing": "chưa gửi", "rejected": "bị trả lại", "held": "chờ xác định"}
REPORTED = "đã gửi"
_MARKS = {"not_collected": "x", "refused": "(lỗi)"}
_NOTE = (
    "Dòng tô màu: đơn vị chưa có báo cáo được tiếp nhận, không phải là số 0. Ô trống: đơn vị để "
    "trống; “x”: đơn vị không thu thập được số liệu; “(lỗi)”: số liệu không được nhận. Chỉ tiêu có "
    "các dòng chi tiết được in đủ các cột, chỉ tiêu khác in cột thứ nhất; toàn bộ số liệu ở trang "
    "“Số liệu theo tỉnh”."
)


def add_province_sheet(book: Workbook, content: AnnexContent, form: Form, number: int) -> Worksheet:
    """Add a form's main figures by province, over as many pages as that takes."""
    sheet = add_sheet(book, f"Theo tỉnh – {form.sheet.sheet}")
    shown, left_out = _shown(content, form)
    pages = province_pages(shown)
    table = f"Bảng {number}. {form.sheet.sheet}: {form.sheet.title}, theo tỉnh, thành phố"
    top = _write_headings(sheet, content, table, pages)
    first = write_province_heads(sheet, top, pages)
    for row, unit in enumerate(content.provinces, start=first):
        _write_province(sheet, row, row - first + 1, unit, shown, content)
    last = first + len(content.provinces)
    _write_total(sheet, last, shown, content)
    _write_notes(sheet, last + 1, left_out, len(LEFT_WIDTHS) + len(pages[0]))
    set_widths(sheet, (*LEFT_WIDTHS, *map(column_width, shown)))
    _set_up_pages(sheet, content, (top, first - 1), pages)
    return sheet


def _write_headings(
    sheet: Worksheet, content: AnnexContent, table: str, pages: Sequence[Sequence[Figure]]
) -> int:
    """Write the heading on the first page, and the table's name on those to its right."""
    single = len(pages) == 1
    widths = [*(LEFT_WIDTHS if single else ()), *map(column_width, pages[0])]
    top = write_heading(sheet, content, table, widths, first_column=1 if single else FIRST)
    column = FIRST
    for page in pages:
        if column > FIRST:
            text = f"{table} (tiếp theo)"
            write_merged(
                sheet, (TABLE_ROW, TABLE_ROW), (column, column + len(page) - 1), text, "tt_title"
            )
        column += len(page)
    return top


def _shown(content: AnnexContent, form: Form) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Part the form's main figures into those that a province reported and the others."""
    main = [f for _, lines in sections(form) for line in lines for f in main_figures(form, line)]
    reported = {
        code for (_, code), found in content.province_figures.items() if found.value is not None
    }
    shown = tuple(figure for figure in main if figure.code in reported)
    left_out = tuple(figure for figure in main if figure.code not in reported)
    return (shown, left_out) if shown else (left_out, ())


def _write_province(
    sheet: Worksheet,
    row: int,
    number: int,
    unit: ReportingUnit,
    shown: Sequence[Figure],
    content: AnnexContent,
) -> None:
    if not unit.has_report:
        left: tuple[Value, ...] = (number, unit.place, SILENT[unit.status])
        write_row(sheet, row, left, ("pl_silent", "pl_silent_text", "pl_silent"))
        write_row(sheet, row, [None] * len(shown), ["pl_silent"] * len(shown), FIRST)
        return
    write_row(sheet, row, (number, unit.place, REPORTED), ("tt_code", "tt_label", "tt_code"))
    for column, figure in enumerate(shown, start=FIRST):
        value, look = _entry(figure, content.province_figures.get((unit.unit_code, figure.code)))
        write(sheet, row, column, value, look)


def _entry(figure: Figure, found: ProvinceFigure | None) -> tuple[Value, str]:
    """Return what a reporting province's cell prints, and its look."""
    if found is None or found.value is None:
        return _MARKS.get(found.state if found else "blank"), "pl_absent"
    if figure.is_answer:
        return YES if found.value else NO, "pl_answer"
    return found.value, f"pl_{figure.number_kind}"


def _write_total(
    sheet: Worksheet, row: int, shown: Sequence[Figure], content: AnnexContent
) -> None:
    """Write the sum of the health departments as a number; a ratio is that of their sums."""
    write_merged(sheet, (row, row), (1, FIRST - 1), "Tổng các Sở Y tế", "pl_total")
    for column, figure in enumerate(shown, start=FIRST):
        found = content.kind_figures.get((PROVINCES, figure.code))
        value: Value = ABSENT if found is None or found.value is None else found.value
        write(sheet, row, column, value, f"pl_total_{figure.number_kind}")


def _write_notes(sheet: Worksheet, row: int, left_out: Sequence[Figure], last_column: int) -> None:
    notes = [_NOTE]
    if left_out:
        codes = ", ".join(dict.fromkeys(figure.line.line_code for figure in left_out))
        notes.append(f"Không in các cột chưa có Sở Y tế nào báo cáo, thuộc các chỉ tiêu: {codes}.")
    for place, note in enumerate(notes, start=row):
        write_merged(sheet, (place, place), (1, last_column), note, "tt_note")
        set_height(sheet, place, lines_needed(note, 150))


def _set_up_pages(
    sheet: Worksheet,
    content: AnnexContent,
    heads: tuple[int, int],
    pages: Sequence[Sequence[Figure]],
) -> None:
    """Break pages between columns where the heads do; fitting to width would ignore the breaks."""
    set_up_page(sheet, content.heading, heads)
    sheet.freeze_panes = f"{get_column_letter(FIRST)}{heads[1] + 1}"
    if len(pages) == 1:
        return
    set_scale(sheet, PAGE_SCALE)
    sheet.print_title_cols = f"A:{get_column_letter(FIRST - 1)}"
    for end in list(accumulate(map(len, pages)))[:-1]:
        sheet.col_breaks.append(Break(id=FIRST - 1 + end))
