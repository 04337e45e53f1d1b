"""How far each target has been reached, as report templates print it."""

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Form
from schemas.periods import Period
from schemas.targets import REDUCTION, SHARE
from tonghop.publish import grammar
from tonghop.publish.kept_back import SIGN, is_kept_back, marked, read_marks
from tonghop.publish.word.figures import UNITS

_TARGETS = (
    "select line_code || '.' || measure, line_code, target_kind, target_label, target, numerator, "
    "denominator, value, is_met, units_reported, units_expected, units_below "
    "from target_progress where period = ? order by target_code"
)
_NAMES = (
    "line_code", "kind", "label", "target", "numerator", "denominator", "value", "is_met",
    "units_reported", "units_expected", "units_below",
)  # fmt: skip
NOT_COMPARABLE = "chưa so sánh được với cùng kỳ"
ZERO = Decimal(0)
_VERDICTS = {True: "Đạt", False: "Chưa đạt", None: grammar.ABSENT}


@dataclass(frozen=True, slots=True)
class Target:
    """A target of one figure, and what was reached."""

    counts_in: str
    cell: str
    line_code: str
    kind: str
    label: str
    target: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    is_met: bool | None
    units_reported: int
    units_expected: int
    units_below: int

    @property
    def goal(self) -> str:
        """What was asked for: ``100%``, ``giảm``, ``giảm 15%``."""
        if self.kind == SHARE:
            return grammar.percent(self.target)
        return f"giảm {grammar.percent(self.target)}" if self.target else "giảm"

    @property
    def result(self) -> str:
        """What was reached: ``95,24% (20/21 tin)``, ``giảm 14,29% (12 vụ so với 14 vụ)``."""
        if self.numerator is None or self.denominator is None:
            return NOT_COMPARABLE if self.kind == REDUCTION else grammar.NOT_REPORTED
        if is_kept_back(self.numerator) or is_kept_back(self.denominator):
            return SIGN
        if self.numerator == self.denominator == 0:
            return grammar.NOTHING_ARISEN
        return self._fall if self.kind == REDUCTION else self._share

    @property
    def _share(self) -> str:
        if self.value is None:
            return grammar.NOTHING_ARISEN
        share = (
            f"{grammar.number(self.numerator or ZERO)}/{grammar.number(self.denominator or ZERO)}"
        )
        return f"{grammar.percent(self.value)} ({share} {self.counts_in})"

    @property
    def _fall(self) -> str:
        """How the figure moved against last year's; a rise from nothing has no percentage."""
        now = grammar.quantity(self.numerator, self.counts_in)
        last_year = grammar.quantity(self.denominator, self.counts_in)
        if self.numerator == self.denominator:
            return f"{grammar.UNCHANGED} ({now})"
        moved = "tăng" if self.value is None or self.value < 0 else "giảm"
        share = "" if self.value is None else f" {grammar.percent(abs(self.value))}"
        return f"{moved}{share} ({now} so với {last_year})"

    @property
    def text(self) -> str:
        """The result with its target: ``95,24% (20/21 tin; mục tiêu 100%)``."""
        goal = f"; mục tiêu {self.goal})"
        if is_kept_back(self.value):
            return f"{SIGN} (mục tiêu {self.goal})"
        return self.result if self.value is None else self.result.removesuffix(")") + goal

    @property
    def verdict(self) -> str:
        """Whether the target is reached, as the mart judges it by the unrounded share."""
        return SIGN if is_kept_back(self.is_met) else _VERDICTS[self.is_met]


def read_targets(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> tuple[Target, ...]:
    """Read the targets of ``period`` in their declared order."""
    counted = _counted(declarations.forms_on(period.cut_off))
    marks = read_marks(con)
    rows = con.execute(_TARGETS, [period.code]).fetchall()
    return tuple(
        Target(
            counted.get(cell, UNITS),
            cell,
            *marked(marks.get(("target", "", cell), frozenset()), _NAMES, row),
        )
        for cell, *row in rows
    )


def _counted(forms: tuple[Form, ...]) -> dict[str, str]:
    """Return what each figure counts: a ratio its parts; an answer, which is left out, units."""
    units = {cell.code: cell.unit_of_measure for form in forms for cell in form.cells}
    answers = {cell.code for form in forms for cell in form.cells if cell.line.kind == "yes_no"}
    ratios = {
        f"{line.line_code}.{RATIO_MEASURE}": units[line.numerator]
        for form in forms
        for line in form.lines
        if line.numerator in units
    }
    return {**{code: unit for code, unit in units.items() if code not in answers}, **ratios}
