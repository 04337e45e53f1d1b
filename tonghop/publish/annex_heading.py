"""The lines above each table of an annex: "Phụ lục", title, "(Kèm theo …)", the table's name, the interval."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import ILLUSTRATION
from tonghop.publish.annex_content import AnnexContent
from tonghop.publish.heading import Heading
from tonghop.publish.sheets import write_merged

SUBJECTS = {
    "pctp": "công tác phòng, chống tội phạm",
    "pcmbn": "công tác phòng, chống mua bán người",
}
ATTACHED_TO = (
    "(Kèm theo Báo cáo số            /BC-BYT ngày        tháng        năm            của Bộ Y tế)"
)
MARK_ROW = 6


def annex_title(heading: Heading, report: str) -> str:
    """Return the annex's title, such as a national report of the ministry bears it."""
    period = heading.period.label[:1].lower() + heading.period.label[1:]
    return f"Số liệu về tình hình, kết quả {SUBJECTS[report]} trong ngành Y tế {period}"


def write_heading(sheet: Worksheet, content: AnnexContent, table: str, widths: Sequence[float]) -> int:
    """Write the heading over columns of these ``widths`` and return the first row below it."""
    last_column = len(widths)
    title = annex_title(content.heading, content.report).upper()
    lines = [
        ("Phụ lục", "tt_title", 20),
        (title, "tt_title", 20 if len(title) * 1.5 < sum(widths) else 38),
        (ATTACHED_TO, "tt_subtitle", 18),
        (table, "tt_title", 24),
        (interval(content.heading), "tt_subtitle", 18),
    ]
    for row, (text, look, height) in enumerate(lines, start=1):
        write_merged(sheet, (row, row), (1, last_column), text, look)
        sheet.row_dimensions[row].height = height
    if content.heading.illustrative:
        write_merged(sheet, (MARK_ROW, MARK_ROW), (1, last_column), ILLUSTRATION, "pl_mark")
    return MARK_ROW + 1


def interval(heading: Heading) -> str:
    """Return the period, the days it covers and how many units reported."""
    period = heading.period
    days = f"số liệu từ ngày {period.starts_on:%d/%m/%Y} đến ngày {period.cut_off:%d/%m/%Y}"
    return f"({period.label}; {days}; {heading.units_reported}/{heading.units_expected} đơn vị có báo cáo)"
