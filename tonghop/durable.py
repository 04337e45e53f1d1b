"""What is written stays: flushed to disk, and put in its place whole, at once.

Systems differ: Windows flushes no folder, and moves nothing that another program has open just
then, such as a scanner for viruses, so that it is asked again for a while.
"""

import os
import shutil
from pathlib import Path
from time import monotonic, sleep

LONGEST_WAIT_SECONDS = 10.0 if os.name == "nt" else 0.0
_PAUSE_SECONDS = 0.1
_WRITABLE = 0o700


def write_whole(target: Path, text: str) -> None:
    """Write a text file, in the place of an older one if there is one; readers see either whole."""
    partial = target.with_name(f".{target.name}.partial")
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    put(partial, target)


def put(new: Path, place: Path) -> None:
    """Move a file or folder to its place, within one folder, at once and for good.

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
    flush_folder(place.parent)


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
    finally:
        os.close(number)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, also what is read-only; it may not be there."""
    if folder.exists():
        for path in folder.rglob("*"):
            path.chmod(_WRITABLE)
        shutil.rmtree(folder)
