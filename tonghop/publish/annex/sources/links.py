"""Where in an annex the cells of each figure stand, and the links to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import duckdb
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import Form
from schemas.periods import Period
from tonghop.publish.annex.lines import ABSENT, Figure, all_figures
from tonghop.publish.annex.sources.blocks import (
    WHOLE,
    Block,
    Row,
    Total,
    compared_units,
    lay_out,
    rows_of,
)  # fmt: skip
from tonghop.publish.annex.sources.cells import (
    SourceCell,
    Successions,
    has_cells,
    read_cells,
    read_coverage,
    read_ratios,
    read_successions,
    read_told_decisions,
)  # fmt: skip
from tonghop.publish.heading import Heading, interval
from tonghop.publish.province_figures import AS_REPORTED, CURRENT
from tonghop.publish.sheets.bulk import Bulk
from tonghop.publish.sheets.list_sheet import HEAD_ROW

SHEET, SHEET_LAST_YEAR = "Nguồn số liệu", "Nguồn số liệu cùng kỳ"
LAST_COLUMN = "M"
AT_CUT_OFF = "at_cut_off"
"""The basis of the units that owe the period's report, for last year's cells."""
_NATION = ""


@dataclass(frozen=True)
class Sources:
    """The cells of one period by figure, and where they stand; empty where there are none."""

    period: str = ""
    sheet: str = SHEET
    covered: str = ""
    blocks: tuple[Block, ...] = ()
    successions: Successions = field(default_factory=lambda: Successions({}, {}))
    told: dict[str, str] = field(default_factory=dict)
    bulk: Bulk = field(default_factory=Bulk)
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where the figure of a total is printed first, by code and kind of total."""

    def link_nation(self, sheet: Worksheet, row: int, column: int, code: str) -> None:
        """Let a cell with a national figure lead to its rows."""
        self._come_home(sheet, row, column, code, WHOLE)
        self._link(sheet, row, column, self._places.get((code, _NATION, "")))

    def link_kind(self, sheet: Worksheet, row: int, column: int, code: str, kind: str) -> None:
        """Let a cell with the figure of a kind of unit, or of all, lead to its rows."""
        place = (code, "kind", kind) if kind else (code, _NATION, "")
        self._link(sheet, row, column, self._places.get(place))

    def link_unit(
        self, sheet: Worksheet, row: int, column: int, code: str, unit: str, basis: str
    ) -> None:
        """Let a cell with a unit's figure, on a basis, lead to its rows."""
        self._link(sheet, row, column, self._places.get((code, basis, unit)))

    def link_total(self, sheet: Worksheet, row: int, column: int, code: str, kind: str) -> None:
        """Let a cell lead to the row with a total of a figure, if it prints what that comes to."""
        self._come_home(sheet, row, column, code, kind)
        place, total = self._totals.get((code, kind), (0, None))
        if total and sheet.cell(row, column).value == total.value:
            self._link(sheet, row, column, _place(self.sheet, place, place))

    def link_part(
        self, sheet: Worksheet, row: int, column: int, code: str, role: str, unit: str = ""
    ) -> None:
        """Let a cell with one part of a share lead to its cell or, of the nation, to their sum.

        The cells of answers are both parts: those that said yes, of as many as there are.
        """
        if unit:
            basis = role if (code, role, unit) in self._places else AS_REPORTED
            self.link_unit(sheet, row, column, code, unit, basis)
        elif (code, role) in self._totals:
            self.link_total(sheet, row, column, code, role)
        else:
            self.link_nation(sheet, row, column, code)

    def _link(self, sheet: Worksheet, row: int, column: int, place: str | None) -> None:
        if place and sheet.cell(row, column).value not in (None, ABSENT):
            is_second = self.sheet == SHEET_LAST_YEAR
            self.bulk.link(sheet, row, column, place, is_second=is_second)

    def _come_home(self, sheet: Worksheet, row: int, column: int, code: str, kind: str) -> None:
        home = f"'{sheet.title}'!{get_column_letter(column)}{row}"
        self.homes.setdefault((code, kind), home)

    @cached_property
    def _places(self) -> dict[tuple[str, str, str], str]:
        """Where the rows of the nation, of each kind and of each unit on each basis stand."""
        rows: dict[tuple[str, str, str], list[int]] = {}
        followers = self.successions.followers
        for block in self.blocks:
            code = block.figure.code
            for row, (role, cell) in enumerate(block.rows, start=block.first):
                for basis, whose in self._whose(role, cell, followers):
                    rows.setdefault((code, basis, whose), []).append(row)
        return {
            key: _place(self.sheet, found[0], found[-1])
            for key, found in rows.items()
            if found[-1] - found[0] + 1 == len(found)
        }

    def _whose(
        self, role: str, cell: SourceCell, followers: dict[str, tuple[str, ...]]
    ) -> Iterator[tuple[str, str]]:
        """Yield in whose figures a cell is, on each basis."""
        unit = cell.unit_code
        yield _NATION, ""
        yield "kind", cell.unit_kind
        yield AS_REPORTED, unit
        if role:
            yield role, unit
        for heir in self.successions.heirs.get(unit, (unit,)):
            yield CURRENT, heir
        for follower in followers.get(unit, ()):
            yield AT_CUT_OFF, follower

    @cached_property
    def _totals(self) -> dict[tuple[str, str], tuple[int, Total]]:
        """The row of every total, by figure and kind of total."""
        return {
            (block.figure.code, total.kind): (row, total)
            for block in self.blocks
            for row, total in enumerate(block.totals, start=block.first + len(block.rows))
        }


