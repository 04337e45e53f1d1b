"""What holds of successions: the work of one unit passes, whole, to another on the next day."""

from collections import Counter
from collections.abc import Iterator

from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault
from schemas.integrity.spans import ONE_DAY, first_day, last_day
from schemas.integrity.units import HEALTH_DEPARTMENT, units_by_code
from schemas.units import Unit, UnitSuccession

TABLE = "unit_successions"


def successions_name_units(declarations: Declarations) -> Iterator[Fault]:
    """Both units of a succession are declared."""
    units = units_by_code(declarations)
    for succession in declarations.units.successions:
        for field in ("predecessor", "successor"):
            if (code := getattr(succession, field)) not in units:
                yield Fault(
                    TABLE, _key(succession), f"{field} is {code!r}, expected one of units.csv"
                )


def predecessors_close_the_day_before(declarations: Declarations) -> Iterator[Fault]:
    """A predecessor's last day is the one before its successor takes over."""
    for succession, before, _ in _pairs(declarations):
        expected = succession.effective_from - ONE_DAY
        if before.valid_to != expected:
            wrong = f"{before.unit_code} closes on {before.valid_to}, expected {expected}"
            yield Fault(TABLE, _key(succession), wrong)


def successors_are_open(declarations: Declarations) -> Iterator[Fault]:
    """A successor exists on the day on which it takes over."""
    for succession, _, after in _pairs(declarations):
        if not first_day(after) <= succession.effective_from <= last_day(after):
            wrong = f"{after.unit_code} does not exist then, expected it to be open"
            yield Fault(TABLE, _key(succession), wrong, succession.effective_from)


def successions_keep_the_kind(declarations: Declarations) -> Iterator[Fault]:
    """Work passes between units that report: of one kind, to the same recipient."""
    for succession, before, after in _pairs(declarations):
        if not before.reports_to:
            wrong = f"{before.unit_code} reports to nobody, expected a unit that reports"
            yield Fault(TABLE, _key(succession), wrong)
        elif (before.kind, before.reports_to) != (after.kind, after.reports_to):
            wrong = f"{after.unit_code} is a {after.kind} and reports to {after.reports_to!r}"
            expected = f"expected a {before.kind} that reports to {before.reports_to!r}"
            yield Fault(TABLE, _key(succession), f"{wrong}, {expected}")


def closed_health_departments_have_one_successor(declarations: Declarations) -> Iterator[Fault]:
    """No province is lost or counted twice when provinces merge."""
    counts = Counter(succession.predecessor for succession in declarations.units.successions)
    for unit in declarations.units.units:
        if unit.kind == HEALTH_DEPARTMENT and unit.valid_to and counts[unit.unit_code] != 1:
            wrong = f"it closes on {unit.valid_to} with {counts[unit.unit_code]} successors"
            yield Fault("units", unit.unit_code, f"{wrong}, expected one in {TABLE}.csv")


def work_passes_whole(declarations: Declarations) -> Iterator[Fault]:
    """A unit's work passes to one unit, not to several."""
    counts = Counter(succession.predecessor for succession in declarations.units.successions)
    for code in (code for code, count in counts.items() if count > 1):
        yield Fault(TABLE, code, f"it has {counts[code]} successors, expected one")


def successions_make_no_circle(declarations: Declarations) -> Iterator[Fault]:
    """A unit's work never comes back to it: its past would have no beginning."""
    heir = {each.predecessor: each.successor for each in declarations.units.successions}
    for succession in declarations.units.successions:
        path = [succession.predecessor]
        while (after := heir.get(path[-1], "")) and after not in path:
            path.append(after)
        if after == succession.predecessor:
            wrong = f"it leads back to {after}: {' > '.join([*path, after])}, expected no circle"
            yield Fault(TABLE, _key(succession), wrong)


def _key(succession: UnitSuccession) -> str:
    return f"{succession.predecessor}/{succession.successor}"


def _pairs(declarations: Declarations) -> Iterator[tuple[UnitSuccession, Unit, Unit]]:
    """Yield each succession between known units, with the predecessor's and successor's rows."""
    units = units_by_code(declarations)
    for succession in declarations.units.successions:
        before, after = units[succession.predecessor], units[succession.successor]
        if before and after:
            yield succession, max(before, key=last_day), min(after, key=first_day)


CHECKS: tuple[Check, ...] = (
    successions_name_units,
    predecessors_close_the_day_before,
    successors_are_open,
    successions_keep_the_kind,
    closed_health_departments_have_one_successor,
    work_passes_whole,
    successions_make_no_circle,
)
