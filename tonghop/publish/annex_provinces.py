"""Figures by province: one sheet for each form, provinces down and the form's main figures across."""

from collections.abc import Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import Form
from schemas.layout import NO, YES
from tonghop.publish.annex_content import PROVINCES, AnnexContent, ProvinceFigure, ReportingUnit
from tonghop.publish.annex_heading import write_heading
from tonghop.publish.annex_lines import ABSENT, Figure, main_figures, sections
from tonghop.publish.sheets import Value, set_up_page, set_widths, write, write_merged, write_row

SILENT = {"missing": "chưa gửi", "rejected": "bị trả lại"}
REPORTED = "đã gửi"
_MARKS = {"not_collected": "x", "refused": "(lỗi)"}
_NOTE = (
    "Dòng tô màu: đơn vị chưa có báo cáo được tiếp nhận, không phải là số 0. Ô trống: đơn vị để trống; “x”: đơn vị "
    "không thu thập được số liệu; “(lỗi)”: số liệu không được nhận. Chỉ tiêu có các dòng chi tiết được in đủ các cột, "
    "chỉ tiêu khác in cột thứ nhất; toàn bộ số liệu ở trang “Số liệu theo tỉnh”."
)
_LEFT_WIDTHS = (5, 24, 10)
_FIRST = len(_LEFT_WIDTHS) + 1
_PAGE_WIDTH = 162.0
_SCALE = 70


def add_province_sheet(book: Workbook, content: AnnexContent, form: Form, number: int) -> Worksheet:
    """Add a form's main figures by province, over as many pages as that takes."""
    sheet = book.create_sheet(f"Theo tỉnh – {form.sheet.sheet}")
    shown, left_out = _shown(content, form)
    pages = _pages(shown)
    table = f"Bảng {number}. {form.sheet.sheet}: {form.sheet.title}, theo tỉnh, thành phố"
    first_page = (*_LEFT_WIDTHS, *map(_width, pages[0]))
    top = write_heading(sheet, content, table, first_page)
    _write_heads(sheet, top, pages)
    for row, unit in enumerate(content.provinces, start=top + 3):
        _write_province(sheet, row, row - top - 2, unit, shown, content)
    last = top + 3 + len(content.provinces)
    _write_total(sheet, last, shown, content)
    _write_notes(sheet, last + 1, left_out, len(first_page))
    set_widths(sheet, (*_LEFT_WIDTHS, *map(_width, shown)))
    _set_up_pages(sheet, content, top, pages)
    return sheet


def _shown(content: AnnexContent, form: Form) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Part the form's main figures into those that some province reported and those that none did."""
    main = [f for _, lines in sections(form) for line in lines for f in main_figures(form, line)]
    reported = {code for (_, code), found in content.province_figures.items() if found.value is not None}
    shown = tuple(figure for figure in main if figure.code in reported)
    left_out = tuple(figure for figure in main if figure.code not in reported)
    return (shown, left_out) if shown else (left_out, ())


def _pages(shown: Sequence[Figure]) -> list[list[Figure]]:
    """Part the columns into printed pages; the names of the provinces are repeated on each."""
    pages: list[list[Figure]] = [[]]
    for figure in shown:
        if sum(_LEFT_WIDTHS) + sum(map(_width, pages[-1])) + _width(figure) > _PAGE_WIDTH:
            pages.append([])
        pages[-1].append(figure)
    return pages


def _width(figure: Figure) -> float:
    return {"đồng": 17.0, "mg": 17.0}.get(figure.unit_of_measure, 11.5)


def _write_heads(sheet: Worksheet, top: int, pages: Sequence[Sequence[Figure]]) -> None:
    """Write section, figure and code above each column; a section starts anew on each page."""
    for column, text in enumerate(("STT", "Tỉnh, thành phố", "Báo cáo"), start=1):
        write_merged(sheet, (top, top + 2), (column, column), text, "tt_head")
    column = _FIRST
    for page in pages:
        for section, group in groupby(page, key=lambda figure: figure.line.section):
            members = list(group)
            end = column + len(members) - 1
            write_merged(sheet, (top, top), (column, end), section, "pl_head_small")
            write_row(sheet, top + 1, map(_head, members), ["pl_head_small"] * len(members), column)
            codes = (figure.line.line_code for figure in members)
            write_row(sheet, top + 2, codes, ["tt_number_row"] * len(members), column)
            column = end + 1
    sheet.row_dimensions[top].height = 62
    longest = max((len(_head(figure)) / _width(figure) for page in pages for figure in page), default=1)
    sheet.row_dimensions[top + 1].height = 12.5 * (longest * 1.15 + 1.5)


def _head(figure: Figure) -> str:
    measure = "" if figure.measure_label in ("", "Tổng số", "Số lượng") else f" – {figure.measure_label}"
    unit = f"{YES}/{NO}" if figure.is_answer else figure.unit_of_measure
    return f"{figure.line.label}{measure}\n({unit})"


def _write_province(
    sheet: Worksheet, row: int, number: int, unit: ReportingUnit, shown: Sequence[Figure], content: AnnexContent
) -> None:
    if not unit.has_report:
        left: tuple[Value, ...] = (number, unit.place, SILENT[unit.status])
        write_row(sheet, row, left, ("pl_silent", "pl_silent_text", "pl_silent"))
        write_row(sheet, row, [None] * len(shown), ["pl_silent"] * len(shown), _FIRST)
        return
    write_row(sheet, row, (number, unit.place, REPORTED), ("tt_code", "tt_label", "tt_code"))
    for column, figure in enumerate(shown, start=_FIRST):
        value, look = _entry(figure, content.province_figures.get((unit.unit_code, figure.code)))
        write(sheet, row, column, value, look)


def _entry(figure: Figure, found: ProvinceFigure | None) -> tuple[Value, str]:
    """Return what a reporting province's cell prints, and its look."""
    if found is None or found.value is None:
        return _MARKS.get(found.state if found else "blank"), "pl_absent"
    if figure.is_answer:
        return YES if found.value else NO, "pl_answer"
    return found.value, f"pl_{figure.number_kind}"


def _write_total(sheet: Worksheet, row: int, shown: Sequence[Figure], content: AnnexContent) -> None:
    """Write the sum of the health departments as a number; a ratio is that of their sums."""
    write_merged(sheet, (row, row), (1, _FIRST - 1), "Tổng các Sở Y tế", "pl_total")
    for column, figure in enumerate(shown, start=_FIRST):
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
        sheet.row_dimensions[place].height = 14 * (1 + len(note) // 170)


def _set_up_pages(sheet: Worksheet, content: AnnexContent, top: int, pages: Sequence[Sequence[Figure]]) -> None:
    """Break pages between columns where the heads do; fitting to width would ignore the breaks."""
    set_up_page(sheet, content.heading, (top, top + 2))
    sheet.freeze_panes = sheet.cell(top + 3, _FIRST)
    if len(pages) == 1:
        return
    sheet.sheet_properties.pageSetUpPr.fitToPage = False  # type: ignore[union-attr]
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None  # type: ignore[assignment]
    sheet.page_setup.scale = _SCALE
    sheet.print_title_cols = f"A:{'ABCDEFG'[_FIRST - 2]}"
    column = _FIRST - 1
    for page in pages[:-1]:
        column += len(page)
        sheet.col_breaks.append(Break(id=column))
