"""Sealing an edition: a manifest with the sha256 of each file, flushed and made read-only."""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from schemas.periods import Period
from tonghop.archive import HANOI
from tonghop.publish.editions import MANIFEST
from tonghop.publish.heading import Heading


def seal(
    folder: Path,
    period: Period,
    heading: Heading,
    inputs: dict[str, object],
    consolidating_unit: str,
) -> None:
    """Write the manifest with each file's sha256, and make the files read-only."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "period": period.code,
        "consolidating_unit": consolidating_unit,
        "edition": heading.edition,
        "cut_off": period.cut_off.isoformat(),
        "illustrative": heading.illustrative,
        "units_reported": heading.units_reported,
        "units_expected": heading.units_expected,
        "published_at": datetime.now(HANOI).isoformat(timespec="seconds"),
        "inputs": inputs,
        "files": {path.relative_to(folder).as_posix(): _sha256(path) for path in files},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    for path in (*files, folder / MANIFEST):
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.chmod(0o444)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
