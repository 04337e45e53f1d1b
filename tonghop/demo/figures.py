"""The figures of one fictional report, worked out from the table ``figures.csv``, top row first.

A row says how the cells of its lines and measures come about: a level (what a unit of its kind
counts in a year), or a part or multiple (``low`` to ``high``, 1 if empty) of cells further up, or
both added. In ``of``, ``*.vu`` is the same line and ``D01.*`` the same measure. Amounts of money
are whole steps. Wholes are drawn before their parts, so that the rules hold; a cell that no row
names is 0.
"""

import math
from collections.abc import Iterator, Mapping
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
_FIRST_YEAR = 2024
_MONEY, _MONEY_STEP = "đồng", 100_000
_REDRAWN = 0.15


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
    origins: tuple[str, ...]
    is_draft: bool

    def salt(self, cell: Cell) -> str:
        """Return what tells a draft's draw from the final one; only some lines differ."""
        luck = chance("draft", self.unit.unit_code, self.period.code, cell.line.line_code)
        return "draft" if self.is_draft and luck < _REDRAWN else ""


def work_out(
    declarations: Declarations, unit: Unit, period: Period, *, is_draft: bool = False
) -> Figures:
    """Return a unit's figures for a period; a draft differs in some lines from the final report."""
    report = _Report(unit, period, origins(declarations, unit.unit_code), is_draft)
    cells = {
        cell.code: cell for form in declarations.forms_on(period.cut_off) for cell in form.cells
    }
    rows = {code: row for code, row in figure_rows().items() if code in cells}
    left_out = {code for code, row in rows.items() if row.only not in ("", unit.unit_code)}
    not_collected = {
        code for code, row in rows.items() if _is_unknown(row, cells[code], unit)
    } - left_out
    amounts = dict.fromkeys(cells, 0)
    for code, row in rows.items():
        if code not in left_out:
            own, share = _own(row, cells[code], report), _share(row, cells[code], report, amounts)
            amounts[code] = own + share
    return Figures(amounts, frozenset(not_collected), frozenset(left_out))


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


def _own(row: FigureRow, cell: Cell, report: _Report) -> int:
    """Return what the cell counts of its own, apart from other cells."""
    level = row.level(report.unit.kind, report.period.year)
    if cell.line.kind == "yes_no":
        return int(level + chance("answer", report.unit.unit_code, cell.code))
    step = _step(cell)
    number = drawn(cell, level, report.origins, report.period, report.salt(cell))
    return number // step * step


def _share(row: FigureRow, cell: Cell, report: _Report, amounts: Mapping[str, int]) -> int:
    """Return a part of other cells, never more than all of them, or a multiple, never fewer."""
    whole = sum(sign * amounts.get(code, 0) for sign, code in terms(row.of, cell.code))
    if row.low is None or row.high is None:
        return whole
    names, step = (report.unit.unit_code, report.period.year, cell.code), _step(cell)
    part = float(row.low) + float(row.high - row.low) * chance("part", *names)
    return math.floor(whole * part / step + chance("rounding", *names)) * step


def _step(cell: Cell) -> int:
    return _MONEY_STEP if cell.unit_of_measure == _MONEY else 1
