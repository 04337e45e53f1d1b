"""The archive: every file taken in is kept under its sha256, with a receipt, for good.

It is the truth from which the warehouse can be made again: files named by their content and, in
``receipts/``, when, from where and under what name each was received. Nothing is overwritten.
"""

import json
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

from tonghop.clock import HANOI as HANOI
from tonghop.digests import sha256_of
from tonghop.durable import (
    clear_partials,
    flush_folder,
    make_folder,
    move,
    partial_of,
    write_records,
)
from tonghop.order_of_arrival import in_order

if TYPE_CHECKING:
    from tonghop.reading.source import Source


@dataclass(frozen=True, slots=True, order=True)
class Receipt:
    """One arrival of one file: grain file content × name × folder.

    ``run`` counts the runs that received anything; ``in_order`` tells which of two came first.
    ``received_at`` is when it reached the desk, ``taken_in_at`` when it came into the archive,
    maybe days later; receipts that are older than this distinction leave it empty.
    """

    received_at: str
    run: int
    sha256: str
    file_name: str
    folder: str
    taken_in_at: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two arrivals the same one: content, name and folder, not the moment."""
        return self.sha256, self.file_name, self.folder


class Delivered(Protocol):
    """A file to keep: where it lies, and the receipt that it will have."""

    @property
    def receipt(self) -> Receipt:
        """The receipt that it will have."""

    @property
    def source(self) -> "Source":
        """Where it lies."""


def keep(delivered: Iterable[Delivered], archive: Path) -> tuple[Receipt, ...]:
    """Copy files into the archive and write their receipts; return those, in order of arrival.

    A file that has changed since its content was named is left for the next run. Files are flushed
    to disk before their receipts are written, and receipts appear whole or not at all.
    """
    delivered = tuple(delivered)
    make_folder(archive)
    clear_partials(archive)
    contents = {one.receipt.sha256: one.source for one in delivered}
    with ThreadPoolExecutor() as pool:  # Flushing to disk is waiting, which threads do together.
        kept = pool.map(_keep, contents.values(), (archive / sha256 for sha256 in contents))
        settled = {sha256 for sha256, is_kept in zip(contents, kept, strict=True) if is_kept}
    flush_folder(archive)
    now = datetime.now(HANOI).isoformat(timespec="seconds")
    received = sorted(
        replace(one.receipt, taken_in_at=now) for one in delivered if one.receipt.sha256 in settled
    )
    if received:
        write_records(archive / "receipts" / f"{received[0].run:06d}.jsonl", received)
    return tuple(received)


def read_receipts(archive: Path) -> tuple[Receipt, ...]:
    """Return every receipt ever written, in order of arrival."""
    lines = (
        line
        for path in (archive / "receipts").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return in_order(Receipt(**json.loads(line)) for line in lines)


def first_receipts(receipts: Iterable[Receipt]) -> dict[str, Receipt]:
    """Return each file's earliest receipt, of all: the one that counts when content comes twice."""
    first: dict[str, Receipt] = {}
    for receipt in in_order(receipts):
        first.setdefault(receipt.sha256, receipt)
    return first


def _keep(source: "Source", target: Path) -> bool:
    """Copy a file to its place in the archive; say no if it changed since its content was named.

    A file that is still being written is left alone: the next run finds it complete.
    """
    if target.exists():
        return True
    partial = partial_of(target)
    with ExitStack() as closing:
        try:
            original = closing.enter_context(source.opened())
        except (OSError, BadZipFile):  # It has gone.
            return False
        copy = closing.enter_context(partial.open("wb"))
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
    is_same = sha256_of(partial) == target.name
    if is_same:
        move(partial, target)
    else:
        partial.unlink()
    return is_same
