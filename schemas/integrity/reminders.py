"""What holds of the reasons for which units are written to."""

from collections.abc import Iterator

from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.sentences import unended, unfillable_places
from schemas.reminders import REMINDER_CASES

PLACES = ("period",)


def reminder_cases_are_known(declarations: Declarations) -> Iterator[Fault]:
    """A case is one that the status of a report can lead to."""
    for case in declarations.reminder_cases:
        if case.reminder_case not in REMINDER_CASES:
            key = case.reminder_case
            yield not_listed("reminder_cases", key, "reminder_case", key, REMINDER_CASES)


def every_reminder_case_is_worded(declarations: Declarations) -> Iterator[Fault]:
    """Whatever a report can lead to has its words."""
    worded = {case.reminder_case for case in declarations.reminder_cases}
    for case in REMINDER_CASES:
        if case not in worded:
            yield Fault("reminder_cases", case, "it has no row, expected one")


def reminder_subjects_can_be_filled(declarations: Declarations) -> Iterator[Fault]:
    """A subject has a place only for the period, and goes on after "V/v"."""
    for case in declarations.reminder_cases:
        yield from unfillable_places("reminder_cases", case.reminder_case, case.subject, PLACES)
        if case.subject[:1].isupper() or case.subject.endswith("."):
            wrong = f"subject is {case.subject!r}, expected what follows “V/v”, without a full stop"
            yield Fault("reminder_cases", case.reminder_case, wrong)


def reminder_actions_end(declarations: Declarations) -> Iterator[Fault]:
    """What the desk has to do is a sentence."""
    for case in declarations.reminder_cases:
        yield from unended("reminder_cases", case.reminder_case, case.action)


CHECKS: tuple[Check, ...] = (
    reminder_cases_are_known,
    every_reminder_case_is_worded,
    reminder_subjects_can_be_filled,
    reminder_actions_end,
)
