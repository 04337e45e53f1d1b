"""The lands of a house: a handful of units each, that merge, at most twice, and what they owe."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.loading import REFERENCE, load_declarations
from schemas.units import Unit, UnitName, UnitSuccession
from tests.chaos.histories_ledger import ASKED, RATIO

FIRST, SECOND = date(2024, 7, 1), date(2025, 7, 1)
Merger = tuple[date, dict[str, str]]
CHAINS: tuple[tuple[Merger, ...], ...] = (
    ((FIRST, {"A": "N", "B": "N"}), (SECOND, {"N": "M", "C": "M"})),
    ((FIRST, {"B": "A"}), (SECOND, {"A": "M", "C": "M"})),
    ((FIRST, {"A": "N"}), (SECOND, {"N": "C"})),
    ((SECOND, {"A": "M", "B": "M"}),),
)
"""Whose work passes to whom in a land, in two generations: units merge, are absorbed, renamed."""
FORMS = {"PCTP1": ("A01.tong",), "PCTP2": ("D03.vu",), "PCTP3": ("D14.so_luong", "D15a.so_luong")}
RULE = "Q040"
"""No more is passed on than was received: the rule between two of the cells."""


def code_of(land: int, letter: str) -> str:
    """Return the code of a unit of a land, such as ``BV-L007A``."""
    return f"BV-L{land:03}{letter}"


def name_of(unit: str) -> str:
    """Return what a unit is called."""
    return f"Bệnh viện Vùng {unit[4:7]} {unit[7:]}"


def stranger_of(land: int) -> str:
    """Return the name that reports of a land bear by mistake, until it is somebody's alias."""
    return f"Bệnh viện Ở đâu đó {land:03}"


ELSEWHERE = {code_of(999, "A"): (code_of(999, "N"), FIRST)}
"""A succession that is always declared, because there is never none."""


@dataclass(frozen=True)
class Lands:
    """How the units of each land have merged so far: which chain, and how much of it."""

    chains: tuple[tuple[int, int], ...]

    def merged(self, land: int) -> "Lands":
        """Return the lands with one more merger of a land."""
        chain, done = self.chains[land]
        return Lands((*self.chains[:land], (chain, done + 1), *self.chains[land + 1 :]))

    def mergers(self, land: int) -> tuple[Merger, ...]:
        """Return the mergers of a land that are declared."""
        chain, done = self.chains[land]
        return CHAINS[chain][:done]

    def heirs(self) -> dict[str, tuple[str, date]]:
        """Return to whom and when the work of each closed unit passed."""
        return ELSEWHERE | {
            code_of(land, old): (code_of(land, new), day)
            for land in range(len(self.chains))
            for day, passing in self.mergers(land)
            for old, new in passing.items()
        }

    def spans(self) -> dict[str, tuple[date, date]]:
        """Return the first and last day of each unit there is."""
        heirs = self.heirs()
        spans = dict.fromkeys(ELSEWHERE, (date.min, date.max))
        for land in range(len(self.chains)):
            spans |= {code_of(land, letter): (date.min, date.max) for letter in "ABC"}
        for new, day in heirs.values():
            spans.setdefault(new, (day, date.max))
        for old, (_, day) in heirs.items():
            spans[old] = (spans[old][0], day - timedelta(1))
        return spans


@cache
def small() -> Declarations:
    """Return the project's declarations with four lines, a ratio and one rule."""
    whole = load_declarations(REFERENCE)
    asked = {line: (measure,) for line, _, measure in (cell.partition(".") for cell in ASKED)}
    lines = tuple(
        line for line in whole.lines if line.line_code in {*asked, RATIO.partition(".")[0]}
    )
    return replace(
        whole,
        form_sheets=tuple(form for form in whole.form_sheets if form.form_code in FORMS),
        lines=tuple(
            replace(line, part_of="", measures=asked.get(line.line_code, ())) for line in lines
        ),
        measures=tuple(m for m in whole.measures if m.form_code in FORMS),
        rules=tuple(rule for rule in whole.rules if rule.rule_code == RULE),
        targets=tuple(t for t in whole.targets if t.cell == RATIO),
        period_kinds=tuple(kind for kind in whole.period_kinds if kind.kind in ("H1", "Y")),
        units=replace(
            whole.units,
            units=tuple(unit for unit in whole.units.units if unit.unit_code == NATIONAL_RECIPIENT),
            names=tuple(n for n in whole.units.names if n.unit_code == NATIONAL_RECIPIENT),
        ),
        _forms={},
        _rules={},
    )


def declare(lands: Lands, of: Declarations) -> Declarations:
    """Return declarations with these lands: hospitals, which owe three half-years.

    Nobody else owes anything: other units there are not confirmed.
    """
    spans = {unit: (_open(first), _open(last)) for unit, (first, last) in lands.spans().items()}
    units = (
        *(
            replace(u, mark="F" if u.unit_code == NATIONAL_RECIPIENT else "-")
            for u in of.units.units
        ),
        *(Unit(u, "ministry_hospital", "", "BYT", *s, "F", "-") for u, s in spans.items()),
    )
    names = (*of.units.names, *(UnitName(u, name_of(u), "", *s, "-") for u, s in spans.items()))
    successions = tuple(UnitSuccession(old, *heir, "-") for old, heir in lands.heirs().items())
    own = replace(
        of.units, units=units, names=names, aliases=(), successions=successions, handovers=()
    )
    digest = hashlib.sha256(repr((of.digest, lands)).encode()).hexdigest()
    return replace(of, units=own, digest=digest, _forms={}, _rules={})


def _open(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


@lru_cache(maxsize=4)
def declared(lands: Lands, base: Callable[[], Declarations]) -> Declarations:
    """Return ``declare`` of these lands, kept for a few of them."""
    return declare(lands, base())
