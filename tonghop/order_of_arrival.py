"""The order in which reports arrived: what is received later never comes before what was there.

A file's own time says when it was saved, by a clock that may have been wrong or moved back, or by
that of the computer that it was copied from. So it may say that something arrived later than all
that was received before, but not that it arrived earlier. Only the day that a folder is named for,
which a person has stated, is taken at its word: what was mislaid is filed under its own day.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonghop.archive import Receipt

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RUN = attrgetter("run")


def in_order(receipts: "Iterable[Receipt]") -> "tuple[Receipt, ...]":
    """Return receipts in the order of arrival, the same for the same whatever their order."""
    placed: list[tuple[str, Receipt]] = []
    latest = ""
    for _, together in groupby(sorted(receipts, key=lambda r: (r.run, r)), _RUN):
        run = [(_moment(receipt, latest), receipt) for receipt in together]
        latest = max(latest, *(moment for moment, _ in run))
        placed += run
    return tuple(r for _, r in sorted(placed, key=lambda each: (each[0], each[1].run, each[1])))


def _moment(receipt: "Receipt", latest: str) -> str:
    """Return where a receipt stands: not before those of earlier runs, unless its day is told."""
    is_told = day_told(receipt.folder) is not None
    return receipt.received_at if is_told else max(receipt.received_at, latest)


def day_told(folder: str) -> date | None:
    """Return the last day that a folder, or one above it, is named for."""
    return next((day for name in reversed(folder.split("/")) if (day := _day(name))), None)


def _day(name: str) -> date | None:
    """Return the day that a folder is named for; ``2026-06-31`` and the like name none."""
    try:
        return date.fromisoformat(name) if _DAY.fullmatch(name) else None
    except ValueError:
        return None
