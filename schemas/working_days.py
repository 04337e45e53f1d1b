"""Working days: public holidays, days worked instead, and the years whose days off are known."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from schemas.dated import is_valid

ONE_DAY = timedelta(days=1)
HOLIDAY, IN_LIEU, SWAPPED, MAKE_UP, UNCLEAR = "holiday", "in_lieu", "swapped", "make_up", "unclear"
DAY_KINDS = (HOLIDAY, IN_LIEU, SWAPPED, MAKE_UP, UNCLEAR)
_IS_WORKING = {HOLIDAY: False, IN_LIEU: False, SWAPPED: False, MAKE_UP: True, UNCLEAR: None}


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A day that is not what its weekday says, or of which nobody can say yet what it is.

    ``in_lieu`` stands for the holiday on a weekend that it makes good (Bộ luật Lao động 2019, Điều
    111 khoản 3), ``swapped`` for the weekend day that is worked instead (``make_up``): each names
    the other in ``instead_of``.
    """

    day: date
    kind: str
    name: str
    instead_of: date | None
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """A span, usually a year, and whether its days off for public servants have been announced.

    ``holidays`` is how many days the law gives; an announced calendar lists as many.
    """

    calendar: str
    is_announced: bool
    holidays: int
    valid_from: date | None
    valid_to: date | None
    source: str
    note: str


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked. A day that nobody has announced is unknown, also a Tuesday."""

    holidays: tuple[PublicHoliday, ...]
    calendars: tuple[WorkingCalendar, ...]
    _by_day: dict[date, PublicHoliday] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Index the declared days."""
        self._by_day.update({holiday.day: holiday for holiday in self.holidays})

    def holiday(self, day: date) -> PublicHoliday | None:
        """Return the declared row of ``day``, if it has one."""
        return self._by_day.get(day)

    def is_working(self, day: date) -> bool | None:
        """Say whether ``day`` is worked; ``None`` when that is not known."""
        if not any(c.is_announced for c in self.calendars if is_valid(c, day)):
            return None
        holiday = self.holiday(day)
        return _IS_WORKING[holiday.kind] if holiday else day.isoweekday() <= 5

    def on_or_after(self, day: date) -> date | None:
        """Return the first working day from ``day`` on; ``None`` if that depends on an unknown."""
        while (works := self.is_working(day)) is False:
            day += ONE_DAY
        return day if works else None

    def between(self, after: date, until: date) -> int | None:
        """Count the working days later than ``after``, up to and including ``until``.

        ``None`` if one of the days between is unknown; 0 when ``until`` is not later.
        """
        works = [self.is_working(day) for day in days(after + ONE_DAY, until)]
        return None if None in works else works.count(True)

    def first_unknown(self, after: date, until: date) -> date | None:
        """Return the day that keeps ``between`` from counting, if there is one."""
        between = days(after + ONE_DAY, until)
        return next((day for day in between if self.is_working(day) is None), None)


def days(first: date, last: date) -> Iterator[date]:
    """Yield the days from ``first`` to ``last``, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
