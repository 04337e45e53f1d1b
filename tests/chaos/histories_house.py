"""A house of many small lands: real archive, log and warehouse, and files that need no Excel.

Reports are read from JSON instead of workbooks; whatever follows the reader is the program's own.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from schemas.declarations import Declarations
from schemas.issues import UNREADABLE
from schemas.layout import SECRECY_NONE
from tests.chaos.histories_lands import FORMS, Lands, declared, small
from tests.chaos.histories_ledger import LAST_DAYS, Report
from tests.warehouses import copy_or_lay_out
from tonghop.chain import LAST
from tonghop.decisions.aliases import declared_in
from tonghop.house import House
from tonghop.reading import Source
from tonghop.reading.cover import Text
from tonghop.reading.placing import Placing
from tonghop.reading.workbook import FormReading, Reading
from tonghop.warehouse import open_warehouse


def written(report: Report, copy: int = 0) -> bytes:
    """Return a report as a file; copies hold the same and differ in their bytes."""
    return json.dumps([report, copy], ensure_ascii=False, sort_keys=True).encode()


@cache
def _placing(form: str) -> Placing:
    addresses = tuple(f"D{row}" for row, _ in enumerate(FORMS[form], 9))
    return Placing(FORMS[form], (), addresses, {}, {}, (), (), None)  # type: ignore[arg-type]


def read_json(
    sources: Sequence[Source], folder: Path, workers: int | None = None, advance: Any = None
) -> list[Reading]:
    """Read reports that ``written`` made, as the reader of workbooks would."""
    return [_reading(source) for source in sources]


def _reading(source: Source) -> Reading:
    content = source.content()
    if content is None:
        return Reading(source.sha256, source.file_name, is_settled=False)
    report: Report = json.loads(content)[0]
    if report["cells"] is None:
        return Reading(source.sha256, source.file_name, findings=[UNREADABLE])
    period = small().period(report["period"])
    cover = {
        "unit_code": report["unit"],
        "unit_name": report["name"],
        "period": period.code,
        "period_label": period.label,
        "secrecy": SECRECY_NONE,
        "prepared_by": "-",
    }
    return Reading(
        source.sha256,
        source.file_name,
        cover={code: Text("Bìa", "C3", f"s{text}") for code, text in cover.items()},
        cut_off=period.cut_off,
        forms=[_form_reading(form, report["cells"]) for form in FORMS],
    )


def _form_reading(form: str, cells: dict[str, str]) -> FormReading:
    texts = (cells[cell] for cell in FORMS[form])
    typed = tuple(text and ("n" if text.lstrip("-").isdigit() else "s") + text for text in texts)
    return FormReading(form, f"Biểu {form[-1]}", _placing(form), typed)


class Crash(BaseException):
    """The power is gone; nothing may catch it."""


@dataclass
class Ground:
    """Where a house stands: a folder of its own, left for a copy of it at each crash."""

    folder: Path
    lands: Lands
    base: Callable[[], Declarations] = small
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.house = House(self.folder / f"{next(self.numbers)}")
        self.house.raw.mkdir(parents=True)

    @property
    def declarations(self) -> Declarations:
        """What is declared, with the aliases decided."""
        return declared_in(self.house, declared(self.lands, self.base))

    def put(self, place: str, content: bytes, moment: float) -> None:
        """Put a file into the raw folder, saved at a moment."""
        path = self.house.raw / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (moment, moment))

    def clear_raw(self) -> None:
        """Clear the raw folder, as people do with what has been taken in."""
        shutil.rmtree(self.house.raw)
        self.house.raw.mkdir()

    @contextmanager
    def crashing(self, point: str) -> Iterator[list[str]]:
        """Cut the power where ``point`` names, if the work inside comes there.

        What lies on disk at that moment is copied, and the house is the copy from then on: nothing
        that unwinds afterwards changes what was left. Say in the list whether it came there.
        """
        happened: list[str] = []
        if not point:
            yield happened
            return

        def cut(*_: object) -> None:
            left = replace_folder(self.house, self.folder / f"{next(self.numbers)}")
            shutil.copytree(self.house.data, left.data)
            self.house = left
            happened.append(point)
            raise Crash(point)

        with _cutting(point, cut), suppress(Crash):
            yield happened
        if happened:
            DOOR.shut()


def replace_folder(house: House, data: Path) -> House:
    """Return the house in another folder."""
    return replace(house, data=data)


POINTS: dict[str, tuple[str, int, bool]] = {
    "archived, without receipt": ("tonghop.archive.write_records", 1, False),
    "receipt, not recorded": ("tonghop.archive.write_records", 1, True),
    "recording, values in": ("tonghop.warehouse.replay", 1, False),
    "recording, decisions in": ("tonghop.warehouse.replay", 1, True),
    "recorded, not committed": ("tonghop.warehouse._derive_issues", 1, True),
    "committed": ("tonghop.pipeline.record", 1, True),
    "decided, not logged": ("tonghop.chain.write_records", 1, False),
    "logged, not linked": ("tonghop.chain.write_records", 1, True),
    "logged, warehouse behind": ("tonghop.chain.write_records", 2, True),
}
"""Where the power is cut: at which call of which function, before it or (true) after it.

