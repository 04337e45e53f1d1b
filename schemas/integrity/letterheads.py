"""What holds of letterheads and onward recipients: whoever consolidates can sign and send."""

from collections import defaultdict
from collections.abc import Iterator

from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.spans import uncovered_day
from schemas.letterheads import Letterhead

LETTERHEADS, ONWARD = "letterheads", "onward_recipients"


def letterheads_are_of_units(declarations: Declarations) -> Iterator[Fault]:
    """A letterhead is that of a declared unit."""
    for letterhead in declarations.letterheads:
        if not declarations.units.find(letterhead.unit_code):
            wrong = "it is no unit, expected one of units.csv"
            yield Fault(LETTERHEADS, letterhead.unit_code, wrong)


def whoever_receives_reports_has_a_letterhead(declarations: Declarations) -> Iterator[Fault]:
    """What comes of the reports under a directive is published under a head, on each of its days.

    Only the ministry's directives may have open starts, and nothing was consolidated before.
    """
    heads: defaultdict[str, list[Letterhead]] = defaultdict(list)
    for letterhead in declarations.letterheads:
        heads[letterhead.unit_code].append(letterhead)
    directives = {d.directive_code: d for d in declarations.directives.directives}
    for reporter in declarations.directives.reporters:
        directive = directives.get(reporter.directive_code)
        if directive and (day := uncovered_day(directive, heads[reporter.reports_to])):
            wrong = f"it has no row for {directive.directive_code}, expected one for each day"
            yield Fault(LETTERHEADS, reporter.reports_to, wrong, day)


def onward_recipients_are_of_units(declarations: Declarations) -> Iterator[Fault]:
    """Who sends its summary on is a declared unit."""
    for onward in declarations.onward_recipients:
        if not declarations.units.find(onward.unit_code):
            key = f"{onward.unit_code}/{onward.recipient_code}"
            yield Fault(ONWARD, key, "it is no unit, expected one of units.csv")


def onward_recipients_get_known_periods(declarations: Declarations) -> Iterator[Fault]:
    """A summary is sent on for declared kinds of period, at least for one."""
    kinds = [kind.kind for kind in declarations.period_kinds]
    for onward in declarations.onward_recipients:
        key = f"{onward.unit_code}/{onward.recipient_code}"
        for kind in onward.period_kinds or ("",):
            if kind not in kinds:
                yield not_listed(ONWARD, key, "period_kinds", kind, kinds)


def onward_recipients_name_files(declarations: Declarations) -> Iterator[Fault]:
    """A recipient's code is part of a file's name."""
    for onward in declarations.onward_recipients:
        plain = onward.recipient_code.replace("-", "")
        if not (plain.isascii() and plain.isalnum() and plain.islower()):
            key = f"{onward.unit_code}/{onward.recipient_code}"
            yield Fault(ONWARD, key, "expected a code of small letters, digits and hyphens")


CHECKS: tuple[Check, ...] = (
    letterheads_are_of_units,
    whoever_receives_reports_has_a_letterhead,
    onward_recipients_are_of_units,
    onward_recipients_get_known_periods,
    onward_recipients_name_files,
)
