"""The figures of one fictional report, worked out from the table ``figures.csv``, top row first.

A row says how the cells of its lines and measures come about: a level (what a unit of its kind
counts in a year), or a part or multiple (``low`` to ``high``, 1 if empty) of cells further up, or
both added. In ``of``, ``*.vu`` is the same line and ``D01.*`` the same measure. Amounts of money
are whole steps. Wholes are drawn before their parts, so that the rules hold; a cell that no row
names is 0.

What flows is worked out for each quarter and for each unit that went into the one that reports, and
then added up: so a year holds its first half and its third quarter, and a merged unit what its
parts had reported. What stands is worked out once for each of these units.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from schemas.declarations import Declarations
from schemas.forms import Cell
from schemas.periods import Period
from schemas.tables import read_table
from schemas.units import Unit
from tonghop.demo.draws import QUARTERS, chance, drawn, origins, quarters

TABLE = Path(__file__).parent / "figures.csv"
_FIRST_YEAR = 2024
_MONEY, _MONEY_STEP = "đồng", 100_000
_REDRAWN = 0.15
_ANSWERS = ("yes_no", "text")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """How some cells come about; ``unknown`` is the share of units without the section's figures.

    ``yearly`` is the growth of the level from year to year; ``only`` the one unit that reports it.
    """

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

    def level(self, unit_kind: str, year: int) -> float:
        """Return what a unit of this kind counts in a year; whoever is neither is a hospital."""
        levels = {
            "health_department": self.health_department,
            "ministry_unit": self.ministry_unit,
        }
        level = levels.get(unit_kind, self.hospital) or 0
        return float(level) * float(self.yearly or 1) ** (year - _FIRST_YEAR)


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of one report by cell, and the cells not collected or left to another unit."""

    amounts: dict[str, int]
    not_collected: frozenset[str]
    left_out: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Report:
    """What the draws of one report depend on."""

    unit: Unit
    period: Period
    is_draft: bool

    def salt(self, cell: Cell) -> str:
        """Return what tells a draft's draw from the final one; only some lines differ."""
        luck = chance("draft", self.unit.unit_code, self.period.code, cell.line.line_code)
        return "draft" if self.is_draft and luck < _REDRAWN else ""


class _Origin:
    """One of the units that went into the one that reports, with what it counted.

    It is counted for the whole period and for each quarter, to which a quarter of what stands
    belongs.
    """

    def __init__(self, code: str, report: _Report) -> None:
        self.code, self.report = code, report
        self.amounts: dict[str, int] = {}
        self.quarterly: dict[int, dict[str, int]] = {q: {} for q in quarters(report.period)}

    def add(self, row: FigureRow, cell: Cell) -> int:
        """Work out a cell, from cells further up, and return its amount."""
        if cell.line.kind == "flow":
            for quarter, amounts in self.quarterly.items():
                amounts[cell.code] = self._amount(row, cell, quarter, amounts)
            self.amounts[cell.code] = sum(of[cell.code] for of in self.quarterly.values())
        else:
            self.amounts[cell.code] = self._amount(row, cell, 0, self.amounts)
            for amounts in self.quarterly.values():
                amounts[cell.code] = self._quarter_of_stock(row, cell, amounts)
        return self.amounts[cell.code]

    def _amount(self, row: FigureRow, cell: Cell, quarter: int, amounts: Mapping[str, int]) -> int:
        names = (self.code, self.report.period.year, quarter, cell.code)
        return self._own(row, cell, quarter) + _share(row, cell, amounts, names)

    def _quarter_of_stock(self, row: FigureRow, cell: Cell, amounts: Mapping[str, int]) -> int:
        """Return what flows in a quarter out of what stands: whatever is covered, the same."""
        if row.low is not None:
            return self.amounts[cell.code] // QUARTERS
        return self._own(row, cell, 0) // QUARTERS + _share(row, cell, amounts, ())

    def _own(self, row: FigureRow, cell: Cell, quarter: int) -> int:
        """Return what the unit counts in a cell of its own, apart from other cells."""
        year, step = self.report.period.year, _step(cell)
        level = row.level(self.report.unit.kind, year)
        number = drawn(cell, level, self.code, year, quarter, self.report.salt(cell))
        return number // step * step


