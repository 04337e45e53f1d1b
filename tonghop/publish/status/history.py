"""A list of the status workbook: how each unit reported over the periods, and those before it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import duckdb
from openpyxl import Workbook

from schemas.statuses import STATUSES
from tonghop.publish.sheets import Value, lines_needed, set_height, write_merged
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet, write_list
from tonghop.publish.status.content import StatusContent

_HISTORY = """
    select unit_code, past_unit, past_name, period, status, working_days_late, days_late, replaced,
        errors, warnings, periods_expected, periods_reported, periods_due, periods_on_time,
        on_time_pct
    from unit_history
    where cut_off <= ?
    order by unit_code, past_unit, cut_off, period
"""
_NOT_OWED = "–"
_NOTE = (
    "Gửi muộn: trong ngoặc là số ngày làm việc. “–”: kỳ đó đơn vị không phải gửi hoặc chưa thu "
    "báo cáo. Đơn vị kế tục có thêm các dòng “trước sắp xếp” là của những đơn vị cũ; tỷ lệ của "
    "từng đơn vị chỉ tính những kỳ chính đơn vị đó phải gửi. Tỷ lệ đúng hạn = số kỳ đúng hạn chia"
    " cho số kỳ có hạn xác định. Số bản thay thế, số lỗi, số cảnh báo cộng qua các kỳ, của báo "
    "cáo đang xét."
)


class Past(NamedTuple):
    """A row of ``unit_history``."""

    unit_code: str
    past_unit: str
    past_name: str
    period: str
    status: str
    working_days_late: int | None
    days_late: int | None
    replaced: int
    errors: int | None
    warnings: int | None
    periods_expected: int
    periods_reported: int
    periods_due: int
    periods_on_time: int
    on_time_pct: Decimal | None

    @property
    def told(self) -> str:
        """What became of the report, in a few words."""
        if self.status == "late":
            days = "?" if self.working_days_late is None else self.working_days_late
            return f"Muộn {self.days_late} ngày ({days})"
        return "Đã nhận" if self.status == "received" else STATUSES[self.status]


def add_history(book: Workbook, con: duckdb.DuckDBPyConnection, content: StatusContent) -> None:
    """List the units of the period, each with those it took over below it, by period."""
    found = [
        Past(*row) for row in con.execute(_HISTORY, [content.heading.period.cut_off]).fetchall()
    ]
    owing = {unit.unit_code for unit in content.units}
    past = [row for row in found if row.unit_code in owing]
    periods = _periods(con, past)
    columns = _columns(periods)
    title = "Lịch sử gửi báo cáo của từng đơn vị"
    sheet = add_list_sheet(book, content.heading, "Lịch sử", title, columns)
    below = write_list(sheet, columns, _rows(content, past, periods))
    add_filter(sheet, columns, below)
    write_merged(sheet, (below, below), (1, len(columns)), _NOTE, "tt_note")
    set_height(sheet, below, lines_needed(_NOTE, sum(column.width for column in columns)))


def _periods(con: duckdb.DuckDBPyConnection, past: list[Past]) -> dict[str, str]:
    """Return the labels of the periods that occur, in order of their cut-off."""
    labels = con.execute("select period, label from period order by cut_off, period").fetchall()
    occurring = {row.period for row in past}
    return {period: label for period, label in labels if period in occurring}


def _columns(periods: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("STT", 6, "tt_code"),
        Column("Đơn vị", 46, "tt_label"),
        *(Column(label, 17, "tt_code") for label in periods.values()),
        Column("Số kỳ phải gửi", 9, "pl_whole"),
        Column("Số kỳ có báo cáo", 9, "pl_whole"),
        Column("Số kỳ có hạn", 9, "pl_whole"),
        Column("Số kỳ đúng hạn", 9, "pl_whole"),
        Column("Tỷ lệ đúng hạn (%)", 10, "pl_share"),
        Column("Số bản đã thay thế", 9, "pl_whole"),
        Column("Số lỗi", 9, "pl_whole"),
        Column("Số cảnh báo", 9, "pl_whole"),
    )


def _rows(
    content: StatusContent, past: list[Past], periods: dict[str, str]
) -> Iterator[tuple[Value, ...]]:
    """Yield each unit's own row, with a number, and below it one for each unit it took over."""
    by_unit: dict[str, dict[str, list[Past]]] = {}
    for row in past:
        by_unit.setdefault(row.unit_code, {}).setdefault(row.past_unit, []).append(row)
    for number, unit in enumerate(content.units, start=1):
        pasts = by_unit[unit.unit_code]
        yield number, unit.name, *_told(pasts.pop(unit.unit_code), periods)
        for rows in pasts.values():
            yield None, f"Trước sắp xếp: {rows[-1].past_name}", *_told(rows, periods)


def _told(rows: list[Past], periods: dict[str, str]) -> tuple[Value, ...]:
    """Return one unit's periods, then its counts as they stand after the last of them."""
    by_period = {row.period: row.told for row in rows}
    last = rows[-1]
    return (
        *(by_period.get(period, _NOT_OWED) for period in periods),
        last.periods_expected,
        last.periods_reported,
        last.periods_due,
        last.periods_on_time,
        last.on_time_pct,
        sum(row.replaced for row in rows),
        sum(row.errors or 0 for row in rows),
        sum(row.warnings or 0 for row in rows),
    )
