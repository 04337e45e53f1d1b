"""Orders to return: workbooks are marked in workers, for they come from outside like those read."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.issues import Finding
from schemas.loading import REFERENCE
from tonghop.reading import Source
from tonghop.reading.crew import carry_out
from tonghop.reading.limits import Limits, limited_time
from tonghop.returning import Returned, return_workbook
from tonghop.returning.anew import listed_only
from tonghop.returning.listing import Listing

BATCH = 10
LIMITS = Limits(seconds=60)
"""Marking a workbook of thousands of faults takes longer than reading it."""


class GiveBack(NamedTuple):
    """Mark a sender's workbook; one that is too much for a worker becomes a list alone."""

    source: Source
    listing: Listing

    def carry_out(self, _: Path, limits: Limits) -> Returned:
        """Return the marked workbook; the list alone if the file is another one by now."""
        content = self.source.content()
        with limited_time(limits):
            if content is None:
                return Returned(".xlsx", listed_only(self.listing))
            return return_workbook(content, self.listing)

    def instead(self, _: Finding) -> "GiveBack | None":
        """Try nothing else."""
        return None

    def given_up(self, _: Finding) -> Returned:
        """Return a workbook with the list alone."""
        return Returned(".xlsx", listed_only(self.listing))


def return_workbooks(
    orders: Sequence[GiveBack], deliver: Callable[[Returned], object], limits: Limits = LIMITS
) -> None:
    """Mark every workbook over worker processes and deliver each, in order, in this thread.

    Nothing is written. A workbook that ends its worker costs itself its marks, and nothing else.

    Raises:
        ReaderError: A worker failed through a fault of the program.
    """
    batches = [orders[start : start + BATCH] for start in range(0, len(orders), BATCH)]

    def deliver_all(returned: list[Returned]) -> None:
        for each in returned:
            deliver(each)

    carry_out(batches, REFERENCE, os.cpu_count() or 1, limits, deliver_all)
