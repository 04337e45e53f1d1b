"""Writing returned workbooks: one for each report that its sender has to look at again."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from schemas.declarations import Declarations
from tonghop.returning import return_workbook
from tonghop.returning.listing import Listing, list_issues
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
    before, now, changed = _read_index(folder), {}, []
    for report in reports:
        if not report.goes_back:
            continue
        listing = listing_of(report, declarations)
        made_for = hashlib.sha256(f"{VERSION}{listing!r}".encode()).hexdigest()
        name, known = before.get(report.sha256, ("", ""))
        if known != made_for or not (folder / name).is_file():
            name = _write(folder, report, archive, listing)
            changed.append(folder / name)
        now[report.sha256] = (name, made_for)
        advance(1)
    if now != before:
        _remove(folder, {name for name, _ in before.values()} - {name for name, _ in now.values()})
        write_if_changed(folder / INDEX, json.dumps(now, indent=1).encode())
    return tuple(changed)


def write_if_changed(path: Path, content: bytes) -> None:
    """Write a file whole, unless it has that content already."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)


def _write(folder: Path, report: Report, archive: Path, listing: Listing) -> str:
    """Write one report back and return its name within the folder."""
    suffix, content = return_workbook((archive / report.sha256).read_bytes(), listing)
    name = f"{report.period or NO_PERIOD}/{_stem(report)}{suffix}"
    write_if_changed(folder / name, content)
    return name


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
