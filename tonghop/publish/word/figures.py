"""The national figures of one period, found by the codes that report templates use."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Form, Line
from schemas.periods import Period
from tonghop.publish import grammar
from tonghop.publish.kept_back import is_kept_back, marked, read_marks

UNITS = "đơn vị"
"""What a yes or no line counts, once added up."""

_COLUMNS = (
    "line_code, measure, line_label, measure_label, unit_of_measure, kind, value, "
    "value_last_year, units_reported, units_expected, units_reported_last_year, value_like, "
    "value_last_year_like, change_like, change_pct_like, units_like"
)
_FIGURES = f"select {_COLUMNS} from national_summary where period = ?"


class WordingError(Exception):
    """A report template asks for something that is not declared, or is not valid Jinja."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One national figure beside the same period of last year.

    The fields in ``_like`` are of the units that have a figure in both periods, last year's
    restated on the units of today. Only they are compared: otherwise reports that are missing
    would look like a fall, and new ones like a rise.
    """

    is_count: bool
    line_code: str
    measure: str
    line_label: str
    measure_label: str
    unit_of_measure: str
    kind: str
    value: Decimal | None
    value_last_year: Decimal | None
    units_reported: int
    units_expected: int
    units_reported_last_year: int | None
    value_like: Decimal | None
    value_last_year_like: Decimal | None
    change_like: Decimal | None
    change_pct_like: Decimal | None
    units_like: int | None

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
    def is_comparable(self) -> bool:
        """Whether both periods have what the comparison needs.

        Answers are counted in units, and mergers change their number: those are compared only
        where as many units answered as last year, all of them in both.
        """
        alike = (self.value_like, self.value_last_year_like)
        if any(value is None or is_kept_back(value) for value in alike):
            return False
        answered = {self.units_reported, self.units_reported_last_year, self.units_like}
        return self.kind != "yes_no" or len(answered) == 1

    @property
    def is_partly_compared(self) -> bool:
        """Whether the comparison leaves out a part of what either period reported."""
        return (self.value, self.value_last_year) != (self.value_like, self.value_last_year_like)

    @property
    def movement(self) -> str:
        """The change in a list: ``tăng 02 vụ``; empty if there is nothing to compare."""
        if not self.is_comparable:
            return ""
        return grammar.movement(
            self.value_like, self.value_last_year_like, self.counts_in, is_count=self.is_count
        )

    @property
    def comparison(self) -> str:
        """The change in a sentence: ``tăng 02 vụ (66,67%) so với cùng kỳ năm trước``.

        Where it leaves out units that only one period has, it says on how many it stands.
        """
        if self.value is None:
            return grammar.NOTHING_TO_COMPARE
        if self.value_last_year is None:
            return grammar.NO_LAST_YEAR
        if not self.is_comparable:
            return self._answers_last_year if self.kind == "yes_no" else grammar.NOTHING_ALIKE
        return grammar.comparison(
            self.value_like,
            self.value_last_year_like,
            self.change_pct_like,
            self.counts_in,
            is_count=self.is_count,
            basis=grammar.like_for_like(self.units_like or 0) if self.is_partly_compared else "",
        )

    @property
    def _answers_last_year(self) -> str:
        """Both counts of yes, each with how many units answered."""
        now = f"trong {grammar.count(Decimal(self.units_reported))} đơn vị trả lời"
        answered = grammar.count(Decimal(self.units_reported_last_year or 0))
        last_year = f"{grammar.LAST_YEAR}: {self.text_last_year} trong {answered} đơn vị trả lời"
        return f"({now}; {last_year})"


@dataclass(frozen=True)
class Figures:
    """The figures of a period by code, and the forms that asked for them."""

    period: Period
    forms: tuple[Form, ...]
    by_code: dict[str, Figure]
    declared: frozenset[str]

    @property
    def has_last_year(self) -> bool:
        """Whether anything of the same period last year is there to compare with."""
        return any(figure.value_last_year is not None for figure in self.by_code.values())

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
    marks, names = read_marks(con), _COLUMNS.split(", ")
    figures = {
        (code := f"{row[0]}.{row[1]}"): marked(
            marks.get(("nation", "", code), frozenset()), names, row
        )
        for row in found
    }
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
