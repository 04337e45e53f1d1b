"""Arrivals: what lies in ``data/raw`` and has no receipt yet. Finding them copies nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tonghop.archive import HANOI, Receipt, read_receipts
from tonghop.digests import sha256_of
from tonghop.order_of_arrival import day_told
from tonghop.reading.door.packages import is_received, open_package
from tonghop.reading.secrecy import Mark, mark_in_names
from tonghop.reading.source import Source


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new file: the receipt that it will have, where it lies, the secrecy mark that it bears.

    ``package`` is the sha256 of the package that it came in, if it came in one.
    """

    receipt: Receipt
    source: Source
    mark: Mark | None = None
    package: str = ""


def find_arrivals(raw: Path, archive: Path) -> tuple[Arrival, ...]:
    """Return every file under ``raw`` that has no receipt, in order of name.

    A mark in one name of a content is a mark on all names of it that are new; a mark in the name of
    a package is one on all that came in it.
    """
    before = read_receipts(archive)
    known, run = {receipt.key for receipt in before}, max((r.run for r in before), default=0) + 1
    files = [_arrival(path, raw, run) for path in _files(raw)]
    found = [arrival for file in files for arrival in (file, *_members(file))]
    new = [arrival for arrival in found if arrival.receipt.key not in known]
    marks = {arrival.receipt.sha256: arrival.mark for arrival in new if arrival.mark}
    return tuple(replace(a, mark=marks.get(a.receipt.sha256) or marks.get(a.package)) for a in new)


def _files(raw: Path) -> Iterator[Path]:
    for path in sorted(raw.rglob("*")):
        if path.is_file() and is_received(path.name):
            yield path


def _arrival(path: Path, raw: Path, run: int) -> Arrival:
    place = path.relative_to(raw)
    folder = place.parent.as_posix()
    sha256 = sha256_of(path)
    return Arrival(
        Receipt(_received_at(path, folder), run, sha256, path.name, folder),
        Source(sha256, path.name, path, may_change=True),
        mark_in_names(place.parts),
    )


def _members(arrival: Arrival) -> Iterator[Arrival]:
    """Yield the members of a package as files that lie in a folder named like it.

    A package with a secrecy mark in its name is not opened.
    """
    package = None if arrival.mark else open_package(arrival.source.path)
    for position, place, sha256 in package.members if package else ():
        folder = f"{arrival.receipt.folder}/{arrival.receipt.file_name}"
        yield Arrival(
            replace(arrival.receipt, sha256=sha256, file_name=place[-1], folder=folder),
            replace(arrival.source, sha256=sha256, file_name=place[-1], position=position),
            mark_in_names(place),
            arrival.receipt.sha256,
        )


def marks_of_packages(arrivals: Iterable[Arrival], marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """Return the marks, by content, of packages that hold something marked: they are secret too."""
    return {
        a.package: Mark(marks[a.receipt.sha256].text, f"tệp “{a.receipt.file_name}” bên trong")
        for a in arrivals
        if a.package and a.receipt.sha256 in marks
    }


def _received_at(path: Path, folder: str) -> str:
    """The day that the folder is named for, else the file's own time; in Hanoi time.

    Saving a mail's attachments into ``data/raw/<period>/<YYYY-MM-DD>/`` records the day of arrival
    even when copying has changed the files' times.
    """
    saved = datetime.fromtimestamp(path.stat().st_mtime, HANOI)
    if day := day_told(folder):
        saved = datetime.combine(day, saved.time(), HANOI)
    return saved.isoformat(timespec="microseconds")
