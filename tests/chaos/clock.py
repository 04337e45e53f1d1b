"""The clock moved back and forth: what is received later counts, and editions go on in number."""

import argparse
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import permutations
from pathlib import Path

import tonghop.publish.sealing
from tests.chaos.children import ChildError, done_in_child
from tests.chaos.counts import Counts
from tests.chaos.kills import memory
from tests.chaos.tiny import Tiny, make_tiny, publish, put, report
from tests.facilities import PERIOD, facility
from tonghop.archive import HANOI
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.publish.editions import editions, newest_edition, number_of
from tonghop.warehouse import open_warehouse

MOMENTS = ("2025-12-10T09:00", "2025-12-16T08:30", "2024-02-29T23:59", "2031-01-01T00:00")
"""Right, later, years back and years ahead."""
_COUNTING = """
    select value.value::integer from warehouse.counting_value as value
    where value.unit_code = ? and value.line_code = 'A03' and value.measure = 'tong'
"""


def run(_: argparse.Namespace) -> Iterator[Counts]:
    """Send reports again under a clock that goes any way."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        tiny = make_tiny(Path(folder))
        yield move_clock(tiny, list(permutations(MOMENTS)), Path(folder))
        yield publish_under(tiny, MOMENTS, Path(folder))


def move_clock(tiny: Tiny, ways: list[tuple[str, ...]], folder: Path) -> Counts:
    """Receive a report again and again, each saved when the clock says another moment."""
    counts = Counts("clock, sent again")
    reports = [report(tiny, facility(1), number) for number in range(1, len(MOMENTS) + 1)]
    for number, way in enumerate(ways):
        house = House(folder / f"way-{number}")
        counts.scenarios += 1
        counted = done_in_child(partial(_send, tiny, house, reports, way))
        expected = list(range(1, len(way) + 1))
        counts.lost += counted != expected
        counts.healed += counted == expected
        if counted != expected:
            counts.findings.append(f"{way}: of reports {expected}, {counted} counted")
    return counts


def _send(tiny: Tiny, house: House, reports: list[bytes], way: tuple[str, ...]) -> list[int]:
    """Return what counted after each arrival."""
    counted = []
    for number, (moment, content) in enumerate(zip(way, reports, strict=False)):
        put(house, f"{number}/mot.xlsx", content, moment)
        ingest(house, tiny.declared(house))
        with open_warehouse(house.warehouse) as con:
            (value,) = con.execute(_COUNTING, [facility(1)]).fetchone() or (0,)
            counted.append(int(value))
    return counted


def publish_under(tiny: Tiny, moments: tuple[str, ...], folder: Path) -> Counts:
    """Publish again and again while the clock says any moment: the newest is the last one made."""
    counts = Counts("clock, published")
    house = House(folder / "published")
    for number, moment in enumerate(moments, start=1):
        counts.scenarios += 1
        try:
            newest, all_of = done_in_child(partial(_publish, tiny, house, number, moment))
        except ChildError as error:
            counts.findings.append(f"{moment}: {error}")
            continue
        if (newest, all_of) == (number, list(range(1, number + 1))):
            counts.healed += 1
        else:
            counts.doubled += 1
            counts.findings.append(f"{moment}: newest {newest} of {all_of}")
    return counts


def _publish(tiny: Tiny, house: House, number: int, moment: str) -> tuple[int, list[int]]:
    frozen = datetime.fromisoformat(moment).replace(tzinfo=HANOI)

    class Frozen(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return frozen

    setattr(tonghop.publish.sealing, "datetime", Frozen)  # noqa: B010 - of a module
    put(house, f"{number}/mot.xlsx", report(tiny, facility(1), number), moment)
    ingest(house, tiny.declared(house))
    build_marts(house)
    publish(tiny, house)
    newest = newest_edition(house.marts, PERIOD)
    assert newest
    return number_of(newest), [number_of(each) for each in editions(house.marts, PERIOD)]
