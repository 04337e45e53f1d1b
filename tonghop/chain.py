"""Chained records: one file each, numbered, each with the sha256 of the one before it.

``last.json`` has the number and sha256 of the newest, so that cutting off the end is noticed as
well as changing or removing what is in the middle. Whoever rewrites every file can still deceive.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tonghop.digests import sha256_of
from tonghop.durable import clear_partials, write_records

LAST = "last.json"
CHANGED, REMOVED = "changed", "removed"


class BrokenChainError(Exception):
    """A file is not what it was when the next one was written.

    ``path`` is the file's, ``fault`` says whether it was changed or removed.
    """

    def __init__(self, folder: Path, name: str, fault: str) -> None:
        """Word what happened to the file ``name``."""
        super().__init__(f"{folder / name} was {fault} after it was written")
        self.path, self.fault = folder / name, fault


class Numbered(Protocol):
    """A record to be kept; ``previous`` is the sha256 of the one before, empty for the first."""

    @property
    def number(self) -> int:
        """Its place, from 1 on."""

    @property
    def previous(self) -> str:
        """The sha256 of the record before."""


class Link(NamedTuple):
    """A record as it is kept, and the sha256 of its file."""

    kept: dict[str, Any]
    sha256: str


@dataclass(frozen=True, slots=True)
class Last:
    """The newest record: its number and the sha256 of its file; number 0 is none."""

    number: int
    sha256: str


def name_of(number: int) -> str:
    """Return the name of a record's file."""
    return f"{number:06d}.json"


def read_chain(folder: Path, broken: type[BrokenChainError] = BrokenChainError) -> list[Link]:
    """Return every record in order, each proven by the one after it; none where there is no chain.

    Raises:
        BrokenChainError: A file was changed or removed; of several, the first. ``broken`` is raised
            instead, if given.
    """
    found = [*_links(folder, broken)]
    last = _last(folder, len(found), broken)
    if last.number > len(found):
        raise broken(folder, name_of(last.number), REMOVED)
    if last.number and found[last.number - 1].sha256 != last.sha256:
        raise broken(folder, name_of(last.number), CHANGED)
    return found


def newest(folder: Path) -> Last:
    """Return the newest record without proving the others; one that was changed as it was before.

    So the next record is linked to what was written, and the change shows for ever.
    """
    told = _told(folder) or Last(_highest(folder), "")
    number = told.number
    while (folder / name_of(number + 1)).exists():
        number += 1
    if number == told.number and told.sha256:
        return told
    return Last(number, sha256_of(folder / name_of(number)) if number else "")


def last_is_sound(folder: Path, before: Last) -> bool:
    """Say whether ``last.json`` names the newest record, or one less, which a crash leaves."""
    told = _told(folder)
    return before.number - (told.number if told else 0) <= 1


def add_link(folder: Path, record: Numbered, before: Last) -> None:
    """Write the record that follows ``before``; it is there, whole and flushed, afterwards.

    What a crash leaves is either nothing or the record; then ``last.json`` is one behind, which the
    next record mends before it is written itself, so that another crash leaves no more than that.
    Whoever calls this keeps every other process from doing so meanwhile.
    """
    mend(folder, before)
    target = folder / name_of(record.number)
    write_records(target, [record])
    write_records(folder / LAST, [Last(record.number, sha256_of(target))])


def mend(folder: Path, newest: Last) -> None:
    """Clear away what a crash left of adding a link, and let ``last.json`` tell of the newest.

    Whoever calls this keeps every other process from adding one meanwhile.
    """
    clear_partials(folder)
    if newest.number and _told(folder) != newest:
        write_records(folder / LAST, [newest])


def _links(folder: Path, broken: type[BrokenChainError]) -> Iterator[Link]:
    previous = ""
    for number in range(1, _highest(folder) + 1):
        path = folder / name_of(number)
        if not path.exists():
            raise broken(folder, path.name, REMOVED)
        kept = _kept(path)
        if kept is None:
            raise broken(folder, path.name, CHANGED)
        if kept.get("previous") != previous:
            raise broken(folder, name_of(number - 1 or 1), CHANGED)
        previous = sha256_of(path)
        yield Link(kept, previous)


def _last(folder: Path, records: int, broken: type[BrokenChainError]) -> Last:
    """Return what ``last.json`` says; it is not there yet when the first record is all there is."""
    told, is_there = _told(folder), (folder / LAST).exists()
    if is_there and told is None:
        raise broken(folder, LAST, CHANGED)
    last = told or Last(0, "")
    if records - last.number > 1:
        raise broken(folder, LAST, CHANGED if is_there else REMOVED)
    return last


def _told(folder: Path) -> Last | None:
    try:
        return Last(**json.loads((folder / LAST).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _kept(path: Path) -> dict[str, Any] | None:
    """Return what a file holds, unless it is no record any more."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return kept if isinstance(kept, dict) else None


def _highest(folder: Path) -> int:
    return max((int(path.stem) for path in folder.glob("[0-9]*.json")), default=0)
