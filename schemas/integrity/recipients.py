"""What holds of the units that receive a directive's reports, and of when its due dates apply."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from schemas.dated import overlaps
from schemas.declarations import Declarations
from schemas.directives import Directive, Recipient
from schemas.integrity.faults import Check, Fault
from schemas.integrity.spans import uncovered_day
from schemas.integrity.units import units_by_code

TABLE = "recipients"


def recipients_stay_within_their_directive(declarations: Declarations) -> Iterator[Fault]:
    """A recipient receives under a declared directive, on days on which it is in force."""
    directives = _directives(declarations)
    for row in declarations.directives.recipients:
        own = directives.get(row.directive_code)
        if day := uncovered_day(row, [own] if own else ()):
            wrong = f"no directive {row.directive_code!r} is in force then, expected one"
            yield Fault(TABLE, row.directive_code, wrong, day)


def directives_have_a_recipient_every_day(declarations: Declarations) -> Iterator[Fault]:
    """Where units must report, each day has a row that says to whom, or that nobody knows."""
    rows: defaultdict[str, list[Recipient]] = defaultdict(list)
    for row in declarations.directives.recipients:
        rows[row.directive_code].append(row)
    for directive in _directives_with_reporters(declarations):
        if day := uncovered_day(directive, rows[directive.directive_code]):
            wrong = f"it has no recipient, expected a row in {TABLE}.csv for each day"
            yield Fault("directives", directive.directive_code, wrong, day)


def recipients_are_open_units(declarations: Declarations) -> Iterator[Fault]:
    """Nobody sends a report to a unit that is closed."""
    units = units_by_code(declarations)
    for row in declarations.directives.recipients:
        if row.recipient and (day := uncovered_day(row, units[row.recipient])):
            wrong = f"recipient is {row.recipient!r}, expected the code of a unit that exists then"
            yield Fault(TABLE, row.directive_code, wrong, day)


def recipients_belong_to_whom_units_report(declarations: Declarations) -> Iterator[Fault]:
    """The recipient is whom the units report to, or one of its own units."""
    units = units_by_code(declarations)
    reported = defaultdict(set)
    for reporter in declarations.directives.reporters:
        reported[reporter.directive_code].add(reporter.reports_to)
    for row in declarations.directives.recipients:
        superiors = {unit.reports_to for unit in units[row.recipient]} | {row.recipient}
        wanted = reported[row.directive_code]
        if row.recipient and not wanted <= superiors:
            wrong = f"recipient is {row.recipient!r}, expected {', '.join(sorted(wanted))}"
            yield Fault(TABLE, row.directive_code, f"{wrong} or one of its own units")


def due_dates_apply_under_their_directive(declarations: Declarations) -> Iterator[Fault]:
    """A due date is in force on some day of its directive."""
    directives = _directives(declarations)
    for due in declarations.directives.due_dates:
        own = directives.get(due.directive_code)
        if own and not overlaps(due, own):
            key = f"{due.directive_code}/{due.unit_kind}/{due.period_kind}"
            wrong = f"its days {due.valid_from} to {due.valid_to} lie outside the directive's"
            yield Fault("due_dates", key, f"{wrong}, expected some within")


def _directives(declarations: Declarations) -> Mapping[str, Directive]:
    return {each.directive_code: each for each in declarations.directives.directives}


def _directives_with_reporters(declarations: Declarations) -> Iterator[Directive]:
    asking = {reporter.directive_code for reporter in declarations.directives.reporters}
    yield from (d for d in declarations.directives.directives if d.directive_code in asking)


CHECKS: tuple[Check, ...] = (
    recipients_stay_within_their_directive,
    directives_have_a_recipient_every_day,
    recipients_are_open_units,
    recipients_belong_to_whom_units_report,
    due_dates_apply_under_their_directive,
)
