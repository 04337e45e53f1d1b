"""Verifying: whether an edition is, to the last byte, what was sealed. It needs nothing else.

What is found is told by kind and name; nothing is changed, and no fault hides another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghop.digests import sha256_of
from tonghop.publish.editions import (
    CURRENT,
    MANIFEST,
    editions_in,
    number_of,
    numbered,
    read_current,
    read_manifest,
)
from tonghop.publish.sealing import SEALED_KEYS, files_of, seal_of, stated_seal

CHANGED, MISSING, ADDED = "changed", "missing", "added"
UNREADABLE, DOUBTFUL, UNSEALED = "unreadable", "doubtful", "unsealed"
REPLACED, REMOVED, MISNUMBERED = "replaced", "removed", "misnumbered"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of an edition, or with the edition among those of its place.

    ``name`` is the file's path within the edition; where editions are concerned, it is the number
    of one. ``by`` names the file that knows better.
    """

    kind: str
    name: str
    by: str = ""


def verify(edition: Path) -> tuple[Fault, ...]:
    """Return every fault of an edition: changed, missing and added files, and broken links.

    A manifest that was changed names itself. What the files should be is then doubtful, and those
    that differ from it are told as such. Links are looked at where the edition was published: a
    copy of its folder stands for itself.
    """
    manifest = _read(edition)
    if manifest is None:
        return (Fault(CHANGED if (edition / MANIFEST).exists() else MISSING, MANIFEST),)
    own = _of_manifest(edition, manifest)
    files = _of_files(edition, manifest)
    if any(fault.kind == CHANGED for fault in own):
        return (*own, *(Fault(DOUBTFUL, fault.name) for fault in files))
    return (*own, *files, *_of_links(edition, manifest))


def verify_place(place: Path) -> tuple[Fault, ...]:
    """Return what is wrong with ``current.json`` of a place, and which editions it says are gone.

    One that is an edition behind is what a crash leaves; the next publication mends it.
    """
    current = read_current(place)
    if current is None:
        sealed = any("seal" in (_read(edition) or {}) for edition in editions_in(place))
        kind = CHANGED if (place / CURRENT).exists() else MISSING
        return (Fault(kind, CURRENT),) if sealed or kind == CHANGED else ()
    if all(number_of(folder) != current.edition for folder in numbered(place)):
        return (Fault(REMOVED, f"{current.edition:02d}", CURRENT),)
    return ()


def _read(edition: Path) -> dict[str, Any] | None:
    """Return the manifest if it is one at all."""
    try:
        manifest = read_manifest(edition)
        return manifest if isinstance(manifest["files"], dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _of_manifest(edition: Path, manifest: dict[str, Any]) -> tuple[Fault, ...]:
    if not SEALED_KEYS & manifest.keys():
        return (Fault(UNSEALED, MANIFEST),)
    return () if seal_of(edition) == stated_seal(edition) else (Fault(CHANGED, MANIFEST),)


def _of_files(edition: Path, manifest: dict[str, Any]) -> Iterator[Fault]:
    """Yield each file that is not as the manifest has it, in order of name."""
    sealed, found = manifest["files"], files_of(edition)
    for name in sorted(sealed.keys() | found.keys()):
        if name not in found:
            yield Fault(MISSING, name)
        elif name not in sealed:
            yield Fault(ADDED, name)
        elif fault := _of_content(found[name], name, sealed[name]):
            yield fault


def _of_content(path: Path, name: str, sha256: str) -> Fault | None:
    try:
        return None if sha256_of(path) == sha256 else Fault(CHANGED, name)
    except PermissionError:
        return Fault(UNREADABLE, name)


def _of_links(edition: Path, manifest: dict[str, Any]) -> Iterator[Fault]:
    """Yield whether the edition is what its place knows it as, and what it follows is there."""
    place, number = edition.parent, manifest["edition"]
    if not (place / CURRENT).exists():
        return
    if edition not in numbered(place) or number_of(edition) != number:
        yield Fault(MISNUMBERED, f"{number:02d}", edition.name)
        return
    before = manifest.get("previous")
    if before and all(number_of(folder) != before["edition"] for folder in numbered(place)):
        yield Fault(REMOVED, f"{before['edition']:02d}", f"{edition.name}/{MANIFEST}")
    for by, link in _links(place):
        if link["edition"] == number and link["seal"] != seal_of(edition):
            yield Fault(REPLACED, edition.name, by)


def _links(place: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what the files of a place say of editions: the one before each, and the newest."""
    for edition in editions_in(place):
        manifest = _read(edition)
        if manifest and manifest.get("previous"):
            yield f"{edition.name}/{MANIFEST}", manifest["previous"]
    if current := read_current(place):
        yield CURRENT, current.link
