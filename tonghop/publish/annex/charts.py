"""Charts of an annex: each beside the small table of numbers that it draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import Line
from tonghop.publish.annex.bar_chart import add_bar_chart
from tonghop.publish.annex.content import AnnexContent
from tonghop.publish.annex.heading import write_heading
from tonghop.publish.annex.lines import Figure, figures, sections
from tonghop.publish.annex.sources.blocks import ALIKE
from tonghop.publish.province_figures import CURRENT, ProvinceFigure
from tonghop.publish.sheets import (
    lines_needed,
    set_height,
    set_scale,
    set_up_page,
    set_widths,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

SHEET = "Biểu đồ"
TOP_PROVINCES = 10
_WIDTHS = (46, 13, 13, 3, *(12,) * 9)
_SCALE = 68
_CHART_COLUMN = 5
_BLOCK_ROWS = 30


@dataclass(frozen=True, slots=True)
class LinesChart:
    """Bars for lines of a form: the parts of a line, or lines named one by one."""

    title: str
    parts_of: str = ""
    lines: tuple[str, ...] = ()

    def has(self, line: Line) -> bool:
        """Whether the line has a bar."""
        return line.line_code in self.lines or bool(self.parts_of and line.part_of == self.parts_of)


@dataclass(frozen=True, slots=True)
class ProvincesChart:
    """Bars for the provinces with the largest values of one figure."""

    title: str
    code: str


Chart = LinesChart | ProvincesChart


class Bar(NamedTuple):
    """Two numbers of a figure, of a province or of the nation, to be drawn side by side."""

    label: str
    now: Decimal | None
    last_year: Decimal | None
    code: str
    unit_code: str = ""


# A line that the period's forms do not have simply has no bar.
CHARTS: dict[str, tuple[Chart, ...]] = {
    "pctp": (
        LinesChart("Số vụ việc, tội phạm xảy ra tại cơ sở y tế, theo hành vi", parts_of="D00"),
        ProvincesChart("Các {parts} có nhiều vụ việc, tội phạm tại cơ sở y tế nhất", "D00.vu"),
        LinesChart("Số vụ tham nhũng, vi phạm trong ngành Y tế, theo lĩnh vực", parts_of="D10"),
    ),
    "pcmbn": (
        LinesChart(
            "Số người được sàng lọc, tiếp nhận, hỗ trợ",
            lines=(
                "C12",
                "C13",
                "C14",
                "C15",
                "C16",
                "C17a",
                "C17b",
                "C17d",
                "C17e",
                "C17f",
                "C19",
            ),
        ),
        LinesChart("Nạn nhân đã được xác nhận, tiếp nhận, theo nguồn", parts_of="C14"),
        ProvincesChart("Các {parts} tiếp nhận nhiều nạn nhân nhất", "C14.tong"),
    ),
}


def add_chart_sheet(book: Workbook, content: AnnexContent) -> Worksheet:
    """Add the report's charts; a chart without any number is left out."""
    sheet = add_sheet(book, SHEET)
    top = write_heading(sheet, content, "Biểu đồ", _WIDTHS)
    for chart in CHARTS[content.report]:
        bars = list(_bars(chart, content))
        if any(bar.now is not None or bar.last_year is not None for bar in bars):
            title = chart.title.format(parts=content.letterhead.part.lower())
            _write_block(sheet, top, f"{title}{_basis(chart, content)}", bars, content)
            top += _BLOCK_ROWS
            sheet.row_breaks.append(Break(id=top - 1))
    set_widths(sheet, _WIDTHS)
    set_up_page(sheet, content.heading)
    set_scale(sheet, _SCALE)
    return sheet


def _basis(chart: Chart, content: AnnexContent) -> str:
    """Say on what the bars stand, where there are two to compare."""
    if not content.is_compared:
        return ""
    if isinstance(chart, ProvincesChart):
        return "\n(địa giới hiện hành; cùng kỳ chỉ vẽ khi đủ số liệu)"
    return "\n(tính trên các đơn vị có số liệu ở cả hai kỳ)"


def _bars(chart: Chart, content: AnnexContent) -> Iterator[Bar]:
    if isinstance(chart, ProvincesChart):
        yield from _province_bars(chart.code, content)
        return
    is_compared = content.is_compared
    for figure in _first_figures(chart, content):
        if found := content.national.get(figure.code):
            alike = (found.value_like, found.value_last_year_like)
            numbers = alike if is_compared else (found.value, None)
            yield Bar(figure.line.label, *numbers, figure.code)


def _first_figures(chart: LinesChart, content: AnnexContent) -> Iterator[Figure]:
    for form in content.forms:
        for _, lines in sections(form):
            yield from (figures(form, line)[0] for line in lines if chart.has(line))


def _province_bars(code: str, content: AnnexContent) -> list[Bar]:
    """Return the provinces of today with the largest values above zero, largest first."""
    found = [
        (province, content.current.figures.get((province.unit_code, code)))
        for province in content.current.provinces
    ]
    bars = [
        Bar(province.place, figure.value, _comparable(figure), code, province.unit_code)
        for province, figure in found
        if figure and figure.value
    ]
    return sorted(bars, key=lambda bar: -(bar.now or 0))[:TOP_PROVINCES]


def _comparable(figure: ProvinceFigure) -> Decimal | None:
    """Return last year's value where both periods are whole."""
    return None if figure.change is None else figure.value_last_year


def _write_block(
    sheet: Worksheet, top: int, title: str, bars: Sequence[Bar], content: AnnexContent
) -> None:
    for row in range(top, top + _BLOCK_ROWS):
        set_height(sheet, row, 2 if row < top + 2 else 1)
    write_merged(sheet, (top, top), (1, 3), title, "pl_topic")
    write_row(sheet, top + 1, ("Nội dung", "Kỳ này", "Cùng kỳ năm trước"), ["tt_head"] * 3)
    for row, bar in enumerate(bars, start=top + 2):
        set_height(sheet, row, lines_needed(bar.label, _WIDTHS[0]))
        write_row(sheet, row, bar[:3], ("tt_label", "pl_whole", "pl_whole"))
        _link(sheet, row, bar, content)
    add_bar_chart(
        sheet, title, (top + 1, top + 1 + len(bars)), sheet.cell(top + 1, _CHART_COLUMN).coordinate
    )


def _link(sheet: Worksheet, row: int, bar: Bar, content: AnnexContent) -> None:
    """Let the numbers of a bar lead to their cells."""
    for column, sources in enumerate((content.sources, content.sources_last_year), start=2):
        if bar.unit_code:
            sources.link_unit(sheet, row, column, bar.code, bar.unit_code, CURRENT)
        elif content.is_compared:
            sources.link_total(sheet, row, column, bar.code, ALIKE)
        else:
            sources.link_nation(sheet, row, column, bar.code)
