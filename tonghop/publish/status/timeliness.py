"""The sheet of the status workbook that tells who was in time, by both readings of “trước ngày”."""

from collections.abc import Iterator

from openpyxl import Workbook

from schemas.declarations import Declarations
from schemas.directives import Duty
from schemas.statuses import STATUSES
from tonghop.lateness import told, told_terms
from tonghop.publish.as_of import is_not_due
from tonghop.publish.sheets import Value, lines_needed, set_height, write_merged
from tonghop.publish.sheets.list_sheet import (
    HEAD_ROW,
    Column,
    add_filter,
    add_list_sheet,
    write_list,
)
from tonghop.publish.status.content import StatusContent

_COLUMNS = (
    Column("STT", 6, "tt_code"),
    Column("Đơn vị", 44, "tt_label"),
    Column("Loại đơn vị", 28, "tt_label"),
    Column("Ngày chốt số liệu", 12, "pl_day"),
    Column("Hạn gửi (trước ngày)", 13, "pl_day"),
    Column("Đúng hạn đến hết ngày", 13, "pl_day"),
    Column("Ngày nhận bản đầu tiên được tiếp nhận", 14, "pl_day"),
    Column("Tình trạng", 20, "tt_code"),
    Column("Số ngày muộn", 9, "pl_whole"),
    Column("Số ngày làm việc muộn", 11, "pl_whole"),
    Column("Ghi chú", 52, "tt_label"),
)
NOT_DUE = "Chưa đến hạn."
_WIDTH = sum(column.width for column in _COLUMNS)


def add_timeliness(book: Workbook, content: StatusContent, declarations: Declarations) -> None:
    """List the three dates of every unit, how late it was, and what another reading would say."""
    title = "Thời hạn gửi báo cáo"
    sheet = add_list_sheet(book, content.heading, "Thời hạn", title, _COLUMNS)
    below = write_list(sheet, _COLUMNS, _rows(content, _not_due(content, declarations)))
    add_filter(sheet, _COLUMNS, below)
    for row, sentence in enumerate(notes(content, declarations), start=below + 1):
        write_merged(sheet, (row, row), (1, len(_COLUMNS)), sentence, "tt_note")
        set_height(sheet, row, lines_needed(sentence, _WIDTH))
    for row, unit in enumerate(content.units, start=HEAD_ROW + 1):
        if not unit.has_report:
            sheet.cell(row, 8).style = "pl_silent"


def _not_due(content: StatusContent, declarations: Declarations) -> set[str]:
    """Return the units whose time had not run out at the end of the day that is told of."""
    period, day = content.heading.period, content.heading.as_of
    return {
        owing.unit.unit_code
        for owing in declarations.expected(period)
        if day and is_not_due(owing, declarations, period, day)
    }


def _rows(content: StatusContent, not_due: set[str]) -> Iterator[tuple[Value, ...]]:
    for number, unit in enumerate(content.units, start=1):
        late = content.receptions[unit.unit_code].lateness
        yield (
            number,
            unit.name,
            unit.kind_label,
            content.heading.period.cut_off,
            late.due_before or "không nêu",
            late.last_day,
            late.received_on,
            STATUSES[late.status],
            late.days_late,
            late.working_days_late,
            NOT_DUE if late.status == "missing" and unit.unit_code in not_due else late.remark(),
        )


def notes(content: StatusContent, declarations: Declarations) -> Iterator[str]:
    """Yield how the due dates were counted, and where that leaves no time for the report."""
    for duty in _duties(content, declarations):
        yield from _told_duty(duty, declarations)
        yield from _told_gap(duty, content, declarations)
    yield (
        "Ngày làm việc là thứ Hai đến thứ Sáu, trừ ngày nghỉ lễ, tết, nghỉ bù, nghỉ hoán đổi, cộng "
        "ngày làm bù đã công bố; tính từ ngày liền sau ngày cuối cùng đúng hạn đến hết ngày nhận. "
        "Báo cáo đến muộn vào ngày nghỉ có thể muộn 0 ngày làm việc. Bản đầu tiên được tiếp nhận "
        "quyết định đúng hạn hay muộn."
    )


def _duties(content: StatusContent, declarations: Declarations) -> list[Duty]:
    """Return one duty for each due date of the period's units."""
    duties = (owing.duty for owing in declarations.expected(content.heading.period))
    return [*{duty.due_before: duty for duty in duties if duty.due_before and duty.terms}.values()]


def _told_duty(duty: Duty, declarations: Declarations) -> Iterator[str]:
    last_day = declarations.last_day(duty)
    if duty.terms and duty.due_before and last_day:
        yield (
            f"“Trước ngày {told(duty.due_before)}” ({duty.directive.number}) được tính là "
            f"{told_terms(duty.terms)}: đúng hạn đến hết ngày {told(last_day)}, giờ Hà Nội."
        )


def _told_gap(duty: Duty, content: StatusContent, declarations: Declarations) -> Iterator[str]:
    cut_off, last_day = content.heading.period.cut_off, declarations.last_day(duty)
    if last_day and declarations.working_days.between(cut_off, last_day) == 0:
        gap = (
            f"Ngày cuối cùng đúng hạn {told(last_day)} chính là ngày chốt số liệu"
            if last_day == cut_off
            else f"Sau ngày chốt số liệu {told(cut_off)} đến hết ngày {told(last_day)} không có "
            "ngày làm việc nào"
        )
        yield (
            f"{gap}, trong khi Nghị định 09/2019/NĐ-CP (Điều 8 khoản 5) yêu cầu thời hạn gửi sau "
            "ngày chốt số liệu ít nhất 01 ngày làm việc."
        )
