"""What holds of reporting units, their names, their aliases and their successions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.spans import clashes, uncovered_day
from schemas.units import Unit, UnitAlias, UnitName, written

MARKS = ("F", "D", "GK")
HEALTH_DEPARTMENT = "health_department"
_VINTAGE = re.compile(r"SYT\d\d-(\d\d)")


def unit_kinds_are_known(declarations: Declarations) -> Iterator[Fault]:
    """A unit's kind is one that reports know how to list."""
    kinds = [kind.kind for kind in declarations.units.kinds]
    for unit in declarations.units.units:
        if unit.kind not in kinds:
            yield not_listed("units", unit.unit_code, "kind", unit.kind, kinds)


def unit_kinds_have_places_of_their_own(declarations: Declarations) -> Iterator[Fault]:
    """Reports list kinds of unit in one order."""
    counts = Counter(kind.position for kind in declarations.units.kinds)
    for kind in declarations.units.kinds:
        if counts[kind.position] > 1:
            wrong = f"position {kind.position} is also that of another kind, expected its own"
            yield Fault("unit_kinds", kind.kind, wrong)


def marks_are_known(declarations: Declarations) -> Iterator[Fault]:
    """A unit says how well it is confirmed."""
    for unit in declarations.units.units:
        if unit.mark not in MARKS:
            yield not_listed("units", unit.unit_code, "mark", unit.mark, MARKS)


def unit_codes_carry_their_vintage(declarations: Declarations) -> Iterator[Fault]:
    """A province's code changed its meaning, so its health department's code says of which list."""
    for unit in declarations.units.units:
        vintage = _VINTAGE.fullmatch(unit.unit_code)
        if (unit.kind == HEALTH_DEPARTMENT) != bool(vintage):
            expected = "expected SYTnn-nn for a health department, another code for other kinds"
            yield Fault("units", unit.unit_code, f"it is a {unit.kind}, {expected}")
        elif vintage and vintage[1] != unit.province_code:
            wrong = (
                f"province_code is {unit.province_code!r}, expected {vintage[1]!r} as in its code"
            )
            yield Fault("units", unit.unit_code, wrong)


def units_report_to_units(declarations: Declarations) -> Iterator[Fault]:
    """A unit reports to a unit that exists on each of its days; only the ministry to none."""
    units = units_by_code(declarations)
    for unit in declarations.units.units:
        if unit.reports_to:
            if day := uncovered_day(unit, units[unit.reports_to]):
                wrong = f"reports_to is {unit.reports_to!r}, expected a unit that exists then"
                yield Fault("units", unit.unit_code, wrong, day)
        elif unit.unit_code != NATIONAL_RECIPIENT:
            wrong = f"reports_to is empty, expected a unit: only {NATIONAL_RECIPIENT} has none"
            yield Fault("units", unit.unit_code, wrong)


def units_have_a_name_every_day(declarations: Declarations) -> Iterator[Fault]:
    """A unit has a name on each of its days; that it has but one, the table's key says."""
    names: defaultdict[str, list[UnitName]] = defaultdict(list)
    for name in declarations.units.names:
        names[name.unit_code].append(name)
    for unit in declarations.units.units:
        if day := uncovered_day(unit, names[unit.unit_code]):
            wrong = "it has no name, expected one in unit_names.csv for each day"
            yield Fault("units", unit.unit_code, wrong, day)


def names_belong_to_units(declarations: Declarations) -> Iterator[Fault]:
    """A name is valid only while its unit exists."""
    units = units_by_code(declarations)
    for name in declarations.units.names:
        if day := uncovered_day(name, units[name.unit_code]):
            wrong = f"{name.name!r} names no unit then, expected one of units.csv"
            yield Fault("unit_names", name.unit_code, wrong, day)


def aliases_belong_to_units(declarations: Declarations) -> Iterator[Fault]:
    """An alias is valid only while its unit exists."""
    units = units_by_code(declarations)
    for alias in declarations.units.aliases:
        if day := uncovered_day(alias, units[alias.unit_code]):
            wrong = f"{alias.unit_code!r} is no unit then, expected one of units.csv"
            yield Fault("unit_aliases", alias.alias, wrong, day)


def health_departments_have_a_province(declarations: Declarations) -> Iterator[Fault]:
    """A health department's name comes with its province's."""
    codes = {u.unit_code for u in declarations.units.units if u.kind == HEALTH_DEPARTMENT}
    for name in declarations.units.names:
        if name.unit_code in codes and not name.province_name:
            yield Fault("unit_names", name.unit_code, "province_name is empty, expected a province")


def units_share_no_name(declarations: Declarations) -> Iterator[Fault]:
    """On any day a name or alias, however it is spelled, is that of one unit."""
    for pair in clashes(declarations.units.called, lambda record: fold(written(record))):
        other, row = sorted(pair, key=lambda record: isinstance(record, UnitAlias))
        if other.unit_code != row.unit_code:
            table = "unit_aliases" if isinstance(row, UnitAlias) else "unit_names"
            wrong = f"{row.unit_code} and {other.unit_code} are both called {written(row)!r}"
            key = f"{written(row)}/{row.unit_code}"
            yield Fault(table, key, f"{wrong}, expected one unit a day", row.valid_from)


def units_by_code(declarations: Declarations) -> defaultdict[str, list[Unit]]:
    """Return the rows of each unit, none for a code that is no unit."""
    units: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in declarations.units.units:
        units[unit.unit_code].append(unit)
    return units


CHECKS: tuple[Check, ...] = (
    unit_kinds_are_known,
    unit_kinds_have_places_of_their_own,
    marks_are_known,
    unit_codes_carry_their_vintage,
    units_report_to_units,
    units_have_a_name_every_day,
    names_belong_to_units,
    aliases_belong_to_units,
    health_departments_have_a_province,
    units_share_no_name,
)
