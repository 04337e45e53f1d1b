"""What a command leaves: counts and sha256 of what is new in the house and where it writes to."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghop.digests import sha256_of
from tonghop.house import House
from tonghop.publish.editions import MANIFEST, numbered, places

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """The house at a moment: run of receipts, decisions, editions, files that leave it."""

    receipts_run: int
    decisions: int
    editions: frozenset[str]
    files: Mapping[Path, Stamp]


def look(house: House, target: Path | None = None) -> Seen:
    """Look at the house, and at the file or folder that a command writes to; nothing is opened."""
    return Seen(
        _highest(house.archive / "receipts"),
        _highest(house.decisions),
        frozenset(_editions(house.marts)),
        dict(_stamps(filter(None, (house.returned, house.reminders, target)))),
    )


def what_came(house: House, before: Seen, target: Path | None = None) -> dict[str, Any]:
    """Return what was not there before, as counts and sha256, and where the house stands."""
    now = look(house, target)
    written = [path for path, stamp in now.files.items() if before.files.get(path) != stamp]
    came: dict[str, Any] = {
        "received": _received(house.archive / "receipts", before.receipts_run),
        "published": _manifests(house.marts, now.editions - before.editions),
        "files": _digest(written),
    }
    return {**standing(now), **{name: found for name, found in came.items() if found}}


def what_is_there(house: House) -> dict[str, Any]:
    """Return where the house stands, with every edition: what was there before the first record."""
    now = look(house)
    return {**standing(now), "published": _manifests(house.marts, now.editions)}


def standing(seen: Seen) -> dict[str, int]:
    """Return how many runs and decisions there are."""
    return {"receipts_run": seen.receipts_run, "decisions": seen.decisions}


def manifests(marts: Path) -> dict[str, str]:
    """Return the sha256 of each edition's manifest, by its folder within ``marts``."""
    return _manifests(marts, _editions(marts))


def _highest(folder: Path) -> int:
    return max((int(path.stem) for path in folder.glob("[0-9]*.json*")), default=0)


def _editions(marts: Path) -> Iterator[str]:
    for place in places(marts):
        for folder in numbered(place):
            if (folder / MANIFEST).is_file():
                yield folder.relative_to(marts).as_posix()


def _manifests(marts: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: sha256_of(marts / name / MANIFEST) for name in sorted(names)}


def _received(receipts: Path, run: int) -> int:
    """Return how many receipts were written after a run."""
    return sum(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in receipts.glob("[0-9]*.jsonl")
        if int(path.stem) > run
    )


def _stamps(roots: Iterable[Path]) -> Iterator[tuple[Path, Stamp]]:
    for root in roots:
        for path in [root] if root.is_file() else (*root.glob("*"), *root.glob("*/*")):
            if path.is_file():
                found = path.stat()
                yield path, (found.st_mtime_ns, found.st_size)


def _digest(paths: list[Path]) -> dict[str, Any]:
    """Return how many files these are, their bytes, and one sha256: of one its own, else of all."""
    if not paths:
        return {}
    sums = sorted(sha256_of(path) for path in paths)
    whole = sums[0] if len(sums) == 1 else hashlib.sha256("".join(sums).encode()).hexdigest()
    return {"count": len(sums), "bytes": sum(p.stat().st_size for p in paths), "sha256": whole}
