"""How each unit stands with its report on a day: what it owes, and why it is written to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from schemas.declarations import Declarations, Expected
from schemas.issues import HOLDING
from schemas.periods import Period
from schemas.reminders import AHEAD, CLAIMED, HELD, LATE, OVERDUE, REJECTED, UNDATED
from schemas.working_days import WorkingDays
from tonghop.remind.receptions import NOTHING, Reception, read_receptions
from tonghop.returning import was_opened
from tonghop.returning.listing import Row, list_issues
from tonghop.returning.reports import Report, recorded_reports

_ILLUSTRATIVE = """
    select coalesce(bool_or(submission.illustrative), false)
    from warehouse.decided_submission as submission
    where submission.period = ?
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A unit that owes a report for a period, as it stands on ``day``; grain unit × period × day.

    ``case`` is why it is written to, empty if nothing is to be said. ``days_late`` and
    ``working_days_late`` count from the last day in time to the first accepted report or, without
    one, to ``day``; 0 is in time, ``None`` is unknown. ``rows`` are the issues that it has to see.
    ``returned`` names the workbook that shows them, if there is one; that shows the report itself
    unless it could not be opened. ``reply_before`` is the new day that the drafter names, if any.
    """

    expected: Expected
    day: date
    reception: Reception
    case: str
    days_late: int | None
    working_days_late: int | None
    rows: tuple[Row, ...] = ()
    returned: str = ""
    shows_report: bool = True
    reply_before: date | None = None

    @property
    def unit_code(self) -> str:
        """The unit's code."""
        return self.expected.unit.unit_code

    @property
    def due_before(self) -> date | None:
        """The first day that is too late, if the directive names one."""
        return self.expected.duty.due_before


def read_accounts(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    period: Period,
    day: date,
    returned: dict[str, str],
) -> tuple[Account, ...]:
    """Return every unit that owes the ministry a report for ``period``, in declared order.

    ``returned`` names the returned workbook of each report. Before anything of the period has come,
    every unit is missing. Nothing is written.
    """
    receptions = read_receptions(con, declarations, period)
    reports = {report.sha256: report for report in recorded_reports(con)}
    accounts = (
        _account(owing, receptions.get(owing.unit.unit_code, NOTHING), declarations, period, day)
        for owing in declarations.expected(period)
    )
    return tuple(_with_faults(each, reports, returned, declarations) for each in accounts)


def is_illustrative(con: duckdb.DuckDBPyConnection, period: Period) -> bool:
    """Say whether any report of the period was made by the demo."""
    found = con.execute(_ILLUSTRATIVE, [period.code]).fetchone()
    return bool(found and found[0])


def _account(
    owing: Expected,
    reception: Reception,
    declarations: Declarations,
    period: Period,
    day: date,
) -> Account:
    last_day = declarations.last_day(owing.duty)
    ends_on = last_day or owing.duty.due_before or period.cut_off
    case = _case(reception, ends_on, day)
    if case == OVERDUE and last_day is None:
        case = UNDATED
    return Account(
        owing, day, reception, case, *_lateness(reception, last_day, declarations.working_days, day)
    )


def _with_faults(
    account: Account,
    reports: dict[str, Report],
    returned: dict[str, str],
    declarations: Declarations,
) -> Account:
    """Add what the unit has to mend, and the workbook that shows it, to a report that came."""
    reception = account.reception
    if account.case not in (REJECTED, HELD) or reception.sha256 is None:
        return account
    rows = tuple(_rows(reports[reception.sha256], reception, declarations))
    is_certain = not reception.is_doubtful
    return replace(
        account,
        rows=rows,
        returned=returned.get(reception.sha256, "") if is_certain else "",
        shows_report=was_opened(rows),
    )


def _case(reception: Reception, ends_on: date, day: date) -> str:
    """Return why a unit is written to; of what may be another's, only whose it is matters."""
    if reception.status == "missing":
        if reception.sha256:
            return REJECTED
        return OVERDUE if day > ends_on else AHEAD
    if reception.status in ("held", "rejected"):
        if reception.submissions == 0:
            return CLAIMED
        return HELD if reception.status == "held" or reception.is_doubtful else REJECTED
    return LATE if reception.status == "late" else ""


def _lateness(
    reception: Reception, last_day: date | None, working_days: WorkingDays, day: date
) -> tuple[int | None, int | None]:
    """Return how many days, and how many working days, a report is late; ``None`` is unknown."""
    if reception.status not in ("missing", "held", "rejected"):
        return reception.lateness.days_late, reception.lateness.working_days_late
    if last_day is None:
        return None, None
    return max((day - last_day).days, 0), working_days.between(last_day, day)


def _rows(report: Report, reception: Reception, declarations: Declarations) -> Iterator[Row]:
    """Yield what is left for the sender to see, errors first.

    Of a file that may be another unit's, only what makes it so: the rest may be that one's figures.
    """
    left = [i for i in report.left if i.severity == HOLDING or not reception.is_doubtful]
    listing = list_issues(left, report.file_name, report.unit_code, report.period, declarations)
    yield from sorted(listing.rows, key=lambda row: row.takes_reason)
