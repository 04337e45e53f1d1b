"""Which figures to keep back besides the small ones, as few as possible.

Cell suppression as published: the attack looks for a small figure that is found out all the same;
an integer program chooses the cheapest further figures to keep back so that it is not; this is
repeated until the attack finds nothing. Then every figure that turned out to be needless is given
back. See decision record 0046 for the literature.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from tonghop.disclosure.attack import EXACT, Demand, Hidden
from tonghop.disclosure.escape import cheapest_escape
from tonghop.disclosure.system import Key, System

UP, DOWN = 1, -1


class UnprotectedError(Exception):
    """The search for figures to keep back did not end, or there is no safe choice."""


class GivenAwayError(Exception):
    """Small figures, the keys, are known exactly from what is public already."""

    def __init__(self, keys: Collection[Key]) -> None:
        """Note the keys; the message tells how many, not what."""
        super().__init__(f"{len(keys)} figures are known already")
        self.keys = frozenset(keys)


@dataclass(frozen=True, slots=True)
class Promise:
    """What an outsider may at most find out of a small figure: no narrower range than this."""

    least: float
    greatest: float

    @property
    def is_void(self) -> bool:
        """Whether there is nothing to promise: the figure is known exactly."""
        return self.greatest - self.least < 1 - EXACT


@dataclass(frozen=True)
class Suppression:
    """The figures that are kept back, and what was promised for the small ones among them."""

    keys: frozenset[Key] = frozenset()
    promises: Mapping[Key, Promise] = field(default_factory=dict)


def suppress(system: System, kept: Collection[Key] = ()) -> Suppression:
    """Return which figures to keep back: every small one, and as few others as protect it.

    ``kept`` are kept back whatever they cost, because they were before. The same system gives the
    same figures.

    Raises:
        GivenAwayError: A small figure is known whatever is kept back.
        UnprotectedError: No choice protects a small figure.
    """
    keys: set[Key] = set(kept)
    promises: dict[Key, Promise] = {}
    lost: set[Key] = set()
    for block in system.blocks():
        try:
            found = _suppress_block(block, {block.place[key] for key in kept if key in block.place})
        except GivenAwayError as error:
            lost |= error.keys
        else:
            keys |= found.keys
            promises |= found.promises
    if lost:
        raise GivenAwayError(lost)
    return Suppression(frozenset(keys), promises)


def _suppress_block(system: System, kept: set[int]) -> Suppression:
    candidates = _candidates(system, released=False)
    promises = _promises(system, candidates | kept, system.sensitive())
    if void := [place for place, promise in promises.items() if promise.is_void]:
        candidates = _candidates(system, released=True)
        promises |= _promises(system, candidates | kept, void)
        if lost := [place for place in void if promises[place].is_void]:
            raise GivenAwayError([system.cells[place].key for place in lost])
    chosen = _choose(system, candidates, kept | set(promises), promises)
    return Suppression(
        frozenset(system.cells[place].key for place in chosen),
        {system.cells[place].key: promise for place, promise in promises.items()},
    )


def _candidates(system: System, *, released: bool) -> set[int]:
    """Return the places of the cells that may be kept back.

    These are, to begin with, what no fixed total is, and of nils those that have to do with a small
    figure directly: the search stays short. With ``released`` it is everything that is not public.
    """
    places = range(len(system.cells)) if released else _nearby(system)
    cells = {n: system.cells[n] for n in places if system.weights[n]}
    return {
        n for n, cell in cells.items() if not cell.is_public and (released or not cell.is_fixed)
    }


def _nearby(system: System) -> list[int]:
    return [int(n) for n in np.union1d(np.flatnonzero(system.values), system.near)]


def _promises(
    system: System, candidates: Collection[int], places: Collection[int]
) -> dict[int, Promise]:
    """Return by place the widest range up to the threshold that any choice can give."""
    hidden = Hidden(system, candidates)
    hidden.sweep([d for n in places for d in _demands(system, n, _wish(system, n))])
    return {place: _promise(hidden, place) for place in places}


def _wish(system: System, place: int) -> Promise:
    return Promise(0.0, float(system.cells[place].threshold or 0))


def _demands(system: System, place: int, promise: Promise) -> Iterator[Demand]:
    yield Demand(place, UP, promise.greatest)
    yield Demand(place, DOWN, promise.least)


def _promise(hidden: Hidden, place: int) -> Promise:
    value, wish = float(hidden.system.values[place]), _wish(hidden.system, place)
    least, greatest = wish.least, wish.greatest
    if not hidden.is_seen(place, DOWN, least):
        least = max(least, value - hidden.extreme(place, DOWN))
    if not hidden.is_seen(place, UP, greatest):
        greatest = min(greatest, value + hidden.extreme(place, UP))
    return Promise(least, greatest)


def _choose(
    system: System, candidates: set[int], chosen: set[int], promises: Mapping[int, Promise]
) -> set[int]:
    """Keep back more until nothing that is promised can be found out, then give back."""
    demands = [d for place, own in promises.items() for d in _demands(system, place, own)]
    demands.sort(key=lambda d: -abs(d.bound - system.values[d.place]))
    hidden = Hidden(system, chosen)
    hidden.sweep(demands)
    reasons: dict[int, Demand] = {}
    for demand in demands:
        if not _reaches(hidden, demand):
            more = cheapest_escape(hidden, candidates, demand.place, demand.bound)
            reasons |= dict.fromkeys(more, demand)
            chosen, hidden = chosen | more, hidden.with_more(more)
            hidden.sweep(demands)
    return _without_needless(hidden, chosen, reasons, demands)


def _reaches(hidden: Hidden, demand: Demand) -> bool:
    place, direction, bound = demand
    if hidden.is_seen(place, direction, bound):
        return True
    needed = direction * (bound - hidden.system.values[place])
    return bool(hidden.extreme(place, direction) >= needed - EXACT)


def _without_needless(
    hidden: Hidden, chosen: set[int], reasons: Mapping[int, Demand], demands: Collection[Demand]
) -> set[int]:
    """Give back, dearest first, every figure without which the promises hold all the same.

    A figure is mostly needed for what it was chosen for, its reason, so that is tried first.
    """
    weights = hidden.system.weights
    for place in sorted(reasons, key=lambda n: (-weights[n], n)):
        without = hidden.without(place)
        if not _reaches(without, reasons[place]):
            continue
        without.sweep(demands)
        if all(_reaches(without, demand) for demand in demands):
            chosen, hidden = chosen - {place}, without
    last = Hidden(hidden.system, chosen)
    last.sweep(demands)
    if not all(_reaches(last, demand) for demand in demands):
        raise UnprotectedError("the attack found what was promised to be safe")
    return chosen
