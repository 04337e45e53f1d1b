"""The cheapest further figures to keep back so that one figure may be another than it is."""

from collections.abc import Collection

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from tonghop.disclosure.attack import EXACT, FAR, Hidden


class NoEscapeError(Exception):
    """No figures that may be kept back protect the one that is asked for."""


def cheapest_escape(
    hidden: Hidden, candidates: Collection[int], place: int, bound: float
) -> set[int]:
    """Return the figures to keep back besides those hidden so that ``place`` may be ``bound``.

    Which figures move is a choice of yes or no; as usual it is relaxed to how far they move, each
    step at the figure's weight, those that are hidden anyway for nothing.

    Raises:
        NoEscapeError: There are none.
    """
    asked = np.array(sorted(candidates), dtype=int)
    found = _solve(hidden, np.union1d(asked, hidden.places), place, bound)
    if found is None:
        raise NoEscapeError(f"{hidden.system.cells[place].key} cannot be {bound}")
    return found


def _solve(hidden: Hidden, columns: np.ndarray, place: int, bound: float) -> set[int] | None:
    """Move ``place`` to ``bound`` at the least cost, each figure up or down."""
    system, at = hidden.system, int(np.searchsorted(columns, place))
    needed = bound - system.values[place]
    price = system.weights[columns] + np.arange(len(columns)) / (1000.0 * len(columns))
    price[np.isin(columns, hidden.places)] = 0.0
    up, down = np.full(len(columns), FAR), np.array(system.values[columns])
    least = np.zeros(2 * len(columns))
    up[at], down[at] = max(needed, 0.0), max(-needed, 0.0)
    least[at], least[len(columns) + at] = up[at], down[at]
    relations = csr_array(system.by_cell[:, columns])
    relations = relations[np.flatnonzero(np.diff(relations.indptr))]
    found = linprog(  # type: ignore[call-overload]
        np.concatenate((price, price)),
        A_eq=hstack((relations, -relations)),
        b_eq=np.zeros(relations.shape[0]),
        bounds=np.column_stack((least, np.concatenate((up, down)))),
    )
    if found.status != 0:
        return None
    moved = np.abs(found.x[: len(columns)] - found.x[len(columns) :]) > EXACT
    return set(map(int, np.setdiff1d(columns[moved], hidden.places)))
