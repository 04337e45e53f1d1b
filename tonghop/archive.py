"""Receiving: every file found in ``data/raw`` is kept under its sha256, with a receipt, for good.

The archive is the truth from which the warehouse can be made again: files named by their content
and, in ``receipts/``, when, from where and under what name each was received. Nothing is
overwritten.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_NOT_RECEIVED = {"readme.md", "thumbs.db", "desktop.ini"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, order=True)
class Receipt:
    """One arrival of one file: grain file content × name × folder; earlier ones sort first.

    ``run`` counts the runs that received anything, so that a copy found later never comes first.
    """

    received_at: str
    run: int
    sha256: str
    file_name: str
    folder: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two arrivals the same one: content, name and folder, not the moment."""
        return self.sha256, self.file_name, self.folder


def receive(raw: Path, archive: Path) -> tuple[Receipt, ...]:
    """Archive every file under ``raw`` and return the receipts that are new, in order of arrival.

    A second run finds nothing new; a file that is still being written waits for it. Files are
    flushed to disk before their receipts are written, and receipts appear whole or not at all.
    """
    before = read_receipts(archive)
    known, run = {receipt.key for receipt in before}, max((r.run for r in before), default=0) + 1
    (archive / "receipts").mkdir(parents=True, exist_ok=True)
    arrivals = [(path, _receipt(path, raw, run)) for path in _files(raw)]
    new = [(path, receipt) for path, receipt in arrivals if receipt.key not in known]
    contents = {receipt.sha256: path for path, receipt in new}
    with ThreadPoolExecutor() as pool:  # Flushing to disk is waiting, which threads do together.
        kept = pool.map(_keep, contents.values(), (archive / sha256 for sha256 in contents))
        settled = {sha256 for sha256, is_kept in zip(contents, kept, strict=True) if is_kept}
    received = sorted(receipt for _, receipt in new if receipt.sha256 in settled)
    _write_receipts(archive / "receipts" / f"{run:06d}.jsonl", received)
    return tuple(received)


def read_receipts(archive: Path) -> tuple[Receipt, ...]:
    """Return every receipt ever written, in order of arrival."""
    lines = (
        line
        for path in (archive / "receipts").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return tuple(sorted(Receipt(**json.loads(line)) for line in lines))


def first_receipts(receipts: Iterable[Receipt]) -> dict[str, Receipt]:
    """Return each file's earliest receipt: the one that counts when content arrives twice."""
    first: dict[str, Receipt] = {}
    for receipt in sorted(receipts):
        first.setdefault(receipt.sha256, receipt)
    return first


def _files(raw: Path) -> Iterator[Path]:
    for path in sorted(raw.rglob("*")):
        hidden = path.name.startswith(".") or path.name.lower() in _NOT_RECEIVED
        if path.is_file() and not hidden:
            yield path


def _receipt(path: Path, raw: Path, run: int) -> Receipt:
    folder = path.parent.relative_to(raw).as_posix()
    return Receipt(_received_at(path, folder), run, _sha256(path), path.name, folder)


def _received_at(path: Path, folder: str) -> str:
    """The day that the folder is named for, else the file's own time; in Hanoi time.

    Saving a mail's attachments into ``data/raw/<period>/<YYYY-MM-DD>/`` records the day of arrival
    even when copying has changed the files' times.
    """
    saved = datetime.fromtimestamp(path.stat().st_mtime, HANOI)
    if days := list(filter(None, map(_day, folder.split("/")))):
        saved = datetime.combine(days[-1], saved.time(), HANOI)
    return saved.isoformat(timespec="microseconds")


def _day(name: str) -> date | None:
    """Return the day that a folder is named for; ``2026-06-31`` and the like name none."""
    try:
        return date.fromisoformat(name) if _DAY.fullmatch(name) else None
    except ValueError:
        return None


def _keep(path: Path, target: Path) -> bool:
    """Copy a file to its place in the archive; say no if it changed since its content was named.

    A file that is still being written is left alone: the next run finds it complete.
    """
    if target.exists():
        return True
    partial = target.with_suffix(".partial")
    with path.open("rb") as source, partial.open("wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    if _sha256(partial) != target.name:
        partial.unlink()
        return False
    partial.replace(target)
    return True


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_receipts(target: Path, receipts: list[Receipt]) -> None:
    if not receipts:
        return
    partial = target.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in receipts)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
