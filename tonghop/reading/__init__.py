"""Reading in batches over worker processes; a file that kills its reader costs only itself."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from python_calamine import CalamineError

from schemas.issues import Finding
from schemas.loading import REFERENCE, read_declarations
from tonghop.reading.workbook import Reading, read_workbook

BATCH = 40
_DAMAGE = (
    CalamineError,
    BadZipFile,
    ParseError,
    DefusedXmlException,
    KeyError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its content's name, the name it came under, and where it is kept."""

    sha256: str
    file_name: str
    path: Path


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
    batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
    with _pool(workers, declarations_folder, len(batches)) as pool:
        futures = [pool.submit(_read_batch, batch, declarations_folder) for batch in batches]
        readings: list[Reading] = []
        for batch, future in zip(batches, futures, strict=True):
            readings += _result(future) or _read_one_by_one(batch, declarations_folder)
            advance(len(batch))
    return readings


def _pool(workers: int | None, folder: Path, most: int) -> ProcessPoolExecutor:
    """Start fresh processes, which share no lock, thread or connection with this one."""
    return ProcessPoolExecutor(
        max_workers=max(1, min(workers or os.cpu_count() or 1, most)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=read_declarations,
        initargs=(folder,),
    )


def _result(future: Future[list[Reading]]) -> list[Reading] | None:
    """Return a batch's readings, or ``None`` if one of its files ended the process."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _read_one_by_one(batch: Sequence[Source], folder: Path) -> list[Reading]:
    return [reading for source in batch for reading in _read_alone(source, folder)]


def _read_alone(source: Source, folder: Path) -> list[Reading]:
    with _pool(1, folder, 1) as pool:
        return _result(pool.submit(_read_batch, [source], folder)) or [_unreadable(source)]


def _read_batch(batch: Sequence[Source], folder: Path) -> list[Reading]:
    return [_read(source, folder) for source in batch]


def _read(source: Source, folder: Path) -> Reading:
    declarations = read_declarations(folder)
    try:
        return read_workbook(
            source.sha256, source.file_name, source.path.read_bytes(), declarations
        )
    except BaseException as error:
        if isinstance(error, _DAMAGE) or type(error).__name__ == "PanicException":
            return _unreadable(source)
        raise


def _unreadable(source: Source) -> Reading:
    return Reading(source.sha256, source.file_name, findings=[Finding("unreadable")])
