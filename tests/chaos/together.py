"""Two runs at once: one waits or is refused politely, and nothing is doubled or half done."""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.chaos.children import Ended, at_once, done_in_child
from tests.chaos.counts import Counts
from tests.chaos.kills import memory
from tests.chaos.state import State, faults_of, state_of
from tests.chaos.tiny import (
    SECOND,
    Step,
    Tiny,
    make_steps,
    make_tiny,
    publish,
    put,
    report,
    rule,
)
from tests.facilities import facility
from tonghop import warehouse
from tonghop.decisions.log import read_decisions
from tonghop.decisions.refusing import CannotDecideError
from tonghop.house import House, WarehouseBusyError
from tonghop.pipeline import ingest
from tonghop.publish.edition import NothingToPublishError
from tonghop.sole_writer import sole_writer

POLITE = (CannotDecideError, NothingToPublishError, WarehouseBusyError)
TIMES = 10


def run(chosen: argparse.Namespace) -> Iterator[Counts]:
    """Start pairs of runs at once, again and again, one a little later than the other."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        tiny = make_tiny(Path(folder))
        steps = make_steps(tiny)
        chance = random.Random(chosen.seed)
        for name in steps:
            yield same_twice(steps[name], TIMES, chance, Path(folder))
        yield two_decisions(tiny, steps["decide"], TIMES, chance, Path(folder))
        yield two_folders(tiny, steps["ingest"], TIMES, chance, Path(folder))
        yield ingest_and_publish(tiny, steps["ingest"], TIMES, chance, Path(folder))
        yield refused(list(steps.values()), Path(folder))


def same_twice(step: Step, times: int, chance: random.Random, folder: Path) -> Counts:
    """Run one step twice at once: the house is as after one run."""
    counts = Counts(f"{step.name} and {step.name} at once")
    for _ in range(times):
        house = step.copy(folder / "work")
        ended = at_once([partial(step.run, house), _later(partial(step.run, house), chance)])
        _judge(counts, ended, house, step, lambda found: found.differences(step.after))
    return counts


def two_decisions(
    tiny: Tiny, step: Step, times: int, chance: random.Random, folder: Path
) -> Counts:
    """Decide two things at once: both are in the log, numbered and chained."""
    counts = Counts("decide and decide otherwise at once")

    def amiss(found: State) -> list[str]:
        numbers = [decision.number for decision in read_decisions(house.decisions)]
        return [] if numbers == [1, 2] and len(found.decisions) == 2 else [f"decisions {numbers}"]

    for _ in range(times):
        house = step.copy(folder / "work")
        other = partial(rule, tiny, house, "exclude", "van-phong.xlsx")
        ended = at_once([partial(step.run, house), _later(other, chance)])
        _judge(counts, ended, house, None, amiss)
    return counts


def two_folders(tiny: Tiny, step: Step, times: int, chance: random.Random, folder: Path) -> Counts:
    """Ingest from two folders at once: every arrival has its receipt, and each run its number."""
    counts = Counts("ingest from two folders at once")
    other = House(folder / "other")
    put(other, f"{SECOND}/khac.xlsx", report(tiny, facility(2), 9))

    def amiss(found: State) -> list[str]:
        told = {str(receipt[3]): receipt[1] for receipt in found.receipts}
        missing = [] if len(found.receipts) == len(step.after.receipts) + 1 else ["receipts"]
        return missing + ([] if told.get("khac.xlsx") != told.get("hai.xlsx") else ["runs"])

    for _ in range(times):
        house = step.copy(folder / "work")
        elsewhere = partial(ingest, house, tiny.declared(house), raw=other.raw)
        ended = at_once([_later(partial(step.run, house), chance), _later(elsewhere, chance)])
        _judge(counts, ended, house, None, amiss)
    return counts


def ingest_and_publish(
    tiny: Tiny, step: Step, times: int, chance: random.Random, folder: Path
) -> Counts:
    """Ingest and publish at once: what arrived is recorded, and published is nothing or the old."""
    counts = Counts("ingest and publish at once")
    for _ in range(times):
        house = step.copy(folder / "work")
        works: list[Callable[[], object]] = [
            _later(partial(ingest, house, tiny.declared(house)), chance),
            partial(publish, tiny, house),
        ]
        _judge(counts, at_once(works), house, step, lambda found: found.differences(step.after))
    return counts


def refused(steps: Sequence[Step], folder: Path) -> Counts:
    """Run every step while another process writes for longer than one waits."""
    counts = Counts("busy for long")
    for step in steps:
        house = step.copy(folder / "work")
        holder = partial(_hold, house, 6.0)
        _, ended = at_once([holder, partial(_impatient, step, house)])
        counts.scenarios += 1
        counts.refused += isinstance(ended.error, WarehouseBusyError)
        if not isinstance(ended.error, WarehouseBusyError):
            counts.findings.append(f"{step.name} was not refused: {ended.trace}")
        elif spoilt := done_in_child(partial(state_of, house)).differences(step.before):
            counts.partial += 1
            counts.findings.append(f"{step.name} was refused and changed {spoilt}")
        else:
            counts.healed += 1
    return counts


def _hold(house: House, seconds: float) -> None:
    with sole_writer(house):
        (house.data / "held").touch()
        time.sleep(seconds)
        (house.data / "held").unlink()


def _impatient(step: Step, house: House) -> None:
    while not (house.data / "held").exists():
        time.sleep(0.01)
    warehouse.LONGEST_WAIT_SECONDS = 0.1
    step.run(house)


def _later(work: Callable[[], object], chance: random.Random) -> Callable[[], object]:
    pause = chance.uniform(0, 0.3)

    def do_later() -> object:
        time.sleep(pause)
        return work()

    return do_later


def _judge(
    counts: Counts,
    ended: Sequence[Ended],
    house: House,
    step: Step | None,
    amiss: Callable[[State], list[str]],
) -> None:
    counts.scenarios += 1
    for each in ended:
        counts.refused += isinstance(each.error, POLITE)
        if each.killed or (each.error and not isinstance(each.error, POLITE)):
            counts.findings.append(each.trace or "a child was killed")
    for kind, what in done_in_child(lambda: _faults(house, step)):
        setattr(counts, kind, getattr(counts, kind) + 1)
        counts.findings.append(f"{kind}: {what}")
    if found := amiss(done_in_child(partial(state_of, house))):
        counts.doubled += 1
        counts.findings.append(f"another house than after one run: {found}")
    else:
        counts.healed += 1


def _faults(house: House, step: Step | None) -> list[tuple[str, str]]:
    return list(faults_of(house, step.before, step.after)) if step else []
