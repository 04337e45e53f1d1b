"""What is kept back of every printed column: figures, and what is computed from them."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Line
from tonghop.disclosure.publication import KIND, NATION, UNIT, Place, Publication
from tonghop.disclosure.system import Key

TARGET = "target"
_FOLLOWING: dict[str, dict[str, tuple[str, ...]]] = {
    NATION: {
        "value": ("change", "change_pct", "value_like", "change_like", "change_pct_like"),
        "value_last_year": ("change", "change_pct"),
        "value_like": ("change_like", "change_pct_like"),
        "value_last_year_like": ("change_like", "change_pct_like"),
    },
    UNIT: {
        "value": ("change", "change_pct", "change_like", "change_pct_like"),
        "value_last_year": (
            "change", "change_pct", "value_last_year_like", "change_like", "change_pct_like",
        ),
    },
    KIND: {},
}  # fmt: skip
"""Differences and percentages, by the figures from which they follow; and, so that no sentence
compares what it does not tell, the nation's like for like."""
_RESULT = ("numerator", "denominator", "value", "is_met")


class Mark(NamedTuple):
    """A column that is kept back, of a table's rows for this unit or kind and cell."""

    table: str
    of: str
    code: str
    column: str


def marks(
    publication: Publication, declarations: Declarations, kept: Collection[Key]
) -> list[Mark]:
    """Return every column of every row that is kept back, in order."""
    figures = {place for place, figure in publication.places.items() if figure in kept}
    lines = _ratios(publication, declarations)
    ratios = set(_hidden_ratios(publication, lines, figures))
    places = figures | ratios
    found = {Mark(*place) for place in places}
    found |= {
        Mark(place.table, place.of, place.code, column)
        for place in places
        for column in _FOLLOWING[place.table].get(place.column, ())
    }
    found |= set(_hidden_targets(publication, declarations, lines, places))
    return sorted(found)


def _ratios(publication: Publication, declarations: Declarations) -> dict[str, Line]:
    """Return by cell the ratios that have a part in the publication."""
    cells = {code for _, code in publication.base}
    return {
        f"{line.line_code}.{RATIO_MEASURE}": line
        for form in declarations.forms_on(publication.period.cut_off)
        for line in form.lines
        if line.numerator in cells or line.denominator in cells
    }


def _hidden_ratios(
    publication: Publication, lines: dict[str, Line], figures: set[Place]
) -> Iterator[Place]:
    """Yield where a ratio is kept back: a part is, or its parts are not of the same units."""
    for code, line in lines.items():
        for place, figure in publication.places.items():
            if place.code not in (line.numerator, line.denominator):
                continue
            parts = [place._replace(code=part) for part in (line.numerator, line.denominator)]
            units = [publication.places[p].units for p in parts if p in publication.places]
            is_even = len(units) == len(parts) and units[0] == units[1] == figure.units
            if not is_even or any(part in figures for part in parts):
                yield place._replace(code=code)


def _hidden_targets(
    publication: Publication,
    declarations: Declarations,
    lines: dict[str, Line],
    places: set[Place],
) -> Iterator[Mark]:
    """Yield the results of targets whose figures are kept back, and who missed small ones."""
    for target in declarations.targets_on(publication.period.cut_off):
        if any(place.table == NATION and place.code == target.cell for place in places):
            yield from (Mark(TARGET, "", target.cell, column) for column in _RESULT)
        line = lines.get(target.cell)
        parts = {target.cell, line.numerator, line.denominator} if line else {target.cell}
        if parts & publication.limits.keys():
            yield Mark(TARGET, "", target.cell, "units_below")
