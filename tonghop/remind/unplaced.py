"""Files of which nobody knows whose they are: a unit that seems silent may have sent one."""

from datetime import date, datetime
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.checking.file_names import read_file_name

_UNPLACED = """
    select
        submission.file_name,
        submission.received_at at time zone 'Asia/Ho_Chi_Minh' as received_at,
        submission.unit_code,
        submission.period,
        coalesce(string_agg(issue.sentence, ' ' order by issue.issue_number), '') as told
    from warehouse.decided_submission as submission
    left join warehouse.issue as issue
        on submission.sha256 = issue.sha256
    where
        submission.status in ('held', 'rejected')
        and (submission.unit_code is null or submission.period is null)
        and coalesce(submission.period = $period, true)
        and submission.received_at >= $starts_on
    group by
        submission.sha256, submission.file_name, submission.received_at, submission.unit_code,
        submission.period
    order by submission.received_at, submission.file_name, submission.sha256
"""


class UnplacedFile(NamedTuple):
    """A file received since the period began: what it tells, inside or by its name, and its faults.

    ``named`` is the unit and period that its name tells, as far as it tells them.
    """

    file_name: str
    received_at: datetime
    unit_code: str | None
    period: str | None
    told: str
    named: str


def read_unplaced(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> tuple[UnplacedFile, ...]:
    """Return the files that may be a report of ``period`` but do not tell their unit or period."""
    asked = {"period": period.code, "starts_on": period.starts_on}
    found = con.execute(_UNPLACED, asked).fetchall()
    return tuple(
        UnplacedFile._make((*row, _named(row[0], declarations, period.cut_off))) for row in found
    )


def _named(file_name: str, declarations: Declarations, day: date) -> str:
    told = read_file_name(file_name, declarations, day)
    return ", ".join(filter(None, (told.unit_code, told.period)))
