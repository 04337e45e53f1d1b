"""A traced figure: its value as published, and the parts and cells that it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

SUM, RATIO, ANSWERS, FALL = "sum", "ratio", "answers", "fall"
"""How parts make a figure: added up; in per cent, over one another; those that said yes over those
that answered; by how much the first is less than the second."""
NUMERATOR, DENOMINATOR = "numerator", "denominator"
_HUNDREDTH = Decimal("0.01")


class Cell(NamedTuple):
    """A cell of a report that counts, as ``figure_cell`` has it."""

    period: str
    code: str
    unit_code: str
    unit_name: str
    file_name: str
    sha256: str
    received_at: datetime  # On the clock of Hanoi, without its zone, which takes long to make.
    sheet: str
    cell: str
    raw_text: str | None
    state: str
    value: Decimal
    sent_state: str
    sent_value: Decimal | None
    decisions: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Cells that enter a figure in one way: on which side, added (1) or subtracted (-1)."""

    title: str
    side: str
    sign: int
    cells: tuple[Cell, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the cells, without the part's sign."""
        return sum((cell.value for cell in self.cells), Decimal(0))


class Absent(NamedTuple):
    """A unit without a number in a figure that asks for one, why, and the cell that says so."""

    period: str
    unit_code: str
    unit_name: str
    reason: str
    file_name: str | None = None
    sheet: str | None = None
    cell: str | None = None
    raw_text: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as an edition's marts publish it; ``state`` says why there is no value."""

    figure_id: str
    subject: str
    period: str
    line_code: str
    measure: str
    whose: str
    basis: str
    label: str
    unit_of_measure: str
    method: str
    value: Decimal | None
    state: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure with its parts, and the units that have nothing in it."""

    figure: Found
    parts: tuple[Part, ...]
    absent: tuple[Absent, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell, part by part."""
        return (cell for part in self.parts for cell in part.cells)

    @property
    def traced(self) -> Decimal | None:
        """What the cells come to, worked out here; None where they come to no figure."""
        if not any(part.cells for part in self.parts):
            return None
        numerator, denominator = self.side(NUMERATOR), self.side(DENOMINATOR)
        match self.figure.method:
            case "ratio":
                return per_cent(numerator, denominator)
            case "answers":
                return per_cent(numerator, Decimal(sum(1 for _ in self.cells)))
            case "fall":
                return per_cent(denominator - numerator, denominator)
        return numerator

    @property
    def is_closed(self) -> bool:
        """Whether the cells come to exactly what was published."""
        return self.figure.value is None or self.figure.value == self.traced

    def side(self, side: str) -> Decimal:
        """Return the signed sum of the parts on one side."""
        return sum((part.sign * part.total for part in self.parts if part.side == side), Decimal(0))


def per_cent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return 100 × part ÷ whole to two decimals, rounded half away from zero; None over 0."""
    return (100 * part / whole).quantize(_HUNDREDTH, ROUND_HALF_UP) if whole else None
