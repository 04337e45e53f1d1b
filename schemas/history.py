"""Limits beyond which a value is unusual for the unit that reports it; they only ever warn."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

TAIL_PROBABILITY = "count_tail_probability"
LEAST_RATIO = "count_least_ratio"
SCALE_TOLERANCE = "money_scale_tolerance"
LIMITS = (TAIL_PROBABILITY, LEAST_RATIO, SCALE_TOLERANCE)
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
