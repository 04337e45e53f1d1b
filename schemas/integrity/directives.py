"""What holds of directives, of who must report under them, and of due dates."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.directives import Directive, DueDate, Reporter
from schemas.integrity.faults import Check, Fault
from schemas.integrity.periods import not_a_day
from schemas.integrity.spans import ONE_DAY, clashes, first_day

REPORTERS, DUE_DATES = "directive_reporters", "due_dates"


def reporters_are_declared(declarations: Declarations) -> Iterator[Fault]:
    """Under what, who and to whom: all three are declared."""
    known = {
        "directive_code": _directive_codes(declarations),
        "unit_kind": {kind.kind for kind in declarations.units.kinds},
        "reports_to": {unit.unit_code for unit in declarations.units.units},
    }
    for reporter in declarations.directives.reporters:
        yield from _undeclared(REPORTERS, _reporter_key(reporter), reporter, known)


def due_dates_are_declared(declarations: Declarations) -> Iterator[Fault]:
    """Under what, who and for which kind of period: all three are declared."""
    known = {
        "directive_code": _directive_codes(declarations),
        "unit_kind": {kind.kind for kind in declarations.units.kinds},
        "period_kind": {kind.kind for kind in declarations.period_kinds},
    }
    for due in declarations.directives.due_dates:
        yield from _undeclared(DUE_DATES, _due_key(due), due, known)


def due_dates_bind_reporters(declarations: Declarations) -> Iterator[Fault]:
    """Who has a due date under a directive must report under it, and the reverse."""
    directives = declarations.directives
    reporting = {(reporter.directive_code, reporter.unit_kind) for reporter in directives.reporters}
    due_kinds = {(due.directive_code, due.unit_kind) for due in directives.due_dates}
    for due in directives.due_dates:
        if (due.directive_code, due.unit_kind) not in reporting:
            wrong = f"a {due.unit_kind} need not report, expected a row in {REPORTERS}.csv"
            yield Fault(DUE_DATES, _due_key(due), wrong)
    for reporter in directives.reporters:
        if (reporter.directive_code, reporter.unit_kind) not in due_kinds:
            wrong = f"it reports for no period, expected a row in {DUE_DATES}.csv"
            yield Fault(REPORTERS, _reporter_key(reporter), wrong)


def due_dates_are_days(declarations: Declarations) -> Iterator[Fault]:
    """A due date is a day of every year, or empty."""
    for due in declarations.directives.due_dates:
        if due.due_before:
            yield from not_a_day(DUE_DATES, _due_key(due), "due_before", due.due_before)


def due_dates_follow_the_cut_off(declarations: Declarations) -> Iterator[Fault]:
    """Nobody can report before the figures are cut off; ``due_before`` itself is too late."""
    cut_offs = {kind.kind: kind.cut_off for kind in declarations.period_kinds}
    for due in declarations.directives.due_dates:
        cut_off = cut_offs.get(due.period_kind, "")
        if due.due_before and due.due_before <= cut_off:
            wrong = f"due_before is {due.due_before}, expected a day after the cut-off {cut_off}"
            yield Fault(DUE_DATES, _due_key(due), wrong)


def one_directive_governs(declarations: Declarations) -> Iterator[Fault]:
    """On any day a kind of unit reports to a recipient under one directive."""
    directives = {d.directive_code: d for d in declarations.directives.directives}
    governing: defaultdict[tuple[str, str], list[Directive]] = defaultdict(list)
    for reporter in declarations.directives.reporters:
        if directive := directives.get(reporter.directive_code):
            governing[reporter.unit_kind, reporter.reports_to].append(directive)
    for (kind, recipient), group in governing.items():
        for first, second in clashes(group, _any_key):
            wrong = f"{first.directive_code} also asks a {kind} to report to {recipient}"
            expected = "expected one directive a day"
            yield Fault(
                "directives", second.directive_code, f"{wrong}, {expected}", second.valid_from
            )


def directives_follow_without_gap(declarations: Declarations) -> Iterator[Fault]:
    """Between two directives that ask a kind of unit, no day passes on which none does."""
    directives = {d.directive_code: d for d in declarations.directives.directives}
    asking: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for reporter in declarations.directives.reporters:
        asking[reporter.unit_kind, reporter.reports_to].add(reporter.directive_code)
    for (kind, recipient), codes in asking.items():
        ordered = sorted((directives[code] for code in codes & {*directives}), key=first_day)
        for before, after in pairwise(ordered):
            if before.valid_to and first_day(after) > before.valid_to + ONE_DAY:
                wrong = f"from {before.valid_to + ONE_DAY} on nothing asks a {kind}"
                expected = f"expected what {recipient} asks to follow without a gap"
                yield Fault("directives", after.directive_code, f"{wrong}, {expected}")


def the_national_recipient_is_a_unit(declarations: Declarations) -> Iterator[Fault]:
    """National figures are collected by a declared unit."""
    if not declarations.units.find(NATIONAL_RECIPIENT):
        yield Fault("units", NATIONAL_RECIPIENT, "the ministry is missing, expected a row for it")


def _any_key(_: Directive) -> None:
    """Return the same key for all."""


def _directive_codes(declarations: Declarations) -> Collection[str]:
    return {directive.directive_code for directive in declarations.directives.directives}


def _undeclared(
    table: str, key: str, row: Reporter | DueDate, known: dict[str, Collection[str]]
) -> Iterator[Fault]:
    for field, values in known.items():
        if (value := getattr(row, field)) not in values:
            yield Fault(table, key, f"{field} is {value!r}, expected a declared one")


def _reporter_key(reporter: Reporter) -> str:
    return f"{reporter.directive_code}/{reporter.unit_kind}/{reporter.reports_to}"


def _due_key(due: DueDate) -> str:
    return f"{due.directive_code}/{due.unit_kind}/{due.period_kind}"


CHECKS: tuple[Check, ...] = (
    reporters_are_declared,
    due_dates_are_declared,
    due_dates_bind_reporters,
    due_dates_are_days,
    due_dates_follow_the_cut_off,
    one_directive_governs,
    directives_follow_without_gap,
    the_national_recipient_is_a_unit,
)