def work_out(
    declarations: Declarations, unit: Unit, period: Period, *, is_draft: bool = False
) -> Figures:
    """Return a unit's figures for a period; a draft differs in some lines from the final report."""
    report = _Report(unit, period, is_draft)
    cells = {
        cell.code: cell for form in declarations.forms_on(period.cut_off) for cell in form.cells
    }
    rows = {code: row for code, row in figure_rows().items() if code in cells}
    left_out = {code for code, row in rows.items() if row.only not in ("", unit.unit_code)}
    not_collected = {
        code for code, row in rows.items() if _is_unknown(row, cells[code], unit)
    } - left_out
    known = {code: row for code, row in rows.items() if code not in left_out}
    worked_out = _amounts(known, cells, report, origins(declarations, unit.unit_code))
    amounts = dict.fromkeys(cells, 0) | worked_out
    return Figures(amounts, frozenset(not_collected), frozenset(left_out))


def _amounts(
    rows: Mapping[str, FigureRow], cells: Mapping[str, Cell], report: _Report, before: Sequence[str]
) -> dict[str, int]:
    """Return the amount of each cell: what the units that went into the unit count together.

    Whether the answer is yes, and what follows from it, is the unit's own.
    """
    parts, amounts = [_Origin(code, report) for code in before], dict[str, int]()
    for code, row in rows.items():
        cell = cells[code]
        if cell.line.kind in _ANSWERS or _follows_an_answer(row, cell, cells):
            amounts[code] = _answered(row, cell, report, amounts)
        else:
            amounts[code] = sum(part.add(row, cell) for part in parts)
    return amounts


@lru_cache(maxsize=1)
def figure_rows() -> dict[str, FigureRow]:
    """Return the row of each cell, in the order in which cells are worked out."""
    return {
        f"{line}.{measure}": row
        for row in read_table(TABLE, FigureRow)
        for line in row.lines
        for measure in row.measures
    }


def terms(of: str, code: str) -> Iterator[tuple[int, str]]:
    """Yield the cells that ``of`` adds (1) or subtracts (-1), as seen from the cell ``code``."""
    line, _, measure = code.partition(".")
    sign = 1
    for word in of.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
        else:
            yield sign, word.replace("*.", f"{line}.").replace(".*", f".{measure}")


def _is_unknown(row: FigureRow, cell: Cell, unit: Unit) -> bool:
    return chance("unknown", unit.unit_code, cell.line.section) < float(row.unknown or 0)


def _follows_an_answer(row: FigureRow, cell: Cell, cells: Mapping[str, Cell]) -> bool:
    named = (code for _, code in terms(row.of, cell.code))
    return any(cells[code].line.kind in _ANSWERS for code in named if code in cells)


def _answered(row: FigureRow, cell: Cell, report: _Report, amounts: Mapping[str, int]) -> int:
    unit, year = report.unit.unit_code, report.period.year
    level = row.level(report.unit.kind, year)
    answer = int(level + chance("answer", unit, cell.code)) if cell.line.kind == "yes_no" else 0
    return answer + _share(row, cell, amounts, (unit, year, cell.code))


def _share(
    row: FigureRow, cell: Cell, amounts: Mapping[str, int], names: tuple[object, ...]
) -> int:
    """Return a part of other cells, never more than all of them, or a multiple, never fewer."""
    whole = sum(sign * amounts.get(code, 0) for sign, code in terms(row.of, cell.code))
    if row.low is None or row.high is None:
        return whole
    step = _step(cell)
    part = float(row.low) + float(row.high - row.low) * chance("part", *names)
    return math.floor(whole * part / step + chance("rounding", *names)) * step


def _step(cell: Cell) -> int:
    return _MONEY_STEP if cell.unit_of_measure == _MONEY else 1
