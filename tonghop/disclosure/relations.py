"""Every relation between what an edition would publish and what earlier ones published.

Whoever holds two editions can subtract one from the other. What a unit did not change is the same
in both, so that what is left is what the others changed.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tonghop.disclosure.earlier import Earlier, told_by, unit_of
from tonghop.disclosure.publication import KIND, NATION, UNIT, Figure, Place, Publication
from tonghop.disclosure.rules import LinearRule
from tonghop.disclosure.system import FREE, Cell, System

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
_TOTALS = {(NATION, "value"), (NATION, "value_last_year")}
_MOST_DIGITS = 3
_LITTLE, _ROUNDING = 10.0, 1e-6
Scales = dict[tuple[str, str], float]
Terms = dict[Figure, float]


def build_system(publication: Publication, earlier: Sequence[Earlier] = ()) -> System:
    """Return the cells and relations of a publication and of what was published earlier."""
    every = [publication, *(edition.publication for edition in earlier)]
    scales, system = _scales(every), System()
    _add_cells(system, every, told_by(earlier), scales)
    added: set[object] = set()
    for own in every:
        for period, rules in own.rules.items():
            for rule in rules:
                _add_rule(system, own, period, rule, scales, added)
    return system


def _scales(every: Iterable[Publication]) -> Scales:
    """Return powers of ten that keep amounts of money near counts, for the solver's sake."""
    digits: dict[tuple[str, str], int] = {}
    for own in every:
        for of, reported in own.base.items():
            most = max((value.adjusted() for value in reported.values() if value), default=0)
            digits[of] = max(digits.get(of, 0), most)
    return {of: 10.0 ** max(0, most - _MOST_DIGITS) for of, most in digits.items()}


def _add_cells(
    system: System, every: Sequence[Publication], told: frozenset[Figure], scales: Scales
) -> None:
    """Add every figure of every edition, and that each is the sum of its units."""
    values: dict[Figure, Decimal] = {}
    limits: dict[Figure, int] = {}
    for own in every:
        for figure, places in own.figures().items():
            values[figure] = own.value(figure)
            if (limit := own.limit_broken(figure, places)) and figure not in told:
                limits[figure] = max(limit, limits.get(figure, 0))
    printed = every[0].figures()
    for figure, value in values.items():
        scaled = float(value) / scales[figure.period, figure.code]
        places = printed.get(figure, [])
        system.add_cell(_cell(figure, scaled, places, limits.get(figure), figure in told))
    for figure in values:
        if len(figure.units) != 1:
            parts = {Figure(figure.period, figure.code, frozenset({u})): 1.0 for u in figure.units}
            system.add_equation({figure: -1.0, **parts})


def _cell(
    figure: Figure, value: float, places: list[Place], limit: int | None, is_public: bool
) -> Cell:
    return Cell(
        figure,
        value,
        weight=max((WEIGHTS[place.table, place.column] for place in places), default=FREE),
        threshold=limit,
        is_fixed=not limit and any((place.table, place.column) in _TOTALS for place in places),
        is_public=is_public,
    )


def _add_rule(
    system: System,
    own: Publication,
    period: str,
    rule: LinearRule,
    scales: Scales,
    added: set[object],
) -> None:
    """Add a rule for every report of an edition with all its cells, unless it does not hold."""
    if any((period, cell) not in own.base for cell in rule.cells):
        return
    reported = {cell: {unit_of(u): u for u in own.base[period, cell]} for cell in rule.cells}
    for unit in next(iter(reported.values())):
        if all(unit in column for column in reported.values()):
            of = {c: Figure(period, c, frozenset({reported[c][unit]})) for c in rule.cells}
            terms = {of[c]: factor * scales[period, c] for c, factor in rule.factors.items()}
            cause = of.get(rule.implied_by)
            once = (rule.is_equal, cause, frozenset(terms.items()))
            if once not in added:
                added.add(once)
                _add_terms(system, terms, rule, cause)


def _add_terms(system: System, terms: Terms, rule: LinearRule, cause: Figure | None) -> None:
    total = sum(system.value(figure) * factor for figure, factor in terms.items())
    if cause:
        # Nil implies nil: the effect is at most so many times the cause. With so many no more than
        # the effect and a little, a cause between 0 and 1 is no way out either.
        if system.value(cause) or not total:
            most = total + _LITTLE
            system.add_inequality({cause: most, **{f: -factor for f, factor in terms.items()}})
    elif rule.is_equal and abs(total) < _ROUNDING:
        system.add_equation(terms)
    elif not rule.is_equal and total >= -_ROUNDING:
        system.add_inequality(terms)
