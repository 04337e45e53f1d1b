"""SIGKILL at every boundary of every step, and at random instants of them.

After each the house is judged as it lies there; then the step is run again, and the house must be
what an undisturbed run makes of it.
"""

import argparse
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.chaos import state
from tests.chaos.boundaries import die_at, list_boundaries
from tests.chaos.children import ChildError, Ended, done_in_child, in_child
from tests.chaos.counts import Counts
from tests.chaos.state import State, state_of
from tests.chaos.tiny import Step, make_steps, make_tiny
from tonghop.decisions.log import read_decisions
from tonghop.decisions.refusing import CannotDecideError
from tonghop.house import House

SHARES: Mapping[str, float] = {
    "first": 0.1, "ingest": 0.3, "decide": 0.4, "build": 0.08, "publish": 0.06, "rebuild": 0.06,
}  # fmt: skip
"""How many of the kills each step gets: those that are done again soon get more."""


def run(chosen: argparse.Namespace) -> Iterator[Counts]:
    """Kill as often as asked, half at boundaries and half at random instants.

    Where a step has more boundaries than its share, other ones are taken with each seed, or, if
    asked for, every one.
    """
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        steps = make_steps(make_tiny(Path(folder)))
        chance = random.Random(chosen.seed)
        for name, share in SHARES.items():
            times = round(chosen.kills * share / 2 + 1)
            yield from kill(steps[name], times, chance, Path(folder), every=chosen.every_boundary)


def memory() -> str | None:
    """Return a folder in memory, where there is one: disks are slow, and kills spare them."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def kill(
    step: Step, times: int, chance: random.Random, folder: Path, *, every: bool = False
) -> Iterator[Counts]:
    """Kill a step so many times at boundaries, or at all of them, and as often at random instants.

    With fewer boundaries than that there are more random instants instead.
    """
    work = folder / "work"
    house = step.copy(work)
    step.boundaries = done_in_child(lambda: list_boundaries(lambda: step.run(house), work))
    counts = Counts(f"kill {step.name} at boundaries")
    counts.notes.append(f"{len(step.boundaries)} boundaries")
    number = len(step.boundaries)
    for position in spread(number, number if every else times, chance):
        house = step.copy(work)
        ended = in_child(partial(die_at, position, partial(step.run, house), work))
        _judge(step, house, ended, f"at {step.boundaries[position]} ({position})", counts)
    yield counts
    yield _at_random(step, 2 * times - counts.kills, chance, work)


def spread(number: int, times: int, chance: random.Random) -> list[int]:
    """Return ``times`` positions of ``number``, evenly spread from a random one, or all of them."""
    every = list(range(number))
    if number <= times:
        return every
    start = chance.random()
    return [int((position + start) * number / times) % number for position in range(times)]


def _at_random(step: Step, times: int, chance: random.Random, work: Path) -> Counts:
    counts = Counts(f"kill {step.name} at random")
    house = step.copy(work)
    lasted = done_in_child(lambda: cpu_of(step, house))
    while counts.kills < times and counts.scenarios < 3 * times:
        house = step.copy(work)
        moment = chance.uniform(0, lasted)
        ended = in_child(partial(step.run, house), kill_after=moment)
        _judge(step, house, ended, f"after {moment:.4f} s", counts)
    return counts


def cpu_of(step: Step, house: House) -> float:
    import time

    step.run(house)
    return time.process_time()


def _judge(step: Step, house: House, ended: Ended, when: str, counts: Counts) -> None:
    """Judge the house as it lies there, run the step again, and compare."""
    counts.scenarios += 1
    counts.kills += ended.killed
    if ended.error:
        counts.findings.append(f"{when}: {ended.trace}")
        return
    try:
        faults, after, missed = done_in_child(lambda: _healed(step, house))
    except ChildError as error:
        counts.findings.append(f"{when}: the next run failed: {error}")
        return
    for kind, what in faults:
        setattr(counts, kind, getattr(counts, kind) + 1)
        counts.findings.append(f"{when}: {kind}: {what}")
    if missed:
        counts.findings.append(
            f"{when}: the next run does not heal {missed}{_details(step, after, missed)}"
        )
    counts.healed += not missed


def _details(step: Step, after: State, missed: Iterable[str]) -> str:
    told = []
    for name in missed:
        expected, found = getattr(step.after, name), getattr(after, name)
        if isinstance(expected, dict):
            told.append(
                str(
                    sorted(
                        k for k in expected.keys() | found.keys() if expected.get(k) != found.get(k)
                    )
                )
            )
        elif isinstance(expected, frozenset):
            told.append(str(sorted(map(str, expected ^ found))))
    return " ".join(told)[:600]


def _healed(step: Step, house: House) -> tuple[list[tuple[str, str]], State, list[str]]:
    """Return the faults found, the state after the step has run again, and what of it is amiss."""
    faults = list(state.faults_of(house, step.before, step.after))
    try:
        step.run(house)
    except CannotDecideError:  # The decision is in the log already.
        if len(read_decisions(house.decisions)) != len(step.after.decisions):
            raise
    after = state_of(house)
    return faults, after, after.differences(step.after)
