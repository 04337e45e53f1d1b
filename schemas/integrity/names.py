"""What holds of unit codes and names over time: of one province, one vintage, one meaning."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault
from schemas.integrity.spans import ONE_DAY, change_days, clashes, first_day
from schemas.integrity.units import HEALTH_DEPARTMENT, units_by_code
from schemas.units import Unit, UnitAlias, UnitName, written

_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


def unit_codes_fit_into_file_names(declarations: Declarations) -> Iterator[Fault]:
    """A unit's code is part of file names and is read again from them, as from covers."""
    for unit in declarations.units.units:
        if not _CODE.fullmatch(unit.unit_code):
            wrong = f"{unit.unit_code!r} is no code, expected capital letters, digits and dashes"
            yield Fault("units", unit.unit_code, wrong)


def unit_codes_keep_their_meaning(declarations: Declarations) -> Iterator[Fault]:
    """A code that comes back is the same unit's: of one kind and province, without a gap."""
    for code, rows in units_by_code(declarations).items():
        for before, after in pairwise(sorted(rows, key=first_day)):
            if (before.kind, before.province_code) != (after.kind, after.province_code):
                wrong = f"it was a {before.kind} {before.province_code}".rstrip()
                yield Fault("units", code, f"{wrong}, expected another code", after.valid_from)
            elif before.valid_to and after.valid_from != before.valid_to + ONE_DAY:
                wrong = f"it closed on {before.valid_to}, expected another code or no gap"
                yield Fault("units", code, wrong, after.valid_from)


def labels_of_unit_kinds_are_unique(declarations: Declarations) -> Iterator[Fault]:
    """Lists tell kinds of unit apart by their labels."""
    kinds = declarations.units.kinds
    for field in ("label", "label_plural"):
        counts = Counter(fold(getattr(kind, field)) for kind in kinds)
        for kind in kinds:
            if counts[fold(getattr(kind, field))] > 1:
                wrong = f"{field} {getattr(kind, field)!r} is also that of another kind"
                yield Fault("unit_kinds", kind.kind, f"{wrong}, expected its own")


def reporting_makes_no_circle(declarations: Declarations) -> Iterator[Fault]:
    """Nobody reports, however many steps away, to itself."""
    superior = {unit.unit_code: unit.reports_to for unit in declarations.units.units}
    for code in superior:
        path = [code]
        while (above := superior.get(path[-1], "")) and above not in path:
            path.append(above)
        if above == code:
            wrong = f"reports_to leads back to it: {' > '.join([*path, code])}, expected no circle"
            yield Fault("units", code, wrong)


def provinces_have_one_health_department(declarations: Declarations) -> Iterator[Fault]:
    """On any day a province's code is that of one health department."""
    for first, second in clashes(_departments(declarations), lambda unit: unit.province_code):
        if first.unit_code != second.unit_code:
            wrong = f"province_code {second.province_code!r} is also that of {first.unit_code}"
            yield Fault(
                "units", second.unit_code, f"{wrong}, expected one a day", second.valid_from
            )


def vintages_do_not_mix(declarations: Declarations) -> Iterator[Fault]:
    """On any day all health departments are of one list of provinces."""
    departments = _departments(declarations)
    for day in change_days(departments):
        vintages: dict[str, str] = {}
        for unit in valid_on(departments, day):
            vintages.setdefault(unit.unit_code.partition("-")[0], unit.unit_code)
        for code in list(vintages.values())[1:]:
            wrong = f"units of {', '.join(vintages)} are open together, expected one list a day"
            yield Fault("units", code, wrong, day)


def health_departments_are_named_after_their_province(
    declarations: Declarations,
) -> Iterator[Fault]:
    """A health department's name ends in its province's: names one letter apart are not mixed."""
    codes = {unit.unit_code for unit in _departments(declarations)}
    for row in declarations.units.names:
        if row.unit_code in codes and not fold(row.name).endswith(fold(row.province_name)):
            wrong = f"{row.name!r} does not end in {row.province_name!r}"
            yield Fault("unit_names", row.unit_code, f"{wrong}, expected the same province")


def aliases_say_something_new(declarations: Declarations) -> Iterator[Fault]:
    """An alias that folds to its unit's name or other alias of the same days is none."""
    called: tuple[UnitName | UnitAlias, ...] = declarations.units.called
    for first, second in clashes(called, lambda row: (row.unit_code, fold(written(row)))):
        alias, other = (second, first) if isinstance(second, UnitAlias) else (first, second)
        if isinstance(alias, UnitAlias):
            wrong = f"it is read as {written(other)!r} is, expected no such row"
            yield Fault("unit_aliases", f"{alias.alias}/{alias.unit_code}", wrong)


def _departments(declarations: Declarations) -> list[Unit]:
    return [unit for unit in declarations.units.units if unit.kind == HEALTH_DEPARTMENT]


CHECKS: tuple[Check, ...] = (
    unit_codes_fit_into_file_names,
    unit_codes_keep_their_meaning,
    labels_of_unit_kinds_are_unique,
    reporting_makes_no_circle,
    provinces_have_one_health_department,
    vintages_do_not_mix,
    health_departments_are_named_after_their_province,
    aliases_say_something_new,
)
