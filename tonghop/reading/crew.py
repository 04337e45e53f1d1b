"""A crew: worker processes that share batches of orders, each replaced when a file ends it."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import IO, Any, Generic, TypeVar

from schemas.issues import Finding
from tonghop.reading.limits import (
    HAS_KERNEL_LIMIT,
    Limits,
    ReaderError,
    end_when_heavy,
    why_it_ended,
)
from tonghop.reading.worker import Order

Answer = TypeVar("Answer")
_START = "import sys; sys.path[:] = sys.argv[1:]; from tonghop.reading.worker import work; work()"
"""A worker starts from nothing: it shares no lock, thread or connection, nor the main module."""


def carry_out(
    batches: Sequence[Sequence[Order[Answer]]],
    folder: Path,
    workers: int,
    limits: Limits,
    deliver: Callable[[list[Answer]], object],
) -> None:
    """Have every batch carried out and its answers delivered, in order, in this thread.

    When this returns or raises, every worker has ended.

    Raises:
        ReaderError: A worker failed through a fault of the program.
    """
    crew = [_Place[Answer](folder, limits) for _ in range(max(1, min(workers, len(batches))))]
    idle: SimpleQueue[_Place[Answer]] = SimpleQueue()
    for place in crew:
        idle.put(place)
    try:
        with ThreadPoolExecutor(len(crew)) as threads:
            try:
                for answers in threads.map(lambda batch: _carry_out(idle, batch), batches):
                    deliver(answers)
            finally:  # The threads end when their workers do.
                for place in crew:
                    place.stop()
    finally:
        for place in crew:
            place.close()


def _carry_out(idle: "SimpleQueue[_Place[Answer]]", batch: Sequence[Order[Answer]]) -> list[Answer]:
    place = idle.get()
    try:
        return place.carry_out(batch)
    finally:
        idle.put(place)


class _Place(Generic[Answer]):
    """A place in the crew: a worker process, and another when a file has ended it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._worker: _Worker | None = None
        self._is_stopped = Event()

    def carry_out(self, batch: Sequence[Order[Answer]]) -> list[Answer]:
        """Return the answer to every order of a batch."""
        orders = list(batch)
        found: dict[int, Answer] = {}
        while left := [number for number in range(len(orders)) if number not in found]:
            found |= self._until_a_death(orders, left)
        return [found[number] for number in range(len(orders))]

    def _until_a_death(self, orders: list[Order[Answer]], left: list[int]) -> dict[int, Answer]:
        """Return the answers until all is done or the worker died, then with that to the cause.

        An order that leaves something else to be tried is replaced by that.
        """
        worker = self._hire()
        found: dict[int, Answer] = {}
        begun = -1
        try:
            worker.send([orders[number] for number in left])
            while len(found) < len(left):
                answer = worker.receive()
                if isinstance(answer, int):
                    begun = left[answer]
                else:
                    found |= zip(left[len(found) :], answer, strict=False)
        except (EOFError, OSError, UnpicklingError):
            cause = self._dismiss(worker)
            if begun in found or begun < 0:
                raise ReaderError(f"a worker ended between two files: {cause}") from None
            if other := orders[begun].instead(cause):
                orders[begun] = other
            else:
                found[begun] = orders[begun].given_up(cause)
        return found

    def _hire(self) -> "_Worker":
        if self._is_stopped.is_set():
            raise ReaderError("the crew was stopped")
        self._worker = self._worker or _Worker(self._folder, self._limits)
        return self._worker

    def _dismiss(self, worker: "_Worker") -> Finding:
        """Return why a worker ended, which another will replace."""
        if self._is_stopped.is_set():
            raise ReaderError("the crew was stopped")
        self._worker = None
        return worker.why_it_ended()

    def stop(self) -> None:
        """End the worker, whatever it is doing; nothing more is done."""
        self._is_stopped.set()
        if worker := self._worker:
            worker.kill()

    def close(self) -> None:
        """Leave nothing of the worker behind."""
        if worker := self._worker:
            worker.close()


class _Worker:
    """One process and the two ends of our talk with it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._said = TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._was_heavy = Event()
        if not HAS_KERNEL_LIMIT:
            Thread(target=self._watch, args=(limits,), daemon=True).start()
        self.send((folder, limits))

    def _watch(self, limits: Limits) -> None:
        if end_when_heavy(self._process.pid, limits):
            self._was_heavy.set()

    def send(self, order: object) -> None:
        """Hand the worker its limits, or a batch.

        Raises:
            OSError: It has died.
        """
        orders: IO[bytes] = self._process.stdin  # type: ignore[assignment]
        pickle.dump(order, orders)
        orders.flush()

    def receive(self) -> int | list[Any]:
        """Wait for the next answer.

        Raises:
            EOFError, UnpicklingError: It has died, perhaps in the middle of a word.
        """
        answer: int | list[Any] = pickle.load(self._process.stdout)  # type: ignore[arg-type]
        return answer

    def why_it_ended(self) -> Finding:
        """Wait for the end and return what its cause is told.

        Raises:
            ReaderError: A fault of the program.
        """
        status = self._process.wait()
        self._said.seek(0)
        said = self._said.read()
        self.close()
        return why_it_ended(status, said, was_heavy=self._was_heavy.is_set())

    def kill(self) -> None:
        """End the process."""
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of everything that belonged to it."""
        self._process.kill()
        self._process.wait()
        self._said.close()
        for channel in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # What was still to be sent finds nobody.
                channel.close()  # type: ignore[union-attr]
