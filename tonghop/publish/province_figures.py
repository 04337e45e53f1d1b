"""What each province reported, on the provinces of the time or on those of today."""

from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.publish.kept_back import marked, read_marks

PROVINCES = "health_department"
AS_REPORTED, CURRENT = "as_reported", "current"
_PROVINCES = """
    with names as (
        select unit_code, min_by(province_name, coalesce(valid_from, '-infinity')) as place
        from unit_name
        where valid_to is null or $cut_off <= valid_to
        group by unit_code
    )
    select summary.unit_code, summary.unit_name,
        coalesce(nullif(named.place, ''), summary.unit_name),
        max(summary.parts_expected), max(summary.parts_reported)
    from province_summary as summary
    left join names as named on summary.unit_code = named.unit_code
    where summary.period = $period and summary.basis = $basis
        and $kind in ('', summary.unit_kind)
    group by summary.unit_code, summary.unit_name, named.place
"""
"""Names as on the cut-off; a province that was founded later has its first."""
_FIGURES = """
    select unit_code, line_code || '.' || measure, value, value_last_year, change_like,
        change_pct_like, state, parts_expected, parts_reported, parts_missing,
        parts_expected_last_year, parts_reported_last_year, parts_missing_last_year
    from province_summary
    where period = ? and basis = ? and ? in ('', unit_kind)
"""


class Province(NamedTuple):
    """A provincial health department, the province that it is of, and how many parts it has.

    ``parts_reported`` is how many of them have a figure, at the figure that most have.
    """

    unit_code: str
    name: str
    place: str
    parts_expected: int
    parts_reported: int


class ProvinceFigure(NamedTuple):
    """A row of ``province_summary``: changes are there only if both periods are whole."""

    value: Decimal | None
    value_last_year: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    state: str
    parts_expected: int
    parts_reported: int
    parts_missing: str | None
    parts_expected_last_year: int | None
    parts_reported_last_year: int | None
    parts_missing_last_year: str | None

    @property
    def has_same_parts(self) -> bool:
        """Whether as many parts stand behind both periods: a merger lessens counts of yes."""
        return self.parts_expected == self.parts_expected_last_year

    @property
    def is_partial(self) -> bool:
        """Whether the value leaves out a part that has none."""
        return self.value is not None and self.parts_reported < self.parts_expected

    @property
    def is_partial_last_year(self) -> bool:
        """Whether last year's value leaves out a part that has none."""
        reported, expected = self.parts_reported_last_year, self.parts_expected_last_year
        return self.value_last_year is not None and (reported or 0) < (expected or 0)

    @property
    def coverage_last_year(self) -> str:
        """How many of last year's parts have a value: ``1/2``; empty if there was none."""
        if not self.parts_expected_last_year:
            return ""
        return f"{self.parts_reported_last_year}/{self.parts_expected_last_year}"


class ProvinceTable(NamedTuple):
    """The provinces on one basis, with their figures by unit and code, such as ``D03.vu``."""

    basis: str
    provinces: tuple[Province, ...]
    figures: dict[tuple[str, str], ProvinceFigure]


def read_province_table(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    period: Period,
    basis: str,
    kind: str = PROVINCES,
) -> ProvinceTable:
    """Return the provinces of a period on a basis, in declared order, with their figures.

    Of another ``kind`` it is those units, of an empty one all units.
    """
    provinces = read_provinces(con, declarations, period, basis, kind)
    return ProvinceTable(basis, provinces, read_province_figures(con, period, basis, kind))


def read_provinces(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    period: Period,
    basis: str,
    kind: str = PROVINCES,
) -> tuple[Province, ...]:
    """Return the provinces that have figures in a period on a basis, in declared order."""
    asked = {"period": period.code, "cut_off": period.cut_off, "basis": basis, "kind": kind}
    found = con.execute(_PROVINCES, asked).fetchall()
    place = {unit.unit_code: number for number, unit in enumerate(declarations.units.units)}
    provinces = (Province(*row) for row in found)
    return tuple(sorted(provinces, key=lambda p: (place.get(p.unit_code, len(place)), p.unit_code)))


def read_province_figures(
    con: duckdb.DuckDBPyConnection, period: Period, basis: str, kind: str = PROVINCES
) -> dict[tuple[str, str], ProvinceFigure]:
    """Return the figures of the provinces by unit and code, such as ``D03.vu``."""
    rows = con.execute(_FIGURES, [period.code, basis, kind]).fetchall()
    marks, names = read_marks(con), ProvinceFigure._fields
    return {
        (unit, code): ProvinceFigure(
            *marked(marks.get(("unit", f"{basis}/{unit}", code), frozenset()), names, row)
        )
        for unit, code, *row in rows
    }
