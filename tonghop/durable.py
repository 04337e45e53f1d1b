"""What is written stays: flushed to disk, and put in its place whole, at once.

What is being written bears a name that ends in ``.partial``, which nothing reads. It is flushed
before it gets its name, and its folder after, so that a name that was seen once never vanishes and
never stands for an empty file.

Systems differ: Windows flushes no folder, and moves nothing that another program has open just
then, such as a scanner for viruses, so that it is asked again for a while.
"""

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from errno import EBADF, EINVAL, ENOTSUP
from pathlib import Path
from time import monotonic, sleep
from typing import Any

PARTIAL = ".partial"
LONGEST_WAIT_SECONDS = 10.0 if os.name == "nt" else 0.0
_PAUSE_SECONDS = 0.1
_WRITABLE = 0o700
_CANNOT_FLUSH = (EBADF, EINVAL, ENOTSUP)
"""What systems say that cannot flush a folder, such as some shared over a network."""


def partial_of(target: Path) -> Path:
    """Return the name that a file bears until it is whole."""
    return target.with_name(f".{target.name}{PARTIAL}")


def write_whole(target: Path, content: str | bytes) -> None:
    """Write a file, in the place of an older one if there is one; readers see either whole.

    Its folder is made if need be. It is on disk when this returns; a text ends its lines as given.
    If the disk is full, the older one stays and nothing is left beside it.
    """
    make_folder(target.parent)
    partial = partial_of(target)
    try:
        with partial.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        put(partial, target)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def write_records(target: Path, records: Sequence[Any]) -> None:
    """Write dataclasses as lines of JSON into a new file, which appears whole or not at all."""
    lines = (json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in records)
    write_whole(target, "".join(lines))


def put(new: Path, place: Path) -> None:
    """Move a file or folder to its place, within one folder, at once and for good.

    Raises:
        OSError: It cannot be moved, or not while another program has it open.
    """
    move(new, place)
    flush_folder(place.parent)


def move(new: Path, place: Path) -> None:
    """Move a file or folder to its place at once; the caller flushes the folder.

    Raises:
        OSError: It cannot be moved, or not while another program has it open.
    """
    gives_up = monotonic() + LONGEST_WAIT_SECONDS
    while True:
        try:
            new.replace(place)
            break
        except PermissionError:
            if monotonic() > gives_up:
                raise
        sleep(_PAUSE_SECONDS)


def flush(path: Path) -> None:
    """Wait until a file's content is on disk. It is opened for writing: Windows wants that."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until it is on disk which files a folder has, where the system can be asked to."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise
    finally:
        os.close(number)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless they are there; their names are on disk then."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def clear_partials(folder: Path) -> None:
    """Remove the files that a crash left half written; nobody else may be writing there."""
    for path in folder.glob(f"*{PARTIAL}"):
        path.unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, also what is read-only; it may not be there."""
    if folder.exists():
        for path in folder.rglob("*"):
            path.chmod(_WRITABLE)
        shutil.rmtree(folder)
