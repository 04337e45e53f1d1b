"""The main figures by province beside last year's, both on the provinces of today."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, count

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.content import AnnexContent
from tonghop.publish.annex.heading import TABLE_ROW, write_heading
from tonghop.publish.annex.lines import Figure, figures, sections
from tonghop.publish.annex.province_heads import column_width
from tonghop.publish.annex.provinces import SILENT, report_of
from tonghop.publish.province_figures import Province, ProvinceFigure
from tonghop.publish.sheets import (
    Value,
    lines_needed,
    set_height,
    set_scale,
    set_up_page,
    set_widths,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

_HEADS = ("Kỳ này", "Cùng kỳ năm trước", "Tăng (+), giảm (-)", "Tỷ lệ (%)", "Đủ số liệu cùng kỳ")
_LEFT = (5, 24)
_FIRST = len(_LEFT) + 1
_SIZE = len(_HEADS)
_SCALE, _PAGE_WIDTH, _ROW_HEIGHT = 64, 196.0, 12.5
_NOTE = (
    "Địa giới hiện hành; số liệu cùng kỳ của các tỉnh, thành phố trước sắp xếp được cộng vào tỉnh, "
    "thành phố tiếp nhận. Cột “Đủ số liệu cùng kỳ”: số Sở Y tế có số liệu trên số Sở Y tế khi đó. "
    "Ô nền vàng, chữ nghiêng: chưa đủ. Tăng, giảm chỉ tính khi cả hai kỳ đủ số liệu; không tính tỷ "
    "lệ khi cùng kỳ bằng 0. Dòng tô màu: chưa có báo cáo kỳ này."
)


def add_comparison_sheet(book: Workbook, content: AnnexContent, number: int) -> None:
    """Add the totals of the report's forms by province, unless nothing of last year is known."""
    found = content.current.figures.values()
    shown = _totals(content)
    if not shown or all(figure.value_last_year is None for figure in found):
        return
    sheet = add_sheet(book, f"So cùng kỳ theo {content.letterhead.part_short}")
    pages = _pages(shown)
    widths = (*_LEFT, *(width for figure in shown for width in _widths(figure)))
    top = _write_headings(sheet, content, f"Bảng {number}. So với cùng kỳ năm trước", pages)
    _write_heads(sheet, top, shown, content.letterhead.part)
    first = top + 3
    for row, province in enumerate(content.current.provinces, start=first):
        _write_province(sheet, row, row - first + 1, province, shown, content)
    last = first + len(content.current.provinces)
    _write_notes(sheet, last, content, shown, widths[: len(_LEFT) + _SIZE * len(pages[0])])
    set_widths(sheet, widths)
    _set_up_pages(sheet, content, (top, first - 1), pages)


def _totals(content: AnnexContent) -> list[Figure]:
    """Return the first figure of every line that other lines are parts of, if it adds up."""
    return [
        figures(form, line)[0]
        for form in content.forms
        for _, lines in sections(form)
        for line in lines
        if line.aggregation == "sum" and any(part.part_of == line.line_code for part in lines)
    ]


def _widths(figure: Figure) -> tuple[float, ...]:
    width = column_width(figure) + 1
    return width, width, width, 9.0, 9.0


def _pages(shown: Sequence[Figure]) -> list[list[Figure]]:
    """Part the figures into printed pages; the names of the provinces are repeated on each."""
    pages: list[list[Figure]] = [[]]
    used = float(sum(_LEFT))
    for figure in shown:
        if pages[-1] and used + sum(_widths(figure)) > _PAGE_WIDTH:
            pages.append([])
            used = float(sum(_LEFT))
        used += sum(_widths(figure))
        pages[-1].append(figure)
    return pages


def _write_headings(
    sheet: Worksheet, content: AnnexContent, title: str, pages: Sequence[Sequence[Figure]]
) -> int:
    """Write the heading on the first page, and the table's name on those to its right."""
    head = content.letterhead
    basis = " (địa giới hiện hành)" if head.part_kind else ""
    table = f"{title}, theo {head.part.lower()}{basis}"
    is_single = len(pages) == 1
    widths = [width for figure in pages[0] for width in _widths(figure)]
    if is_single:
        return write_heading(sheet, content, table, (*_LEFT, *widths))
    top = write_heading(sheet, content, table, widths, first_column=_FIRST)
    column = _FIRST + _SIZE * len(pages[0])
    for page in pages[1:]:
        columns = (column, column + _SIZE * len(page) - 1)
        write_merged(sheet, (TABLE_ROW, TABLE_ROW), columns, f"{table} (tiếp theo)", "tt_title")
        column = columns[1] + 1
    return top


