"""What the status workbook prints, read from an edition once. Times are those of Hanoi."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from tonghop.lateness import Lateness
from tonghop.publish.annex.content import ReportingUnit, read_units
from tonghop.publish.heading import Heading

_RECEPTIONS = """
    select unit_code, received_at at time zone 'Asia/Ho_Chi_Minh', file_name, submissions, replaced,
        errors, warnings, due_before, last_day, received_on, status, status_strict, status_lenient,
        days_late, working_days_late, undetermined
    from reporting_status
    where period = ?
"""
_FINDINGS = """
    select issue.unit_code, coalesce(issue.unit_name, unit_name.name), issue.period,
        issue.file_name, issue.severity, issue.code, issue.sheet, issue.cell, issue.raw_text,
        issue.sentence, coalesce(issue.reason, '')
    from issue
    cross join (select cut_off from period where period = $period) as period
    left join unit_name
        on issue.unit_code = unit_name.unit_code
        and coalesce(unit_name.valid_from <= period.cut_off, true)
        and coalesce(period.cut_off <= unit_name.valid_to, true)
    where issue.period = $period or issue.period is null
    order by issue.received_at, issue.sha256, issue.issue_number
"""
_RECEIPTS = """
    select receipt.file_name, receipt.folder, receipt.received_at at time zone 'Asia/Ho_Chi_Minh',
        receipt.sha256, submission.unit_code, submission.status, counting.sha256 is not null,
        receipt.sha256 in (select sha256 from issue where code = 'resaved_copy')
    from receipt
    inner join submission on receipt.sha256 = submission.sha256
    left join reporting_status as counting
        on receipt.sha256 = counting.sha256
        and counting.status not in ('missing', 'held', 'rejected')
    where submission.period = $period or submission.period is null
    order by receipt.received_at, receipt.file_name, receipt.folder, receipt.run, receipt.sha256
"""


class Reception(NamedTuple):
    """A row of ``reporting_status``."""

    unit_code: str
    received_at: datetime | None
    file_name: str | None
    submissions: int
    replaced: int
    errors: int | None
    warnings: int | None
    lateness: Lateness


class Finding(NamedTuple):
    """An issue with the file and the unit that it concerns, as far as the file tells them."""

    unit_code: str | None
    unit_name: str | None
    period: str | None
    file_name: str | None
    severity: str
    code: str
    sheet: str | None
    cell: str | None
    raw_text: str | None
    sentence: str | None
    reason: str

    @property
    def is_placed(self) -> bool:
        """Whether the file tells both its unit and its period."""
        return self.unit_code is not None and self.period is not None


class Receipt(NamedTuple):
    """A file as received under one name; the same content may have come under several."""

    file_name: str | None
    folder: str | None
    received_at: datetime | None
    sha256: str
    unit_code: str | None
    status: str
    counts: bool
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class StatusContent:
    """Who reported, what is wrong with it, and every file received, for one period."""

    heading: Heading
    units: tuple[ReportingUnit, ...]
    receptions: dict[str, Reception]
    placed: tuple[Finding, ...]
    unplaced: tuple[Finding, ...]
    receipts: tuple[Receipt, ...]

    def other_names(self, receipt: Receipt) -> list[str]:
        """Return the other names under which the same content was received."""
        same = [
            other for other in self.receipts if other.sha256 == receipt.sha256 and other != receipt
        ]
        return [other.file_name or "" for other in same]


def read_status(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading
) -> StatusContent:
    """Read the period's status; findings are in the order of units, those of no unit apart."""
    period = {"period": heading.period.code}
    units = read_units(con, declarations, heading.period.code)
    receptions = [
        Reception._make((*row[:7], Lateness(*row[7:])))
        for row in con.execute(_RECEPTIONS, [heading.period.code]).fetchall()
    ]
    findings = [Finding(*row) for row in con.execute(_FINDINGS, period).fetchall()]
    receipts = con.execute(_RECEIPTS, period).fetchall()
    place = {unit.unit_code: n for n, unit in enumerate(units)}
    return StatusContent(
        heading=heading,
        units=units,
        receptions={reception.unit_code: reception for reception in receptions},
        placed=tuple(
            sorted(
                (f for f in findings if f.is_placed),
                key=lambda f: place.get(f.unit_code or "", len(place)),
            )
        ),
        unplaced=tuple(finding for finding in findings if not finding.is_placed),
        receipts=tuple(Receipt(*row) for row in receipts),
    )


def by_kind(units: tuple[ReportingUnit, ...]) -> list[tuple[str, list[ReportingUnit]]]:
    """Group the units, which are in order of kind, by the kind's label."""
    return [
        (label, list(group)) for label, group in groupby(units, key=lambda unit: unit.kind_label)
    ]
