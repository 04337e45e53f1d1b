"""Forms: tables of lines × measures on one sheet, and the indicator cells they ask for."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

RATIO_MEASURE = "ty_le"
YES_NO_UNIT = "có/không"


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A version of a form: the sheet that carries it and the national reports it feeds."""

    form_code: str
    reports: tuple[str, ...]
    version: str
    sheet: str
    title: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a form. Without a unit of measure of its own it counts in the line's."""

    form_code: str
    measure: str
    label: str
    group_label: str
    unit_of_measure: str
    decimals: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form: one indicator, with how it adds up and the clause that asks for it."""

    line_code: str
    form_code: str
    section: str
    label: str
    unit_of_measure: str
    kind: str
    aggregation: str
    measures: tuple[str, ...]
    numerator: str
    denominator: str
    part_of: str
    sensitive: bool
    evidence: str
    source: str
    valid_from: date | None
    valid_to: date | None

    @property
    def is_asked(self) -> bool:
        """A ratio is computed from its parts; every other line is filled in."""
        return self.kind != "ratio"


@dataclass(frozen=True, slots=True)
class Cell:
    """An indicator cell: one line × one measure."""

    line: Line
    measure: Measure

    @property
    def code(self) -> str:
        """The cell's name in rules, figures and messages, such as ``D03.vu``."""
        return f"{self.line.line_code}.{self.measure.measure}"

    @property
    def unit_of_measure(self) -> str:
        """What the cell counts in."""
        return self.measure.unit_of_measure or self.line.unit_of_measure


@dataclass(frozen=True, eq=False)
class Form:
    """A form as it stands for one period: its sheet, its columns and its rows, in printed order.

    Forms are compared by identity: the declarations make each but once.
    """

    sheet: FormSheet
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]

    @property
    def code(self) -> str:
        """The form's code, such as ``PCTP2``."""
        return self.sheet.form_code

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that the form asks for, row by row."""
        return tuple(
            Cell(line, measure)
            for line in self.lines
            if line.is_asked
            for measure in self.measures
            if not line.measures or measure.measure in line.measures
        )

    def is_answer(self, code: str) -> bool:
        """Say whether an asked cell, such as ``A01.tong``, takes Có or Không."""
        line_code, _, measure = code.partition(".")
        return self.cell_by_place[line_code, measure].unit_of_measure == YES_NO_UNIT

    @cached_property
    def cell_by_place(self) -> dict[tuple[str, str], Cell]:
        """The asked cells by line code and measure."""
        return {(cell.line.line_code, cell.measure.measure): cell for cell in self.cells}
