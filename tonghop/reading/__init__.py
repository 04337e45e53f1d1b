"""Reading in batches over worker processes; a file that kills its reader costs only itself."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from schemas.issues import Finding
from schemas.loading import REFERENCE, read_declarations
from tonghop.reading.damage import DamagedWorkbookError
from tonghop.reading.workbook import Reading, read_workbook

BATCH = 40


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its content's name, the name it came under, and where it is kept.

    ``passwords`` are tried if it is locked; they never show in what is printed or logged.
    """

    sha256: str
    file_name: str
    path: Path
    passwords: tuple[str, ...] = field(default=(), repr=False)


def read_workbooks(
    sources: Sequence[Source],
    declarations_folder: Path = REFERENCE,
    workers: int | None = None,
    advance: Callable[[int], object] = lambda done: None,
) -> list[Reading]:
    """Read every source, in order, over worker processes; ``advance`` hears of each batch done.

    Nothing is written. A damaged workbook becomes a reading with the finding ``unreadable``; one
    that ends its process does too, after its batch has been read again one file at a time.
    """
    readings: list[Reading] = []
    while len(readings) < len(sources):
        for read in _read_until_a_death(sources[len(readings) :], declarations_folder, workers):
            readings += read
            advance(len(read))
    return readings


def _read_until_a_death(
    sources: Sequence[Source], folder: Path, workers: int | None
) -> Iterator[list[Reading]]:
    """Yield the readings of batch after batch; stop behind one that ended its process.

    Such a batch is read again one file at a time, so that the death costs one file only.
    """
    batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
    with _pool(workers, folder, len(batches)) as pool:
        futures = [pool.submit(_read_batch, batch, folder) for batch in batches]
        for batch, future in zip(batches, futures, strict=True):
            readings = _result(future)
            yield readings or [_read_alone(source, folder) for source in batch]
            if readings is None:
                return


def _pool(workers: int | None, folder: Path, most: int) -> ProcessPoolExecutor:
    """Start fresh processes, which share no lock, thread or connection with this one."""
    return ProcessPoolExecutor(
        max_workers=max(1, min(workers or os.cpu_count() or 1, most)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare,
        initargs=(folder,),
    )


def _prepare(folder: Path) -> None:
    """Read the declarations once a worker, and keep calamine's panics off the user's screen."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    read_declarations(folder)


def _result(future: Future[list[Reading]]) -> list[Reading] | None:
    """Return a batch's readings, or ``None`` if one of its files ended the process."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _read_alone(source: Source, folder: Path) -> Reading:
    with _pool(1, folder, 1) as pool:
        return (_result(pool.submit(_read_batch, [source], folder)) or [_unreadable(source)])[0]


def _read_batch(batch: Sequence[Source], folder: Path) -> list[Reading]:
    return [_read(source, folder) for source in batch]


def _read(source: Source, folder: Path) -> Reading:
    content, declarations = source.path.read_bytes(), read_declarations(folder)
    try:
        return read_workbook(
            source.sha256, source.file_name, content, declarations, source.passwords
        )
    except DamagedWorkbookError:
        return _unreadable(source)


def _unreadable(source: Source) -> Reading:
    return Reading(source.sha256, source.file_name, findings=[Finding("unreadable")])
