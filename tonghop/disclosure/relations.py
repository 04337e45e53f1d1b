"""What an edition publishes outside, and every relation between it, read from its tables.

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
from tonghop.disclosure.system import FREE, Cell, System

NATION, KIND, UNIT = "nation", "kind", "unit"
WEIGHTS = {
    (NATION, "value"): 1000,
    (NATION, "value_last_year"): 1000,
    (NATION, "value_like"): 60,
    (NATION, "value_last_year_like"): 60,
    (KIND, "value"): 40,
    (UNIT, "value"): 10,
    (UNIT, "value_last_year"): 8,
}
"""What it costs to keep a figure back: of one that is printed in several places, the most."""
_MOST_DIGITS = 3
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
    select basis || '/' || unit_code, line_code || '.' || measure, value, value_last_year,
        value_last_year_like
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

    def value(self, figure: Figure) -> Decimal:
        """Return the sum of what the figure's units reported."""
        reported = self.base[figure.period, figure.code]
        return sum((reported[unit] for unit in figure.units), Decimal(0))


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
    connected = _connected(limits, (rule for own in rules.values() for rule in own))
    base: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for of, unit, code, value in con.execute(_BASE, asked).fetchall():
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
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for of, code, value, value_last_year, like in con.execute(_UNITS, of_now).fetchall():
        _place(publication, Place(UNIT, of, code, "value"), now, parts[of], value)
        place = Place(UNIT, of, code, "value_last_year")
        _place(publication, place, last_year, parts[of], value_last_year)
        if like is not None and value is not None and of.startswith("current/"):
            alike[code] |= parts[of]
    for code, value, value_last_year, like, last_year_like in con.execute(
        _NATION, of_now
    ).fetchall():
        for column, period, units, printed in (
            ("value", now, None, value),
            ("value_last_year", last_year, None, value_last_year),
            ("value_like", now, alike[code], like),
            ("value_last_year_like", last_year, alike[code], last_year_like),
        ):
            _place(publication, Place(NATION, "", code, column), period, units, printed)
    _place_kinds(con, publication, now)


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


def build_system(publication: Publication) -> System:
    """Return the cells and relations of a publication."""
    system = System()
    scales = {of: _scale(reported.values()) for of, reported in publication.base.items()}
    printed = _printed(publication)
    for (period, code), reported in publication.base.items():
        for unit in reported:
            printed.setdefault(Figure(period, code, frozenset({unit})), [])
    for figure, places in printed.items():
        value = float(publication.value(figure)) / scales[figure.period, figure.code]
        system.add_cell(_cell(publication, figure, places, value))
    for figure in printed:
        if len(figure.units) != 1:
            parts = {Figure(figure.period, figure.code, frozenset({u})): 1.0 for u in figure.units}
            system.add_equation({figure: -1.0, **parts})
    for period, rules in publication.rules.items():
        for rule in rules:
            _add_rule(system, publication, period, rule, scales)
    return system


def _printed(publication: Publication) -> dict[Figure, list[Place]]:
    printed: dict[Figure, list[Place]] = {}
    for place, figure in publication.places.items():
        printed.setdefault(figure, []).append(place)
    return printed


def _scale(values: Iterable[Decimal]) -> float:
    """Return a power of ten that keeps amounts of money near counts, for the solver's sake."""
    digits = max((value.adjusted() for value in values if value), default=0)
    return 10.0 ** max(0, digits - _MOST_DIGITS)


def _cell(publication: Publication, figure: Figure, places: list[Place], value: float) -> Cell:
    limit = publication.limits.get(figure.code)
    below = [
        int(number)
        for place in places
        if limit and (number := _number(limit, place)) and 0 < value < number
    ]
    weight = max((WEIGHTS[place.table, place.column] for place in places), default=FREE)
    is_national = any((place.table, place.column) in _TOTALS for place in places)
    return Cell(
        figure,
        value,
        weight=weight,
        threshold=max(below, default=None),
        is_fixed=is_national and not below,
    )


_TOTALS = {(NATION, "value"), (NATION, "value_last_year")}


def _number(limit: DisclosureLimit, place: Place) -> Decimal | None:
    return limit.nation_below if place.table == NATION else limit.by_unit_below


def _add_rule(
    system: System,
    publication: Publication,
    period: str,
    rule: LinearRule,
    scales: dict[tuple[str, str], float],
) -> None:
    """Add a rule for every unit that reported all its cells, unless it does not hold there."""
    if any((period, cell) not in publication.base for cell in rule.cells):
        return
    columns = [publication.base[period, cell] for cell in rule.cells]
    for unit in columns[0]:
        if all(unit in column for column in columns):
            terms = {
                Figure(period, cell, frozenset({unit})): factor * scales[period, cell]
                for cell, factor in rule.factors.items()
            }
            _add_terms(system, terms, rule, Figure(period, rule.implied_by, frozenset({unit})))


def _add_terms(system: System, terms: dict[Figure, float], rule: LinearRule, cause: Figure) -> None:
    total = sum(system.value(figure) * factor for figure, factor in terms.items())
    if rule.implied_by:
        # Nil implies nil: the effect is at most so many times the cause. With so many no more than
        # the effect and a little, a cause between 0 and 1 is no way out either.
        if system.value(cause) or not total:
            most = total + _LITTLE
            system.add_inequality({cause: most, **{f: -factor for f, factor in terms.items()}})
    elif rule.is_equal and abs(total) < _ROUNDING:
        system.add_equation(terms)
    elif not rule.is_equal and total >= -_ROUNDING:
        system.add_inequality(terms)


_LITTLE, _ROUNDING = 10.0, 1e-6
