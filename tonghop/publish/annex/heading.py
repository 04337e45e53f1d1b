"""The lines above each table of an annex: "Phụ lục", title, "(Kèm theo …)", table, interval."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import ILLUSTRATION
from schemas.letterheads import Letterhead
from tonghop.publish.annex.content import AnnexContent
from tonghop.publish.heading import Heading, interval
from tonghop.publish.sheets import lines_needed, set_height, write_merged

SUBJECTS = {
    "pctp": "công tác phòng, chống tội phạm",
    "pcmbn": "công tác phòng, chống mua bán người",
}
ATTACHED_TO = (
    "(Kèm theo Báo cáo số            /{symbol} ngày        tháng        năm            của {name})"
)
TABLE_ROW = 4


def annex_title(heading: Heading, letterhead: Letterhead, report: str) -> str:
    """Return the annex's title, such as a national report of the ministry bears it."""
    period = heading.period.label[:1].lower() + heading.period.label[1:]
    return f"Số liệu về tình hình, kết quả {SUBJECTS[report]} trong {letterhead.sector} {period}"


def write_heading(
    sheet: Worksheet,
    content: AnnexContent,
    table: str,
    widths: Sequence[float],
    first_column: int = 1,
) -> int:
    """Write the heading over columns of these ``widths`` and return the first row below it."""
    head = content.letterhead
    columns = (first_column, first_column + len(widths) - 1)
    title = annex_title(content.heading, head, content.report).upper()
    lines = [
        ("Phụ lục", "tt_title", 1.4),
        (title, "tt_title", 1.8),
        (ATTACHED_TO.format(symbol=head.symbol, name=head.name), "tt_subtitle", 1.1),
        (table, "tt_title", 1.4),
        (interval(content.heading), "tt_subtitle", 1.1),
    ]
    if content.heading.illustrative:
        lines.append((ILLUSTRATION, "pl_mark", 1.4))
    for row, (text, look, size) in enumerate(lines, start=1):
        write_merged(sheet, (row, row), columns, text, look)
        set_height(sheet, row, lines_needed(text, sum(widths) / size), 18)
    return len(lines) + 2
