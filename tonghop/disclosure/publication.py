"""What an edition would publish outside, read from its tables.

A figure is what some units reported for a cell in a period: the same units make the same figure,
whether it is printed as that of a unit, of a kind of unit, of the nation or of last year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.disclosure import DisclosureLimit, limits_by_cell
from schemas.periods import Period
from tonghop.disclosure.rules import LinearRule, linear_rules

NATION, KIND, UNIT = "nation", "kind", "unit"
_BASE = """
    select period, unit_code, line_code || '.' || measure, value
    from province_summary
    where basis = 'as_reported' and period in ($period, $last_year) and value is not null
        and kind in ('flow', 'stock')
    order by all
"""
_NATION = """
    select line_code || '.' || measure, value, value_last_year, value_like, value_last_year_like
    from national_summary where period = $period and kind in ('flow', 'stock') order by 1
"""
_UNITS = """
    select basis || '/' || unit_code, line_code || '.' || measure, value, value_last_year
    from province_summary where period = $period and kind in ('flow', 'stock') order by 1, 2
"""
_KINDS = """
    select expected.unit_kind, expected.unit_code from expected_report as expected
    where expected.period = $period order by all
"""
_LINEAGE = """
    select past_unit, unit_code from lineage
    where unit_code not in (select predecessor from succession)
"""

_ALIKE = """
    select lineage.unit_code, lineage.past_unit
    from lineage
    inner join period on period.period = $period
    inner join expected_report as expected
        on expected.period = $last_year and expected.unit_code = lineage.past_unit
    where lineage.until is null or lineage.until <= period.cut_off
"""
"""Whose reports of last year are compared like for like: of all parts that a unit had by then."""


class Figure(NamedTuple):
    """What these units reported for a cell in a period, added up."""

    period: str
    code: str
    units: frozenset[str]


class Place(NamedTuple):
    """Where a figure is printed: in which table, of which unit or kind, in which column."""

    table: str
    of: str
    code: str
    column: str


class ClosureError(Exception):
    """A printed figure is not the sum of what its units reported."""


@dataclass
class Publication:
    """The figures of an edition's sensitive cells and of all that rules connect with them."""

    period: Period
    limits: dict[str, DisclosureLimit]
    base: dict[tuple[str, str], dict[str, Decimal]] = field(default_factory=dict)
    """Period and cell, then unit: what was reported."""
    places: dict[Place, Figure] = field(default_factory=dict)
    rules: dict[str, tuple[LinearRule, ...]] = field(default_factory=dict)

    @property
    def periods(self) -> frozenset[str]:
        """This period and that of last year, if it was collected."""
        return frozenset(self.rules)

    def value(self, figure: Figure) -> Decimal:
        """Return the sum of what the figure's units reported."""
        reported = self.base[figure.period, figure.code]
        return sum((reported[unit] for unit in figure.units), Decimal(0))

    def figures(self) -> dict[Figure, list[Place]]:
        """Return every figure with the places where it is printed; those of units are all there."""
        found: dict[Figure, list[Place]] = {}
        for place, figure in self.places.items():
            found.setdefault(figure, []).append(place)
        for (period, code), reported in self.base.items():
            for unit in reported:
                found.setdefault(Figure(period, code, frozenset({unit})), [])
        return found

    def limit(self, place: Place) -> int | None:
        """Return from how much on what stands at a place may be told; None if it always may."""
        found = self.limits.get(place.code)
        number = found and (found.nation_below if place.table == NATION else found.by_unit_below)
        return int(number) if number else None

    def limit_broken(self, figure: Figure, places: Iterable[Place]) -> int | None:
        """Return the limit that a figure is too small for at one of its places, if it is."""
        limits = [limit for place in places if (limit := self.limit(place))]
        return max((n for n in limits if 0 < self.value(figure) < n), default=None)

    def small(self) -> frozenset[Figure]:
        """Return the figures that are too small to be told."""
        return frozenset(f for f, places in self.figures().items() if self.limit_broken(f, places))


