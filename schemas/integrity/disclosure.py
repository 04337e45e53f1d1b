"""What holds of disclosure limits: they are set for cells, make sense, and leave no gap."""

from collections.abc import Iterator

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.disclosure import MONEY, DisclosureLimit, limits_by_cell
from schemas.integrity.asked import Asked, asked_by_day
from schemas.integrity.faults import Check, Fault

_TABLE = "disclosure_limits"
LEAST = 2
"""Below a limit of 1 there is only nil, which says of nobody that he is there."""


def _key(limit: DisclosureLimit) -> str:
    return f"{limit.line_code}/{' '.join(limit.measures)}"


def limits_are_set_for_cells(declarations: Declarations) -> Iterator[Fault]:
    """A limit is for a line, and measures of it, that is asked on each of the limit's days."""
    for asked in asked_by_day(declarations):
        for limit in filter(asked.holds_for, declarations.disclosure_limits):
            for measure in limit.measures or ("",):
                if not _is_asked(asked, limit.line_code, measure):
                    wrong = f"{limit.line_code}.{measure} is not asked, expected an asked cell"
                    yield Fault(_TABLE, _key(limit), wrong, asked.day)


def _is_asked(asked: Asked, line_code: str, measure: str) -> bool:
    known = asked.measures_of(line_code)
    return measure in known if measure else bool(known)


def limits_are_whole_numbers(declarations: Declarations) -> Iterator[Fault]:
    """A limit is a whole number from 2 on, and a row sets at least one."""
    for limit in declarations.disclosure_limits:
        if not limit.limits:
            yield Fault(_TABLE, _key(limit), "no limit is set, expected by_unit_below")
        for number in limit.limits:
            if number < LEAST or number != number.to_integral_value():
                wrong = f"limit is {number}, expected a whole number from {LEAST} on"
                yield Fault(_TABLE, _key(limit), wrong)


def sensitive_cells_have_one_limit(declarations: Declarations) -> Iterator[Fault]:
    """Each cell of a sensitive line that counts has one limit on each day, no cell has two."""
    for asked in asked_by_day(declarations):
        limits = valid_on(declarations.disclosure_limits, asked.day)
        found = limits_by_cell(asked.forms, limits)
        for cell in (cell for form in asked.forms for cell in form.cells):
            count = len(found.get(cell.code, ()))
            is_needed = cell.line.sensitive and cell.unit_of_measure != MONEY
            if count > 1 or (is_needed and not count):
                wrong = f"{cell.code} has {count} limits, expected one"
                yield Fault(_TABLE, cell.line.line_code, wrong, asked.day)


CHECKS: tuple[Check, ...] = (
    limits_are_set_for_cells,
    limits_are_whole_numbers,
    sensitive_cells_have_one_limit,
)