def _write_heads(sheet: Worksheet, top: int, shown: Sequence[Figure], part: str) -> None:
    for column, text in enumerate(("STT", part), start=1):
        write_merged(sheet, (top, top + 2), (column, column), text, "tt_head")
    lines = 1
    for column, figure in zip(count(_FIRST, _SIZE), shown, strict=False):
        columns = (column, column + _SIZE - 1)
        measure = f"{figure.measure_label}, " if figure.measure_label else ""
        text = f"{figure.line.label}\n({measure}{figure.unit_of_measure})"
        write_merged(sheet, (top, top), columns, text, "pl_head_small")
        lines = max(lines, lines_needed(text, 1.2 * sum(_widths(figure))))
        write_row(sheet, top + 1, _HEADS, ["pl_head_small"] * _SIZE, column)
        write_merged(sheet, (top + 2, top + 2), columns, figure.line.line_code, "tt_number_row")
    for row, needed in ((top, lines), (top + 1, 3), (top + 2, 1)):
        set_height(sheet, row, needed, 13.0)


def _write_province(
    sheet: Worksheet,
    row: int,
    number: int,
    province: Province,
    shown: Sequence[Figure],
    content: AnnexContent,
) -> None:
    is_silent = report_of(province, content) in SILENT.values()
    looks = ("pl_silent", "pl_silent_text") if is_silent else ("tt_code", "tt_label")
    write_row(sheet, row, (number, province.place), looks)
    sheet.row_dimensions[row].height = _ROW_HEIGHT
    for column, figure in zip(count(_FIRST, _SIZE), shown, strict=False):
        found = content.current.figures.get((province.unit_code, figure.code))
        values, cell_looks = _entries(figure, found)
        write_row(sheet, row, values, cell_looks, column)
        whose = province.unit_code, content.current.basis
        content.sources.link_unit(sheet, row, column, figure.code, *whose)
        content.sources_last_year.link_unit(sheet, row, column + 1, figure.code, *whose)


def _entries(
    figure: Figure, found: ProvinceFigure | None
) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """Return a province's block and its looks: what is unknown is empty, what is partial marked."""
    kind = figure.number_kind
    changes = (f"pl_signed_{kind}", "pl_signed_share")
    if found is None:
        return (None,) * _SIZE, (f"pl_{kind}", f"pl_{kind}", *changes, "pl_answer")
    now = f"pl_partial_{kind}" if found.is_partial else f"pl_{kind}"
    last_year = f"pl_partial_{kind}" if found.is_partial_last_year else f"pl_{kind}"
    values = (found.value, found.value_last_year, found.change, found.change_pct)
    return (*values, found.coverage_last_year or None), (now, last_year, *changes, "pl_answer")


def _write_notes(
    sheet: Worksheet,
    row: int,
    content: AnnexContent,
    shown: Sequence[Figure],
    widths: Sequence[float],
) -> None:
    for place, note in enumerate((_NOTE, *_lacking(content, shown)), start=row):
        write_merged(sheet, (place, place), (1, len(widths)), note, "tt_note")
        set_height(sheet, place, lines_needed(note, 1.1 * sum(widths)))


def _lacking(content: AnnexContent, shown: Sequence[Figure]) -> Iterator[str]:
    """Name what each merged province lacks, of last year and of this: the parts, their lines."""
    lines: dict[tuple[str, str], dict[str, list[str]]] = {}
    for province in content.current.provinces:
        for figure in shown:
            found = content.current.figures.get((province.unit_code, figure.code))
            for period, part in _missing(found):
                parts = lines.setdefault((province.place, period), {})
                parts.setdefault(part, []).append(figure.line.line_code)
    for (place, period), parts in lines.items():
        named = "; ".join(f"{part} ({', '.join(codes)})" for part, codes in parts.items())
        yield f"{place}, {period}: thiếu {named}."


def _missing(found: ProvinceFigure | None) -> Iterator[tuple[str, str]]:
    """Yield a period and the name of each part that a merged province lacks in it."""
    if found is None:
        return
    lacks = (
        ("cùng kỳ năm trước", found.parts_missing_last_year, found.parts_expected_last_year or 0),
        ("kỳ này", found.parts_missing, found.parts_expected),
    )
    for period, names, expected in lacks:
        if names and expected > 1:
            yield from ((period, part) for part in names.split("; "))


def _set_up_pages(
    sheet: Worksheet,
    content: AnnexContent,
    heads: tuple[int, int],
    pages: Sequence[Sequence[Figure]],
) -> None:
    """Break pages between figures; fitting to width would ignore the breaks."""
    set_up_page(sheet, content.heading, heads)
    sheet.freeze_panes = f"{get_column_letter(_FIRST)}{heads[1] + 1}"
    if len(pages) == 1:
        return
    set_scale(sheet, _SCALE)
    sheet.print_title_cols = f"A:{get_column_letter(len(_LEFT))}"
    for end in list(accumulate(_SIZE * len(page) for page in pages))[:-1]:
        sheet.col_breaks.append(Break(id=len(_LEFT) + end))
