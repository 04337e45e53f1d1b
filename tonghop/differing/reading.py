"""The rows of a difference: figures and cells that changed, reports and decisions behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from tonghop.differing import Difference
from tonghop.differing.causes import Cause

NATION, AS_REPORTED, CURRENT = "nation", "as_reported", "current"

_FIGURES = """
    select change.period, coalesce(period.label, derived.period_label, change.period) as label,
        change.basis, change.unit_code, change.unit_name,
        change.line_code || '.' || change.measure,
        change.line_label || ' – ' || change.measure_label, change.unit_of_measure,
        change.value_earlier, change.value_later, change.change, change.moved, {causes}
    from change
    left join later.period as period on change.period = period.period
    left join (select distinct period, period_label from later.derived_period) as derived
        on change.period = derived.period
    left join (
        select line_code, measure, min(position) as position
        from later.indicator_cell group by line_code, measure
    ) as printed
        on change.line_code = printed.line_code and change.measure = printed.measure
    where (change.is_changed or $all)
        and list_contains($bases, change.basis)
        and ($period is null or change.period = $period)
        and ($unit is null or change.unit_code = $unit)
    order by change.period <> $own, change.is_derived, change.period desc,
        change.basis, change.unit_code, not change.is_changed,
        count(*) over (partition by change.period, change.unit_of_measure) desc,
        change.unit_of_measure, abs(change.moved) desc, printed.position,
        change.line_code, change.measure
"""
_CELLS = """
    select cell.period, cell.unit_code, cell.unit_name, cell.line_code || '.' || cell.measure,
        cell.line_label || ' – ' || cell.measure_label, cell.unit_of_measure,
        cell.value_earlier, cell.value_caused, cell.value_later, cast(cell.cause as varchar),
        cell.caused, cell.decided, cell.file_earlier, cell.sheet_earlier, cell.cell_earlier,
        cell.file_later, cell.sheet_later, cell.cell_later, cell.rulings
    from cell_change as cell
    left join (
        select line_code, measure, min(position) as position
        from later.indicator_cell group by line_code, measure
    ) as printed
        on cell.line_code = printed.line_code and cell.measure = printed.measure
    order by cell.period <> $own, cell.period desc, cell.unit_code, printed.position,
        cell.line_code, cell.measure
"""
_COUNTS = """
    select change.basis, count(*) filter (where change.is_changed), count(*),
        count(distinct change.unit_code) filter (where change.is_changed)
    from change where change.period = $period
    group by change.basis
"""
_REPORTS = """
    select report.unit_name from report_change as report
    where report.period = $period and report.cause = cast($cause as step)
        and report.sha256_earlier is distinct from report.sha256_later
    order by report.unit_code
"""
_RULINGS = """
    select distinct coalesce(ruling.told_number, ruling.number) from ruling_change as ruling
    order by all
"""
_OTHER_PERIODS = """
    select count(*) from change
    where change.is_changed and change.basis = 'nation' and change.period <> $period
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of both editions and the part that each cause has in its change.

    ``change`` is None where one edition has no value; ``moved``, which the parts sum to, counts
    that as nothing.
    """

    period: str
    period_label: str
    basis: str
    unit_code: str
    unit_name: str | None
    cell: str
    label: str
    unit_of_measure: str
    value_earlier: Decimal | None
    value_later: Decimal | None
    change: Decimal | None
    moved: Decimal
    parts: Mapping[Cause, Decimal] = field(hash=False)


class Cell(NamedTuple):
    """A cell that changed: first by ``cause``, by ``caused``, then by decisions, by ``decided``."""

    period: str
    unit_code: str
    unit_name: str | None
    cell: str
    label: str
    unit_of_measure: str
    value_earlier: Decimal | None
    value_caused: Decimal | None
    value_later: Decimal | None
    cause: str
    caused: Decimal
    decided: Decimal
    file_earlier: str | None
    sheet_earlier: str | None
    cell_earlier: str | None
    file_later: str | None
    sheet_later: str | None
    cell_later: str | None
    rulings: str | None


class Count(NamedTuple):
    """How many figures changed, of how many, and of how many units."""

    changed: int
    figures: int
    units: int


def figures(
    difference: Difference,
    *bases: str,
    period: str | None = None,
    unit: str | None = None,
    unchanged: bool = False,
) -> list[Figure]:
    """Return figures: the editions' own period first, the largest change of each unit of measure.

    What is counted most often comes first.
    """
    causes = ", ".join(f"change.{cause.name}" for cause in difference.causes)
    asked = {
        "bases": list(bases),
        "period": period,
        "unit": unit,
        "all": unchanged,
        "own": difference.later.period,
    }
    found = difference.con.execute(_FIGURES.format(causes=causes), asked).fetchall()
    first = len(found[0]) - len(difference.causes) if found else 0
    return [
        Figure(*[*row[:first], dict(zip(difference.causes, row[first:], strict=True))])
        for row in found
    ]


def cells(difference: Difference) -> Iterator[Cell]:
    """Yield the cells that changed, by period and unit, in the order of the forms."""
    own = {"own": difference.later.period}
    return (Cell(*row) for row in difference.con.execute(_CELLS, own).fetchall())


def counts(difference: Difference) -> dict[str, Count]:
    """Return for each basis how many figures of the editions' own period changed."""
    found = difference.con.execute(_COUNTS, {"period": difference.later.period}).fetchall()
    return {basis: Count(*numbers) for basis, *numbers in found}


def units_with(difference: Difference, cause: Cause) -> list[str]:
    """Return the names of the units whose report of the own period is another one by a cause."""
    asked = {"period": difference.later.period, "cause": cause.name}
    return [str(name) for (name,) in difference.con.execute(_REPORTS, asked).fetchall()]


def rulings(difference: Difference) -> list[int]:
    """Return the numbers of the decisions that only one of the editions follows."""
    return [int(number) for (number,) in difference.con.execute(_RULINGS).fetchall()]


def changed_elsewhere(difference: Difference) -> int:
    """Return how many of the nation's figures of other periods changed."""
    asked = {"period": difference.later.period}
    ((count,),) = difference.con.execute(_OTHER_PERIODS, asked).fetchall()
    return int(count)
