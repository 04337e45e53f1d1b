"""The rows behind one figure, which of them stand in the comparison, and what they come to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tonghop.publish.annex.lines import Figure
from tonghop.publish.annex.sources.cells import SourceCell, Successions
from tonghop.publish.grammar import number
from tonghop.publish.sheets.looks import KINDS, QUANTITY
from tonghop.publish.sheets.looks import WHOLE as WHOLE_NUMBER
from tonghop.tracing.figure import per_cent

NUMERATOR, DENOMINATOR = "tử số", "mẫu số"
WHOLE, ALIKE = "whole", "alike"
"""A total of all rows of a figure, and one of those that stand in the comparison."""
_ALIKE_LABEL = "Trong đó, các đơn vị có số liệu ở cả hai kỳ"

Row = tuple[str, SourceCell]
"""A cell with its role in a ratio; the role is empty in what adds up."""


class Total(NamedTuple):
    """A row below the cells: of which of them, in words, and what they come to."""

    kind: str
    label: str
    counted: str
    value: Decimal | None


@dataclass(frozen=True)
class Block:
    """The rows of one figure from ``first`` down, and the units that stand in the comparison."""

    figure: Figure
    rows: tuple[Row, ...]
    first: int
    alike: frozenset[str] = frozenset()

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The rows below, from top to bottom."""
        label = " – ".join(filter(None, (self.figure.line.label, self.figure.measure_label)))
        found = [*_parts(self.figure, self.rows, label), _total(WHOLE, label, self.rows)]
        if self.alike:
            rows = tuple(row for row in self.rows if row[1].unit_code in self.alike)
            found.append(_total(ALIKE, _ALIKE_LABEL, rows))
        return tuple(found)

    @property
    def cell_kind(self) -> str:
        """How the cells' numbers are written: a ratio's are of things, not per cent."""
        if not (self.rows and self.rows[0][0]):
            return self.figure.number_kind
        is_whole = all(cell.value == cell.value.to_integral_value() for _, cell in self.rows)
        return KINDS[WHOLE_NUMBER if is_whole else QUANTITY]

    def total_kind(self, total: Total) -> str:
        """How a total is written."""
        return self.figure.number_kind if total.kind in (WHOLE, ALIKE) else self.cell_kind

    @property
    def below(self) -> int:
        """The row below the block."""
        return self.first + len(self.rows) + len(self.totals)


def lay_out(
    figures: Iterable[Figure],
    rows: Mapping[str, tuple[Row, ...]],
    alike: Iterable[frozenset[str]],
    first: int,
) -> tuple[Block, ...]:
    """Return the blocks of the figures, one below the other from row ``first``.

    ``alike`` has the units of each figure that stand in its comparison.
    """
    blocks = []
    for figure, units in zip(figures, alike, strict=True):
        blocks.append(Block(figure, rows[figure.code], first, units))
        first = blocks[-1].below
    return tuple(blocks)


def rows_of(
    figure: Figure,
    cells: Mapping[str, Sequence[SourceCell]],
    ratios: Mapping[str, tuple[str, str]],
) -> Iterator[Row]:
    """Yield a figure's cells; a ratio's in pairs, of the units that gave both."""
    if figure.code not in ratios:
        yield from (("", cell) for cell in cells.get(figure.code, ()))
        return
    above, below = (cells.get(part, ()) for part in ratios[figure.code])
    denominators = {cell.unit_code: cell for cell in below}
    for numerator in above:
        if numerator.unit_code in denominators:
            yield NUMERATOR, numerator
            yield DENOMINATOR, denominators[numerator.unit_code]


def compared_units(
    figure: Figure, now: Sequence[Row], past: Sequence[Row], successions: Successions
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the units of this period, and of last year's, that are compared like for like.

    A unit is compared if every part of it has a cell last year; an answer only if it has one part.
    Where a part would have to count for two units no rows come to the sum: then none are returned.
    """
    known = {cell.unit_code for _, cell in past}
    parts = {
        unit: successions.parts[unit]
        for unit in {cell.unit_code for _, cell in now} & successions.parts.keys()
        if successions.parts[unit] <= known
        and (len(successions.parts[unit]) == 1 or not figure.is_answer)
    }
    counted = frozenset(part for found in parts.values() for part in found)
    if len(counted) < sum(map(len, parts.values())):
        return frozenset(), frozenset()
    return frozenset(parts), counted


def _parts(figure: Figure, rows: Sequence[Row], label: str) -> Iterator[Total]:
    """Yield the sums that a share is made of: of a ratio both, of answers how many there are."""
    if rows and rows[0][0]:
        for role in (NUMERATOR, DENOMINATOR):
            cells = [cell for found, cell in rows if found == role]
            yield Total(role, f"{label}: {role}", f"Tổng của {len(cells)} ô", _sum(cells))
    elif rows and figure.is_answer:
        yield Total(DENOMINATOR, f"{label}: số đơn vị đã trả lời", "Số ô", Decimal(len(rows)))


def _total(kind: str, label: str, rows: Sequence[Row]) -> Total:
    """Return what rows come to: their sum or, of a ratio, 100 × sum ÷ sum."""
    if not rows:
        return Total(kind, label, "Không ô nào có số liệu", None)
    if not rows[0][0]:
        cells = [cell for _, cell in rows]
        return Total(kind, label, f"Tổng của {len(cells)} ô", _sum(cells))
    above, below = (
        _sum([cell for found, cell in rows if found == role]) for role in (NUMERATOR, DENOMINATOR)
    )
    return Total(kind, label, f"100 × {number(above)} ÷ {number(below)}", per_cent(above, below))


def _sum(cells: Iterable[SourceCell]) -> Decimal:
    return sum((cell.value for cell in cells), Decimal(0))