def read_publication(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> Publication:
    """Return what an edition of ``period``, read from its tables, would publish.

    Raises:
        ClosureError: A printed figure is not the sum of its units' figures.
    """
    asked = {"period": period.code, "last_year": _last_year(con, period)}
    rules = {code: _rules(declarations, code) for code in asked.values() if code}
    found = limits_by_cell(
        declarations.forms_on(period.cut_off), declarations.disclosure_limits_on(period.cut_off)
    )
    is_nation = declarations.consolidating_unit == NATIONAL_RECIPIENT
    limits = {code: own if is_nation else own.within_a_unit() for code, (own,) in found.items()}
    publication = Publication(period, limits, rules=rules)
    reported = con.execute(_BASE, asked).fetchall()
    lines = {limit.line_code for limit in declarations.disclosure_limits}
    sensitive = {code for _, _, code, _ in reported if code.partition(".")[0] in lines}
    connected = _connected(sensitive, (rule for own in rules.values() for rule in own))
    base: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for of, unit, code, value in reported:
        if code in connected:
            base[of, code][unit] = value
    publication.base = dict(base)
    _place_figures(con, publication, asked)
    return publication


def _last_year(con: duckdb.DuckDBPyConnection, period: Period) -> str:
    (code,) = con.execute(
        "select last_year from period where period = ?", [period.code]
    ).fetchone() or ("",)
    return code or ""


def _rules(declarations: Declarations, period: str) -> tuple[LinearRule, ...]:
    return tuple(linear_rules(declarations.rules_on(declarations.period(period).cut_off)))


def _connected(sensitive: Iterable[str], rules: Iterable[LinearRule]) -> frozenset[str]:
    """Return the cells that rules connect with a sensitive one."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for cell in rule.cells:
            beside[cell].update(rule.cells)
    found, waiting = set(), list(sensitive)
    while waiting:
        cell = waiting.pop()
        if cell not in found:
            found.add(cell)
            waiting.extend(beside[cell] - found)
    return frozenset(found)


def _place_figures(
    con: duckdb.DuckDBPyConnection, publication: Publication, asked: dict[str, str]
) -> None:
    """Say of every printed figure which units it is made of."""
    now, last_year = asked["period"], asked["last_year"]
    of_now = {"period": now}
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for past, unit in con.execute(_LINEAGE).fetchall():
        parts[f"current/{unit}"].add(past)
        parts[f"as_reported/{past}"].add(past)
    for of, code, value, value_last_year in con.execute(_UNITS, of_now).fetchall():
        _place(publication, Place(UNIT, of, code, "value"), now, parts[of], value)
        place = Place(UNIT, of, code, "value_last_year")
        _place(publication, place, last_year, parts[of], value_last_year)
    _place_national(con, publication, asked)
    _place_kinds(con, publication, now)


def _place_national(
    con: duckdb.DuckDBPyConnection, publication: Publication, asked: dict[str, str]
) -> None:
    now, last_year = asked["period"], asked["last_year"]
    past: defaultdict[str, set[str]] = defaultdict(set)
    for unit, past_unit in con.execute(_ALIKE, asked).fetchall():
        past[unit].add(past_unit)
    for code, value, value_last_year, like, last_year_like in con.execute(
        _NATION, {"period": now}
    ).fetchall():
        alike = _alike(publication, past, (now, code), (last_year, code))
        for column, period, units, printed in (
            ("value", now, None, value),
            ("value_last_year", last_year, None, value_last_year),
            ("value_like", now, alike, like),
            (
                "value_last_year_like",
                last_year,
                {p for u in alike for p in past[u]},
                last_year_like,
            ),
        ):
            _place(publication, Place(NATION, "", code, column), period, units, printed)


def _alike(
    publication: Publication,
    past: dict[str, set[str]],
    now: tuple[str, str],
    last_year: tuple[str, str],
) -> set[str]:
    """Return the units which reported a cell and whose parts all had a year before."""
    reported = publication.base.get(last_year, {})
    units = publication.base.get(now, {})
    return {unit for unit in units if (own := past.get(unit)) and own <= reported.keys()}


def _place_kinds(con: duckdb.DuckDBPyConnection, publication: Publication, now: str) -> None:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for kind, unit in con.execute(_KINDS, {"period": now}).fetchall():
        kinds[kind].add(unit)
    for kind, code, value in con.execute(
        "select unit_kind, line_code || '.' || measure, value from unit_kind_summary "
        "where period = $period and value is not null order by 1, 2",
        {"period": now},
    ).fetchall():
        _place(publication, Place(KIND, kind, code, "value"), now, kinds[kind], value)


def _place(
    publication: Publication, place: Place, period: str, units: set[str] | None, printed: Decimal
) -> None:
    """Note the figure of a place, unless it is none, or of cells that nothing connects."""
    reported = publication.base.get((period, place.code))
    if printed is None or reported is None:
        return
    figure = Figure(
        period, place.code, frozenset(reported if units is None else units & set(reported))
    )
    if publication.value(figure) != printed:
        raise ClosureError(f"{place} is {printed}, not {publication.value(figure)}")
    publication.places[place] = figure
