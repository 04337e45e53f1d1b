"""A workbook as text: what a reader sees and what a printer does, without the zip file's bytes."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.chart.bar_chart import BarChart
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def workbook_text(path: Path) -> str:
    """Return every sheet's cells, number formats, merged ranges, charts and print set-up."""
    book: Workbook = openpyxl.load_workbook(path)
    lines = [f"created {book.properties.created} by {book.properties.creator}"]
    for sheet in book.worksheets:
        lines += ["", f"== {sheet.title}", *_set_up(sheet), *_charts(sheet), *_rows(sheet)]
    return "\n".join(lines) + "\n"


def _set_up(sheet: Worksheet) -> Iterator[str]:
    page = sheet.page_setup
    fitted = sheet.sheet_properties.pageSetUpPr.fitToPage  # type: ignore[union-attr]
    fit = f"fit {page.fitToWidth}x{page.fitToHeight}" if fitted else f"scale {page.scale}"
    yield f"paper {page.paperSize} {page.orientation} {fit}"
    yield f"repeat rows {sheet.print_title_rows} columns {sheet.print_title_cols}"
    yield f"area {sheet.print_area} freeze {sheet.freeze_panes} filter {sheet.auto_filter.ref}"
    yield f"breaks rows {_breaks(sheet.row_breaks)} columns {_breaks(sheet.col_breaks)}"
    yield f"head {_margin(sheet.oddHeader)} first {_margin(sheet.firstHeader)}"
    yield f"foot {_margin(sheet.oddFooter)} first {_margin(sheet.firstFooter)}"
    yield f"merged {' '.join(sorted(str(cells) for cells in sheet.merged_cells.ranges))}"


def _breaks(breaks: object) -> list[int]:
    return [found.id for found in breaks.brk]  # type: ignore[attr-defined]


def _margin(item: object) -> list[str | None]:
    return [getattr(item, place).text for place in ("left", "center", "right")]


def _charts(sheet: Worksheet) -> Iterator[str]:
    for chart in sheet._charts:  # type: ignore[attr-defined]
        assert isinstance(chart, BarChart)
        for series in chart.series:
            yield f"chart {series.tx.strRef.f} {series.cat.strRef.f} {series.val.numRef.f}"


def _rows(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        texts = [_cell(cell) for cell in row if not isinstance(cell, MergedCell)]
        if any(texts):
            yield " | ".join(filter(None, texts))


def _cell(cell: Cell) -> str:
    if cell.value is None:
        return ""
    shown = "" if cell.number_format == "General" else f" [{cell.number_format}]"
    kind = "" if cell.data_type in "sn" else f" ({cell.data_type})"
    return f"{cell.coordinate} {cell.value!r}{kind}{shown}"
