"""Drawing by lot, from names: the same names give the same draw, in any order, on any Python."""

import hashlib
import math

from schemas.declarations import Declarations
from schemas.forms import Cell
from schemas.periods import Period

_FEW, _MOST = 30.0, 120
QUARTERS = 4


def chance(*names: object) -> float:
    """Return a number from 0 to below 1 that depends on the names alone."""
    digest = hashlib.sha256("|".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def count(mean: float, luck: float) -> int:
    """Return a whole number around ``mean``: a Poisson count if small, else within 15 %."""
    if mean >= _FEW:
        return round(mean * (0.85 + 0.3 * luck))
    number, probability = 0, math.exp(-mean)
    while luck >= probability and number < _MOST:
        luck -= probability
        number += 1
        probability *= mean / number
    return number


def drawn(cell: Cell, level: float, origin: str, year: int, quarter: int, salt: str) -> int:
    """Return what one unit counts in a cell, in a quarter or, if ``quarter`` is 0, in a year.

    ``level`` is what a unit of ordinary size counts in a year.
    """
    mean = level * _scale(origin, cell.code) / (QUARTERS if quarter else 1)
    return count(mean, chance("draw", origin, cell.code, year, quarter, salt))


def quarters(period: Period) -> range:
    """Return which quarters, 1 to 4, of the year that starts on 15 December a period covers."""
    days = (period.cut_off - period.starts_on).days + 1
    last = period.cut_off.month // 3
    return range(last - round(days / 91) + 1, last + 1)


def _scale(origin: str, code: str) -> float:
    """Return how large a unit is and how much of one thing it has; both stay over the years."""
    size, habit = chance("size", origin), chance("habit", origin, code)
    return (0.5 + 1.5 * size) * (0.6 + 0.8 * habit)


def origins(declarations: Declarations, unit_code: str) -> tuple[str, ...]:
    """Return the oldest units whose work ``unit_code`` does: itself if it succeeded nobody."""
    before = [s.predecessor for s in declarations.units.successions if s.successor == unit_code]
    found = [oldest for unit in before for oldest in origins(declarations, unit)]
    return tuple(found) or (unit_code,)
