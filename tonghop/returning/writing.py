"""Writing returned workbooks: one for each report that its sender has to look at again."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from schemas.declarations import Declarations
from tonghop.durable import write_whole
from tonghop.reading import Source
from tonghop.returning import Returned
from tonghop.returning.listing import Listing, list_issues
from tonghop.returning.orders import GiveBack, return_workbooks
from tonghop.returning.reports import Report

NO_PERIOD, NO_UNIT = "khong-ro-ky", "khong-ro-don-vi"
INDEX = "ban-ke.json"
VERSION = "1"
"""To be raised when what a returned workbook shows changes: all are then written anew."""
_LONGEST_STEM = 60


def listing_of(report: Report, declarations: Declarations) -> Listing:
    """Return what is told of a report."""
    names = (report.file_name, report.unit_code, report.period)
    return list_issues(report.issues, *names, declarations)


def write_returned(
    folder: Path,
    reports: Iterable[Report],
    archive: Path,
    declarations: Declarations,
    advance: Callable[[int], object] = lambda done: None,
) -> tuple[Path, ...]:
    """Write the workbooks of all reports under ``folder``, by period; return the changed ones.

    Safe to run again: an index in the folder tells what each file was made for, and only what
    differs is made anew. What was returned of a report that is now without fault is removed.
    """
    before = _read_index(folder)
    now: dict[str, tuple[str, str]] = {}
    due: list[tuple[Report, Listing]] = []
    for report in filter(lambda report: report.goes_back, reports):
        listing = listing_of(report, declarations)
        made_for = hashlib.sha256(f"{VERSION}{listing!r}".encode()).hexdigest()
        name, known = before.get(report.sha256, ("", ""))
        now[report.sha256] = (name, made_for)
        if known != made_for or not (folder / name).is_file():
            due.append((report, listing))
        else:
            advance(1)
    changed = _write_due(folder, due, archive, now, advance)
    if now != before:
        _remove(folder, {name for name, _ in before.values()} - {name for name, _ in now.values()})
        write_if_changed(folder / INDEX, json.dumps(now, indent=1).encode())
    return changed


def returned_names(folder: Path) -> dict[str, str]:
    """Return the file name of each report's returned workbook that lies under ``folder``."""
    names = {sha256: Path(name) for sha256, (name, _) in _read_index(folder).items()}
    return {sha256: name.name for sha256, name in names.items() if (folder / name).is_file()}


def _write_due(
    folder: Path,
    due: Sequence[tuple[Report, Listing]],
    archive: Path,
    now: dict[str, tuple[str, str]],
    advance: Callable[[int], object],
) -> tuple[Path, ...]:
    """Write each report back, note its name in ``now``, and return the paths."""
    changed: list[Path] = []

    def place(returned: Returned) -> None:
        report, _ = due[len(changed)]
        name = f"{report.period or NO_PERIOD}/{_stem(report)}{returned.suffix}"
        write_if_changed(folder / name, returned.content)
        now[report.sha256] = (name, now[report.sha256][1])
        changed.append(folder / name)
        advance(1)

    sources = [Source(r.sha256, r.file_name, archive / r.sha256) for r, _ in due]
    orders = [GiveBack(source, listing) for source, (_, listing) in zip(sources, due, strict=True)]
    return_workbooks(orders, place)
    return tuple(changed)


def write_if_changed(path: Path, content: bytes) -> None:
    """Write a file whole, unless it has that content already."""
    if path.exists() and path.read_bytes() == content:
        return
    write_whole(path, content)


def _stem(report: Report) -> str:
    """Name a returned file by its unit, the sender's own name for it, and its content."""
    name = _plain(Path(report.file_name).stem)[:_LONGEST_STEM].strip("-")
    return "_".join(filter(None, (report.unit_code or NO_UNIT, name, report.sha256[:12])))


def _plain(text: str) -> str:
    """Return a text in letters that every file system takes."""
    parted = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters)


def _read_index(folder: Path) -> dict[str, tuple[str, str]]:
    """Return what was written for which report: its name, and what it was made for."""
    try:
        known = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {sha256: (name, made_for) for sha256, (name, made_for) in known.items()}


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
