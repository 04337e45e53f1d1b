"""What holds of public holidays, of the calendars they stand in, and of how due dates count."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from schemas.dated import is_valid
from schemas.declarations import Declarations
from schemas.directives import READINGS, Directive
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.spans import ONE_DAY, clashes, last_day, uncovered_day
from schemas.units import CONFIRMED_MARKS
from schemas.working_days import (
    DAY_KINDS,
    HOLIDAY,
    IN_LIEU,
    MAKE_UP,
    SWAPPED,
    PublicHoliday,
    WorkingCalendar,
)

HOLIDAYS, CALENDARS, TERMS = "public_holidays", "working_calendars", "due_terms"
_WEEKDAYS_OFF, _COUNTERPARTS = (IN_LIEU, SWAPPED), {SWAPPED: MAKE_UP, MAKE_UP: SWAPPED}


def holidays_are_of_known_kinds(declarations: Declarations) -> Iterator[Fault]:
    """A special day is off, worked, or unclear, and it is found or deduced."""
    for holiday in declarations.working_days.holidays:
        if holiday.kind not in DAY_KINDS:
            yield not_listed(HOLIDAYS, str(holiday.day), "kind", holiday.kind, DAY_KINDS)
        if holiday.mark not in CONFIRMED_MARKS:
            yield not_listed(HOLIDAYS, str(holiday.day), "mark", holiday.mark, CONFIRMED_MARKS)


def holidays_lie_in_announced_calendars(declarations: Declarations) -> Iterator[Fault]:
    """Of a year whose days off are not announced, nothing is known: it has no rows."""
    for holiday in declarations.working_days.holidays:
        if not _calendar(declarations, holiday.day):
            wrong = f"its day is in no announced calendar, expected one in {CALENDARS}.csv"
            yield Fault(HOLIDAYS, str(holiday.day), wrong)


def announced_calendars_have_every_holiday(declarations: Declarations) -> Iterator[Fault]:
    """An announced calendar lists as many holidays as the law gives."""
    days = declarations.working_days
    listed = Counter(_calendar(declarations, h.day) for h in days.holidays if h.kind == HOLIDAY)
    for calendar in days.calendars:
        if calendar.is_announced and listed[calendar] != calendar.holidays:
            wrong = f"it lists {listed[calendar]} holidays, expected {calendar.holidays}"
            yield Fault(CALENDARS, calendar.calendar, wrong)


def special_days_change_their_weekday(declarations: Declarations) -> Iterator[Fault]:
    """A day off in place of another is a weekday, a day worked instead lies on a weekend."""
    for holiday in declarations.working_days.holidays:
        if holiday.kind in _WEEKDAYS_OFF and _is_weekend(holiday.day):
            wrong = f"a day of kind {holiday.kind} lies on a weekend, expected a weekday"
            yield Fault(HOLIDAYS, str(holiday.day), wrong)
        if holiday.kind == MAKE_UP and not _is_weekend(holiday.day):
            wrong = "a day worked instead is a weekday, expected a Saturday or Sunday"
            yield Fault(HOLIDAYS, str(holiday.day), wrong)


def swapped_days_name_each_other(declarations: Declarations) -> Iterator[Fault]:
    """A day off and the day worked for it are announced together."""
    rows = {holiday.day: holiday for holiday in declarations.working_days.holidays}
    for holiday in rows.values():
        if wanted := _COUNTERPARTS.get(holiday.kind):
            other = rows.get(holiday.instead_of) if holiday.instead_of else None
            if not other or (other.kind, other.instead_of) != (wanted, holiday.day):
                wrong = f"instead_of is {holiday.instead_of}, expected the {wanted} that names it"
                yield Fault(HOLIDAYS, str(holiday.day), wrong)


def holidays_on_weekends_are_made_good_once(declarations: Declarations) -> Iterator[Fault]:
    """A holiday on a weekend gives one later weekday off, and only such a holiday does.

    Bộ luật Lao động 2019, Điều 111 khoản 3.
    """
    holidays = declarations.working_days.holidays
    given = Counter(h.instead_of for h in holidays if h.kind == IN_LIEU)
    owed = {h.day for h in holidays if h.kind == HOLIDAY and _is_weekend(h.day)}
    for day in sorted(owed):
        if given[day] != 1:
            wrong = f"{given[day]} days off stand for it, expected one of kind {IN_LIEU}"
            yield Fault(HOLIDAYS, str(day), wrong)
    for holiday in holidays:
        if holiday.kind == IN_LIEU and not _makes_good(holiday, owed):
            wrong = f"instead_of is {holiday.instead_of}, expected an earlier holiday on a weekend"
            yield Fault(HOLIDAYS, str(holiday.day), wrong)


def calendars_follow_one_another(declarations: Declarations) -> Iterator[Fault]:
    """From the first calendar on each day has one, and what is not announced says so."""
    calendars = declarations.working_days.calendars
    for _, second in clashes(calendars, _any_key):
        wrong = "another calendar covers some of its days, expected one a day"
        yield Fault(CALENDARS, second.calendar, wrong, second.valid_from)
    for calendar in calendars:
        if calendar.valid_to and not _covers(calendars, calendar.valid_to + ONE_DAY):
            wrong = f"no calendar starts after {calendar.valid_to}, expected one, open at last"
            yield Fault(CALENDARS, calendar.calendar, wrong)
        if calendar.is_announced and last_day(calendar) == date.max:
            wrong = "it is announced and has no end, expected days off of known years only"
            yield Fault(CALENDARS, calendar.calendar, wrong)


def due_dates_lie_in_calendars(declarations: Declarations) -> Iterator[Fault]:
    """Days late can be counted, or it is known why not, from the first due date on."""
    for directive in _directives_with_due_dates(declarations):
        if day := uncovered_day(directive, declarations.working_days.calendars):
            wrong = f"no calendar covers {day}, expected a row in {CALENDARS}.csv"
            yield Fault("directives", directive.directive_code, wrong)


def due_terms_can_be_counted(declarations: Declarations) -> Iterator[Fault]:
    """A reading is one of two, grace is a number of days, and both are of a directive."""
    codes = {directive.directive_code for directive in declarations.directives.directives}
    for terms in declarations.directives.due_terms:
        if terms.directive_code not in codes:
            wrong = f"directive_code is {terms.directive_code!r}, expected a declared one"
            yield Fault(TERMS, terms.directive_code, wrong)
        if terms.reading not in READINGS:
            yield not_listed(TERMS, terms.directive_code, "reading", terms.reading, READINGS)
        if terms.grace_working_days < 0:
            wrong = f"grace_working_days is {terms.grace_working_days}, expected 0 or more"
            yield Fault(TERMS, terms.directive_code, wrong)


def due_dates_have_terms(declarations: Declarations) -> Iterator[Fault]:
    """Whatever a directive's due dates are, on each day of its span it is said how they count."""
    terms = declarations.directives.due_terms
    for directive in _directives_with_due_dates(declarations):
        own = [each for each in terms if each.directive_code == directive.directive_code]
        if day := uncovered_day(directive, own):
            wrong = f"its due dates have no terms on {day}, expected a row in {TERMS}.csv"
            yield Fault("directives", directive.directive_code, wrong)


