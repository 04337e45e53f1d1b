"""Everything that an annex prints, read from an edition once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from schemas.forms import Form
from tonghop.publish.annex.lines import report_forms
from tonghop.publish.heading import Heading

PROVINCES = "health_department"
_NATIONAL = """
    select line_code || '.' || measure, value, value_last_year, change, change_pct,
        units_reported, units_expected, figure_id
    from national_summary
    where period = ?
"""
_KINDS = """
    select expected.unit_kind, unit.kind_label, count(*)
    from expected_report as expected
    inner join unit on expected.unit_code = unit.unit_code
    where expected.period = ?
    group by expected.unit_kind, unit.kind_label, unit.kind_position
    order by unit.kind_position
"""
_KIND_VALUES = """
    select unit_kind, line_code || '.' || measure, value, units_reported
    from unit_kind_summary
    where period = ?
"""
_UNITS = """
    select status.unit_code, status.unit_name, status.unit_kind, status.kind_label, status.status,
        coalesce(nullif(unit_name.province_name, ''), status.unit_name)
    from reporting_status as status
    inner join period on status.period = period.period
    left join unit_name
        on status.unit_code = unit_name.unit_code
        and coalesce(unit_name.valid_from <= period.cut_off, true)
        and coalesce(period.cut_off <= unit_name.valid_to, true)
    where status.period = ?
"""
_PROVINCE_VALUES = """
    select summary.unit_code, summary.line_code || '.' || summary.measure, summary.value,
        summary.value_last_year, summary.change, summary.change_pct, summary.state
    from province_summary as summary
    inner join expected_report as expected
        on summary.period = expected.period and summary.unit_code = expected.unit_code
    where summary.period = ? and summary.basis = 'as_reported' and expected.unit_kind = ?
"""


_EXPLAINED = """
    select status.unit_code, status.unit_name, issue.sheet, issue.cell,
        issue.line_code, issue.measure, issue.raw_text, issue.sentence, issue.reason
    from issue
    inner join reporting_status as status
        on issue.sha256 = status.sha256 and issue.period = status.period
    where status.period = $period and status.status not in ('missing', 'held', 'rejected')
        and issue.severity = 'warn' and issue.reason <> ''
        and issue.form_code in (select unnest($forms))
    order by issue.issue_number
"""


class NationalFigure(NamedTuple):
    """A row of ``national_summary``."""

    value: Decimal | None
    value_last_year: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    units_reported: int
    units_expected: int
    figure_id: str


class Kind(NamedTuple):
    """A kind of unit that owed reports, and how many of them did."""

    kind: str
    label: str
    units_expected: int


class KindFigure(NamedTuple):
    """A row of ``unit_kind_summary``."""

    value: Decimal | None
    units_reported: int


class ReportingUnit(NamedTuple):
    """A unit that owed a report, and what became of it."""

    unit_code: str
    name: str
    kind: str
    kind_label: str
    status: str
    place: str

    @property
    def has_report(self) -> bool:
        """Whether a report of the unit was accepted."""
        return self.status not in ("missing", "rejected", "held")


class ProvinceFigure(NamedTuple):
    """A row of ``province_summary``."""

    value: Decimal | None
    value_last_year: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    state: str


class ExplainedWarning(NamedTuple):
    """A warning about a report that counts, and how its unit explains the value."""

    unit_code: str
    unit_name: str
    sheet: str
    cell: str
    subject: str
    raw_text: str
    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnnexContent:
    """One report's heading, forms and figures; figures are found by code, such as ``D03.vu``."""

    heading: Heading
    report: str
    forms: tuple[Form, ...]
    national: dict[str, NationalFigure]
    kinds: tuple[Kind, ...]
    kind_figures: dict[tuple[str, str], KindFigure]
    units: tuple[ReportingUnit, ...]
    province_figures: dict[tuple[str, str], ProvinceFigure]
    explained: tuple[ExplainedWarning, ...] = ()

    @property
    def provinces(self) -> tuple[ReportingUnit, ...]:
        """The provincial health departments, in unit order."""
        return tuple(unit for unit in self.units if unit.kind == PROVINCES)


def read_content(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading, report: str
) -> AnnexContent:
    """Read what the annex of ``report`` prints for the heading's period."""
    period = heading.period.code
    kind_rows = con.execute(_KIND_VALUES, [period]).fetchall()
    province_rows = con.execute(_PROVINCE_VALUES, [period, PROVINCES]).fetchall()
    forms = report_forms(declarations, heading, report)
    units = read_units(con, declarations, period)
    return AnnexContent(
        heading=heading,
        report=report,
        forms=forms,
        national={
            code: NationalFigure(*row) for code, *row in con.execute(_NATIONAL, [period]).fetchall()
        },
        kinds=tuple(Kind(*row) for row in con.execute(_KINDS, [period]).fetchall()),
        kind_figures={(kind, code): KindFigure(*row) for kind, code, *row in kind_rows},
        units=units,
        province_figures={(unit, code): ProvinceFigure(*row) for unit, code, *row in province_rows},
        explained=_read_explained(con, period, forms, units),
    )


def _read_explained(
    con: duckdb.DuckDBPyConnection,
    period: str,
    forms: tuple[Form, ...],
    units: tuple[ReportingUnit, ...],
) -> tuple[ExplainedWarning, ...]:
    """Return explained warnings about these forms, in the order of units."""
    asked = {"period": period, "forms": [form.code for form in forms]}
    labels = {
        (cell.line.line_code, cell.measure.measure): f"{cell.line.label} – {cell.measure.label}"
        for form in forms
        for cell in form.cells
    }
    rows = con.execute(_EXPLAINED, asked).fetchall()
    found = [
        ExplainedWarning(
            unit, name, sheet, cell, labels.get((line, measure), line), raw, sentence, reason
        )
        for unit, name, sheet, cell, line, measure, raw, sentence, reason in rows
    ]
    order = {unit.unit_code: number for number, unit in enumerate(units)}
    return tuple(sorted(found, key=lambda warning: order.get(warning.unit_code, len(order))))


def read_units(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: str
) -> tuple[ReportingUnit, ...]:
    """Return the units that owed a report, by kind and then in declared order."""
    units = [ReportingUnit(*row) for row in con.execute(_UNITS, [period]).fetchall()]
    kinds = [kind.kind for kind in sorted(declarations.units.kinds, key=lambda kind: kind.position)]
    place = {unit.unit_code: n for n, unit in enumerate(declarations.units.units)}
    return tuple(
        sorted(units, key=lambda u: (kinds.index(u.kind), place.get(u.unit_code, 0), u.unit_code))
    )
