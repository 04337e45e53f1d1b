"""The status workbook: who reported and when, every issue, change and file received."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations
from schemas.statuses import STATUSES
from tonghop.lateness import told
from tonghop.publish.annex.content import ReportingUnit
from tonghop.publish.heading import Heading
from tonghop.publish.sheets import Value, lines_needed, set_height, write_merged, write_row
from tonghop.publish.sheets.book import open_book, save_book
from tonghop.publish.sheets.list_sheet import (
    HEAD_ROW,
    Column,
    add_filter,
    add_list_sheet,
    write_list,
)
from tonghop.publish.status.changes import add_changes
from tonghop.publish.status.completeness import add_completeness
from tonghop.publish.status.content import StatusContent, by_kind, read_status
from tonghop.publish.status.history import add_history
from tonghop.publish.status.lists import add_findings, add_receipts
from tonghop.publish.status.timeliness import add_timeliness

TITLE = "Tình hình gửi báo cáo"
_SILENT = ("held", "rejected", "missing")
_SUMMARY = (
    Column("STT", 6, "tt_code"),
    Column("Loại đơn vị", 44, "tt_label"),
    Column("Hạn gửi", 22, "tt_code"),
    Column("Phải gửi", 10, "pl_whole"),
    *(
        Column(label, 12 if key != "received" else 20, "pl_whole")
        for key, label in STATUSES.items()
    ),
    Column("Phụ thuộc cách hiểu “trước ngày”", 14, "pl_whole"),
    Column("Tỷ lệ đã gửi (%)", 12, "pl_share"),
)
_UNITS = (
    Column("STT", 6, "tt_code"),
    Column("Đơn vị", 44, "tt_label"),
    Column("Loại đơn vị", 28, "tt_label"),
    Column("Hạn gửi (trước ngày)", 14, "pl_day"),
    Column("Tình trạng", 31, "tt_code"),
    Column("Thời điểm nhận bản được tính", 18, "pl_moment"),
    Column("Số ngày muộn", 9, "pl_whole"),
    Column("Số ngày làm việc muộn", 11, "pl_whole"),
    Column("Tệp được tính", 34, "tt_label"),
    Column("Số lần gửi", 9, "pl_whole"),
    Column("Số bản đã thay thế", 9, "pl_whole"),
    Column("Số lỗi", 9, "pl_whole"),
    Column("Số cảnh báo", 9, "pl_whole"),
)


def write_status(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading, path: Path
) -> None:
    """Write the status workbook of the heading's period. The same edition gives the same bytes."""
    content = read_status(con, declarations, heading)
    book = open_book(heading, TITLE)
    _add_summary(book, content)
    _add_units(book, content)
    add_timeliness(book, content, declarations)
    add_completeness(book, con, content, declarations)
    add_history(book, con, content)
    add_findings(book, content)
    add_changes(book, con, heading)
    add_receipts(book, content)
    save_book(book, path)


def _add_summary(book: Workbook, content: StatusContent) -> None:
    sheet = add_list_sheet(book, content.heading, "Tổng hợp", f"{TITLE} theo loại đơn vị", _SUMMARY)
    groups = by_kind(content.units)
    rows = (
        (n, label, *_counts(units, content)) for n, (label, units) in enumerate(groups, start=1)
    )
    below = write_list(sheet, _SUMMARY, rows)
    looks = [
        "pl_total",
        "pl_total",
        "pl_total",
        *["pl_total_whole"] * (len(_SUMMARY) - 4),
        "pl_total_share",
    ]
    _, *counts = _counts(content.units, content)
    write_row(sheet, below, (None, "Tổng số", None, *counts), looks)
    _write_notes(sheet, below + 1, content.heading)


def _write_notes(sheet: Worksheet, row: int, heading: Heading) -> None:
    """Write how to read the shares, and what of the period the ministry has not confirmed.

    Before them stands of which day the workbook tells, if not of now.
    """
    note = (
        "Tỷ lệ đã gửi = số đơn vị có báo cáo được tiếp nhận (đúng hạn, gửi muộn, đã nhận) chia "
        "cho số đơn vị phải gửi. Báo cáo được tiếp nhận đầu tiên quyết định đúng hạn hay muộn, "
        "gửi lại để sửa không bị tính là muộn; cách tính hạn ghi ở trang “Thời hạn”. Phụ thuộc "
        "cách hiểu “trước ngày”: đơn vị đúng hạn hay muộn tùy theo có kể cả ngày ghi trong văn "
        "bản hay không. Chờ xác định: có báo cáo nhưng chưa rõ là của đơn vị nào, kỳ nào, nên "
        "chưa được tính."
    )
    caveats = (f"Lưu ý: {caveat}" for caveat in heading.caveats)
    for place, text in enumerate((*heading.as_of_notes, note, *caveats), start=row):
        write_merged(sheet, (place, place), (1, len(_SUMMARY)), text, "tt_note")
        set_height(sheet, place, lines_needed(text, sum(column.width for column in _SUMMARY)))


def _counts(units: Sequence[ReportingUnit], content: StatusContent) -> list[Value]:
    """Return due day, units that owe a report and those in each status, share with a report.

    Before the share stand the units whose status depends on how “trước ngày” is read.
    """
    by_status: list[Value] = [sum(unit.status == status for unit in units) for status in STATUSES]
    receptions = (content.receptions[unit.unit_code] for unit in units)
    differing = sum(reception.lateness.depends_on_reading for reception in receptions)
    share = Decimal(100 * sum(unit.has_report for unit in units)) / Decimal(len(units) or 1)
    rounded = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return [_due(units, content), len(units), *by_status, differing, rounded]


def _due(units: Sequence[ReportingUnit], content: StatusContent) -> str:
    days = {content.receptions[unit.unit_code].lateness.due_before for unit in units}
    named = sorted(day for day in days if day)
    return "; ".join(f"trước {told(day)}" for day in named) or "văn bản không nêu"


def _add_units(book: Workbook, content: StatusContent) -> None:
    sheet = add_list_sheet(book, content.heading, "Theo đơn vị", f"{TITLE} theo đơn vị", _UNITS)
    below = write_list(sheet, _UNITS, _unit_rows(content))
    for row, unit in enumerate(content.units, start=HEAD_ROW + 1):
        if unit.status in _SILENT:
            sheet.cell(row, 5).style = "pl_silent"
    add_filter(sheet, _UNITS, below)


def _unit_rows(content: StatusContent) -> Iterator[tuple[Value, ...]]:
    for number, unit in enumerate(content.units, start=1):
        reception = content.receptions[unit.unit_code]
        late = reception.lateness
        yield (
            number,
            unit.name,
            unit.kind_label,
            late.due_before or "không nêu",
            STATUSES[late.status],
            reception.received_at,
            late.days_late,
            late.working_days_late,
            reception.file_name,
            reception.submissions,
            reception.replaced,
            reception.errors,
            reception.warnings,
        )
