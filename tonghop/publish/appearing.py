"""How an edition appears: whole, under a number of its own, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from tonghop.durable import flush, flush_folder, put, remove_folder

_LOCK, _PARTIAL = ".dang-xuat-ban.lock", ".partial"
_READ_ONLY = 0o444


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """Keep others from publishing in this place meanwhile; wait until those who do are through.

    What a publication left that a crash interrupted is removed: it was never there for anyone.
    """
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / _LOCK):
        for left in place.glob(f".*{_PARTIAL}"):
            if left.is_dir():
                remove_folder(left)
        yield


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write an edition into; it becomes ``folder`` when all is written.

    Everything is on disk before it appears, and read-only. If anything fails, nothing appears and
    nothing is left. Call it ``alone_in`` the place.
    """
    partial = folder.with_name(f".{folder.name}{_PARTIAL}")
    partial.mkdir()
    try:
        yield partial
        _settle(partial)
        put(partial, folder)
    except BaseException:
        remove_folder(partial)
        raise


def _settle(folder: Path) -> None:
    """Wait until every file is on disk, and make it read-only."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            flush(path)
            path.chmod(_READ_ONLY)
        else:
            flush_folder(path)
    flush_folder(folder)
