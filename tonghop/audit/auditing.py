"""Auditing: what changes a house or takes data out of it is recorded before and after.

Before, so that nothing is done that is not recorded, whatever happens to the machine; after, so
that it is known what came of it. A beginning without an end was interrupted, or is under way.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tonghop.audit.log import ASKED, BEGAN, ENDED, write
from tonghop.audit.refusing import AuditUnwritableError
from tonghop.audit.watching import look, what_came, what_is_there
from tonghop.chain import name_of
from tonghop.house import House

Outcome = dict[str, Any]


@contextmanager
def audited(
    house: House,
    command: str,
    asked: Mapping[str, Any],
    target: Path | None = None,
    unwritten: Callable[[str], object] = lambda folder: None,
) -> Iterator[Outcome]:
    """Record that a command begins and, with what came of it, that it has ended, however it did.

    The block may add to the outcome that it is given. ``target`` is a file or folder outside the
    house that it writes to. A house that is not there yet is recorded once the block has made it.
    If the end cannot be recorded, what was done stays done: ``unwritten`` hears of it.

    Raises:
        AuditUnwritableError: The beginning cannot be recorded; the block has not run. Or the block
            made the house, and that could not be recorded.
    """
    is_house = house.data.exists()
    told = {**asked, **_found(house)}
    began = write(house.audit, command, BEGAN, told).number if is_house else None
    before, outcome = look(house, target), Outcome()
    try:
        with _telling_how(outcome):
            yield outcome
    finally:
        if house.data.exists():
            outcome = {**({} if is_house else asked), **outcome, **what_came(house, before, target)}
            _end(house, command, outcome, began, unwritten)


@contextmanager
def noted(
    house: House,
    command: str,
    asked: Mapping[str, Any],
    unwritten: Callable[[str], object] = lambda folder: None,
) -> Iterator[Outcome]:
    """Record, once it has ended, what was asked that only reads and exports nothing.

    Who may not write in the house reads all the same; ``unwritten`` hears of it.
    """
    outcome = Outcome()
    try:
        with _telling_how(outcome):
            yield outcome
    finally:
        if house.data.exists():
            try:
                write(house.audit, command, ASKED, {**asked, **outcome, **_found(house)})
            except AuditUnwritableError as error:
                unwritten(str(error))


@contextmanager
def _telling_how(outcome: Outcome) -> Iterator[None]:
    """Tell by which exception the block ended, if by one."""
    try:
        yield
    except BaseException as error:
        outcome["failed"] = type(error).__name__
        raise


def _end(
    house: House,
    command: str,
    outcome: Outcome,
    began: int | None,
    unwritten: Callable[[str], object],
) -> None:
    try:
        write(house.audit, command, ENDED, outcome, began)
    except AuditUnwritableError as error:
        if began is None and "failed" not in outcome:
            raise
        unwritten(str(error))


def _found(house: House) -> dict[str, Any]:
    """Return what was there before the first record, for that record."""
    if not house.data.exists() or (house.audit / name_of(1)).exists():
        return {}
    return {"found": what_is_there(house)}
