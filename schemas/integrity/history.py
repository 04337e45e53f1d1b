"""What holds of the limits beyond which a value is unusual."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from schemas.declarations import Declarations
from schemas.history import (
    CUMULATIVE_SHARE,
    LEAST_LINES,
    LEAST_RATIO,
    LIMITS,
    NOT_CUMULATIVE_SHARE,
    SCALE_TOLERANCE,
    TAIL_PROBABILITY,
)
from schemas.integrity.faults import Check, Fault

BOUNDS = {
    TAIL_PROBABILITY: (Decimal(0), Decimal("0.5")),
    LEAST_RATIO: (Decimal(1), Decimal(1_000)),
    # Beyond the root of 1,000 the neighbourhoods of 1,000 and 1,000,000 would meet.
    SCALE_TOLERANCE: (Decimal(1), Decimal(31)),
    # Fewer lines say nothing; at most half of a quarter's lines reach a longer period by chance.
    LEAST_LINES: (Decimal(4), Decimal(100)),
    CUMULATIVE_SHARE: (Decimal("0.5"), Decimal("1.01")),
    NOT_CUMULATIVE_SHARE: (Decimal("0.1"), Decimal("1.01")),
}


def limits_are_known_and_always_there(declarations: Declarations) -> Iterator[Fault]:
    """Each limit that the code asks for is declared without a gap, and no other."""
    found = [limit.limit_code for limit in declarations.history_limits]
    for code in sorted({*found} - {*LIMITS}):
        yield Fault("history_limits", code, f"nothing asks for it, expected one of {LIMITS}")
    for code in LIMITS:
        spans = [each for each in declarations.history_limits if each.limit_code == code]
        if not _without_gap([(each.valid_from, each.valid_to) for each in spans]):
            yield Fault("history_limits", code, "a day is without it, expected one for every day")


def _without_gap(spans: list[tuple[date | None, date | None]]) -> bool:
    spans = sorted(spans, key=lambda span: span[0] or date.min)
    if not spans or spans[0][0] or spans[-1][1]:
        return False
    return all(
        before and after and (after - before).days == 1
        for (_, before), (after, _) in pairwise(spans)
    )


def limits_are_within_reason(declarations: Declarations) -> Iterator[Fault]:
    """A limit is a number between the bounds that give it a meaning."""
    for limit in declarations.history_limits:
        low, high = BOUNDS.get(limit.limit_code, (Decimal("-Infinity"), Decimal("Infinity")))
        if limit.value is None or not low < limit.value < high:
            wrong = f"value is {limit.value}, expected one between {low} and {high}"
            yield Fault("history_limits", limit.limit_code, wrong)


CHECKS: tuple[Check, ...] = (limits_are_known_and_always_there, limits_are_within_reason)
