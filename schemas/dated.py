"""Records with a span of validity: everything that a decree can change has a date."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A record valid from one day to another, both included; an empty end is open."""

    @property
    def valid_from(self) -> date | None:
        """First day of validity; ``None`` when it lies before the records begin."""

    @property
    def valid_to(self) -> date | None:
        """Last day of validity; ``None`` while it is in force."""


DatedRecord = TypeVar("DatedRecord", bound=Dated)


def is_valid(record: Dated, day: date) -> bool:
    """Say whether ``record`` is in force on ``day``."""
    starts_in_time = record.valid_from is None or record.valid_from <= day
    return starts_in_time and (record.valid_to is None or day <= record.valid_to)


def valid_on(records: Iterable[DatedRecord], day: date) -> tuple[DatedRecord, ...]:
    """Keep the records in force on ``day``, in their order."""
    return tuple(record for record in records if is_valid(record, day))


def overlaps(first: Dated, second: Dated) -> bool:
    """Say whether two records are in force on at least one common day."""
    return (first.valid_from or date.min) <= (second.valid_to or date.max) and (
        second.valid_from or date.min
    ) <= (first.valid_to or date.max)
