"""A list of the status workbook: what each resubmission changed, cell by cell."""

from typing import NamedTuple

import duckdb
from openpyxl import Workbook

from tonghop.publish.heading import Heading
from tonghop.publish.sheets import Value, write_merged
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet, write_list

NONE_CHANGED = "Không có báo cáo gửi lại nào thay đổi số liệu."
_RESULTS = {"accepted": "Được tiếp nhận", "held": "Chờ xác định", "rejected": "Trả lại"}
_STATES = {
    "none": "không phát sinh",
    "not_collected": "không thu thập",
    "blank": "để trống",
    "refused": "ô sai, không nhận",
}
_CHANGES = """
    select change.unit_name, change.previous_file_name, change.file_name, change.status,
        coalesce(change.line_label, change.line_code) || ' – '
        || coalesce(change.measure_label, change.measure),
        change.old_sheet, change.old_cell, change.old_state, change.old_value,
        change.new_sheet, change.new_cell, change.new_state, change.new_value
    from resubmission_change as change
    left join indicator_cell as cell
        on change.line_code = cell.line_code and change.measure = cell.measure
        and (cell.valid_from is null or cell.valid_from <= $day)
        and (cell.valid_to is null or cell.valid_to >= $day)
    where change.period = $period
    order by change.unit_code, change.received_at, change.sha256, cell.position,
        change.line_code, change.measure
"""
_COLUMNS = (
    Column("STT", 6, "pl_data_centre"),
    Column("Đơn vị", 30, "pl_data_wrap"),
    Column("Tệp được tiếp nhận trước", 28, "pl_data_wrap"),
    Column("Tệp gửi lại", 28, "pl_data_wrap"),
    Column("Kết quả", 14, "pl_data_wrap"),
    Column("Chỉ tiêu – cột", 50, "pl_data_wrap"),
    Column("Ô trước", 14, "pl_data_wrap"),
    Column("Số liệu trước", 16, "pl_data_wrap"),
    Column("Ô gửi lại", 14, "pl_data_wrap"),
    Column("Số liệu gửi lại", 16, "pl_data_wrap"),
)


class Change(NamedTuple):
    """A row of ``resubmission_change``."""

    unit_name: str | None
    previous_file_name: str | None
    file_name: str | None
    status: str
    label: str
    old_sheet: str | None
    old_cell: str | None
    old_state: str
    old_value: Value
    new_sheet: str | None
    new_cell: str | None
    new_state: str
    new_value: Value


def add_changes(book: Workbook, con: duckdb.DuckDBPyConnection, heading: Heading) -> None:
    """List every cell that a resubmission of the period changed, or would change if accepted."""
    title = "Số liệu thay đổi khi gửi lại báo cáo"
    sheet = add_list_sheet(book, heading, "Thay đổi khi gửi lại", title, _COLUMNS)
    period = {"period": heading.period.code, "day": heading.period.cut_off}
    found = [Change(*row) for row in con.execute(_CHANGES, period).fetchall()]
    below = write_list(sheet, _COLUMNS, (_row(n, row) for n, row in enumerate(found, start=1)))
    add_filter(sheet, _COLUMNS, below)
    if not found:
        write_merged(sheet, (below, below), (1, len(_COLUMNS)), NONE_CHANGED, "tt_label")


def _row(number: int, change: Change) -> tuple[Value, ...]:
    return (
        number,
        change.unit_name,
        change.previous_file_name,
        change.file_name,
        _RESULTS[change.status],
        change.label,
        _place(change.old_sheet, change.old_cell),
        _told(change.old_state, change.old_value),
        _place(change.new_sheet, change.new_cell),
        _told(change.new_state, change.new_value),
    )


def _place(sheet: str | None, cell: str | None) -> str:
    return f"{sheet}, {cell}" if sheet and cell else "không có ô"


def _told(state: str, value: Value) -> Value:
    """Return what a cell reported: its number, or why it has none."""
    return _STATES.get(state, value)
