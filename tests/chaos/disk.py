"""A full disk and a read-only one: told in Vietnamese, nothing spoilt, and the next run goes on."""

import argparse
import resource
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.chaos.children import ChildError, done_in_child
from tests.chaos.counts import Counts
from tests.chaos.kills import memory
from tests.chaos.mounts import Disk
from tests.chaos.state import faults_of, state_of
from tests.chaos.tiny import Step, Tiny, make_steps, make_tiny
from tests.facilities import PERIOD
from tonghop.asking import open_edition
from tonghop.cli.machine import told_of_machine
from tonghop.house import House
from tonghop.publish.editions import newest_edition

FREE = (0, 4, 16, 64, 128, 256, 512, 1024, 2048, 4096, 6144, 8192)
"""What is left free, in kB: from nothing to what nearly does."""


class Suffered(NamedTuple):
    """What came of a step on such a disk."""

    told: str | None
    refused: bool
    faults: list[tuple[str, str]]
    missed: list[str]


def run(_: argparse.Namespace) -> Iterator[Counts]:
    """Do every step on disks that are full sooner or later, and on one that is read-only."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        tiny = make_tiny(Path(folder))
        steps = make_steps(tiny)
        for step in steps.values():
            yield fill(step, FREE, Path(folder))
        yield forbid(tiny, list(steps.values()), Path(folder))


def fill(step: Step, free: Sequence[int], folder: Path) -> Counts:
    """Do a step on disks with so little left."""
    counts = Counts(f"full disk, {step.name}")
    for kilobytes in free:
        _count(counts, f"{kilobytes} kB free", partial(_filled, step, kilobytes * 1024, folder))
    return counts


def forbid(tiny: Tiny, steps: Sequence[Step], folder: Path) -> Counts:
    """Do every step on a disk that may not be written; what is published there can be asked."""
    counts = Counts("read-only disk")
    for step in steps:
        _count(counts, step.name, partial(_forbidden, step, folder))
    return counts


def _count(counts: Counts, where: str, suffer: "partial[Suffered]") -> None:
    counts.scenarios += 1
    try:
        suffered = done_in_child(suffer)
    except ChildError as error:
        counts.findings.append(f"{where}: {error}")
        return
    counts.refused += suffered.refused
    if suffered.refused and not suffered.told:
        counts.findings.append(f"{where}: not told in words")
    for kind, what in suffered.faults:
        setattr(counts, kind, getattr(counts, kind) + 1)
        counts.findings.append(f"{where}: {kind}: {what}")
    if suffered.missed:
        counts.findings.append(f"{where}: the next run does not heal {suffered.missed}")
    counts.healed += not suffered.missed


def _filled(step: Step, free: int, folder: Path) -> Suffered:
    try:
        disk = Disk(folder / "disk")
    except PermissionError:
        return _limited(step, free, folder)
    house = _house_on(disk, step)
    disk.leave_free(free)
    error = _error_of(step, house)
    disk.make_ample()
    return _outcome(step, house, error)


def _limited(step: Step, free: int, folder: Path) -> Suffered:
    """Do with files that may not grow beyond so much, where no disk can be made full."""
    house = step.copy(folder / "limited")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, most))
    error = _error_of(step, house)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return _outcome(step, house, error)


def _forbidden(step: Step, folder: Path) -> Suffered:
    disk = Disk(folder / "disk")
    house = _house_on(disk, step)
    disk.make_read_only()
    _ask(house)
    error = _error_of(step, house)
    disk.make_ample()
    spoilt = [("partial", name) for name in state_of(house).differences(step.before)]
    return _outcome(step, house, error)._replace(faults=spoilt)


def _ask(house: House) -> None:
    """Ask what is published there, if anything is; fails as the command would."""
    edition = newest_edition(house.marts)
    if edition is None:
        return
    with open_edition(edition) as con:
        select = "select count(*) from national_summary where period = ?"
        (found,) = con.execute(select, [PERIOD]).fetchone() or (0,)
        assert found


def _house_on(disk: Disk, step: Step) -> House:
    house = House(disk.folder / "house")
    shutil.copytree(step.snapshot, house.data)
    return house


def _error_of(step: Step, house: House) -> Exception | None:
    try:
        step.run(house)
    except Exception as error:
        return error
    return None


def _outcome(step: Step, house: House, error: Exception | None) -> Suffered:
    """Judge the house, run the step again and compare."""
    faults = list(faults_of(house, step.before, step.after))
    again = None if error is None else _error_of(step, house)
    if again and type(again).__name__ != "CannotDecideError":
        raise again
    missed = state_of(house).differences(step.after)
    told = told_of_machine(error) if error else None
    return Suffered(told, error is not None, faults, missed)
