"""Limits beyond which a value or form is unusual for its unit; they only ever warn."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

TAIL_PROBABILITY = "count_tail_probability"
LEAST_RATIO = "count_least_ratio"
SCALE_TOLERANCE = "money_scale_tolerance"
LEAST_LINES = "other_period_least_lines"
CUMULATIVE_SHARE = "cumulative_least_share"
NOT_CUMULATIVE_SHARE = "not_cumulative_least_share"
LIMITS = (
    TAIL_PROBABILITY, LEAST_RATIO, SCALE_TOLERANCE, LEAST_LINES, CUMULATIVE_SHARE,
    NOT_CUMULATIVE_SHARE,
)  # fmt: skip
SCALES = (1_000, 1_000_000)
"""How far a sum of money is off when đồng, nghìn đồng and triệu đồng are mixed up."""


@dataclass(frozen=True, slots=True)
class HistoryLimit:
    """One limit, and where it comes from."""

    limit_code: str
    value: Decimal | None
    valid_from: date | None
    valid_to: date | None
    source: str
