"""A tiny house, of a health department with two facilities, and the steps that are disturbed in it.

Each step has a snapshot of the house before it and knows what it makes of it undisturbed.
"""

import importlib
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tests.build import complete, content
from tests.chaos.children import done_in_child
from tests.chaos.state import State, state_of
from tests.facilities import DEPARTMENT, OFFICE, PERIOD, facility, with_facilities
from tonghop.archive import HANOI
from tonghop.decisions.aliases import declared_in
from tonghop.decisions.finding import find_file
from tonghop.decisions.refusing import CannotDecideError
from tonghop.house import House
from tonghop.pipeline import build_marts, decide, give_back, ingest, read_again
from tonghop.publish.edition import publish_period
from tonghop.rebuilding import rebuild

FIRST, SECOND = "2025-12-12", "2025-12-15"


@dataclass(frozen=True, slots=True)
class Tiny:
    """The declarations of the tiny house and where everything of it is made."""

    folder: Path
    declarations: Declarations

    def declared(self, house: House) -> Declarations:
        return declared_in(house, self.declarations)


@dataclass(slots=True)
class Step:
    """One step: its snapshot, what it does, and the state of the house before and after it."""

    name: str
    snapshot: Path
    run: Callable[[House], object]
    before: State
    after: State
    boundaries: list[str] = field(default_factory=list)

    def copy(self, to: Path) -> House:
        """Return a fresh copy of the house before the step."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.snapshot, to)
        return House(to)


def make_tiny(folder: Path) -> Tiny:
    """Return the tiny house's declarations."""
    return Tiny(folder, with_facilities(folder / "rows", 2).at(DEPARTMENT))


def report(tiny: Tiny, unit: str, number: object) -> bytes:
    book = complete(
        {"A03.tong": number, "D03.vu": 1}, unit=unit, period=PERIOD, whole=tiny.declarations
    )
    return content(book)


def put(house: House, name: str, data: bytes, moment: str = "2025-12-16T08:30:00") -> None:
    """Put a file into the raw folder, saved at this moment of Hanoi."""
    path = house.raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    saved = datetime.fromisoformat(moment).replace(tzinfo=HANOI).timestamp()
    os.utime(path, (saved, saved))


def rule(tiny: Tiny, house: House, kind: str, file: str, **fields: object) -> Decision:
    """Decide as the command does, and follow it; if it may not, what was decided is followed."""
    declared = tiny.declared(house)
    sha256 = find_file(house, declared, file) if file else ""
    moment = "2025-12-21T08:30:00+07:00"
    wanted = Decision(0, moment, "thanh", "Đơn vị đề nghị", kind, sha256, **fields)  # type: ignore[arg-type]
    try:
        decision = decide(house, declared, wanted)
    except CannotDecideError:
        give_back(house, declared)
        raise
    read_again(house, tiny.declared(house))
    give_back(house, tiny.declared(house))
    return decision


def publish(tiny: Tiny, house: House) -> object:
    declared = tiny.declared(house)
    return publish_period(house, declared, declared.period(PERIOD))


def make_steps(tiny: Tiny) -> dict[str, Step]:
    """Do every step once, undisturbed, and return them with what they make of the house."""
    house = House(tiny.folder / "house")
    put(house, f"{FIRST}/mot.xlsx", report(tiny, facility(1), 6))
    put(house, f"{FIRST}/van-phong.xlsx", report(tiny, OFFICE, 2))
    first = _do(tiny, house, "first", lambda house: ingest(house, tiny.declared(house)))
    done_in_child(lambda: _published(tiny, house))
    arriving(tiny, house)
    doings: Mapping[str, Callable[[House], object]] = {
        "ingest": lambda house: ingest(house, tiny.declared(house)),
        "decide": lambda house: rule(tiny, house, "accept", "hai.xlsx"),
        "build": build_marts,
        "publish": lambda house: publish(tiny, house),
        "rebuild": lambda house: rebuild(house, tiny.declared(house)),
    }
    return {"first": first} | {name: _do(tiny, house, name, run) for name, run in doings.items()}


def warm(modules: list[str]) -> None:
    """Import what a child has imported, so that no later one needs to."""
    for name in modules:
        if name.partition(".")[0] in (
            "tonghop",
            "schemas",
            "pandera",
            "pandas",
            "docx",
            "openpyxl",
        ):
            importlib.import_module(name)


def arriving(tiny: Tiny, house: House) -> None:
    """Put what comes second: a resubmission, a faulty report, a copy, a package, a marked file."""
    resubmitted = report(tiny, facility(1), 7)
    put(house, f"{SECOND}/mot-2.xlsx", resubmitted)
    put(house, f"{SECOND}/ban-sao.xlsx", resubmitted)
    put(house, f"{SECOND}/hai.xlsx", report(tiny, facility(2), "mười"))
    put(house, f"{SECOND}/MẬT.xlsx", b"not to be read")
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        archive.writestr("la.xlsx", report(tiny, OFFICE, 3))
    put(house, f"{SECOND}/goi.zip", package.getvalue())


def _published(tiny: Tiny, house: House) -> None:
    """Publish a first edition: readers have one from the start, and later ones follow it."""
    build_marts(house)
    publish(tiny, house)


def _do(tiny: Tiny, house: House, name: str, run: Callable[[House], object]) -> Step:
    """Take a snapshot, do the step on the house itself, and keep both states."""
    snapshot = tiny.folder / f"before-{name}"
    shutil.copytree(house.data, snapshot)
    before = done_in_child(lambda: state_of(house))

    def doing() -> tuple[State, list[str]]:
        run(house)
        return state_of(house), sorted(sys.modules)

    after, modules = done_in_child(doing)
    warm(modules)
    return Step(name, snapshot, run, before, after)
