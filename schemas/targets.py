"""Targets: what a directive wants a figure to reach, from one day to another."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SHARE = "share"
"""At least ``value`` per cent: of a ratio's denominator, or of the units that answered."""
REDUCTION = "reduction"
"""Fewer than in the same period last year, and by at least ``value`` per cent."""
KINDS = (SHARE, REDUCTION)


@dataclass(frozen=True, slots=True)
class Target:
    """One target of one figure, in force for the periods whose cut-off lies in its span."""

    target_code: str
    cell: str
    kind: str
    value: Decimal | None
    label: str
    valid_from: date | None
    valid_to: date | None
    source: str
