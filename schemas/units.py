"""Reporting units: who reports, under which names and codes, and who succeeded whom."""

from dataclasses import dataclass
from datetime import date

from schemas.dated import is_valid, valid_on
from schemas.folding import fold

CONFIRMED_MARKS = ("F", "D")
DEPARTMENT_OFFICE = "department_office"
"""The kind of a health department's own office, which answers for it; facilities do not."""


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of reporting unit: how lists call it, how a letter addresses it, its order."""

    kind: str
    label: str
    label_plural: str
    form_of_address: str
    position: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit. Codes carry their vintage, because province codes changed meaning."""

    unit_code: str
    kind: str
    province_code: str
    reports_to: str
    valid_from: date | None
    valid_to: date | None
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class UnitName:
    """What a unit is called during a span of days."""

    unit_code: str
    name: str
    province_name: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class UnitAlias:
    """Another way in which people write a unit's name, during a span of days."""

    alias: str
    unit_code: str
    valid_from: date | None
    valid_to: date | None
    source: str


def written(record: UnitName | UnitAlias) -> str:
    """Return a name or alias as people write it."""
    return record.name if isinstance(record, UnitName) else record.alias


@dataclass(frozen=True, slots=True)
class UnitSuccession:
    """A unit whose work passed, whole, to another."""

    predecessor: str
    successor: str
    effective_from: date
    source: str


FROM_OUTSIDE, TO_OUTSIDE, ENDED = "from_outside", "to_outside", "ended"
HANDOVERS = (FROM_OUTSIDE, TO_OUTSIDE, ENDED)


@dataclass(frozen=True, slots=True)
class UnitHandover:
    """Work that crossed the border of those who report: taken over, given away, or ended."""

    unit_code: str
    kind: str
    other_body: str
    effective_from: date
    source: str


@dataclass(frozen=True, slots=True)
class Units:
    """All units with their names, aliases, successions and handovers."""

    kinds: tuple[UnitKind, ...]
    units: tuple[Unit, ...]
    names: tuple[UnitName, ...]
    aliases: tuple[UnitAlias, ...]
    successions: tuple[UnitSuccession, ...]
    handovers: tuple[UnitHandover, ...]

    @property
    def called(self) -> tuple[UnitName | UnitAlias, ...]:
        """Every name and alias; where they are the same text, the name comes last and wins."""
        return *self.aliases, *self.names

    def find(self, unit_code: str) -> Unit | None:
        """Return the unit with this code, in force or not."""
        return next((unit for unit in self.units if unit.unit_code == unit_code), None)

    def open_on(self, day: date) -> tuple[Unit, ...]:
        """Return the confirmed units in force on ``day``, in declared order."""
        return tuple(unit for unit in valid_on(self.units, day) if unit.mark in CONFIRMED_MARKS)

    def name_on(self, unit_code: str, day: date) -> UnitName:
        """Return the name of a unit on ``day``; ``KeyError`` if it had none."""
        for name in self.names:
            if name.unit_code == unit_code and is_valid(name, day):
                return name
        raise KeyError(f"{unit_code} has no name on {day}")

    def name_near(self, unit_code: str, day: date) -> str:
        """Return what a unit is called on ``day``, else its newest name, else its code."""
        names = [name for name in self.names if name.unit_code == unit_code]
        return (valid_on(names, day) or names)[-1].name if names else unit_code

    def name_of_heir(self, unit_code: str, day: date) -> UnitName | None:
        """Return the name on ``day`` of who then has a unit's work: itself, or its successor.

        ``None`` where nobody is known to have it: the unit closed and its work passed to no unit.
        """
        for name in self.names:
            if name.unit_code == unit_code and is_valid(name, day):
                return name
        for succession in self.successions:
            if succession.predecessor == unit_code and succession.effective_from <= day:
                return self.name_of_heir(succession.successor, day)
        return None

    def codes_by_name(self, day: date) -> dict[str, str]:
        """Return the code of each unit by its folded names and aliases on ``day``."""
        return {fold(written(record)): record.unit_code for record in valid_on(self.called, day)}
