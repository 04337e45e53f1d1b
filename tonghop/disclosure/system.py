"""Published figures and the linear relations between them, as somebody outside could set them up.

A relation is an equation over cells: its coefficients times their values come to nothing. An
inequality is an equation with a cell of its own for the difference, which nobody publishes.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

Key = Hashable
FREE = 0
"""The weight of a cell that is published nowhere: keeping it back costs nothing."""


class UnequalRelationError(Exception):
    """The true values do not satisfy a relation that is said to hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: its true value, what its loss costs, and whether it may be lost at all.

    ``threshold`` is that of a sensitive figure which is too small to be published, else None. What
    ``is_fixed`` is kept back if nothing else helps; what ``is_public`` is known already.
    """

    key: Key
    value: float
    weight: int = FREE
    threshold: int | None = None
    is_fixed: bool = False
    is_public: bool = False


@dataclass
class System:
    """Cells and relations under construction; ``matrix`` is made when first asked for."""

    cells: list[Cell] = field(default_factory=list)
    place: dict[Key, int] = field(default_factory=dict)
    _terms: list[tuple[int, int, float]] = field(default_factory=list)
    relations: int = 0

    def add_cell(self, cell: Cell) -> None:
        """Add a cell; its key is new."""
        if cell.key in self.place:
            raise ValueError(f"cell {cell.key} is there already")
        self.place[cell.key] = len(self.cells)
        self.cells.append(cell)

    def add_equation(self, terms: Mapping[Any, float]) -> None:
        """Add the relation that these cells, times these factors, come to 0.

        Raises:
            UnequalRelationError: They do not.
        """
        total = sum(self.value(key) * factor for key, factor in terms.items())
        if abs(total) > 1e-6 * max(1.0, *(abs(self.value(key)) for key in terms)):
            raise UnequalRelationError(f"{terms} come to {total}")
        self._terms.extend(
            (self.relations, self.place[key], factor) for key, factor in terms.items()
        )
        self.relations += 1

    def add_inequality(self, terms: Mapping[Any, float]) -> None:
        """Add the relation that these cells, times these factors, are 0 or more."""
        most = max(abs(factor) for factor in terms.values())
        even = {key: factor / most for key, factor in terms.items()}
        slack = ("slack", self.relations)
        total = sum(self.value(key) * factor for key, factor in even.items())
        if total < -1e-6:
            raise UnequalRelationError(f"{terms} come to {total * most}, which is less than 0")
        self.add_cell(Cell(slack, max(total, 0.0)))
        self.add_equation({**even, slack: -1.0})

    def value(self, key: Key) -> float:
        """Return the true value of a cell."""
        return self.cells[self.place[key]].value

    @cached_property
    def matrix(self) -> csr_array:
        """The relations by row, the cells by column."""
        rows, columns, factors = zip(*self._terms, strict=True) if self._terms else ((), (), ())
        shape = (self.relations, len(self.cells))
        return csr_array(coo_array((factors, (rows, columns)), shape=shape, dtype=float))

    @cached_property
    def by_cell(self) -> csc_array:
        """The same relations, for finding those of a cell."""
        return csc_array(self.matrix)

    @cached_property
    def values(self) -> np.ndarray:
        """The true values by place."""
        return np.array([cell.value for cell in self.cells], dtype=float)

    @cached_property
    def weights(self) -> np.ndarray:
        """What the loss of each cell costs, by place."""
        return np.array([cell.weight for cell in self.cells], dtype=float)

    @cached_property
    def free(self) -> np.ndarray:
        """The places of the cells that nobody publishes, nor has."""
        is_public = np.array([cell.is_public for cell in self.cells], dtype=bool)
        return np.flatnonzero((self.weights == FREE) & ~is_public)

    @cached_property
    def near(self) -> np.ndarray:
        """The places of the cells that a relation connects with a small figure directly."""
        rows = np.unique(self.by_cell[:, self.sensitive()].indices)
        return np.unique(self.matrix[rows].indices)

    def sensitive(self) -> list[int]:
        """Return the places of the figures that are too small to be published."""
        return [n for n, cell in enumerate(self.cells) if cell.threshold is not None]

    def blocks(self) -> Iterable["System"]:
        """Yield the parts that no relation connects, of those that hold a sensitive figure."""
        labels = self._labels()
        wanted = {labels[place] for place in self.sensitive()}
        rows: dict[int, list[int]] = {label: [] for label in sorted(wanted)}
        for row in range(self.relations):
            label = labels[self.matrix.indices[self.matrix.indptr[row]]]
            if label in rows:
                rows[label].append(row)
        for label, own in rows.items():
            yield self._part(np.flatnonzero(labels == label), own)

    def _labels(self) -> np.ndarray:
        """Return by cell the number of the part that it belongs to."""
        return connected_groups(self.by_cell)

    def _part(self, places: np.ndarray, rows: list[int]) -> "System":
        part = System()
        for place in places:
            part.add_cell(self.cells[place])
        for row in rows:
            span = slice(self.matrix.indptr[row], self.matrix.indptr[row + 1])
            columns, factors = self.matrix.indices[span], self.matrix.data[span]
            part.add_equation(
                {
                    self.cells[column].key: factor
                    for column, factor in zip(columns, factors, strict=True)
                }
            )
        return part


def connected_groups(relations: csc_array) -> np.ndarray:
    """Return a number for each column, the same for those that rows connect."""
    rows, columns = relations.shape
    found = coo_array(relations)
    ones = np.ones(len(found.data))
    graph = coo_array((ones, (found.row + columns, found.col)), shape=(rows + columns,) * 2)
    _, group = connected_components(graph, directed=False)
    return np.asarray(group[:columns])
