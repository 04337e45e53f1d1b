"""Typed text: what a cell holds, as one text that remembers its kind.

``n12`` is a number, ``s12 vụ`` a text, ``bTRUE`` a logical value, ``d…`` a date or time, ``e#REF!``
an error, ``f=A1+B1`` a formula without a result, ``o12…`` one whose result is no longer true,
``w100%…`` a number that the cell's format shows as another, and the empty text a blank cell. Equal
typed texts mean the same thing wherever they stand, so each is interpreted once for a whole batch.
"""

from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from schemas.folding import SOFT_HYPHEN, clean

BLANK = ""
NUMBER, TEXT, LOGICAL, DAY, ERROR, FORMULA = "n", "s", "b", "d", "e", "f"
STALE, SHOWN = "o", "w"
ONLY_IF_ASKED = (STALE, SHOWN)
"""Kinds that tell of a number which stands there all the same: nobody minds them elsewhere."""
_BEHIND = "\x1f"
"""Parts what is seen in a cell from what is behind it; no typed text contains it otherwise."""
_CONTROLS = {
    **dict.fromkeys([*range(9), *range(14, 32), 0xFFFE, 0xFFFF]),
    **dict.fromkeys([11, 12], "\n"),
}
"""Characters that no document may hold, kept by Excel as ``_x000B_``: breaks, or never seen."""

_NOTHING = f" \t\n\r{SOFT_HYPHEN}"
_FIRST_YEAR = 1900
"""Of Excel's calendar: what is before it is a time of day."""


def as_typed(value: Any) -> str:
    """Return a cell's value as typed text; a number keeps the 15 digits that Excel shows.

    What a formula leaves beyond them (0.1 + 0.2 is kept as 0.30000000000000004) nobody typed.
    """
    match value:
        case str():
            text = clean(value.translate(_CONTROLS))
            return TEXT + text if text.strip(_NOTHING) else BLANK
        case bool():
            return LOGICAL + str(value).upper()
        case float() if not isfinite(value):
            return ERROR + "#NUM!"
        case float():
            return NUMBER + (str(int(value)) if value.is_integer() else f"{value:.15g}")
        case int():
            return NUMBER + str(value)
        case datetime() | date() | time():
            return DAY + _day(value).isoformat()
        case timedelta():
            return DAY + _duration(value)
        case _:
            return BLANK


def _duration(value: timedelta) -> str:
    """Return hours, minutes and seconds; Excel counts hours on beyond a day."""
    sign, seconds = "-" if value < timedelta(0) else "", int(abs(value).total_seconds())
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _day(value: date | time) -> date | time:
    """Return a day, a time of day, or both, whichever of them the cell shows."""
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date()
    return value.time() if isinstance(value, datetime) and value.year < _FIRST_YEAR else value


def stale(kept: str, now: str, formula: str) -> str:
    """Return the typed text of a formula whose kept result is not what it comes to now."""
    return STALE + _BEHIND.join((kept, now, formula))


def shown(text: str, kept: str) -> str:
    """Return the typed text of a number that the cell's format shows as another."""
    return SHOWN + _BEHIND.join((text, kept))


def what_is_behind(typed: str) -> list[str]:
    """Return what ``stale`` and ``shown`` were told behind what is seen."""
    return typed.split(_BEHIND)[1:]


def raw_text(typed: str) -> str:
    """Return what the sender sees in the cell, days and times as people write them."""
    text = typed[1:].partition(_BEHIND)[0]
    return " ".join(map(_as_written, text.split("T"))) if typed[:1] == DAY else text


def _as_written(part: str) -> str:
    """Return 12/5/2026 for 2026-05-12, and 08:30 for 08:30:00."""
    numbers = part.split("-")
    if len(numbers) == 3 and all(map(str.isdecimal, numbers)):
        return "/".join(str(int(number)) for number in reversed(numbers))
    return part.partition(".")[0].removesuffix(":00")
