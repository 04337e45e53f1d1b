"""What changed between two editions: every figure's change split into its causes, exactly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tonghop.differing.causes import OF_ONE_PERIOD, OF_TWO_PERIODS, Cause
from tonghop.differing.sealed import Sealed, read_sealed
from tonghop.differing.tables import attached, unexplained, work_out
from tonghop.publish.editions import INTERNAL

_SHOWN = 20


class IncomparableError(Exception):
    """Two editions cannot be compared; ``fault`` is ``owner``, ``audience`` or ``order``."""

    def __init__(self, fault: str) -> None:
        """Keep why."""
        super().__init__(fault)
        self.fault = fault


class UnexplainedChangeError(Exception):
    """Figures worked out from their cells are not what an edition published."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two editions and, in ``con``, the tables of what differs; see ``tonghop/differing/sql``."""

    con: duckdb.DuckDBPyConnection
    earlier: Sealed
    later: Sealed

    @property
    def is_one_period(self) -> bool:
        """Whether both editions are of the same period, so that reports can be late."""
        return self.earlier.period == self.later.period

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes that a change is split into, in the order in which they count."""
        return OF_ONE_PERIOD if self.is_one_period else OF_TWO_PERIODS


@contextmanager
def difference(
    earlier: Path, later: Path, advance: Callable[[], object] = lambda: None
) -> Iterator[Difference]:
    """Work out what changed from one edition to another, see ``difference_of``."""
    with difference_of(read_sealed(earlier), read_sealed(later), advance) as found:
        yield found


@contextmanager
def difference_of(
    earlier: Sealed, later: Sealed, advance: Callable[[], object] = lambda: None
) -> Iterator[Difference]:
    """Work out what changed from one edition to another, from their databases alone.

    Neither edition is changed. ``advance`` hears of each table that is made. The same editions
    give the same difference.

    Raises:
        IncomparableError: They are of different consolidating units, one is made for outside, or
            the later one was named first.
        UnexplainedChangeError: A figure does not follow from its cells: an edition is damaged, or
            this package works figures out in another way than the marts.
    """
    _require_comparable(earlier, later)
    with attached(earlier.folder, later.folder) as con:
        work_out(con, earlier.period, later.period, advance)
        if found := unexplained(con):
            shown = "; ".join(map(str, found[:_SHOWN]))
            raise UnexplainedChangeError(f"{len(found)} figures differ unexplained: {shown}")
        yield Difference(con, earlier, later)


def _require_comparable(earlier: Sealed, later: Sealed) -> None:
    if earlier.consolidating_unit != later.consolidating_unit:
        raise IncomparableError("owner")
    if {earlier.audience, later.audience} != {INTERNAL}:
        raise IncomparableError("audience")
    if not earlier.precedes(later):
        raise IncomparableError("order")
