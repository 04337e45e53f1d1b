"""What was known: the receipts and decisions that there were, and a warehouse of those alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import duckdb

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tonghop.archive import HANOI, Receipt, read_receipts
from tonghop.belonging import check_owner
from tonghop.beside import folder_beside
from tonghop.decisions.aliases import with_aliases_of
from tonghop.decisions.log import read_decisions
from tonghop.house import House
from tonghop.rebuilding import make_warehouse
from tonghop.warehouse import open_warehouse

TAKEN_IN, RECEIVED = "taken-in", "received"


@dataclass(frozen=True, slots=True)
class Known:
    """A state of truth: receipts up to a run, decisions up to a number; of a day, only its.

    ``day`` leaves out what came after the end of it, in Hanoi. ``reckoned_by`` says what came: what
    was taken into the archive by then (``taken-in``, all that the house knew), or what was received
    by then, whenever it was taken in (``received``). Receipts that do not say when they were taken
    in count as taken in when received. Equal states of one house are the same for ever.
    """

    receipts_run: int
    decisions: int
    day: date | None = None
    reckoned_by: str = TAKEN_IN

    def receipts_among(self, receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
        """Return those of the receipts that were known, in order."""
        return tuple(receipt for receipt in receipts if self._has(receipt))

    def decisions_among(self, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        """Return those of the decisions that were known: what was revoked later still stands."""
        return tuple(decision for decision in decisions if decision.number <= self.decisions)

    def _has(self, receipt: Receipt) -> bool:
        if receipt.run > self.receipts_run:
            return False
        return self.day is None or _known_on(receipt, self.reckoned_by) <= self.day


class NothingKnownError(Exception):
    """Nothing had come by the end of the day; ``first`` is the day on which something did."""

    def __init__(self, day: date, first: date | None) -> None:
        """Word which day it is."""
        super().__init__(f"nothing was known on {day}")
        self.first = first


def known_of(manifest: dict[str, Any]) -> Known:
    """Return what was known when an edition was made, as its manifest tells."""
    told, day = manifest["known"], manifest["as_of"]
    return Known(
        told["receipts_run"],
        told["decisions"],
        date.fromisoformat(day) if day else None,
        told.get("reckoned_by", TAKEN_IN),
    )


def known_on(house: House, day: date, reckoned_by: str = TAKEN_IN) -> Known:
    """Return what was known at the end of a day, in Hanoi; see ``Known`` for ``reckoned_by``.

    Reckoned by what was taken in, it is the same whenever it is asked, once the day is over.
    Decisions follow one another, so those before one of the day are known with it.

    Raises:
        NothingKnownError: No receipt was known yet.
    """
    receipts, decisions = read_receipts(house.archive), read_decisions(house.decisions)
    days = [_known_on(receipt, reckoned_by) for receipt in receipts]
    runs = [receipt.run for receipt, known in zip(receipts, days, strict=True) if known <= day]
    if not runs:
        raise NothingKnownError(day, min(days, default=None))
    decided = (d.number for d in decisions if _day(d.decided_at) <= day)
    return Known(max(runs), max(decided, default=0), day, reckoned_by)


@contextmanager
def warehouse_knowing(
    house: House,
    declarations: Declarations,
    known: Known,
    advance: Callable[[int], object] = lambda done: None,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Declarations]]:
    """Make a warehouse with its marts of what was known, beside the real one; it goes afterwards.

    Declarations are those given, with the aliases decided by then alone; both are yielded. Neither
    the real warehouse nor anything else in the house is opened for writing, and nobody waits.

    Raises:
        ArchiveDamagedError: An archived file is not what was received.
        DecisionMisfitError: A decision of then does not fit these declarations.
    """
    check_owner(house, declarations)
    receipts = known.receipts_among(read_receipts(house.archive))
    decisions = known.decisions_among(read_decisions(house.decisions))
    then = with_aliases_of(declarations, decisions)
    with folder_beside(house.data) as beside:
        there = replace(house, warehouse_name=f"{beside.name}/warehouse.duckdb")
        make_warehouse(there, then, receipts, decisions, advance)
        with open_warehouse(there.warehouse) as con:
            yield con, then


def _known_on(receipt: Receipt, reckoned_by: str) -> date:
    """Return the day on which a receipt became known, in Hanoi."""
    if reckoned_by == TAKEN_IN and receipt.taken_in_at:
        return _day(receipt.taken_in_at)
    return _day(receipt.received_at)


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(HANOI).date()
