"""The figures of one fictional report, worked out from the table ``figures.csv``, top row first.

A row says how the cells of its lines and measures come about: a level (what a unit of its kind
counts in a year), or a part or multiple (``low`` to ``high``, 1 if empty) of cells further up, or
both added. In ``of``, ``*.vu`` is the same line and ``D01.*`` the same measure. Amounts of money
are whole steps. Wholes are drawn before their parts, so that the rules hold; a cell that no row
names is 0.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from schemas.declarations import Declarations
from schemas.forms import Cell
from schemas.periods import Period
from schemas.tables import read_table
from schemas.units import Unit
from tonghop.demo.draws import chance, drawn, origins

TABLE = Path(__file__).parent / "figures.csv"
_MONEY, _MONEY_STEP = "đồng", 100_000
_REDRAWN = 0.15


@dataclass(frozen=True, slots=True)
class FigureRow:
    """How some cells come about; ``unknown`` is the share of units without the section."""

    lines: tuple[str, ...]
    measures: tuple[str, ...]
    of: str
    low: Decimal | None
    high: Decimal | None
    yearly: Decimal | None
    unknown: Decimal | None
    only: str
    health_department: Decimal | None
    ministry_unit: Decimal | None
    hospital: Decimal | None

    def level(self, unit_kind: str) -> float:
        """Return what a unit of this kind counts in a year; whoever is neither is a hospital."""
        match unit_kind:
            case "health_department":
                return float(self.health_department or 0)
            case "ministry_unit":
                return float(self.ministry_unit or 0)
            case _:
                return float(self.hospital or 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of one report by cell, and the cells not collected or left to another unit."""

    amounts: dict[str, int]
    not_collected: frozenset[str]
    left_out: frozenset[str]


def work_out(
    declarations: Declarations, unit: Unit, period: Period, *, is_draft: bool = False
) -> Figures:
    """Return a unit's figures for a period; a draft differs in some lines from the final report."""
    cells = {
        cell.code: cell for form in declarations.forms_on(period.cut_off) for cell in form.cells
    }
    before = origins(declarations, unit.unit_code)
    amounts: dict[str, int] = {}
    not_collected, left_out = set(), set()
    for code, row in figure_rows().items():
        if cell := cells.get(code):
            draft = _draft(unit, period, cell) if is_draft else ""
            amounts[code] = _own(row, cell, unit, period, before, draft) + _share(
                row, cell, unit, period, amounts
            )
            if row.only and row.only != unit.unit_code:
                amounts[code] = 0
                left_out.add(code)
            elif chance("unknown", unit.unit_code, cell.line.section) < float(
                row.unknown or 0
            ):
                not_collected.add(code)
    rest = dict.fromkeys(cells.keys() - amounts.keys(), 0)
    return Figures({**amounts, **rest}, frozenset(not_collected), frozenset(left_out))


@lru_cache(maxsize=1)
def figure_rows() -> dict[str, FigureRow]:
    """Return the row of each cell, in the order in which cells are worked out."""
    return {
        f"{line}.{measure}": row
        for row in read_table(TABLE, FigureRow)
        for line in row.lines
        for measure in row.measures
    }


def _draft(unit: Unit, period: Period, cell: Cell) -> str:
    luck = chance("draft", unit.unit_code, period.code, cell.line.line_code)
    return "draft" if luck < _REDRAWN else ""


def _own(
    row: FigureRow, cell: Cell, unit: Unit, period: Period, before: tuple[str, ...], draft: str
) -> int:
    """Return what the cell counts of its own, apart from other cells."""
    level, yearly = row.level(unit.kind), float(row.yearly or 1)
    if cell.line.kind == "yes_no":
        return int(level + chance("answer", unit.unit_code, cell.code))
    step = _step(cell)
    return drawn(cell.line, cell.code, before, level, yearly, period, draft) // step * step


def _share(row: FigureRow, cell: Cell, unit: Unit, period: Period, amounts: dict[str, int]) -> int:
    """Return a part or multiple of other cells: never more than all of them, or fewer than once."""
    whole = sum(sign * amounts.get(code, 0) for sign, code in terms(row.of, cell.code))
    if row.low is None or row.high is None:
        return whole
    names, step = (unit.unit_code, period.year, cell.code), _step(cell)
    part = float(row.low) + float(row.high - row.low) * chance("part", *names)
    return math.floor(whole * part / step + chance("rounding", *names)) * step


def _step(cell: Cell) -> int:
    return _MONEY_STEP if cell.unit_of_measure == _MONEY else 1


def terms(of: str, code: str) -> Iterator[tuple[int, str]]:
    """Yield the cells that ``of`` adds (1) or subtracts (-1), as seen from the cell ``code``."""
    line, _, measure = code.partition(".")
    sign = 1
    for word in of.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
        else:
            yield sign, word.replace("*.", f"{line}.").replace(".*", f".{measure}")