def read_sources(
    con: duckdb.DuckDBPyConnection, heading: Heading, last_year: Period, forms: Sequence[Form]
) -> tuple[Sources, Sources]:
    """Return the cells behind an annex's figures of the period and of the same one a year before.

    They stand in printed order. An edition that carries no cells has no sources, and one without
    cells of last year has none of that.
    """
    if not has_cells(con):
        return Sources(), Sources(sheet=SHEET_LAST_YEAR)
    figures = [figure for form in forms for figure in all_figures(form)]
    period, successions = heading.period, read_successions(con, heading.period.code)
    rows, rows_last_year = _read_rows(con, period.code, last_year.code, figures)
    alike = [
        compared_units(figure, rows[figure.code], rows_last_year[figure.code], successions)
        for figure in figures
    ]
    told, bulk = read_told_decisions(con), Bulk()
    now, past = (
        Sources(
            period=of.code,
            sheet=sheet,
            covered=interval(_heading_of(con, heading, of)),
            blocks=lay_out(figures, found, compared, HEAD_ROW + 1) if any(found.values()) else (),
            successions=successions,
            told=told,
            bulk=bulk,
        )
        for of, sheet, found, compared in (
            (period, SHEET, rows, [units for units, _ in alike]),
            (last_year, SHEET_LAST_YEAR, rows_last_year, [parts for _, parts in alike]),
        )
    )
    return now, past


def _heading_of(con: duckdb.DuckDBPyConnection, heading: Heading, period: Period) -> Heading:
    """Return the heading of a period that the edition has figures of besides its own."""
    reported, expected = read_coverage(con, period.code)
    return replace(heading, period=period, units_reported=reported, units_expected=expected)


def _read_rows(
    con: duckdb.DuckDBPyConnection, period: str, last_year: str, figures: Sequence[Figure]
) -> Iterator[dict[str, tuple[Row, ...]]]:
    """Yield the rows of each figure in the period, then those a year before."""
    ratios = {each: read_ratios(con, each) for each in (period, last_year)}
    parts = {part for found in ratios.values() for pair in found.values() for part in pair}
    asked = parts.union(figure.code for figure in figures)
    cells = read_cells(con, period, last_year, asked)
    for each, found in ratios.items():
        yield {
            figure.code: tuple(rows_of(figure, cells.get(each, {}), found)) for figure in figures
        }


def _place(sheet: str, first: int, last: int) -> str:
    return f"'{sheet}'!A{first}:{LAST_COLUMN}{last}"
