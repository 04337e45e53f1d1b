"""``tonghop status``: who reported for a period, late, held, rejected or missing, as of now."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from schemas.statuses import STATUSES
from tonghop.archive import HANOI
from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, ISSUES, Misuse
from tonghop.house import House
from tonghop.lateness import told, told_days

if TYPE_CHECKING:
    from schemas.declarations import Declarations
    from schemas.periods import Period
    from tonghop.pipeline import UnitStatus

TOLD = {status: label[0].lower() + label[1:] for status, label in STATUSES.items()}


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1")
    add_at(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the counts, then every unit that is late, held, rejected or missing."""
    from tonghop.cli.periods import chosen_period, tell_caveats
    from tonghop.pipeline import count_unread, reporting_status

    declarations = chosen_declarations(chosen)
    period = chosen_period(declarations, chosen.period)
    house = House(chosen.data)
    if not house.warehouse.exists():
        raise Misuse(f"chưa có kho dữ liệu tại “{house.warehouse}”; chạy “tonghop ingest” trước.")
    rows = reporting_status(house, declarations, period)
    if not rows:
        raise Misuse(f"không có văn bản yêu cầu đơn vị nào báo cáo cho kỳ {period.label}.")
    if unread := count_unread(house, declarations):
        print(f"Chú ý: {unread} tệp đã nhận nhưng chưa đọc; chạy “tonghop ingest” trước.")
    print(f"{period.label}: {len(rows)} đơn vị phải gửi báo cáo.")
    for line in told_counts(rows):
        print(line)
    tell_caveats(declarations, period)
    for line in (*told_time_left(declarations, period), *told_units(rows, declarations)):
        print(line)
    return ISSUES if any(row.status in ("held", "rejected", "missing") for row in rows) else CLEAN


def told_counts(rows: "Sequence[UnitStatus]") -> Iterator[str]:
    """Yield how many units there are in each status that occurs."""
    for status, label in TOLD.items():
        if count := sum(row.status == status for row in rows):
            yield f"  {label}: {count}"


def told_units(rows: "Sequence[UnitStatus]", declarations: "Declarations") -> Iterator[str]:
    """Yield the due dates, then every unit that is late, held, rejected or missing."""
    yield from told_due_days(rows, declarations, datetime.now(HANOI).date())
    for row in rows:
        if row.status in ("late", "held", "rejected", "missing"):
            yield f"{row.unit_code}\t{row.unit_name}\t{told_status(row)}"


def told_time_left(declarations: "Declarations", period: "Period") -> Iterator[str]:
    """Yield how many days the consolidating unit has between its units' last day and its own."""
    own = declarations.own_report(period)
    last_day = declarations.last_day(own.duty) if own else None
    theirs = [declarations.last_day(owing.duty) for owing in declarations.expected(period)]
    known = [day for day in theirs if day]
    if own and last_day and known:
        days = (last_day - max(known)).days
        to = declarations.units.name_near(own.duty.reports_to, period.cut_off)
        sentence = f"{own.name.name} gửi {to} chậm nhất ngày {told(last_day)}: sau hạn của đơn vị "
        advice = "; đề nghị yêu cầu đơn vị gửi sớm hơn" if days <= 0 else ""
        yield f"{sentence}còn {max(days, 0)} ngày để tổng hợp{advice}."


def told_due_days(
    rows: "Sequence[UnitStatus]", declarations: "Declarations", today: date
) -> Iterator[str]:
    """Yield, for each last day in time, what it is and how long ago it was on ``today``."""
    dues = ((row.lateness.due_before, row.lateness.last_day) for row in rows)
    known = {(due_before, last_day) for due_before, last_day in dues if due_before and last_day}
    for due_before, last_day in sorted(known):
        sentence = f"Hạn gửi trước ngày {told(due_before)}: đúng hạn đến hết ngày {told(last_day)}"
        if today > last_day:
            working = declarations.working_days.between(last_day, today)
            sentence += f"; đến nay đã quá hạn {told_days((today - last_day).days, working)}"
            if unknown := declarations.working_days.first_unknown(last_day, today):
                sentence += f", vì chưa rõ ngày {told(unknown)} có phải ngày làm việc hay không"
        yield f"{sentence}."


def told_status(row: "UnitStatus") -> str:
    """Return a unit's status in words, with how late its report was and what is not certain."""
    late = row.lateness
    days = ""
    if late.status == "late" and late.days_late is not None:
        days = f" {told_days(late.days_late, late.working_days_late)}"
    remark = late.remark() if late.status == "late" else ""
    return f"{TOLD[row.status]}{days}{'. ' + remark if remark else ''}"
