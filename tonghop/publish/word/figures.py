"""The national figures of one period, found by the codes that report templates use."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Form, Line
from schemas.periods import Period
from tonghop.publish import grammar

UNITS = "đơn vị"
"""What a yes or no line counts, once added up."""

_FIGURES = (
    "select line_code, measure, line_label, measure_label, unit_of_measure, kind, value, "
    "value_last_year, change, change_pct, units_reported, units_expected "
    "from national_summary where period = ?"
)


class WordingError(Exception):
    """A report template asks for something that is not declared, or is not valid Jinja."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One national figure beside the same period of last year."""

    is_count: bool
    line_code: str
    measure: str
    line_label: str
    measure_label: str
    unit_of_measure: str
    kind: str
    value: Decimal | None
    value_last_year: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    units_reported: int
    units_expected: int

    @property
    def counts_in(self) -> str:
        """What the figure counts in: a yes or no line counts units."""
        return UNITS if self.kind == "yes_no" else self.unit_of_measure

    @property
    def absence(self) -> str:
        """Why there is no value; empty if there is one. A ratio of nothing was reported."""
        if self.value is not None:
            return ""
        return grammar.NOTHING_ARISEN if self.units_reported else grammar.NOT_REPORTED

    @property
    def text(self) -> str:
        """The value in running text: ``05 vụ``."""
        return self.absence or grammar.quantity(self.value, self.counts_in, is_count=self.is_count)

    @property
    def text_last_year(self) -> str:
        """Last year's value in running text."""
        return grammar.quantity(self.value_last_year, self.counts_in, is_count=self.is_count)

    @property
    def movement(self) -> str:
        """The change in a list: ``tăng 02 vụ``; empty if there is nothing to compare."""
        return grammar.movement(
            self.value, self.value_last_year, self.counts_in, is_count=self.is_count
        )

    @property
    def comparison(self) -> str:
        """The change in a sentence: ``tăng 02 vụ (66,67%) so với cùng kỳ``."""
        return grammar.comparison(
            self.value,
            self.value_last_year,
            self.change_pct,
            self.counts_in,
            is_count=self.is_count,
        )


@dataclass(frozen=True)
class Figures:
    """The figures of a period by code, and the forms that asked for them."""

    period: Period
    forms: tuple[Form, ...]
    by_code: dict[str, Figure]
    declared: frozenset[str]

    def is_asked(self, code: str) -> bool:
        """Say whether the period's forms ask for a code; ``WordingError`` if no form ever did."""
        if code not in self.by_code and code not in self.declared:
            raise WordingError(f"unknown indicator {code!r}")
        return code in self.by_code

    def find(self, code: str) -> Figure:
        """Return the figure with this code, such as ``D03.vu``.

        Raises:
            WordingError: The code is unknown, or is not asked for in this period.
        """
        if not self.is_asked(code):
            raise WordingError(
                f"indicator {code!r} is not asked for in {self.period.code}: "
                f'put it under {{% if co_chi_tieu("{code}") %}}'
            )
        return self.by_code[code]

    def of_line(self, form: Form, line: Line) -> tuple[Figure, ...]:
        """Return the figures of a line, in the order of the form's columns."""
        measures = [*(measure.measure for measure in form.measures), RATIO_MEASURE]
        codes = (f"{line.line_code}.{measure}" for measure in measures)
        return tuple(self.by_code[code] for code in codes if code in self.by_code)

    def parts_of(self, code: str) -> tuple[Figure, ...]:
        """Return the figures, in the same column, of the lines that are part of a code's line."""
        whole = self.find(code)
        codes = (
            f"{line.line_code}.{whole.measure}"
            for form in self.forms
            for line in form.lines
            if line.part_of == whole.line_code
        )
        return tuple(self.by_code[part] for part in codes if part in self.by_code)


def read_figures(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> Figures:
    """Read the national figures of ``period`` from an edition."""
    forms = declarations.forms_on(period.cut_off)
    exact = {cell.code for form in forms for cell in form.cells if cell.measure.decimals}
    found = con.execute(_FIGURES, [period.code]).fetchall()
    figures = {f"{row[0]}.{row[1]}": row for row in found}
    return Figures(
        period,
        forms,
        {code: Figure(code not in exact, *row) for code, row in figures.items()},
        frozenset(_declared_codes(declarations)),
    )


def _declared_codes(declarations: Declarations) -> Iterator[str]:
    """Yield every code that any version of any form ever had."""
    for line in declarations.lines:
        if not line.is_asked:
            yield f"{line.line_code}.{RATIO_MEASURE}"
            continue
        for measure in declarations.measures:
            if measure.form_code == line.form_code and (
                not line.measures or measure.measure in line.measures
            ):
                yield f"{line.line_code}.{measure.measure}"
