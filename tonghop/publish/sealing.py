"""Sealing: the manifest says what an edition was made of and what it is, to the last byte.

Its last line is its own seal: the sha256 of the manifest as it stands, with zeros for the seal.
Each manifest also has the seal of the edition before it, and ``current.json`` has that of the last
one, so that an edition that was replaced whole, manifest and all, is noticed too.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tonghop.archive import HANOI
from tonghop.digests import sha256_of
from tonghop.publish.editions import DATABASE, MANIFEST, Current, number_of, read_manifest
from tonghop.publish.tables import digest_tables

SEALED_KEYS = frozenset(("seal", "tables", "previous"))
"""What only manifests with a seal have; a change may take away one of them, not all."""
_NO_SEAL = "0" * 64


def seal(folder: Path, facts: Mapping[str, object]) -> None:
    """Write the manifest of a finished edition: the facts, the moment, its files and its seal.

    Only the moment, and the seals, which cover it, differ when the same edition is made again.
    """
    manifest = {
        **facts,
        "published_at": datetime.now(HANOI).isoformat(timespec="seconds"),
        "files": {name: sha256_of(path) for name, path in sorted(files_of(folder).items())},
        "tables": digest_tables(folder / DATABASE),
        "seal": _NO_SEAL,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    sealed = text.replace(_NO_SEAL, _sha256(text.encode()))
    (folder / MANIFEST).write_text(sealed, encoding="utf-8", newline="\n")


def files_of(edition: Path) -> dict[str, Path]:
    """Return every file of an edition but its manifest, by its path within it."""
    found = {path.relative_to(edition).as_posix(): path for path in edition.rglob("*")}
    return {name: path for name, path in found.items() if path.is_file() and name != MANIFEST}


def seal_of(edition: Path) -> str:
    """Return the seal that an edition's manifest should have, given all else that it says.

    One made by a version that did not seal stands for itself: its seal is its sha256.
    """
    text, stated = (edition / MANIFEST).read_bytes(), stated_seal(edition)
    return _sha256(text.replace(stated.encode(), _NO_SEAL.encode()) if stated else text)


def stated_seal(edition: Path) -> str:
    """Return the seal that an edition's manifest has; nothing if it has none."""
    return str(read_manifest(edition).get("seal", ""))


def as_current(edition: Path) -> Current:
    """Return what ``current.json`` says when this edition is the newest."""
    return Current(number_of(edition), seal_of(edition), read_manifest(edition)["cut_off"])


def _sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
