"""The figures of a national report by kind of unit, with the nation beside them."""

from itertools import count

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.content import AnnexContent, KindFigure, NationalFigure
from tonghop.publish.annex.heading import write_heading
from tonghop.publish.annex.lines import Figure, printed_rows
from tonghop.publish.annex.national import ABSENT_NOTE, LABEL_WIDTH, write_labels, write_value
from tonghop.publish.sheets import set_up_page, set_widths, write, write_merged, write_row
from tonghop.publish.sheets.book import add_sheet

SHEET = "Theo loại đơn vị"
_FIRST = 4


def add_kind_sheet(book: Workbook, content: AnnexContent, number: int) -> Worksheet:
    """Add every figure by kind of unit; beside each, how many units of the kind have it."""
    sheet = add_sheet(book, SHEET)
    widths = (8, LABEL_WIDTH, 12, *(15, 9) * (len(content.kinds) + 1))
    last = len(widths)
    table = f"Bảng {number}. Số liệu theo loại đơn vị"
    top = write_heading(sheet, content, table, widths)
    _write_heads(sheet, top, content)
    row = top + 3
    for printed in (printed for form in content.forms for printed in printed_rows(form)):
        write_labels(sheet, row, printed, last)
        if figure := printed.figure:
            _write_pairs(sheet, row, figure, content)
        row += 1
    write_merged(sheet, (row, row), (1, last), ABSENT_NOTE, "tt_note")
    set_widths(sheet, widths)
    set_up_page(sheet, content.heading, (top, top + 2))
    sheet.freeze_panes = f"D{top + 3}"
    return sheet


def _write_heads(sheet: Worksheet, top: int, content: AnnexContent) -> None:
    for column, text in enumerate(("Mã số", "Chỉ tiêu", "Đơn vị tính"), start=1):
        write_merged(sheet, (top, top + 1), (column, column), text, "tt_head")
    groups = [*((kind.label, kind.units_expected) for kind in content.kinds)]
    groups.append((content.letterhead.whole, content.heading.units_expected))
    for column, (label, expected) in zip(count(_FIRST, 2), groups, strict=False):
        text = f"{label}\n({expected} đơn vị phải báo cáo)"
        write_merged(sheet, (top, top), (column, column + 1), text, "tt_head")
        write_row(sheet, top + 1, ("Số liệu", "Số đơn vị có số liệu"), ("tt_head",) * 2, column)
    last = _FIRST + 2 * len(groups) - 1
    write_row(sheet, top + 2, (f"({n})" for n in range(1, last + 1)), ["tt_number_row"] * last)
    sheet.row_dimensions[top].height = 66
    sheet.row_dimensions[top + 1].height = 48


def _write_pairs(sheet: Worksheet, row: int, figure: Figure, content: AnnexContent) -> None:
    """Write value and number of units of each kind, then of the nation."""
    found: list[KindFigure | NationalFigure | None] = [
        content.kind_figures.get((kind.kind, figure.code)) for kind in content.kinds
    ]
    for column, pair in zip(
        count(_FIRST, 2), [*found, content.national.get(figure.code)], strict=False
    ):
        write_value(sheet, row, column, pair.value if pair else None, f"pl_{figure.number_kind}")
        write(sheet, row, column + 1, pair.units_reported if pair else 0, "pl_whole")
    for column, kind in zip(count(_FIRST, 2), content.kinds, strict=False):
        content.sources.link_kind(sheet, row, column, figure.code, kind.kind)
    content.sources.link_nation(sheet, row, _FIRST + 2 * len(content.kinds), figure.code)
