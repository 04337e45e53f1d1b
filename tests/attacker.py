"""Somebody outside, who has the published figures, sets up what he knows of them and calculates.

Nothing of ours is used: figures are by name, None where they are kept back; equations are factors
by name that come to 0; of inequalities, to 0 or more.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

Published = Mapping[str, float | None]
Equation = Mapping[str, float]


def ranges(
    published: Published, equations: Sequence[Equation], inequalities: Sequence[Equation] = ()
) -> dict[str, tuple[float, float]]:
    """Return the least and the greatest value that each figure kept back can have."""
    hidden = [name for name, value in published.items() if value is None]
    equal = _system(published, hidden, equations)
    more = _system(published, hidden, inequalities)
    return {
        name: (_least(column, 1, equal, more), -_least(column, -1, equal, more))
        for column, name in enumerate(hidden)
    }


def _system(
    published: Published, hidden: Sequence[str], relations: Sequence[Equation]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the factors of what is not known, and what the rest comes to."""
    factors, rest = np.zeros((len(relations), len(hidden))), np.zeros(len(relations))
    for row, relation in enumerate(relations):
        for name, factor in relation.items():
            if (value := published[name]) is None:
                factors[row, hidden.index(name)] += factor
            else:
                rest[row] -= factor * value
    return factors, rest


def _least(
    column: int,
    sign: int,
    equal: tuple[np.ndarray, np.ndarray],
    more: tuple[np.ndarray, np.ndarray],
) -> float:
    goal = np.zeros(equal[0].shape[1])
    goal[column] = sign
    found = linprog(
        goal, A_ub=-more[0], b_ub=-more[1], A_eq=equal[0], b_eq=equal[1], bounds=(0, 10_000)
    )
    assert found.status == 0, found.message
    return float(found.fun or 0.0)
