"""What earlier outside editions told of the same periods: whoever holds them may subtract.

What they were made of is known from the internal editions of the same number, what they kept back
from their own tables.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.disclosure.publication import Figure, Publication, read_publication
from tonghop.disclosure.tables import copy_tables, read_kept_back
from tonghop.publish.editions import OUTSIDE, editions_in, place_of, read_manifest
from tonghop.publish.sealing import seal_of

_VERSION = "@"


class UnknownEarlierError(Exception):
    """What an earlier outside edition, which the message names, told cannot be established."""


class Earlier(NamedTuple):
    """An outside edition that was published before."""

    name: str
    publication: Publication
    """Of the periods in question; what a unit reported differently is of a unit of its own."""
    told: frozenset[Figure]
    kept_back: frozenset[Figure]


def earlier_editions(marts: Path, period: Period) -> list[Path]:
    """Return every outside edition there is that tells of this period or of last year's."""
    telling = (period.last_year, period.code, period.next_year)
    return [edition for code in telling for edition in editions_in(marts / OUTSIDE / code)]


def read_earlier(
    editions: Iterable[Path], declarations: Declarations, publication: Publication
) -> list[Earlier]:
    """Return what earlier editions told of the periods that a publication tells of.

    Raises:
        UnknownEarlierError: The internal edition that one was made from is not there any more, or
            is another, or its own tables do not say what was kept back.
    """
    versions = _Versions(publication)
    return [_read(edition, declarations, publication.periods, versions) for edition in editions]


def told_by(earlier: Sequence[Earlier]) -> frozenset[Figure]:
    """Return the figures that are public: some edition told them, whatever others kept back."""
    return frozenset().union(*(edition.told for edition in earlier))


def kept_back_by(earlier: Sequence[Earlier]) -> frozenset[Figure]:
    """Return the figures that every edition so far kept back."""
    return frozenset().union(*(edition.kept_back for edition in earlier)) - told_by(earlier)


def unit_of(version: str) -> str:
    """Return whose report a version is."""
    return version.partition(_VERSION)[0]


class _Versions:
    """Gives a unit another name where it reported another number for a cell."""

    def __init__(self, publication: Publication) -> None:
        self._known: dict[tuple[str, str, str], list[Decimal]] = {
            (*of, unit): [value]
            for of, reported in publication.base.items()
            for unit, value in reported.items()
        }

    def name(self, period: str, code: str, unit: str, value: Decimal) -> str:
        """Return the unit itself, or one for each further number that it reported."""
        known = self._known.setdefault((period, code, unit), [])
        if value not in known:
            known.append(value)
        number = known.index(value)
        return f"{unit}{_VERSION}{number}" if number else unit


def _read(
    edition: Path, declarations: Declarations, periods: frozenset[str], versions: _Versions
) -> Earlier:
    own = declarations.period(edition.parent.name)
    name = f"{own.code}/{edition.name}"
    internal = place_of(edition.parents[2], own.code) / edition.name
    try:
        if read_manifest(edition)["inputs"]["edition"] != seal_of(internal):
            raise UnknownEarlierError(name)
        with copy_tables(internal, own) as con:
            whole = read_publication(con, declarations, own)
        hidden = read_kept_back(edition)
    except (OSError, ValueError, KeyError, duckdb.Error) as error:
        raise UnknownEarlierError(name) from error
    publication = _of_periods(whole, periods, versions)
    places = publication.places.items()
    return Earlier(
        name,
        publication,
        frozenset(figure for place, figure in places if place not in hidden),
        frozenset(figure for place, figure in places if place in hidden),
    )


def _of_periods(whole: Publication, periods: frozenset[str], versions: _Versions) -> Publication:
    """Return a publication of some periods alone, with units by the names of their versions."""
    names = {
        (*of, unit): versions.name(*of, unit, value)
        for of, reported in whole.base.items()
        if of[0] in periods
        for unit, value in reported.items()
    }
    base: dict[tuple[str, str], dict[str, Decimal]] = {}
    for (period, code, unit), name in names.items():
        base.setdefault((period, code), {})[name] = whole.base[period, code][unit]
    return Publication(
        whole.period,
        whole.limits,
        base,
        {
            place: _renamed(figure, names)
            for place, figure in whole.places.items()
            if figure.period in periods
        },
        {period: rules for period, rules in whole.rules.items() if period in periods},
    )


def _renamed(figure: Figure, names: dict[tuple[str, str, str], str]) -> Figure:
    units = frozenset(names[figure.period, figure.code, unit] for unit in figure.units)
    return figure._replace(units=units)
