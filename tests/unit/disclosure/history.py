"""A small house over two years: what each of its editions knew of a few hospitals.

All victims are adults. Of C13 a late report tells of one, in C12 a report is corrected from five to
one, and in C16 a report on last year comes when last year's own edition is out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tests.attacker import Equation, ranges
from tests.unit.disclosure.outside import LAST_YEAR, PERIOD, internal_edition
from tests.unit.publish.small_edition import Report, trimmed
from tonghop.disclosure.earlier import earlier_editions
from tonghop.disclosure.publishing import write_outside

LATE, CORRECTED, OF_LAST_YEAR = "C13", "C12", "C16"
LINES = (CORRECTED, LATE, OF_LAST_YEAR)
BANDS = ("tong", "nam", "nu", "duoi_16", "tu_16_den_duoi_18", "tu_18")
FIRST, SECOND = "BV-BACHMAI", "BV-CHORAY"
CORRECTING, TARDY, LAST = "BV-TWHUE", "BV-K", "BV-CDANANG"
UNITS = (FIRST, SECOND, CORRECTING, TARDY, LAST)
MenAndWomen = tuple[int, int]
Told = Mapping[str, MenAndWomen]
"""Line: men and women."""
_MANY: dict[str, Told] = {
    FIRST: dict.fromkeys(LINES, (20, 10)),
    SECOND: dict.fromkeys(LINES, (8, 7)),
}
_BEFORE: Told = {CORRECTED: (5, 0)}
_AFTER: Told = {CORRECTED: (1, 0)}
EDITIONS: dict[str, dict[str, dict[str, Told]]] = {
    f"{LAST_YEAR}/01": {LAST_YEAR: _MANY},
    f"{PERIOD}/01": {
        LAST_YEAR: {**_MANY, LAST: {OF_LAST_YEAR: (0, 1)}},
        PERIOD: {**_MANY, CORRECTING: _BEFORE},
    },
    f"{PERIOD}/02": {
        LAST_YEAR: {**_MANY, LAST: {OF_LAST_YEAR: (0, 1)}},
        PERIOD: {**_MANY, CORRECTING: _AFTER, TARDY: {LATE: (0, 1)}},
    },
}
"""Edition, then period and unit: what was known."""


def declarations() -> Declarations:
    """Return three lines, five hospitals, and the rules that sexes and ages add up."""
    whole = load_declarations()
    rules = tuple(rule for rule in whole.rules if rule.rule_code in ("Q063", "Q064"))
    return replace(trimmed(LINES, ("BYT", *UNITS)), rules=rules)


def lay_internal(marts: Path, known: Declarations, name: str) -> Path:
    """Lay one of the internal editions."""
    reports = [
        Report(unit, period, f"{period[:4]}-06-15 08:00+07", _values(told))
        for period, units in EDITIONS[name].items()
        for unit, told in units.items()
    ]
    return internal_edition(marts / name, known, name.partition("/")[0], reports)


def publish(
    marts: Path,
    known: Declarations,
    name: str,
    *,
    alone: bool = False,
    folder: Path | None = None,
) -> Path:
    """Make an outside edition of an internal one, together with those before it or ``alone``."""
    period, folder = known.period(name.partition("/")[0]), folder or marts / "gui-ngoai" / name
    earlier = [] if alone else earlier_editions(marts, period)
    folder.mkdir(parents=True)
    write_outside(marts / name, folder, known, period, earlier)
    return folder


def _values(told: Told) -> dict[str, int]:
    found: dict[str, int] = {}
    for line, (men, women) in told.items():
        numbers = (men + women, men, women, 0, 0, men + women)
        found |= {f"{line}.{band}": n for band, n in zip(BANDS, numbers, strict=True)}
    return found


class Outsider:
    """Somebody who has the Parquet files of several editions, and knows who changed a report.

    Figures are by edition, period, whose, line and breakdown.
    """

    def __init__(self, editions: Iterable[Path], line: str) -> None:
        """Read all that the editions tell of a line."""
        self.line = line
        self.known: dict[str, float | None] = {}
        self.equations: list[Equation] = []
        of: dict[tuple[str, str, str], list[str]] = {}
        for edition in editions:
            name = f"{edition.parent.name}/{edition.name}"
            last_year = str(int(name[:4]) - 1) + name[4:7]
            for period, column in ((name[:7], "value"), (last_year, "value_last_year")):
                self._read(edition, f"{name} {period}", column, EDITIONS[name].get(period, {}))
            for period, units in EDITIONS[name].items():
                for unit, told in units.items():
                    if line in told:
                        of.setdefault((period, unit, str(told[line])), []).append(name)
        for (period, unit, _), names in of.items():
            for band in BANDS:
                self._same([f"{name} {period} {unit}.{band}" for name in names])

    def _same(self, names: list[str]) -> None:
        """A report that did not change says the same in every edition."""
        self.equations.extend({names[0]: 1.0, other: -1.0} for other in names[1:])

    def _read(self, edition: Path, mark: str, column: str, units: Mapping[str, Told]) -> None:
        reported = [unit for unit, told in units.items() if self.line in told]
        if not reported:
            return
        found = {
            (whose, band): value
            for table, whose in (
                ("national_summary", "'all'"),
                ("province_summary", "unit_code"),
                ("unit_kind_summary", "unit_kind"),
            )
            if (table, column) != ("unit_kind_summary", "value_last_year")
            for whose, band, value in duckdb.execute(
                f"select {whose}, measure, cast({column} as double) "
                f"from '{edition}/parquet/{table}.parquet' where line_code = '{self.line}'"
            ).fetchall()
        }
        wholes = ["all"] + ["ministry_hospital"] * (column == "value")
        for band in BANDS:
            for whose in (*reported, *wholes):
                self.known[f"{mark} {whose}.{band}"] = found[whose, band]
            for whole in wholes:
                self.equations.append(
                    {f"{mark} {whole}.{band}": -1.0}
                    | {f"{mark} {unit}.{band}": 1.0 for unit in reported}
                )
        for unit in reported:
            for parts in (BANDS[1:3], BANDS[3:]):
                self.equations.append(
                    {f"{mark} {unit}.tong": -1.0} | {f"{mark} {unit}.{p}": 1.0 for p in parts}
                )

    def finds_out(self) -> set[str]:
        """Return the small figures of units that are told, or that follow exactly."""
        narrow = ranges(self.known, self.equations)
        return {
            name
            for name, value in self.known.items()
            if any(f" {unit}." in name for unit in UNITS)
            and (
                0 < value < 3
                if value is not None
                else narrow[name][0] > 0 and narrow[name][1] - narrow[name][0] < 1 - 1e-6
            )
        }
