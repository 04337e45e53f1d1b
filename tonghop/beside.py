"""A folder beside the warehouse for the work of one process, which goes with it.

Who is killed leaves the folder behind; the next writer removes it, but never one in which another
process is still at work.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from tonghop.durable import remove_folder

_NAME, _LOCK = "warehouse.known-", ".lock"


@contextmanager
def folder_beside(data: Path) -> Iterator[Path]:
    """Make a folder of one's own in the data folder; it is removed with all that is in it.

    Its lock is held before it is there, and as long as it is there: whoever gets the lock of a
    folder that is there knows that its maker has ended.
    """
    folder = data / f"{_NAME}{uuid4().hex[:12]}"
    with _locked(folder):
        folder.mkdir()
        try:
            yield folder
        finally:
            remove_folder(folder)


def remove_left(data: Path) -> None:
    """Remove the folders whose makers were killed, and their locks.

    What cannot be removed now, because another program has it open, stays for the next writer.
    """
    for left in sorted(data.glob(f"{_NAME}*")):
        folder = left.with_suffix("") if left.suffix == _LOCK else left
        with suppress(OSError), _locked(folder):  # A lock that another process holds is one.
            remove_folder(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    path = folder.with_name(f"{folder.name}{_LOCK}")
    lock = FileLock(path)
    lock.acquire(timeout=0)
    try:
        yield
    finally:
        lock.release()
        path.unlink(missing_ok=True)
