"""Reading in batches over worker processes; a file that kills its reader costs only itself."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.loading import REFERENCE
from tonghop.reading.limits import Limits
from tonghop.reading.source import Source as Source

if TYPE_CHECKING:
    from tonghop.reading.workbook import Reading

BATCH = 40
LIMITS = Limits()


def read_workbooks(
    sources: Sequence[Source],
    declarations_folder: Path = REFERENCE,
    workers: int | None = None,
    advance: Callable[[int], object] = lambda done: None,
    limits: Limits = LIMITS,
) -> "list[Reading]":
    """Read every source, in order, over worker processes; ``advance`` hears of each batch done.

    Nothing is written. A damaged workbook becomes a reading with the finding ``unreadable``. One
    that ends its process becomes that too, or one with the finding that names the limit it went
    beyond; its neighbours are read all the same.

    Raises:
        ReaderError: A worker failed through a fault of the program.
    """
    # The workers, who import this, need none of it.
    from tonghop.reading.crew import carry_out
    from tonghop.reading.orders import Read

    readings: list[Reading] = []

    def deliver(read: "list[Reading]") -> None:
        readings.extend(read)
        advance(len(read))

    orders = [Read(source) for source in sources]
    batches = [orders[start : start + BATCH] for start in range(0, len(orders), BATCH)]
    carry_out(batches, declarations_folder, workers or os.cpu_count() or 1, limits, deliver)
    return readings
