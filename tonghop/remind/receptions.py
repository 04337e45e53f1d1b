"""What came of each unit: its report as ``reporting_status`` has it, or a file that names it."""

from dataclasses import fields
from datetime import date
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.building import read_select
from tonghop.checking.file_names import read_file_name
from tonghop.lateness import Lateness

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
