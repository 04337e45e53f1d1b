"""A house of many small lands: real archive, log and warehouse, and files that need no Excel.

A land is a handful of units that merge, at most twice. Its reports are read from JSON instead of
workbooks; whatever follows the reader is the program's own.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.issues import UNREADABLE
from schemas.layout import SECRECY_NONE
from schemas.loading import REFERENCE, load_declarations
from schemas.units import Unit, UnitName, UnitSuccession
from tests.chaos.histories_ledger import ASKED, LAST_DAYS, RATIO, Report
from tests.warehouses import copy_or_lay_out
from tonghop.chain import LAST
from tonghop.decisions.aliases import declared_in
from tonghop.house import House
from tonghop.reading import Source
from tonghop.reading.cover import Text
from tonghop.reading.placing import Placing
from tonghop.reading.workbook import FormReading, Reading
from tonghop.warehouse import open_warehouse

FIRST, SECOND = date(2024, 7, 1), date(2025, 7, 1)
Merger = tuple[date, dict[str, str]]
CHAINS: tuple[tuple[Merger, ...], ...] = (
    ((FIRST, {"A": "N", "B": "N"}), (SECOND, {"N": "M", "C": "M"})),
    ((FIRST, {"B": "A"}), (SECOND, {"A": "M", "C": "M"})),
    ((FIRST, {"A": "N"}), (SECOND, {"N": "C"})),
    ((SECOND, {"A": "M", "B": "M"}),),
)
"""Whose work passes to whom in a land, in two generations: units merge, are absorbed, renamed."""
FORMS = {"PCTP1": ("A01.tong",), "PCTP2": ("D03.vu",), "PCTP3": ("D14.so_luong", "D15a.so_luong")}
RULE = "Q040"
"""No more is passed on than was received: the rule between two of the cells."""


def code_of(land: int, letter: str) -> str:
    """Return the code of a unit of a land, such as ``BV-L007A``."""
    return f"BV-L{land:03}{letter}"


def name_of(unit: str) -> str:
    """Return what a unit is called."""
    return f"Bệnh viện Vùng {unit[4:7]} {unit[7:]}"


def stranger_of(land: int) -> str:
    """Return the name that reports of a land bear by mistake, until it is somebody's alias."""
    return f"Bệnh viện Ở đâu đó {land:03}"


ELSEWHERE = {code_of(999, "A"): (code_of(999, "N"), FIRST)}
"""A succession that is always declared, because there is never none."""


@dataclass(frozen=True)
class Lands:
    """How the units of each land have merged so far: which chain, and how much of it."""

    chains: tuple[tuple[int, int], ...]

    def merged(self, land: int) -> "Lands":
        """Return the lands with one more merger of a land."""
        chain, done = self.chains[land]
        return Lands((*self.chains[:land], (chain, done + 1), *self.chains[land + 1 :]))

    def mergers(self, land: int) -> tuple[Merger, ...]:
        """Return the mergers of a land that are declared."""
        chain, done = self.chains[land]
        return CHAINS[chain][:done]

    def heirs(self) -> dict[str, tuple[str, date]]:
        """Return to whom and when the work of each closed unit passed."""
        return ELSEWHERE | {
            code_of(land, old): (code_of(land, new), day)
            for land in range(len(self.chains))
            for day, passing in self.mergers(land)
            for old, new in passing.items()
        }

    def spans(self) -> dict[str, tuple[date, date]]:
        """Return the first and last day of each unit there is."""
        heirs = self.heirs()
        spans = dict.fromkeys(ELSEWHERE, (date.min, date.max))
        for land in range(len(self.chains)):
            spans |= {code_of(land, letter): (date.min, date.max) for letter in "ABC"}
        for new, day in heirs.values():
            spans.setdefault(new, (day, date.max))
        for old, (_, day) in heirs.items():
            spans[old] = (spans[old][0], day - timedelta(1))
        return spans


@cache
def small() -> Declarations:
    """Return the project's declarations with four lines, a ratio and one rule."""
    whole = load_declarations(REFERENCE)
    asked = {line: (measure,) for line, _, measure in (cell.partition(".") for cell in ASKED)}
    lines = tuple(
        line for line in whole.lines if line.line_code in {*asked, RATIO.partition(".")[0]}
    )
    return replace(
        whole,
        form_sheets=tuple(form for form in whole.form_sheets if form.form_code in FORMS),
        lines=tuple(
            replace(line, part_of="", measures=asked.get(line.line_code, ())) for line in lines
        ),
        measures=tuple(m for m in whole.measures if m.form_code in FORMS),
        rules=tuple(rule for rule in whole.rules if rule.rule_code == RULE),
        targets=tuple(t for t in whole.targets if t.cell == RATIO),
        period_kinds=tuple(kind for kind in whole.period_kinds if kind.kind in ("H1", "Y")),
        units=replace(
            whole.units,
            units=tuple(unit for unit in whole.units.units if unit.unit_code == NATIONAL_RECIPIENT),
            names=tuple(n for n in whole.units.names if n.unit_code == NATIONAL_RECIPIENT),
        ),
        _forms={},
        _rules={},
    )


def declare(lands: Lands, of: Declarations) -> Declarations:
    """Return declarations with these lands: hospitals, which owe three half-years.

    Nobody else owes anything: other units there are not confirmed.
    """
    spans = {unit: (_open(first), _open(last)) for unit, (first, last) in lands.spans().items()}
    units = (
        *(
            replace(u, mark="F" if u.unit_code == NATIONAL_RECIPIENT else "-")
            for u in of.units.units
        ),
        *(Unit(u, "ministry_hospital", "", "BYT", *s, "F", "-") for u, s in spans.items()),
    )
    names = (*of.units.names, *(UnitName(u, name_of(u), "", *s, "-") for u, s in spans.items()))
    successions = tuple(UnitSuccession(old, *heir, "-") for old, heir in lands.heirs().items())
    own = replace(
        of.units, units=units, names=names, aliases=(), successions=successions, handovers=()
    )
    digest = hashlib.sha256(repr((of.digest, lands)).encode()).hexdigest()
    return replace(of, units=own, digest=digest, _forms={}, _rules={})


def _open(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


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
        return declared_in(self.house, _declared(self.lands, self.base))

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


@lru_cache(maxsize=4)
def _declared(lands: Lands, base: Callable[[], Declarations]) -> Declarations:
    return declare(lands, base())


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
