"""A horizontal bar chart of two series in a workbook, drawn from the cells that stand beside it."""

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.template.style import FONT

_COLOURS = ("1F4E79", "9DC3E6")
_WIDTH_CM, _HEIGHT_CM = 19.5, 16.0


def add_bar_chart(sheet: Worksheet, title: str, rows: tuple[int, int], anchor: str) -> None:
    """Draw columns B and C by the labels of column A; the first of ``rows`` names the series."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "bar", "clustered", 60, 0
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM  # type: ignore[assignment]
    chart.title = _title(title)
    first, last = rows
    chart.add_data(
        Reference(sheet, min_col=2, max_col=3, min_row=first, max_row=last), titles_from_data=True
    )
    labels = Reference(sheet, min_col=1, min_row=first + 1, max_row=last)
    for series, colour in zip(chart.series, _COLOURS, strict=True):
        series.cat = AxDataSource(strRef=StrRef(f=str(labels)))
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.dLbls = DataLabelList(showVal=True, txPr=_text(900))
        series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
    _set_axes(chart)
    sheet.add_chart(chart, anchor)


def _set_axes(chart: BarChart) -> None:
    """List the categories from the top down, as the table beside them does."""
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.crosses = "max"
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "#,##0"
    grey = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    chart.y_axis.majorGridlines = ChartLines(spPr=grey)
    chart.x_axis.txPr = chart.y_axis.txPr = _text(900)
    chart.legend.position = "b"
    chart.legend.txPr = _text(1000)


def _title(text: str) -> Title:
    run = RegularTextRun(rPr=_characters(1200, bold=True), t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(1200, bold=True)), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _text(size: int) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, bold=False))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=_characters(size, bold=False))])


def _characters(size: int, *, bold: bool) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=FONT))
