"""What holds of work that comes from outside the list of units, leaves it, or ends."""

from collections.abc import Iterator, Sequence
from datetime import date

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.spans import ONE_DAY, last_day
from schemas.integrity.units import units_by_code
from schemas.units import ENDED, FROM_OUTSIDE, HANDOVERS, Unit, UnitHandover, written

TABLE = "unit_handovers"


def handovers_are_of_known_kinds(declarations: Declarations) -> Iterator[Fault]:
    """Work comes from outside, goes there, or ends."""
    for row in declarations.units.handovers:
        if row.kind not in HANDOVERS:
            yield not_listed(TABLE, _key(row), "kind", row.kind, HANDOVERS)


def handovers_name_the_other_body(declarations: Declarations) -> Iterator[Fault]:
    """Work that crosses the border has somebody on the other side; work that ends has nobody."""
    for row in declarations.units.handovers:
        if (row.kind == ENDED) == bool(row.other_body):
            expected = "nobody" if row.kind == ENDED else "a body outside the list"
            wrong = f"other_body is {row.other_body!r}, expected {expected} for {row.kind!r}"
            yield Fault(TABLE, _key(row), wrong)


def handovers_cross_the_border(declarations: Declarations) -> Iterator[Fault]:
    """What passes between two units of the list is a succession, not a handover."""
    for row in declarations.units.handovers:
        called = valid_on(declarations.units.called, row.effective_from)
        insiders = {
            each.unit_code for each in called if fold(written(each)) == fold(row.other_body)
        }
        if insiders and row.other_body:
            wrong = f"other_body is the unit {', '.join(sorted(insiders))}"
            yield Fault(TABLE, _key(row), f"{wrong}, expected a row in unit_successions.csv")


def handovers_fall_on_days_of_their_unit(declarations: Declarations) -> Iterator[Fault]:
    """A unit takes work over while it exists, and gives it away on the day after its last one."""
    units = units_by_code(declarations)
    for row in declarations.units.handovers:
        if not (own := units[row.unit_code]):
            wrong = f"unit_code is {row.unit_code!r}, expected one of units.csv"
            yield Fault(TABLE, _key(row), wrong)
        elif row.kind == FROM_OUTSIDE and not valid_on(own, row.effective_from):
            wrong = f"{row.unit_code} does not exist then, expected it to be open"
            yield Fault(TABLE, _key(row), wrong, row.effective_from)
        elif row.kind != FROM_OUTSIDE and _closes_on(own) != row.effective_from - ONE_DAY:
            wrong = f"{row.unit_code} closes on {_closes_on(own)}"
            yield Fault(TABLE, _key(row), f"{wrong}, expected {row.effective_from - ONE_DAY}")


def closed_units_are_accounted_for(declarations: Declarations) -> Iterator[Fault]:
    """Of a unit that closes it is said where its work went: to one place."""
    heirs = {succession.predecessor for succession in declarations.units.successions}
    left = {row.unit_code for row in declarations.units.handovers if row.kind != FROM_OUTSIDE}
    for code, rows in units_by_code(declarations).items():
        if (last := _closes_on(rows)) and (code in heirs) == (code in left):
            where = "both to a successor and outside" if code in heirs else "nowhere"
            wrong = f"it closes on {last} and its work goes {where}"
            expected = f"expected a row in unit_successions.csv or in {TABLE}.csv"
            yield Fault("units", code, f"{wrong}, {expected}")


def _closes_on(rows: Sequence[Unit]) -> date | None:
    """Return the last day of a unit, ``None`` while it is open."""
    last = max(map(last_day, rows))
    return None if last == date.max else last


def _key(row: UnitHandover) -> str:
    return f"{row.unit_code}/{row.kind}/{row.other_body}"


CHECKS: tuple[Check, ...] = (
    handovers_are_of_known_kinds,
    handovers_name_the_other_body,
    handovers_cross_the_border,
    handovers_fall_on_days_of_their_unit,
    closed_units_are_accounted_for,
)
