"""A worker: the process that reads files, one batch after another, within limits.

It hears batches through its standard input and answers through its standard output: the number of
each file of the batch as it begins it, and now and then the readings since the last answer. If it
dies, the file that it began last is the cause.
"""

import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from schemas.declarations import Declarations
from schemas.issues import UNREADABLE, Finding
from schemas.loading import read_declarations
from tonghop.reading import Source
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.limits import TOO_HEAVY, Limits, limit_memory, limited_time
from tonghop.reading.package import Package
from tonghop.reading.reach import far_entry
from tonghop.reading.workbook import Reading, read_workbook

_ANSWER_AFTER = 0.25
"""Seconds of reading that a death may undo."""
_SUSPICIOUS = 0.05
"""Seconds that an ordinary file never takes; within them no answer gets too large to send."""


class Order(NamedTuple):
    """A file to read, or to look into for what made it too heavy to be read."""

    source: Source
    is_too_heavy: bool = False


def work() -> None:
    """Read whatever is asked for, until the asking process closes the channel or dies."""
    orders, answers = _channels()
    folder, limits = pickle.load(orders)
    limit_memory(limits)
    declarations = read_declarations(folder)
    for batch in _batches(orders):
        _read_batch(batch, declarations, limits, answers)


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Take the channels for ourselves: what a library prints must not get between the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent ends its workers when interrupted.
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return sys.stdin.buffer, answers


def _batches(orders: IO[bytes]) -> Iterator[Sequence[Order]]:
    while True:
        try:
            yield pickle.load(orders)
        except EOFError:
            return


def _read_batch(
    batch: Sequence[Order], declarations: Declarations, limits: Limits, answers: IO[bytes]
) -> None:
    readings: list[Reading] = []
    answered = time.monotonic()
    for number, order in enumerate(batch):
        _forget_complaints()
        _send(number, answers)
        readings.append(_follow(order, declarations, limits))
        if number + 1 == len(batch) or time.monotonic() - answered > _ANSWER_AFTER:
            _send(readings, answers)
            readings, answered = [], time.monotonic()


def _forget_complaints() -> None:
    """Empty the file of our standard error: what stands there at a death belongs to its cause."""
    os.lseek(2, 0, os.SEEK_SET)
    os.ftruncate(2, 0)


def _send(answer: int | list[Reading], answers: IO[bytes]) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _follow(order: Order, declarations: Declarations, limits: Limits) -> Reading:
    if not order.is_too_heavy:
        try:
            return _read(order.source, declarations, limits)
        except MemoryError:
            pass  # Leaving here lets go of what had been read.
    return _too_heavy(order.source, limits)


def _read(source: Source, declarations: Declarations, limits: Limits) -> Reading:
    if (content := source.content()) is None:
        return Reading(source.sha256, source.file_name, is_settled=False)
    started = time.monotonic()
    try:
        with limited_time(limits):
            reading = read_workbook(
                source.sha256, source.file_name, content, declarations, source.passwords
            )
            if time.monotonic() - started > _SUSPICIOUS:
                return _bounded(reading, source, limits)
            return reading
    except RecursionError:
        return refused(source, UNREADABLE)
    except DamagedWorkbookError as error:
        return refused(source, error.finding)


def _too_heavy(source: Source, limits: Limits) -> Reading:
    """Return the reading of a file too heavy to be read, with the entry that made it so, if any."""
    finding = None
    try:
        content = source.content()
        with limited_time(limits), blaming_the_file():
            finding = far_entry(Package(content or b""))
    except (DamagedWorkbookError, MemoryError):
        pass  # Of such a file there is no more to be told.
    return refused(source, finding or TOO_HEAVY)


def _bounded(reading: Reading, source: Source, limits: Limits) -> Reading:
    size = len(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL))
    return reading if size <= limits.answer_bytes else refused(source, TOO_HEAVY)


def refused(source: Source, finding: Finding) -> Reading:
    """Return the reading of a file of which nothing could be read."""
    return Reading(source.sha256, source.file_name, findings=[finding])
