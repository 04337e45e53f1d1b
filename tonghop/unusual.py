"""Unusual values: figures far from what the same unit reported in the years before.

Counts of crimes are small and mostly zero, so they are judged by the distribution that fits such
counts: with a Gamma(1/2, 0) prior and Poisson counts, the predictive distribution of the next one
is negative binomial (the Bayes system of Höhle, 2007, Computational Statistics 22: 571-582). Sums
of money are judged by their scale alone: 1,000 or 1,000,000 times too much or too little means
that đồng, nghìn đồng and triệu đồng were mixed up.

The findings warn and never reject. They follow from all that is recorded, whatever came first, so
they are worked out anew at each recording.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from schemas.declarations import Declarations
from schemas.history import LEAST_RATIO, SCALE_TOLERANCE, SCALES, TAIL_PROBABILITY
from schemas.issues import Finding, Issue
from tonghop.checking.sentences import tell, written

_HAS_HISTORY = """
    select 1
    from warehouse.decided_submission as submission
    inner join reference.period as period on submission.period = period.period
    where submission.status = 'accepted'
    having count(distinct period.year) > 1
"""
_HISTORY = "select * from warehouse.value_history order by period, unit_code, line_code, measure"
_MONEY = "đồng"
_PRIOR = 0.5


class _Limits(NamedTuple):
    """The declared limits of one period."""

    tail: float
    ratio: float
    tolerance: float


def find_unusual(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> list[Issue]:
    """Return an issue for each counting value that is unusual for its unit; write nothing.

    In the first year of a house nothing is compared.
    """
    if not con.execute(_HAS_HISTORY).fetchall():
        return []
    history = con.execute(_HISTORY).df()
    found: list[Issue] = []
    for period, values in history.groupby("period"):
        day = declarations.period(str(period)).cut_off
        is_money = values["unit_of_measure"] == _MONEY
        limits = _limits(declarations, day)
        unusual = {
            "unusual_value": values[~is_money & _is_unusual_count(values, limits)],
            "money_scale": values[is_money & _is_other_scale(values, limits.tolerance)],
        }
        for code, rows in unusual.items():
            found += [_issue(code, row, declarations) for row in rows.itertuples()]
    return found


def _limits(declarations: Declarations, day: date) -> _Limits:
    codes = (TAIL_PROBABILITY, LEAST_RATIO, SCALE_TOLERANCE)
    return _Limits(*(float(declarations.history_limit(code, day)) for code in codes))


def _is_unusual_count(values: pd.DataFrame, limits: _Limits) -> "pd.Series[bool]":
    """Say which counts are so far out that neither chance nor an ordinary change explains them."""
    from scipy.stats import nbinom

    count, total = values["value"].astype(float), values["past_total"].astype(float)
    exposure, past = values["exposure"].astype(float), values["past_exposure"].astype(float)
    usual = total / past * exposure
    size, stay = total + _PRIOR, past / (past + exposure)
    is_high = (nbinom.sf(count - 1, size, stay) < limits.tail) & (count > limits.ratio * usual)
    is_low = (nbinom.cdf(count, size, stay) < limits.tail) & (limits.ratio * count < usual)
    return pd.Series(is_high | is_low, values.index)


def _is_other_scale(values: pd.DataFrame, tolerance: float) -> "pd.Series[bool]":
    """Say which sums are about 1,000 or 1,000,000 times the usual one, or such a part of it."""
    amount, usual = values["value"].astype(float), values["usual"].astype(float)
    comparable = (amount > 0) & (usual > 0)
    ratio = amount.where(comparable, 1) / usual.where(comparable, 1)
    factor = ratio.where(ratio >= 1, 1 / ratio)
    near = pd.Series(False, values.index)
    for scale in SCALES:
        near |= factor.between(scale / tolerance, scale * tolerance, inclusive="neither")
    return comparable & near


def _issue(code: str, row: Any, declarations: Declarations) -> Issue:
    """Word a row of the history, with the past as its sender reads it: ``2024-Y: 12``."""
    pairs = zip(row.past_periods, row.past_values, strict=True)
    past = "; ".join(f"{period}: {written(Decimal(str(value)))}" for period, value in pairs)
    finding = Finding(
        code,
        sheet=row.sheet,
        cell=row.cell,
        raw_text=written(Decimal(str(row.value))),
        form_code=row.form_code,
        line_code=row.line_code,
        measure=row.measure,
        expected=past,
    )
    return tell(finding, row.sha256, "", declarations)
