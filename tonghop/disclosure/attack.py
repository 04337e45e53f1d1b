"""The attack: what follows for a figure that is kept back from everything that is published.

An outsider knows the relations, every published figure, and that no figure is less than 0. The
least and the greatest value that a figure can have then are found by linear programming. Whole
numbers are not used: they could only tell the outsider more, see decision record 0046.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from tonghop.disclosure.system import System, connected_groups

FAR = 1e5
"""How far above its true value an outsider looks for a figure; far more than any threshold."""
EXACT = 1e-6


class AttackError(Exception):
    """The solver did not solve: the relations and the true values contradict each other."""


class Demand(NamedTuple):
    """That the figure at ``place`` may be as great (direction 1) or small (-1) as ``bound``."""

    place: int
    direction: int
    bound: float


class Hidden:
    """What an outsider does not know if some cells are kept back; remembers what attacks showed."""

    def __init__(self, system: System, suppressed: Collection[int]) -> None:
        """Begin with the true values as the only solution."""
        self.system = system
        chosen = np.fromiter(suppressed, dtype=int)
        self.places = np.unique(np.concatenate((system.free, chosen)))
        self.group = connected_groups(system.by_cell[:, self.places])
        self.least, self.greatest = system.values.copy(), system.values.copy()
        self._solutions: list[tuple[np.ndarray, np.ndarray]] = []

    def with_more(self, more: Collection[int]) -> "Hidden":
        """Return what is unknown if more is kept back: all that was possible still is."""
        return self._with(Hidden(self.system, {*map(int, self.places), *more}), self._solutions)

    def without(self, place: int) -> "Hidden":
        """Return what is unknown if one figure is published after all."""
        left = [kept for kept in self._solutions if place not in kept[0]]
        return self._with(Hidden(self.system, self.places[self.places != place]), left)

    @staticmethod
    def _with(hidden: "Hidden", solutions: list[tuple[np.ndarray, np.ndarray]]) -> "Hidden":
        for places, solution in solutions:
            hidden.remember(places, solution)
        return hidden

    def is_seen(self, place: int, direction: int, bound: float) -> bool:
        """Whether some attack so far met a solution in which the figure reaches ``bound``."""
        seen = self.greatest if direction > 0 else self.least
        return bool(direction * (seen[place] - bound) >= -EXACT)

    def sweep(self, demands: Collection[Demand]) -> None:
        """Look for solutions in which many figures reach their bounds at once, to spare attacks."""
        for direction in (1, -1):
            unseen = [d for d in demands if d.direction == direction and not self._sees(d)]
            before = len(unseen) + 1
            while 1 < len(unseen) < before:
                before = len(unseen)
                self._sweep(unseen, direction)
                unseen = [d for d in unseen if not self._sees(d)]

    def _sees(self, demand: Demand) -> bool:
        return self.is_seen(demand.place, demand.direction, demand.bound)

    def _sweep(self, unseen: Collection[Demand], direction: int) -> None:
        at = np.searchsorted(self.places, [d.place for d in unseen])
        mine = np.isin(self.group, self.group[at])
        places = self.places[mine]
        goal, bounds = np.zeros(len(places)), self._bounds(places)
        at = np.searchsorted(places, [d.place for d in unseen])
        goal[at] = -direction
        bounds[at, int(direction > 0)] = [d.bound - self.system.values[d.place] for d in unseen]
        self._solve(places, goal, bounds)

    def extreme(self, place: int, direction: int) -> float:
        """Return how far up (1) or down (-1) the figure at ``place`` can be."""
        mine = self.places[self.group == self.group[np.searchsorted(self.places, place)]]
        goal = np.zeros(len(mine))
        goal[np.searchsorted(mine, place)] = -direction
        return -self._solve(mine, goal, self._bounds(mine))

    def _bounds(self, places: np.ndarray) -> np.ndarray:
        return np.column_stack((-self.system.values[places], np.full(len(places), FAR)))

    def _solve(self, places: np.ndarray, goal: np.ndarray, bounds: np.ndarray) -> float:
        """Return the least of the goal over how far figures can be off, and note the solution."""
        relations = csr_array(self.system.by_cell[:, places])
        relations = relations[np.flatnonzero(np.diff(relations.indptr))]
        nothing = np.zeros(relations.shape[0])
        found = linprog(  # type: ignore[call-overload]
            goal, A_eq=relations, b_eq=nothing, bounds=bounds
        )
        if found.status != 0:
            raise AttackError(found.message)
        moved = np.abs(found.x) > EXACT
        self.remember(places[moved], (self.system.values[places] + found.x)[moved])
        return float(found.fun)

    def remember(self, places: np.ndarray, solution: np.ndarray) -> None:
        """Note a solution: the values of these figures, all others being as published."""
        self._solutions.append((places, solution))
        self.least[places] = np.minimum(self.least[places], solution)
        self.greatest[places] = np.maximum(self.greatest[places], solution)


def interval(system: System, suppressed: Collection[int], place: int) -> tuple[float, float]:
    """Return the least and the greatest value that the figure at ``place`` can have."""
    hidden, value = Hidden(system, suppressed), float(system.values[place])
    if place not in hidden.places:
        return value, value
    down, up = (hidden.extreme(place, direction) for direction in (-1, 1))
    return value - down, value + up
