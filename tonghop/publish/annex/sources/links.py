"""Where in an annex the cells of each figure stand, and the links to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.lines import ABSENT
from tonghop.publish.annex.sources.blocks import WHOLE, Block, Total
from tonghop.publish.annex.sources.cells import SourceCell, Successions
from tonghop.publish.province_figures import AS_REPORTED, CURRENT
from tonghop.publish.sheets.bulk import Bulk

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

    def link_listed(
        self, sheet: Worksheet, row: int, column: int, code: str, unit: str, basis: str
    ) -> None:
        """Do as ``link_unit`` for a figure that is printed in a row added in bulk."""
        if place := self._places.get((code, basis, unit)):
            self._lead(sheet, row, column, place)

    def link_total(self, sheet: Worksheet, row: int, column: int, code: str, kind: str) -> None:
        """Let a cell lead to the row with a total of a figure, if it prints what that comes to."""
        self._come_home(sheet, row, column, code, kind)
        place, total = self._totals.get((code, kind), (0, None))
        if total and sheet.cell(row, column).value == total.value:
            self._link(sheet, row, column, (place, place))

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

    def _link(self, sheet: Worksheet, row: int, column: int, place: tuple[int, int] | None) -> None:
        if place and sheet.cell(row, column).value not in (None, ABSENT):
            self._lead(sheet, row, column, place)

    def _lead(self, sheet: Worksheet, row: int, column: int, place: tuple[int, int]) -> None:
        location = f"'{self.sheet}'!A{place[0]}:{LAST_COLUMN}{place[1]}"
        is_second = self.sheet == SHEET_LAST_YEAR
        self.bulk.link(sheet, row, column, location, is_second=is_second)

    def _come_home(self, sheet: Worksheet, row: int, column: int, code: str, kind: str) -> None:
        home = f"'{sheet.title}'!{get_column_letter(column)}{row}"
        self.homes.setdefault((code, kind), home)

    @cached_property
    def _places(self) -> dict[tuple[str, str, str], tuple[int, int]]:
        """The first and last row of the nation, of each kind and of each unit on each basis.

        Where other rows stand between them there is no place.
        """
        followers = self.successions.followers
        whose: dict[tuple[str, str, str], tuple[tuple[str, str], ...]] = {}
        places = {}
        for block in self.blocks:
            rows: dict[tuple[str, str], list[int]] = {}
            for row, (role, cell) in enumerate(block.rows, start=block.first):
                known = role, cell.unit_kind, cell.unit_code
                if known not in whose:
                    whose[known] = tuple(self._whose(role, cell, followers))
                for key in whose[known]:
                    rows.setdefault(key, []).append(row)
            for (basis, name), found in rows.items():
                if found[-1] - found[0] + 1 == len(found):
                    places[block.figure.code, basis, name] = found[0], found[-1]
        return places

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
