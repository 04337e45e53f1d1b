"""What must hold for figures of two years, or of merged units, to be added up and compared.

How each kind of line adds up is checked with the lines; here, that it does so throughout.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from schemas.declarations import Declarations
from schemas.forms import Line, Measure
from schemas.integrity.faults import Check, Fault

Row = TypeVar("Row", Line, Measure)

ADDED = ("flow", "stock")
RULE = ("kind", "unit_of_measure", "numerator", "denominator")


def ratios_divide_what_adds_up(declarations: Declarations) -> Iterator[Fault]:
    """A ratio of merged units is recomputed from two sums, so both parts must be sums."""
    kinds: dict[str, set[str]] = {}
    for line in declarations.lines:
        kinds.setdefault(line.line_code, set()).add(line.kind)
    for line in (line for line in declarations.lines if line.kind == "ratio"):
        for field in ("numerator", "denominator"):
            cell = getattr(line, field)
            if others := sorted(kinds.get(cell.partition(".")[0], set()).difference(ADDED)):
                wrong = f"{field} {cell!r} is of kind {others[0]!r}, expected one that is summed"
                yield Fault("indicators", line.line_code, wrong)


def lines_keep_their_rule(declarations: Declarations) -> Iterator[Fault]:
    """A code adds up in one way at all times; what is added up otherwise has another code."""
    for first, line in _later_rows(declarations.lines, lambda line: (line.line_code,)):
        for field in RULE:
            before, after = getattr(first, field), getattr(line, field)
            if before != after:
                wrong = f"{field} becomes {after!r}, was {before!r}: expected another line_code"
                yield Fault("indicators", line.line_code, wrong, line.valid_from)


def columns_keep_their_unit(declarations: Declarations) -> Iterator[Fault]:
    """A column counts in one unit at all times: vụ never become đồng, nor đồng triệu đồng."""
    for first, column in _later_rows(declarations.measures, lambda m: (m.form_code, m.measure)):
        before, after = first.unit_of_measure, column.unit_of_measure
        if before != after:
            wrong = f"unit_of_measure becomes {after!r}, was {before!r}: expected another measure"
            key = f"{column.form_code}/{column.measure}"
            yield Fault("measures", key, wrong, column.valid_from)


def _later_rows(
    rows: Sequence[Row], code: Callable[[Row], tuple[str, ...]]
) -> Iterator[tuple[Row, Row]]:
    """Yield each further row of a code, with the first one."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if code(row) in first:
            yield first[code(row)], row
        first.setdefault(code(row), row)


CHECKS: tuple[Check, ...] = (
    ratios_divide_what_adds_up,
    lines_keep_their_rule,
    columns_keep_their_unit,
)
