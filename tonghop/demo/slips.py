"""Slips between periods: good workbooks with another period's figures, or with fewer than before.

They show only beside the unit's earlier report of the same year, each as one kind of issue.
"""

from dataclasses import replace
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.periods import Period
from schemas.units import Unit
from tonghop.demo.figures import Figures, work_out

_FALLING = ("A03.tong", "A12a.tong", "E07a.so_luong")
"""Cells that no rule compares with others."""


class PeriodSlip(NamedTuple):
    """The issue that a slip raises, beside which report, and whose period's figures it gives."""

    issue: str
    earlier: str
    figures_of: str = ""


PERIOD_SLIPS = {
    "2024-H1": PeriodSlip("cumulative_decreased", "2024-Q1"),
    "2024-Q3": PeriodSlip("cumulative_in_quarter", "2024-H1", "2024-9M"),
    "2024-Y": PeriodSlip("cumulative_decreased", "2024-H1"),
    "2025-Y": PeriodSlip("quarter_in_cumulative", "2025-H1", "2025-Q4"),
}
"""By the period in whose collection they are."""


def slip_of(issue: str, declarations: Declarations, unit: Unit, period: Period) -> Figures | None:
    """Return the figures of a report with that slip, or ``None`` without one."""
    if not issue:
        return None
    slip = PERIOD_SLIPS[period.code]
    if slip.figures_of:
        return work_out(declarations, unit, _any_period(declarations, slip.figures_of))
    return _fallen(declarations, unit, period, declarations.period(slip.earlier))


def _fallen(declarations: Declarations, unit: Unit, period: Period, earlier: Period) -> Figures:
    """Return the figures with one that has fallen since an earlier period of the year."""
    figures = work_out(declarations, unit, period)
    before = work_out(declarations, unit, earlier).amounts
    code = max(_FALLING, key=lambda code: before.get(code, 0))
    return replace(figures, amounts=figures.amounts | {code: before[code] - 1})


def _any_period(declarations: Declarations, code: str) -> Period:
    """Return a period that is reported or derived."""
    year, _, name = code.partition("-")
    kinds = (*declarations.period_kinds, *declarations.derived_periods)
    return next(kind for kind in kinds if kind.kind == name).period(int(year))
