"""The roster: which units there are on a period's cut-off, and what any unit was ever called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.periods import Period
from schemas.units import Unit, Units, UnitSuccession, written

_CLOSE = 0.85
"""How alike two names must be for one to be proposed. A proposal decides nothing."""


@dataclass(frozen=True, eq=False)
class Roster:
    """The units of one period: those declared, open, and owing a report, and their names.

    ``recipient`` is the name of the consolidating unit, to which the report is owed;
    ``superior_of`` holds the units that report to one which reports to it.
    """

    units: Units
    day: date
    recipient: str
    declared: frozenset[str]
    open: frozenset[str]
    expected: frozenset[str]
    superior_of: dict[str, str]
    code_of: dict[str, str]
    ever_called: dict[str, frozenset[str]]

    def told(self, unit_code: str) -> str:
        """Return a unit as sentences call it: its name, of the day if it has one then, and code."""
        name = self.units.name_near(unit_code, self.day)
        return name if name == unit_code else f"{name} ({unit_code})"

    def succession_of(self, unit_code: str) -> UnitSuccession | None:
        """Return how a unit's work passed on, if it did."""
        return next((s for s in self.units.successions if s.predecessor == unit_code), None)

    def predecessors(self, unit_code: str) -> tuple[UnitSuccession, ...]:
        """Return how a unit came by its work; a merged unit has several predecessors."""
        return tuple(s for s in self.units.successions if s.successor == unit_code)

    def with_province_code(self, code: str) -> tuple[Unit, ...]:
        """Return the units of every vintage that bear a province's code."""
        return tuple(unit for unit in self.units.units if unit.province_code == code)

    def named(self, name: str) -> str | None:
        """Return the unit that a name means on the day, or ever, if it can be only one."""
        ever = self.ever_called.get(fold(name), frozenset())
        return self.code_of.get(fold(name)) or (next(iter(ever)) if len(ever) == 1 else None)

    def proposal(self, name: str) -> str:
        """Return the name of the day that is most like a misspelt one, or nothing."""
        found = get_close_matches(fold(name), self._names, n=1, cutoff=_CLOSE)
        return self._names[found[0]] if found else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names and aliases of the day as they are written, by their folded text."""
        return {fold(written(c)): written(c) for c in valid_on(self.units.called, self.day)}


@lru_cache(maxsize=64)
def roster_of(declarations: Declarations, period: Period) -> Roster:
    """Return the roster of a period's cut-off."""
    units, day = declarations.units, period.cut_off
    return Roster(
        units=units,
        day=day,
        recipient=units.name_near(declarations.consolidating_unit, day),
        declared=_codes(units.units),
        open=_codes(units.open_on(day)),
        expected=_codes(owing.unit for owing in declarations.expected(period)),
        superior_of={
            owing.unit.unit_code: owing.duty.reports_to
            for owing in declarations.subordinate(period)
        },
        code_of=units.codes_by_name(day),
        ever_called=_ever_called(declarations),
    )


def _codes(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(unit.unit_code for unit in units)


@lru_cache(maxsize=4)
def _ever_called(declarations: Declarations) -> dict[str, frozenset[str]]:
    """Return the units that ever bore a name or alias, by its folded text."""
    called: dict[str, set[str]] = {}
    for record in declarations.units.called:
        called.setdefault(fold(written(record)), set()).add(record.unit_code)
    return {name: frozenset(codes) for name, codes in called.items()}
