"""Days of validity: spans that overlap, and days that no record covers."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta

from schemas.dated import Dated, DatedRecord

ONE_DAY = timedelta(days=1)


def first_day(record: Dated) -> date:
    """Return the first day of validity; an open start lies before all days."""
    return record.valid_from or date.min


def last_day(record: Dated) -> date:
    """Return the last day of validity; an open end lies after all days."""
    return record.valid_to or date.max


def change_days(records: Iterable[Dated]) -> tuple[date, ...]:
    """Return the days on which a record starts or has just ended: between them nothing changes."""
    days = set()
    for record in records:
        days.add(first_day(record))
        if record.valid_to and record.valid_to < date.max:
            days.add(record.valid_to + ONE_DAY)
    return tuple(sorted(days))


def uncovered_day(record: Dated, covering: Iterable[Dated]) -> date | None:
    """Return the first day of ``record`` on which none of ``covering`` is valid, if any."""
    day, end = first_day(record), last_day(record)
    for other in sorted(covering, key=first_day):
        if first_day(other) > day or day > end:
            break
        if last_day(other) >= end:
            return None
        day = max(day, last_day(other) + ONE_DAY)
    return day if day <= end else None


def clashes(
    records: Iterable[DatedRecord], key: Callable[[DatedRecord], Hashable]
) -> Iterator[tuple[DatedRecord, DatedRecord]]:
    """Yield pairs of records with the same key that are valid on a common day."""
    groups: defaultdict[Hashable, list[DatedRecord]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    for group in groups.values():
        if len(group) > 1:
            yield from _overlapping(sorted(group, key=first_day))


def _overlapping(group: list[DatedRecord]) -> Iterator[tuple[DatedRecord, DatedRecord]]:
    latest = group[0]
    for record in group[1:]:
        if first_day(record) <= last_day(latest):
            yield latest, record
        latest = max(latest, record, key=last_day)
