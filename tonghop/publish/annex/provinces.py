"""Figures by province: a sheet for each form, provinces down, its main figures across."""

from collections.abc import Sequence
from itertools import accumulate

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import Form
from schemas.layout import NO, YES
from tonghop.publish.annex.content import AnnexContent, KindFigure, NationalFigure
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
from tonghop.publish.province_figures import (
    AS_REPORTED,
    CURRENT,
    Province,
    ProvinceFigure,
    ProvinceTable,
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
BASES = {CURRENT: "địa giới hiện hành", AS_REPORTED: "địa giới khi báo cáo"}
_PARTIAL_NOTE = (
    "Cột “Báo cáo” dạng 1/2: số Sở Y tế có số liệu trên số Sở Y tế đã sắp xếp thành một. Ô nền "
    "vàng, chữ nghiêng: chưa đủ số liệu của các Sở Y tế đó."
)
_NOTE = (
    "Dòng tô màu: đơn vị chưa có báo cáo được tiếp nhận, không phải là số 0. Ô trống: đơn vị để "
    "trống; “x”: đơn vị không thu thập được số liệu; “(lỗi)”: số liệu không được nhận. Chỉ tiêu có "
    "các dòng chi tiết được in đủ các cột, chỉ tiêu khác in cột thứ nhất; toàn bộ số liệu ở trang "
    "“Số liệu theo {listed}”."
)


def add_province_sheet(
    book: Workbook, content: AnnexContent, form: Form, by_province: ProvinceTable, number: int
) -> Worksheet:
    """Add a form's main figures by province on a basis, over as many pages as that takes."""
    sheet = add_sheet(book, f"{sheet_name(by_province, content)} – {form.sheet.sheet}")
    shown, left_out = _shown(by_province, form)
    pages = province_pages(shown)
    basis = f" ({BASES[by_province.basis]})" if content.is_restated else ""
    listed = content.letterhead.part.lower()
    table = f"Bảng {number}. {form.sheet.sheet}: {form.sheet.title}, theo {listed}{basis}"
    top = _write_headings(sheet, content, table, pages)
    first = write_province_heads(sheet, top, pages, content.letterhead.part)
    for row, province in enumerate(by_province.provinces, start=first):
        reports = report_of(province, content)
        _write_province(sheet, row, row - first + 1, province, reports, shown, by_province)
        for column, figure in enumerate(shown, start=FIRST):
            whose = province.unit_code, by_province.basis
            content.sources.link_unit(sheet, row, column, figure.code, *whose)
    last = first + len(by_province.provinces)
    _write_total(sheet, last, shown, content)
    is_merged = any(province.parts_expected > 1 for province in by_province.provinces)
    note = _NOTE.format(listed=content.letterhead.part_short)
    notes = [note, *([_PARTIAL_NOTE] if is_merged else []), *_left_out(left_out, content)]
    _write_notes(sheet, last + 1, notes, (*LEFT_WIDTHS, *map(column_width, pages[0])))
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


def report_of(province: Province, content: AnnexContent) -> str:
    """Say what became of a province's report, or of how many of its parts there are figures."""
    unit = content.unit_by_code.get(province.unit_code)
    if unit is not None:
        return SILENT.get(unit.status, REPORTED)
    if not province.parts_reported:
        return SILENT["missing"]
    return f"{province.parts_reported}/{province.parts_expected}"


def _shown(by_province: ProvinceTable, form: Form) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Part the form's main figures into those that a province reported and the others."""
    main = [f for _, lines in sections(form) for line in lines for f in main_figures(form, line)]
    reported = {code for (_, code), found in by_province.figures.items() if found.value is not None}
    shown = tuple(figure for figure in main if figure.code in reported)
    left_out = tuple(figure for figure in main if figure.code not in reported)
    return (shown, left_out) if shown else (left_out, ())


def _write_province(
    sheet: Worksheet,
    row: int,
    number: int,
    province: Province,
    reports: str,
    shown: Sequence[Figure],
    by_province: ProvinceTable,
) -> None:
    left: tuple[Value, ...] = (number, province.place, reports)
    if (lines := lines_needed(province.place, LEFT_WIDTHS[1])) > 1:
        set_height(sheet, row, lines)
    if reports in SILENT.values():
        write_row(sheet, row, left, ("pl_silent", "pl_silent_text", "pl_silent"))
        write_row(sheet, row, [None] * len(shown), ["pl_silent"] * len(shown), FIRST)
        return
    write_row(sheet, row, left, ("tt_code", "tt_label", "tt_code"))
    for column, figure in enumerate(shown, start=FIRST):
        found = by_province.figures.get((province.unit_code, figure.code))
        value, look = _entry(figure, found)
        write(sheet, row, column, value, look)


def _entry(figure: Figure, found: ProvinceFigure | None) -> tuple[Value, str]:
    """Return what a reporting province's cell prints, and its look."""
    if found is None or found.value is None:
        return _MARKS.get(found.state if found else "blank"), "pl_absent"
    partial = "partial_" if found.is_partial else ""
    if not figure.is_answer:
        return found.value, f"pl_{partial}{figure.number_kind}"
    if found.parts_expected > 1:
        return f"{found.value:.0f}/{found.parts_reported} {YES}", f"pl_{partial}answer"
    return YES if found.value else NO, "pl_answer"


def _write_total(
    sheet: Worksheet, row: int, shown: Sequence[Figure], content: AnnexContent
) -> None:
    """Write the sum of the health departments as a number; a ratio is that of their sums."""
    write_merged(sheet, (row, row), (1, FIRST - 1), f"Tổng {content.letterhead.parts}", "pl_total")
    for column, figure in enumerate(shown, start=FIRST):
        found = total_of(figure.code, content)
        value: Value = ABSENT if found is None or found.value is None else found.value
        write(sheet, row, column, value, f"pl_total_{figure.number_kind}")
        kind = content.letterhead.part_kind
        content.sources.link_kind(sheet, row, column, figure.code, kind)


def total_of(code: str, content: AnnexContent) -> NationalFigure | KindFigure | None:
    """Return what all units listed in the tables come to together."""
    kind = content.letterhead.part_kind
    return content.kind_figures.get((kind, code)) if kind else content.national.get(code)


def sheet_name(by_province: ProvinceTable, content: AnnexContent) -> str:
    """Return what the sheets on a basis are called."""
    current = f"Theo {content.letterhead.part_short}"
    return current if by_province.basis == CURRENT else "Khi báo cáo"


def _left_out(figures: Sequence[Figure], content: AnnexContent) -> list[str]:
    if not figures:
        return []
    codes = ", ".join(dict.fromkeys(figure.line.line_code for figure in figures))
    missing = "chưa có Sở Y tế nào báo cáo"
    if not content.letterhead.part_kind:
        missing = "chưa có đơn vị nào báo cáo"
    return [f"Không in các cột {missing}, thuộc các chỉ tiêu: {codes}."]


def _write_notes(sheet: Worksheet, row: int, notes: Sequence[str], widths: Sequence[float]) -> None:
    """Write the notes over the columns of the first page, which have these widths."""
    for place, note in enumerate(notes, start=row):
        write_merged(sheet, (place, place), (1, len(widths)), note, "tt_note")
        set_height(sheet, place, lines_needed(note, 1.1 * sum(widths)))


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
