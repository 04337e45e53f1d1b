"""The columns of a table by province: their widths, how they fall on pages, and their heads."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import NO, YES
from tonghop.publish.annex.lines import Figure
from tonghop.publish.sheets import lines_needed, set_height, write_merged, write_row

LEFT_WIDTHS = (5, 24, 10)
FIRST = len(LEFT_WIDTHS) + 1
PAGE_SCALE = 70
_PAGE_PIXELS = 1310
_NARROW, _WIDE = 9.5, 17.0
_WIDE_UNITS = ("đồng", "mg")
_SMALL = 12.0


def column_width(figure: Figure) -> float:
    """Return the width of a figure's column, in characters: money has many digits."""
    return _WIDE if figure.unit_of_measure in _WIDE_UNITS else _NARROW


def province_pages(shown: Sequence[Figure]) -> list[list[Figure]]:
    """Part the columns into printed pages; the names of the provinces are repeated on each."""
    pages: list[list[Figure]] = [[]]
    left = used = sum(map(_pixels, LEFT_WIDTHS))
    for figure in shown:
        if used + _pixels(column_width(figure)) > _PAGE_PIXELS:
            pages.append([])
            used = left
        used += _pixels(column_width(figure))
        pages[-1].append(figure)
    return pages


def _pixels(width: float) -> float:
    return 7 * width + 5


def write_province_heads(
    sheet: Worksheet, top: int, pages: Sequence[Sequence[Figure]], part: str
) -> int:
    """Write section, line, column and code above the figures and return the first row below.

    Nothing is merged across a page's edge: a section or line that goes on is named again.
    """
    for column, text in enumerate(("STT", part, "Báo cáo"), start=1):
        write_merged(sheet, (top, top + 3), (column, column), text, "tt_head")
    lines = [[1], [1], [1]]
    column = FIRST
    for page in pages:
        _write_page(sheet, top, column, page, lines)
        column += len(page)
    for row, needed in enumerate(lines, start=top):
        set_height(sheet, row, max(needed), _SMALL)
    return top + 4


def _write_page(
    sheet: Worksheet, top: int, first: int, page: Sequence[Figure], lines: Sequence[list[int]]
) -> None:
    for row, texts in enumerate((_sections(page), _lines(page))):
        column = first
        for text, members in texts:
            write_merged(
                sheet, (top + row,) * 2, (column, column + len(members) - 1), text, "pl_head_small"
            )
            lines[row].append(
                lines_needed(text, 1.2 * sum(map(column_width, members))) + (row == 1)
            )
            column += len(members)
    heads = [_head(figure) for figure in page]
    lines[2] += [
        lines_needed(head, 1.2 * column_width(f)) + 1 for head, f in zip(heads, page, strict=True)
    ]
    write_row(sheet, top + 2, heads, ["pl_head_small"] * len(page), first)
    write_row(
        sheet, top + 3, (f.line.line_code for f in page), ["tt_number_row"] * len(page), first
    )


def _sections(page: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    for section, members in groupby(page, key=lambda figure: figure.line.section):
        yield section, list(members)


def _lines(page: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    for _, members in groupby(page, key=lambda figure: figure.line.line_code):
        of_line = list(members)
        yield of_line[0].line.label, of_line


def _head(figure: Figure) -> str:
    unit = f"{YES}/{NO}" if figure.is_answer else figure.unit_of_measure
    return f"{figure.measure_label or 'Tỷ lệ'}\n({unit})"
