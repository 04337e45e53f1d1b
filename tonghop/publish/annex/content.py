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
    return AnnexContent(
        heading=heading,
        report=report,
        forms=report_forms(declarations, heading, report),
        national={
            code: NationalFigure(*row) for code, *row in con.execute(_NATIONAL, [period]).fetchall()
        },
        kinds=tuple(Kind(*row) for row in con.execute(_KINDS, [period]).fetchall()),
        kind_figures={(kind, code): KindFigure(*row) for kind, code, *row in kind_rows},
        units=read_units(con, declarations, period),
        province_figures={(unit, code): ProvinceFigure(*row) for unit, code, *row in province_rows},
    )


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
