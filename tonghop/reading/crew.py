"""A crew: worker processes that share batches of files, each started again when a file ends it."""

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
from typing import IO

from schemas.issues import Finding
from tonghop.reading import Source
from tonghop.reading.limits import (
    HAS_KERNEL_LIMIT,
    TOO_HEAVY,
    Limits,
    ReaderError,
    end_when_heavy,
    why_it_ended,
)
from tonghop.reading.workbook import Reading
from tonghop.reading.worker import Order, refused

_START = "import sys; sys.path[:] = sys.argv[1:]; from tonghop.reading.worker import work; work()"
"""A worker starts from nothing: it shares no lock, thread or connection, nor the main module."""


def read_in_crew(
    batches: Sequence[Sequence[Source]],
    folder: Path,
    workers: int,
    limits: Limits,
    advance: Callable[[int], object],
) -> list[Reading]:
    """Read every batch, in order; when this returns or raises, every worker has ended.

    Raises:
        ReaderError: A worker failed through a fault of the program.
    """
    crew = [_Reader(folder, limits) for _ in range(max(1, min(workers, len(batches))))]
    idle: SimpleQueue[_Reader] = SimpleQueue()
    for reader in crew:
        idle.put(reader)
    readings: list[Reading] = []
    try:
        with ThreadPoolExecutor(len(crew)) as threads:
            try:
                for read in threads.map(lambda batch: _read_with(idle, batch), batches):
                    readings += read
                    advance(len(read))
            finally:  # The threads end when their workers do.
                for reader in crew:
                    reader.stop()
    finally:
        for reader in crew:
            reader.close()
    return readings


def _read_with(idle: "SimpleQueue[_Reader]", batch: Sequence[Source]) -> list[Reading]:
    reader = idle.get()
    try:
        return reader.read(batch)
    finally:
        idle.put(reader)


class _Reader:
    """A worker process, and another in its place when a file has ended it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._worker: _Worker | None = None
        self._is_stopped = Event()

    def read(self, batch: Sequence[Source]) -> list[Reading]:
        """Return the reading of every file of a batch."""
        orders = [Order(source) for source in batch]
        found: dict[int, Reading] = {}
        while left := [number for number in range(len(batch)) if number not in found]:
            found |= self._read_until_a_death(orders, left)
        return [found[number] for number in range(len(batch))]

    def _read_until_a_death(self, orders: list[Order], left: list[int]) -> dict[int, Reading]:
        """Return the readings until all was read or the worker died, then with the cause of it.

        A file that was too heavy is ordered once more, to look for what made it so.
        """
        worker = self._hire()
        found: dict[int, Reading] = {}
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
            order = orders[begun]
            if cause == TOO_HEAVY and not order.is_too_heavy:
                orders[begun] = order._replace(is_too_heavy=True)
            else:
                finding = TOO_HEAVY if order.is_too_heavy else cause
                found[begun] = refused(order.source, finding)
        return found

    def _hire(self) -> "_Worker":
        if self._is_stopped.is_set():
            raise ReaderError("reading was stopped")
        self._worker = self._worker or _Worker(self._folder, self._limits)
        return self._worker

    def _dismiss(self, worker: "_Worker") -> Finding:
        """Return why a worker ended, which another will replace."""
        if self._is_stopped.is_set():
            raise ReaderError("reading was stopped")
        self._worker = None
        return worker.why_it_ended()

    def stop(self) -> None:
        """End the worker, whatever it is doing; nothing more is read."""
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

    def receive(self) -> int | list[Reading]:
        """Wait for the next answer.

        Raises:
            EOFError, UnpicklingError: It has died, perhaps in the middle of a word.
        """
        answer: int | list[Reading] = pickle.load(self._process.stdout)  # type: ignore[arg-type]
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
