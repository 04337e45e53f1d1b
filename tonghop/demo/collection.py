"""Making the demo's files in ``data/raw``, which must hold nothing but them."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tonghop.archive import HANOI, read_receipts
from tonghop.demo.draws import chance
from tonghop.demo.faults import BOOK_FAULTS, FILE_FAULTS
from tonghop.demo.figures import work_out
from tonghop.demo.filling import fill_in
from tonghop.demo.sendings import Sending, plan_sendings, sender
from tonghop.demo.slips import slip_of
from tonghop.house import House
from tonghop.stable_zip import save_workbook
from tonghop.template import make_template

PERIODS = ("2024-Q1", "2024-H1", "2024-Q3", "2024-Y", "2025-H1", "2025-Y", "2026-H1")
MARKER = ".demo"
_NOT_REPORTS = {"readme.md", "thumbs.db", "desktop.ini"}
_BATCH, _WORKERS = 8, 2


class RealReportsError(Exception):
    """The data folder holds files that the demo did not make; the message names one."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Every file of the demo: what lies there first, and what of the last period comes later."""

    first: tuple[Sending, ...]
    later: tuple[Sending, ...]


def plan_collection(declarations: Declarations) -> Collection:
    """Return the files of every period; of the last one, some come when it is already published."""
    plans = {code: plan_sendings(declarations, declarations.period(code)) for code in PERIODS}
    last = plans.pop(PERIODS[-1])
    breaks_at = publication_day(declarations)
    came, comes = (
        tuple(s for s in last if (s.day < breaks_at) is early) for early in (True, False)
    )
    return Collection((*chain.from_iterable(plans.values()), *came), comes)


def publication_day(declarations: Declarations) -> date:
    """Return the day on which the last period is first published: before all that is in time."""
    expected = declarations.expected(declarations.period(PERIODS[-1]))
    return min(e.duty.due_before for e in expected if e.duty.due_before) - timedelta(days=1)


def make_files(
    sendings: Sequence[Sending],
    house: House,
    declarations: Declarations,
    advance: Callable[[int], object] = lambda done: None,
) -> None:
    """Write files of the demo in worker processes; made again, they have the same bytes.

    Raises:
        RealReportsError: ``house`` holds something that the demo did not make; nothing is written.
    """
    claim(house, {sending.place for sending in sendings})
    batches = [sendings[start : start + _BATCH] for start in range(0, len(sendings), _BATCH)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(_WORKERS, os.cpu_count() or 1), mp_context=spawn) as pool:
        futures = [pool.submit(write_batch, b, house.raw, declarations.folder) for b in batches]
        for future in as_completed(futures):
            advance(future.result())


def claim(house: House, places: set[str]) -> None:
    """Note in ``data/raw`` which files are the demo's, before any of them is written."""
    marker = house.raw / MARKER
    made = set(marker.read_text(encoding="utf-8").splitlines()) if marker.exists() else set()
    for place in _found(house):
        if place not in made:
            raise RealReportsError(place)
    marker.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{place}\n" for place in sorted(made | places))
    marker.write_text(text, encoding="utf-8", newline="\n")


def _found(house: House) -> Iterable[str]:
    """Yield every file put into ``data/raw`` or ever received, except notes and hidden files."""
    for path in sorted(house.raw.rglob("*")):
        hidden = path.name.startswith(".") or path.name.lower() in _NOT_REPORTS
        if path.is_file() and not hidden:
            yield path.relative_to(house.raw).as_posix()
    for receipt in read_receipts(house.archive):
        yield f"{receipt.folder}/{receipt.file_name}"


def write_batch(sendings: Sequence[Sending], raw: Path, declarations_folder: Path) -> int:
    """Write some files below ``raw`` and return how many."""
    declarations = load_declarations(declarations_folder)
    for sending in sendings:
        write_sending(sending, raw / sending.place, declarations)
    return len(sendings)


def write_sending(sending: Sending, path: Path, declarations: Declarations) -> None:
    """Write one file, dated when it arrives."""
    moment = _moment(sending)
    path.parent.mkdir(parents=True, exist_ok=True)
    _save_report(sending, path, moment, declarations)
    if sending.fault in FILE_FAULTS:
        path.write_bytes(FILE_FAULTS[sending.fault].spoil(path.read_bytes()))
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def _save_report(
    sending: Sending, path: Path, moment: datetime, declarations: Declarations
) -> None:
    period = declarations.period(sending.period)
    expected = sender(declarations, sending.unit_code, period)
    figures = slip_of(sending.slip, declarations, expected.unit, period) or work_out(
        declarations, expected.unit, period, is_draft=sending.is_draft
    )
    book = make_template(declarations, expected, period)
    fill_in(book, declarations, expected.unit, period, figures, sending.day)
    if sending.fault in BOOK_FAULTS:
        BOOK_FAULTS[sending.fault].spoil(book)
    save_workbook(book, path, moment)


def _moment(sending: Sending) -> datetime:
    """Return when the file arrives: in office hours of its day; a copy like its original."""
    minutes = int(540 * chance("time", sending.period, sending.unit_code))
    return datetime.combine(sending.day, time(8), HANOI) + timedelta(minutes=minutes)
