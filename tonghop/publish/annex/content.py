"""Everything that an annex prints, read from an edition once."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from schemas.forms import Form
from schemas.letterheads import Letterhead
from tonghop.publish.annex.lines import report_forms
from tonghop.publish.annex.sources.links import Sources
from tonghop.publish.annex.sources.reading import read_sources
from tonghop.publish.annex.target_content import (
    Target,
    UnitBelow,
    read_targets,
    read_units_below,
)  # fmt: skip
from tonghop.publish.heading import Heading
from tonghop.publish.kept_back import marked, read_marks
from tonghop.publish.province_figures import (
    AS_REPORTED,
    CURRENT,
    ProvinceTable,
    read_province_table,
)  # fmt: skip

_NATIONAL = """
    select line_code || '.' || measure, value, value_last_year, value_like, value_last_year_like,
        change_like, change_pct_like, units_like, units_reported, units_expected, figure_id,
        units_reported_last_year
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
    """A row of ``national_summary``; fields in ``_like`` are of what both periods cover."""

    value: Decimal | None
    value_last_year: Decimal | None
    value_like: Decimal | None
    value_last_year_like: Decimal | None
    change_like: Decimal | None
    change_pct_like: Decimal | None
    units_like: int | None
    units_reported: int
    units_expected: int
    figure_id: str
    units_reported_last_year: int | None

    @property
    def has_same_units(self) -> bool:
        """Whether the same number of units stands behind both periods, all of them in both."""
        return self.units_like == self.units_reported == self.units_reported_last_year


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


@dataclass(frozen=True)
class AnnexContent:
    """One report's heading, forms and figures; figures are found by code, such as ``D03.vu``."""

    heading: Heading
    letterhead: Letterhead
    report: str
    forms: tuple[Form, ...]
    national: dict[str, NationalFigure]
    kinds: tuple[Kind, ...]
    kind_figures: dict[tuple[str, str], KindFigure]
    units: tuple[ReportingUnit, ...]
    current: ProvinceTable
    as_reported: ProvinceTable
    targets: tuple[Target, ...]
    units_below: tuple[UnitBelow, ...]
    explained: tuple[ExplainedWarning, ...] = ()
    sources: Sources = field(default_factory=Sources)
    sources_last_year: Sources = field(default_factory=Sources)

    @cached_property
    def unit_by_code(self) -> dict[str, ReportingUnit]:
        """The units that owed a report by their codes."""
        return {unit.unit_code: unit for unit in self.units}

    @property
    def bases(self) -> tuple[ProvinceTable, ...]:
        """The tables by province: that of today, and that of the time where it is another."""
        if self.is_restated:
            return self.current, self.as_reported
        return (self.current,)

    @property
    def is_compared(self) -> bool:
        """Whether any national figure can be compared with last year's."""
        return any(figure.value_last_year_like is not None for figure in self.national.values())

    @property
    def is_restated(self) -> bool:
        """Whether the provinces that reported are not those of today."""
        current, then = (
            {province.unit_code for province in table.provinces}
            for table in (self.current, self.as_reported)
        )
        return current != then


def read_content(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading, report: str
) -> AnnexContent:
    """Read what the annex of ``report`` prints for the heading's period."""
    period = heading.period.code
    marks, nothing = read_marks(con), frozenset[str]()
    kind_rows = con.execute(_KIND_VALUES, [period]).fetchall()
    forms = report_forms(declarations, heading, report)
    units = read_units(con, declarations, period)
    head = declarations.letterhead(heading.period)
    tables = (
        read_province_table(con, declarations, heading.period, basis, head.part_kind)
        for basis in (CURRENT, AS_REPORTED)
    )
    current, as_reported = tables
    last_year = declarations.period(heading.period.last_year)
    sources, sources_last_year = read_sources(con, heading, last_year, forms)
    return AnnexContent(
        heading=heading,
        letterhead=head,
        report=report,
        forms=forms,
        national={
            code: NationalFigure(
                *marked(marks.get(("nation", "", code), nothing), NationalFigure._fields, row)
            )
            for code, *row in con.execute(_NATIONAL, [period]).fetchall()
        },
        kinds=tuple(Kind(*row) for row in con.execute(_KINDS, [period]).fetchall()),
        kind_figures={
            (kind, code): KindFigure(
                *marked(marks.get(("kind", kind, code), nothing), KindFigure._fields, row)
            )
            for kind, code, *row in kind_rows
        },
        units=units,
        current=current,
        as_reported=as_reported,
        targets=read_targets(con, period, forms),
        units_below=read_units_below(con, period, [unit.unit_code for unit in units]),
        explained=_read_explained(con, period, forms, units),
        sources=sources,
        sources_last_year=sources_last_year,
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
