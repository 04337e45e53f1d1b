"""A worker: the process that carries out orders, one batch after another, within limits.

It hears batches through its standard input and answers through its standard output: the number of
each order of the batch as it begins it, and now and then the answers since the last time. If it
dies, the order that it began last is the cause.
"""

import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol, Self, TypeVar

from schemas.issues import UNREADABLE, Finding
from tonghop.reading.limits import TOO_HEAVY, Limits, limit_memory

Answer_co = TypeVar("Answer_co", covariant=True)
_ANSWER_AFTER = 0.25
"""Seconds of work that a death may undo."""


class Order(Protocol[Answer_co]):
    """Something to be done with one file from outside."""

    def carry_out(self, folder: Path, limits: Limits) -> Answer_co:
        """Do it, in a worker; ``folder`` holds the declarations."""

    def instead(self, cause: Finding) -> Self | None:
        """Return what to try once it has failed for ``cause``, if anything."""

    def given_up(self, cause: Finding) -> Answer_co:
        """Return the answer when nothing more is tried."""


def work() -> None:
    """Carry out whatever is asked for, until the asking process closes the channel or dies."""
    orders, answers = _channels()
    folder, limits = pickle.load(orders)
    limit_memory(limits)
    for batch in _batches(orders):
        _carry_out(batch, folder, limits, answers)


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Take the channels for ourselves: what a library prints must not get between the answers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent ends its workers when interrupted.
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return sys.stdin.buffer, answers


def _batches(orders: IO[bytes]) -> Iterator[Sequence[Order[object]]]:
    while True:
        try:
            yield pickle.load(orders)
        except EOFError:
            return


def _carry_out(
    batch: Sequence[Order[object]], folder: Path, limits: Limits, answers: IO[bytes]
) -> None:
    found: list[object] = []
    answered = time.monotonic()
    for number, order in enumerate(batch):
        _forget_complaints()
        _send(number, answers)
        found.append(_answer(order, folder, limits))
        if number + 1 == len(batch) or time.monotonic() - answered > _ANSWER_AFTER:
            _send(found, answers)
            found, answered = [], time.monotonic()


def _forget_complaints() -> None:
    """Empty the file of our standard error: what stands there at a death belongs to its cause."""
    os.lseek(2, 0, os.SEEK_SET)
    os.ftruncate(2, 0)


def _send(answer: int | list[object], answers: IO[bytes]) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _answer(order: Order[object], folder: Path, limits: Limits) -> object:
    try:
        return order.carry_out(folder, limits)
    except MemoryError:
        cause = TOO_HEAVY
    except RecursionError:
        cause = UNREADABLE
    # Out here what had been done is let go of.
    other = order.instead(cause)
    return _answer(other, folder, limits) if other else order.given_up(cause)
