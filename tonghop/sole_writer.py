"""One writer at a time: whoever changes a data folder does so alone, whatever is run beside it.

The warehouse locks itself while it is open, but receipts are numbered, decisions appended and
returned workbooks written without it. A lock on a file of its own guards all of that. The system
lets go of it when its process ends, however it ends. Readers of editions never ask for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from filelock import FileLock, Timeout

from tonghop import warehouse
from tonghop.beside import remove_left
from tonghop.durable import make_folder
from tonghop.house import House, WarehouseBusyError

Given = ParamSpec("Given")
Result = TypeVar("Result")


@contextmanager
def sole_writer(house: House) -> Iterator[None]:
    """Wait until nobody else writes in ``house``, and keep others out meanwhile.

    Within itself it does nothing, so that a step may be run alone or as part of another. What
    killed processes left beside the warehouse is removed first.

    Raises:
        WarehouseBusyError: Another process or thread writes for longer than one waits.
    """
    make_folder(house.data)
    lock = FileLock(house.lock, is_singleton=True)
    try:
        lock.acquire(timeout=warehouse.LONGEST_WAIT_SECONDS)
    except Timeout as error:
        raise WarehouseBusyError(f"another process writes in {house.data}") from error
    try:
        if lock.lock_counter == 1:
            remove_left(house.data)
        yield
    finally:
        lock.release()


def alone(
    step: Callable[Concatenate[House, Given], Result],
) -> Callable[Concatenate[House, Given], Result]:
    """Make a step that changes a house wait for others that do, and they for it."""

    @wraps(step)
    def taking_turns(house: House, /, *given: Given.args, **named: Given.kwargs) -> Result:
        with sole_writer(house):
            return step(house, *given, **named)

    return taking_turns
