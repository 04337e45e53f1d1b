"""Putting what was made into its folder, without ever losing what an officer has edited there.

An index in the folder tells the sha256 of each file as it was made: a file that is now another was
edited, and is left alone, like any file that was not made here.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tonghop.digests import sha256_of
from tonghop.returning.writing import write_if_changed

INDEX = "ban-ke.json"
Hashes = dict[str, list[str]]
"""The sha256 that each file has, or has had, as it was made."""


class Placed(NamedTuple):
    """What became of the files: those in place as made, and edited ones that were left alone."""

    written: tuple[str, ...]
    edited: tuple[str, ...]


def place(folder: Path, made: Path, *, whole: bool) -> Placed:
    """Move the files of ``made`` into ``folder`` and return what became of all that are known.

    With ``whole``, files of an earlier run that were not made again are removed, unless edited.
    Each file is replaced at once or not at all; a run that was interrupted is finished by the next,
    as the index knows beforehand what is to come. Running twice changes nothing.
    """
    known = read_index(folder)
    edited = frozenset(edited_files(folder, (*known, *(path.name for path in made.iterdir()))))
    new: Hashes = {
        path.name: [sha256_of(path)] for path in made.iterdir() if path.name not in edited
    }
    _write_index(folder, {n: [*known.get(n, []), *new.get(n, [])] for n in known | new})
    for name, (sha256,) in new.items():
        if not (folder / name).is_file() or sha256_of(folder / name) != sha256:
            (made / name).replace(folder / name)
    stale = [name for name in known if name not in new and name not in edited] if whole else []
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    left = {name: hashes for name, hashes in known.items() if name not in stale}
    _write_index(folder, left | new)
    return Placed(tuple(sorted(new)), tuple(sorted(edited)))


def edited_files(folder: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Yield those of ``names`` that lie in ``folder`` and are not as they were made."""
    known = read_index(folder)
    for name in dict.fromkeys(names):
        if (folder / name).is_file() and sha256_of(folder / name) not in known.get(name, []):
            yield name


def free_name(folder: Path, stem: str, suffix: str) -> str:
    """Return a name under which nothing that was edited lies: the stem, or with a number."""
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{suffix}" for number in count(1))
    return next(name for name in names if not any(edited_files(folder, (name,))))


def read_index(folder: Path) -> Hashes:
    """Return what is known of the files of a folder; nothing where none was made yet."""
    try:
        known: Hashes = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return known


def _write_index(folder: Path, hashes: Mapping[str, list[str]]) -> None:
    told = {name: sorted(set(hashes[name])) for name in sorted(hashes)}
    write_if_changed(folder / INDEX, (json.dumps(told, indent=1) + "\n").encode())
