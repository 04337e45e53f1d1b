"""Dates in number cells: what was probably typed before Excel made a date or time of it."""

from datetime import date, datetime

_FIRST_OF_MARCH_1900 = date(1900, 3, 1)
_LAST_SERIAL_YEAR = 1930
"""Counts up to 11,000 that bear a date's format show as a day of these years."""


def probably_typed(day: str) -> str:
    """Return, in words, what a sender may have typed who finds a date or time in the cell.

    ``day`` is ISO text. A day of the first decades is a plain number under a date's format, as are
    whole days under a format of hours; any other day and month were typed with a slash between
    them, in either order.
    """
    try:
        found = datetime.fromisoformat(day).date()
    except ValueError:
        hours, _, rest = day.partition(":")
        is_whole = hours.isdecimal() and rest == "00:00" and int(hours) % 24 == 0
        return f"số {int(hours) // 24}" if is_whole else "số có dấu hai chấm"
    if found.year <= _LAST_SERIAL_YEAR:
        return f"số {_serial(found)}"
    month_first, day_first = f"{found.month}/{found.day}", f"{found.day}/{found.month}"
    return f"“{day_first}”" if day_first == month_first else f"“{day_first}” hoặc “{month_first}”"


def _serial(day: date) -> int:
    """Return Excel's number of a day; Excel counts a 29/2/1900 that never was."""
    return (day - date(1899, 12, 30)).days - (day < _FIRST_OF_MARCH_1900)
