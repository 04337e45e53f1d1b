"""Checks of the declarations against each other; every fault is found before anything runs."""

from schemas.declarations import Declarations
from schemas.integrity import (
    caveats,
    derived_periods,
    directives,
    disclosure,
    forms,
    handovers,
    history,
    issues,
    letterheads,
    lines,
    names,
    parts,
    periods,
    recipients,
    reminders,
    restating,
    rules,
    successions,
    tables,
    targets,
    texts,
    units,
    working_days,
)
from schemas.integrity.faults import Check, Fault
from schemas.tables import DeclarationError

CHECKS: tuple[Check, ...] = (
    *tables.CHECKS,
    *texts.CHECKS,
    *forms.CHECKS,
    *lines.CHECKS,
    *parts.CHECKS,
    *restating.CHECKS,
    *targets.CHECKS,
    *disclosure.CHECKS,
    *rules.CHECKS,
    *issues.CHECKS,
    *history.CHECKS,
    *units.CHECKS,
    *names.CHECKS,
    *successions.CHECKS,
    *handovers.CHECKS,
    *directives.CHECKS,
    *recipients.CHECKS,
    *caveats.CHECKS,
    *letterheads.CHECKS,
    *periods.CHECKS,
    *reminders.CHECKS,
    *derived_periods.CHECKS,
    *working_days.CHECKS,
)


def find_faults(declarations: Declarations) -> tuple[Fault, ...]:
    """Return every fault once, in the order of the checks, with the first day on which it shows."""
    faults = (fault for check in CHECKS for fault in check(declarations))
    first: dict[tuple[str, str, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.table, fault.key, fault.wrong), fault)
    return tuple(first.values())


def check_integrity(declarations: Declarations) -> None:
    """Run every check and report all faults together.

    Raises:
        DeclarationError: With one line a fault, each naming table, row and what was expected.
    """
    if faults := find_faults(declarations):
        found = f"{len(faults)} wrong declarations in {declarations.folder}:"
        raise DeclarationError("\n".join((found, *map(str, faults))))
