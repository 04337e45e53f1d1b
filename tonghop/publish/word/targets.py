"""How far the indicators with a target have come, as report templates print it."""

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Form
from schemas.periods import Period
from tonghop.publish import grammar
from tonghop.publish.word.figures import UNITS

_TARGETS = (
    "select line_code, line_label, target, numerator, denominator, value, units_reported, "
    "units_expected, units_below from target_progress where period = ?"
)


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with a target, and what was reached."""

    counts_in: str
    line_code: str
    line_label: str
    target: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    units_reported: int
    units_expected: int
    units_below: int

    @property
    def result(self) -> str:
        """What was reached, of how many: ``95,24% (20/21 tin)``."""
        if self.value is None or self.numerator is None or self.denominator is None:
            return grammar.NOTHING_ARISEN if self.denominator == 0 else grammar.NOT_REPORTED
        share = f"{grammar.number(self.numerator)}/{grammar.number(self.denominator)}"
        return f"{grammar.percent(self.value)} ({share} {self.counts_in})"

    @property
    def text(self) -> str:
        """The result with its target: ``95,24% (20/21 tin; mục tiêu 100%)``."""
        goal = f"; mục tiêu {grammar.percent(self.target)})"
        return self.result if self.value is None else self.result.removesuffix(")") + goal

    @property
    def verdict(self) -> str:
        """Whether the target is reached, by the unrounded share."""
        if self.value is None or self.numerator is None or self.denominator is None:
            return grammar.ABSENT
        is_reached = 100 * self.numerator >= self.target * self.denominator
        return "Đạt" if is_reached else "Chưa đạt"


def read_targets(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> dict[str, Target]:
    """Read the indicators with a target of ``period`` by line, in the order of the forms."""
    found = {row[0]: row for row in con.execute(_TARGETS, [period.code]).fetchall()}
    counted = _counted_units(declarations.forms_on(period.cut_off))
    return {code: Target(counted[code], *found[code]) for code in counted if code in found}


def _counted_units(forms: tuple[Form, ...]) -> dict[str, str]:
    """Return what each line's share counts: a ratio its parts, a yes or no line units."""
    units_of = {cell.code: cell.unit_of_measure for form in forms for cell in form.cells}
    return {
        line.line_code: units_of.get(line.numerator, UNITS) for form in forms for line in form.lines
    }


def target_code(code: str) -> str:
    """Return the line that a ratio's code names, or nothing for any other code."""
    line_code, _, measure = code.partition(".")
    return line_code if measure == RATIO_MEASURE else ""
