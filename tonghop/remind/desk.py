"""The desk's workbook: every unit of a period, what it owes, what to do, and its letter."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from schemas.declarations import Declarations
from schemas.reminders import LATE
from schemas.statuses import STATUSES
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
from tonghop.remind.accounts import Account
from tonghop.remind.offices import offices_of
from tonghop.remind.unplaced import UnplacedFile
from tonghop.template.style import FONT

DESK = "danh-sach-don-doc"
TITLE = "Danh sách đôn đốc gửi báo cáo"
NOTHING_TO_DO = "Không phải nhắc"
NONE_UNPLACED = "Không có tệp nào chưa rõ đơn vị hoặc kỳ."
_LETTER = 14
_LINK = Font(FONT, 11, underline="single", color="FF0563C1")
_UNITS = (
    Column("STT", 6, "tt_code"),
    Column("Mã đơn vị", 18, "tt_label"),
    Column("Đơn vị", 34, "tt_label"),
    Column("Loại đơn vị", 22, "tt_label"),
    Column("Tình trạng", 14, "tt_code"),
    Column("Trường hợp", 20, "tt_label"),
    Column("Hạn gửi (trước ngày)", 12, "pl_day"),
    Column("Ngày nhận", 12, "pl_day"),
    Column("Số ngày muộn, quá hạn", 9, "pl_whole"),
    Column("Số ngày làm việc muộn", 9, "pl_whole"),
    Column("Số lỗi", 7, "pl_whole"),
    Column("Số cảnh báo", 8, "pl_whole"),
    Column("Việc cần làm", 40, "tt_label"),
    Column("Công văn", 34, "tt_label"),
    Column("Tệp trả lại kèm theo", 34, "tt_label"),
    Column("Ghi chú", 30, "tt_label"),
)
_CASES = (
    Column("STT", 6, "tt_code"),
    Column("Trường hợp", 36, "tt_label"),
    Column("Số đơn vị", 12, "pl_whole"),
    Column("Số công văn", 12, "pl_whole"),
    Column("Số lỗi", 12, "pl_whole"),
    Column("Số cảnh báo", 12, "pl_whole"),
    Column("Việc cần làm", 70, "tt_label"),
)
_UNPLACED = (
    Column("STT", 6, "pl_data_centre"),
    Column("Tên tệp", 40, "pl_data_wrap"),
    Column("Thời điểm nhận", 17, "pl_data_moment"),
    Column("Đơn vị ghi trong tệp", 16, "pl_data_wrap"),
    Column("Kỳ ghi trong tệp", 12, "pl_data_wrap"),
    Column("Lỗi, cảnh báo", 80, "pl_data_wrap"),
    Column("Tên tệp cho biết", 20, "pl_data_wrap"),
)


def write_desk(
    accounts: Sequence[Account],
    unplaced: Sequence[UnplacedFile],
    letters: Mapping[str, str],
    declarations: Declarations,
    heading: Heading,
    path: Path,
) -> None:
    """Write the workbook; ``letters`` names the letter of each unit that has one, beside it.

    The same accounts give the same bytes. No cell has a formula; the only links are to letters.
    """
    book = open_book(heading, TITLE)
    _add_cases(book, accounts, letters, declarations, heading)
    _add_units(book, accounts, letters, declarations, heading)
    _add_unplaced(book, unplaced, heading)
    save_book(book, path)


def _add_cases(
    book: Workbook,
    accounts: Sequence[Account],
    letters: Mapping[str, str],
    declarations: Declarations,
    heading: Heading,
) -> None:
    sheet = add_list_sheet(book, heading, "Tổng hợp", f"{TITLE} theo trường hợp", _CASES)
    told = [(case.reminder_case, case.label, case.action) for case in declarations.reminder_cases]
    told.append(("", NOTHING_TO_DO, ""))
    rows = (
        (number, label, *_counts([s for s in accounts if s.case == case], letters), action)
        for number, (case, label, action) in enumerate(told, start=1)
    )
    below = write_list(sheet, _CASES, rows)
    looks = ["pl_total", "pl_total", *["pl_total_whole"] * 4, "pl_total"]
    write_row(sheet, below, (None, "Tổng số", *_counts(accounts, letters), None), looks)
    note = (
        f"Tính đến ngày {accounts[0].day:%d/%m/%Y}, theo các báo cáo đã đọc. Số lỗi, số cảnh báo "
        "là của báo cáo được tính, nếu không có thì của báo cáo sau cùng. Trước khi gửi công văn, "
        "xem trang “Chưa rõ đơn vị”: báo cáo của đơn vị có thể đã đến mà chưa nhận ra. Công văn là "
        "dự thảo: số, ngày, chữ ký và dấu do văn thư và người có thẩm quyền."
    )
    caveats = (f"Lưu ý: {caveat}" for caveat in heading.caveats)
    for row, text in enumerate((note, *caveats), start=below + 1):
        write_merged(sheet, (row, row), (1, len(_CASES)), text, "tt_note")
        set_height(sheet, row, lines_needed(text, sum(column.width for column in _CASES)))


def _counts(accounts: Sequence[Account], letters: Mapping[str, str]) -> list[Value]:
    """Return units, letters, errors and warnings."""
    return [
        len(accounts),
        sum(each.unit_code in letters for each in accounts),
        sum(each.reception.errors or 0 for each in accounts),
        sum(each.reception.warnings or 0 for each in accounts),
    ]


def _add_units(
    book: Workbook,
    accounts: Sequence[Account],
    letters: Mapping[str, str],
    declarations: Declarations,
    heading: Heading,
) -> None:
    sheet = add_list_sheet(book, heading, "Theo đơn vị", f"{TITLE} theo đơn vị", _UNITS)
    rows = (
        _unit_row(number, each, letters, declarations, heading)
        for number, each in enumerate(accounts, start=1)
    )
    below = write_list(sheet, _UNITS, rows)
    for row, each in enumerate(accounts, start=HEAD_ROW + 1):
        if letter := letters.get(each.unit_code):
            cell = sheet.cell(row, _LETTER)
            cell.hyperlink = letter
            cell.font = _LINK
    add_filter(sheet, _UNITS, below)
    units, *counts = _counts(accounts, letters)
    total: list[Value] = [None] * len(_UNITS)
    total[1], total[2], total[10], total[11] = "Tổng số", f"{units} đơn vị", *counts[1:]
    total[_LETTER - 1] = f"{counts[0]} công văn"
    write_row(sheet, below, total, ["pl_total"] * len(_UNITS))


def _unit_row(
    number: int,
    account: Account,
    letters: Mapping[str, str],
    declarations: Declarations,
    heading: Heading,
) -> tuple[Value, ...]:
    kinds = {kind.kind: kind.label for kind in declarations.units.kinds}
    case = declarations.reminder_case.get(account.case)
    owing, came = account.expected, account.reception
    return (
        number,
        account.unit_code,
        owing.name.name,
        kinds[owing.unit.kind],
        STATUSES[came.status],
        case.label if case else NOTHING_TO_DO,
        account.due_before or "không nêu",
        came.received_on,
        account.days_late,
        account.working_days_late,
        came.errors,
        came.warnings,
        case.action if case else None,
        letters.get(account.unit_code),
        account.returned,
        _remark(account, declarations, heading),
    )


def _remark(account: Account, declarations: Declarations, heading: Heading) -> str:
    """Say who has the unit's work now, if another, and whether it is late by one reading only."""
    name = account.expected.name.name
    heir = offices_of(declarations, account.expected, heading.period, account.day).unit
    now = f"Nay là {heir}." if heir != name else ""
    reading = account.reception.lateness.remark() if account.case == LATE else ""
    return " ".join(filter(None, (now, reading)))


def _add_unplaced(book: Workbook, unplaced: Sequence[UnplacedFile], heading: Heading) -> None:
    title = "Tệp đã nhận, chưa rõ đơn vị hoặc kỳ: đối chiếu trước khi gửi công văn"
    sheet = add_list_sheet(book, heading, "Chưa rõ đơn vị", title, _UNPLACED)
    rows = ((number, *each) for number, each in enumerate(unplaced, start=1))
    below = write_list(sheet, _UNPLACED, rows)
    add_filter(sheet, _UNPLACED, below)
    if not unplaced:
        write_merged(sheet, (below, below), (1, len(_UNPLACED)), NONE_UNPLACED, "tt_label")
