"""How each unit stands with its report on a day: what it owes, and why it is written to."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations, Expected
from schemas.issues import HOLDING
from schemas.periods import Period
from schemas.reminders import AHEAD, CLAIMED, HELD, LATE, OVERDUE, REJECTED, UNDATED
from schemas.working_days import WorkingDays
from tonghop.building import read_select
from tonghop.checking.file_names import read_file_name
from tonghop.lateness import Lateness
from tonghop.returning import was_opened
from tonghop.returning.listing import Row, list_issues
from tonghop.returning.reports import Report, recorded_reports

_RECEPTIONS = f"""
    select
        status.unit_code,
        status.due_before, status.last_day, status.received_on as accepted_on, status.status,
        status.status_strict, status.status_lenient, status.days_late, status.working_days_late,
        status.undetermined,
        cast(status.received_at at time zone 'Asia/Ho_Chi_Minh' as date) as received_on,
        status.sha256, status.file_name, status.submissions, status.errors, status.warnings,
        (
            select count(distinct witness.unit_code)
            from warehouse.witness as witness
            where witness.sha256 = status.sha256
        ) as units_named
    from ({read_select("reporting_status")}) as status
    where status.period = ?
"""
_UNREADABLE = """
    select
        submission.sha256,
        submission.file_name,
        cast(submission.received_at at time zone 'Asia/Ho_Chi_Minh' as date) as received_on,
        count(issue.sha256) filter (where issue.severity <> 'warn') as errors,
        count(issue.sha256) filter (where issue.severity = 'warn') as warnings
    from warehouse.decided_submission as submission
    left join warehouse.issue as issue
        on submission.sha256 = issue.sha256
    where
        submission.status = 'rejected'
        and submission.unit_code is null
        and submission.period is null
        and submission.received_at >= $starts_on
    group by submission.sha256, submission.file_name, submission.received_at
    order by submission.received_at, submission.sha256
"""
_ILLUSTRATIVE = """
    select coalesce(bool_or(submission.illustrative), false)
    from warehouse.decided_submission as submission
    where submission.period = ?
"""


_LATENESS = len(fields(Lateness))


class Reception(NamedTuple):
    """What ``reporting_status`` says of a unit, and how many units its file names.

    ``lateness`` is that of the first accepted report, ``received_on`` the day of the file shown.
    A unit from which nothing has come may still have a file: one that could not be read, but whose
    name tells this unit and this period.
    """

    lateness: Lateness
    received_on: date | None
    sha256: str | None
    file_name: str | None
    submissions: int
    errors: int | None
    warnings: int | None
    units_named: int

    @property
    def status(self) -> str:
        """What the unit's report is, one of ``schemas.statuses``."""
        return self.lateness.status

    @property
    def is_doubtful(self) -> bool:
        """Whether what came may be another unit's, so that nothing of it is told to this one."""
        return self.status in ("held", "rejected") and (
            self.submissions == 0 or self.units_named > 1
        )


_MISSING = Lateness(None, None, None, "missing", "missing", "missing", None, None, None)
NOTHING = Reception(_MISSING, None, None, None, 0, None, None, 0)


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


def read_receptions(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> dict[str, Reception]:
    """Return what came of each unit, where anything did or might have."""
    found = con.execute(_RECEPTIONS, [period.code]).fetchall()
    receptions = {
        unit_code: Reception(Lateness(*row[:_LATENESS]), *row[_LATENESS:])
        for unit_code, *row in found
    }
    unreadable = con.execute(_UNREADABLE, {"starts_on": period.starts_on}).fetchall()
    for sha256, file_name, received_on, errors, warnings in unreadable:
        told = read_file_name(file_name, declarations, period.cut_off)
        unit_code = told.unit_code or ""
        is_told = told.period == period.code and not told.is_place
        if is_told and receptions.get(unit_code, NOTHING).status == "missing":
            receptions[unit_code] = NOTHING._replace(
                received_on=received_on, sha256=sha256, file_name=file_name,
                errors=errors, warnings=warnings,
            )  # fmt: skip
    return receptions


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