That a chain of records is mended, before a decision is written, is no call.
"""


@contextmanager
def _cutting(point: str, cut: Callable[[], None]) -> Iterator[None]:
    target, call, is_after = POINTS[point]
    module, _, name = target.rpartition(".")
    real = getattr(__import__(module, fromlist=[name]), name)
    calls, begun = count(1), list[int]()

    def cut_there(*args: Any, **named: Any) -> Any:
        is_mending = name == "write_records" and args[0].name == LAST and not begun
        number = 0 if is_mending else next(calls)
        if number:
            begun.append(number)
        if number == call and not is_after:
            cut()
        found = real(*args, **named)
        if number == call:
            cut()
        return found

    with patch(target, cut_there):
        yield


class Door:
    """The way into the warehouse, left open between two steps: to open it anew takes longest.

    Whatever was committed then lies in the log of the database, and is replayed from there after a
    crash. Somebody who replaces the file has to shut the door first.
    """

    def __init__(self) -> None:
        """Begin with nothing open."""
        self.path, self.is_left_open = Path(), True
        self.stack = ExitStack()
        self.con: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def opened(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the warehouse at ``path``, or hand on what is open."""
        if not self.is_left_open:
            with open_warehouse(path) as con:
                yield con
            return
        if self.con is None or self.path != path:
            self.shut()
            self.path, self.con = path, self.stack.enter_context(open_warehouse(path))
        yield self.con

    def shut(self) -> None:
        """Close what is open, as the end of a command does."""
        self.stack.close()
        self.con = None

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Leave nothing open meanwhile: each command opens and closes for itself."""
        self.shut()
        self.is_left_open = False
        try:
            yield
        finally:
            self.is_left_open = True


DOOR = Door()


@contextmanager
def without_excel() -> Iterator[None]:
    """Replace what is not on trial: the reader of workbooks, and what only warns or is returned.

    Unusual and overlapping values are warnings of their own, worked out by the slowest selects;
    returned workbooks are Excel. The checks of all declarations, a third of a second each time,
    have nothing to find in an alias of a new name.
    """
    with (
        patch("tonghop.pipeline.read_workbooks", read_json),
        patch("tonghop.rebuilding.read_workbooks", read_json),
        patch("tonghop.warehouse.lay_out", copy_or_lay_out),
        patch("tonghop.pipeline.open_warehouse", DOOR.opened),
        patch("tests.path.deciding.open_warehouse", DOOR.opened),
        patch("tonghop.pipeline.give_back", lambda *_: ()),
        patch("tonghop.pipeline.resubmissions_among", lambda *_: ()),
        patch("tonghop.warehouse.find_unusual", lambda *_: []),
        patch("tonghop.warehouse.find_overlapping", lambda *_: []),
        patch("tonghop.decisions.naming.find_faults", lambda _: ()),
        patch("tonghop.warehouse.reference.FIRST_YEAR", 2024),
        patch("tonghop.warehouse.reference.LAST_YEAR", 2026),
    ):
        yield


PERIODS = tuple(LAST_DAYS)