def _any_key(_: WorkingCalendar) -> None:
    """Return the same key for all."""


def _is_weekend(day: date) -> bool:
    return day.isoweekday() > 5


def _makes_good(holiday: PublicHoliday, owed: Collection[date]) -> bool:
    made_good = holiday.instead_of
    return made_good is not None and made_good in owed and made_good < holiday.day


def _calendar(declarations: Declarations, day: date) -> WorkingCalendar | None:
    calendars = declarations.working_days.calendars
    return next((c for c in calendars if c.is_announced and is_valid(c, day)), None)


def _covers(calendars: Iterable[WorkingCalendar], day: date) -> bool:
    return any(is_valid(calendar, day) for calendar in calendars)


def _directives_with_due_dates(declarations: Declarations) -> Iterator[Directive]:
    dated = {due.directive_code for due in declarations.directives.due_dates}
    yield from (d for d in declarations.directives.directives if d.directive_code in dated)


CHECKS: tuple[Check, ...] = (
    holidays_are_of_known_kinds,
    holidays_lie_in_announced_calendars,
    announced_calendars_have_every_holiday,
    special_days_change_their_weekday,
    swapped_days_name_each_other,
    holidays_on_weekends_are_made_good_once,
    calendars_follow_one_another,
    due_dates_lie_in_calendars,
    due_terms_can_be_counted,
    due_dates_have_terms,
)
