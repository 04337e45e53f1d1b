"""Random histories of units between two editions, and what a replay of them puts changes down to.

The replay knows nothing of editions. It lets the events happen one kind after another, works every
figure out of what counts then, and takes the differences.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

PERIODS = ("2024-Q1", "2024-H1")
CELLS = ("D03.vu", "D10.vu", "D15a.vu", "D15b.vu", "F01.vu")
CAUSES = ("boundaries", "declarations", "late_reports", "resubmissions", "decisions")
Values = dict[str, Decimal]
Parts = dict[str, Decimal]


@dataclass(frozen=True)
class File:
    """A workbook: what it holds when first read and when read again, and whether it is good."""

    sha256: str
    is_after: bool
    is_good: bool
    values: Values
    read_again: Values
    is_good_later: bool


@dataclass(frozen=True)
class Ruling:
    """A decision on one file; a correction has a cell and its new value."""

    number: int
    is_after: bool
    kind: str
    sha256: str
    cell: str = ""
    value: Decimal = Decimal(0)
    revoked_by: int | None = None


@dataclass
class Story:
    """All that happens to one unit's report of one period, in the order of arrival."""

    unit: str
    period: str
    owed_before: bool = True
    owed_after: bool = True
    files: list[File] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)


def stories(seed: int, units: int = 30) -> list[Story]:
    """Return a story for each unit and period."""
    chance, told = random.Random(seed), []
    numbers = iter(range(1, 10_000))
    for unit in (f"U{number:02d}" for number in range(units)):
        moves = chance.choice((None, None, None, None, "comes", "goes"))
        for period in PERIODS:
            story = Story(unit, period, moves != "comes", moves != "goes")
            _send(story, chance, after=False)
            if moves is None:
                _send(story, chance, after=True)
            told.append(story)
    for is_after in (False, True):
        for story in told:
            if story.owed_before and story.owed_after:
                _rule(story, chance, numbers, is_after)
    return told


def _send(story: Story, chance: random.Random, *, after: bool) -> None:
    for _ in range(chance.choice((0, 1, 1, 2) if not after else (0, 0, 1))):
        values = {cell: _value(cell, chance) for cell in CELLS if chance.random() < 0.8}
        again = {cell: _value(cell, chance) for cell in values if chance.random() < 0.1}
        name = f"{story.unit} {story.period} {len(story.files)}"
        is_good = chance.random() < 0.75
        is_moved = not (story.owed_before and story.owed_after)
        is_stable = after or bool(story.files) or is_moved
        story.files.append(
            File(
                sha256=name,
                is_after=after,
                is_good=is_good,
                values=values,
                read_again=values if after or is_moved else values | again,
                is_good_later=is_good if is_stable else is_good or chance.random() < 0.2,
            )
        )
    if after and any(file.is_after for file in story.files):
        story.files = [replace(file, is_good_later=file.is_good) for file in story.files]


def _rule(story: Story, chance: random.Random, numbers: Iterator[int], is_after: bool) -> None:
    if any(file.is_good != file.is_good_later for file in story.files):
        return
    for file in story.files:
        if file.is_after and not is_after:
            continue
        if chance.random() < 0.25:
            kind = "exclude" if file.is_good else "accept"
            story.rulings.append(Ruling(next(numbers), is_after, kind, file.sha256))
        cell = chance.choice(CELLS)
        if chance.random() < 0.3 and cell in file.values:
            ruling = Ruling(
                next(numbers), is_after, "correct", file.sha256, cell, _value(cell, chance)
            )
            story.rulings.append(ruling)
    if is_after:
        story.rulings = [
            replace(ruling, revoked_by=next(numbers))
            if not ruling.is_after and chance.random() < 0.2
            else ruling
            for ruling in story.rulings
        ]


def _value(cell: str, chance: random.Random) -> Decimal:
    return Decimal(chance.randint(0, 1 if cell == "D10.vu" else 30))


def replayed(told: list[Story]) -> list[dict[str, Decimal | None]]:
    """Return every figure before anything happens and after each kind of event, in order."""
    worlds: list[dict[tuple[str, str], Values]] = []
    for step in range(len(CAUSES) + 1):
        worlds.append(
            {(s.unit, s.period): v for s in told if (v := _counting(s, step)) is not None}
        )
    return [_figures(world) for world in worlds]


def _counting(story: Story, step: int) -> Values | None:
    """Return what counts of a unit after ``step`` kinds of event, None if nothing does."""
    if not (story.owed_after if step >= 1 else story.owed_before):
        return None
    last = _accepted(story, arrived=True, ruled=True, rechecked=True)
    kept = _accepted(story, arrived=False, ruled=False, rechecked=step >= 2)
    had = _accepted(story, arrived=False, ruled=False, rechecked=True)
    with_new = _accepted(story, arrived=True, ruled=False, rechecked=step >= 2)
    is_late = had is None
    file = last if step >= 5 else with_new if step >= (3 if is_late else 4) else kept
    if file is None:
        return None
    values = file.read_again if step >= 2 and last is not None and file == last else file.values
    return values | _corrections(story, file, step >= 5)


def _accepted(story: Story, *, arrived: bool, ruled: bool, rechecked: bool) -> File | None:
    found = None
    for file in story.files:
        if file.is_after and not arrived:
            continue
        is_good = file.is_good_later if rechecked else file.is_good
        for ruling in story.rulings:
            if ruling.sha256 != file.sha256 or not _holds(ruling, ruled or file.is_after):
                continue
            is_good = {"accept": True, "exclude": False}.get(ruling.kind, is_good)
        found = file if is_good else found
    return found


def _holds(ruling: Ruling, is_later: bool) -> bool:
    if is_later:
        return ruling.revoked_by is None
    return not ruling.is_after


def _corrections(story: Story, file: File, is_later: bool) -> Values:
    return {
        ruling.cell: ruling.value
        for ruling in story.rulings
        if ruling.kind == "correct" and ruling.sha256 == file.sha256 and _holds(ruling, is_later)
    }


def _figures(world: dict[tuple[str, str], Values]) -> dict[str, Decimal | None]:
    """Work out the nation's figures and each unit's, of both periods and of what is between."""
    flows = dict(world)
    for unit in {unit for unit, _ in world}:
        first, half = (world.get((unit, period), {}) for period in PERIODS)
        flows[unit, "2024-Q2"] = {
            cell: half[cell] - first[cell]
            for cell in ("D03.vu", "D15a.vu", "D15b.vu")
            if cell in first and cell in half and half[cell] >= first[cell]
        }
    figures: dict[str, Decimal | None] = {}
    for period in (*PERIODS, "2024-Q2"):
        units = {unit: values for (unit, of), values in flows.items() if of == period}
        groups = {f"@{unit}": [values] for unit, values in units.items()} | {"": [*units.values()]}
        for name, members in groups.items():
            for cell in (*CELLS, "D15.vu"):
                figures[f"{period}:{cell}{name}"] = _figure(cell, members)
    return figures


def _figure(cell: str, members: list[Values]) -> Decimal | None:
    if cell != "D15.vu":
        found = [values[cell] for values in members if cell in values]
        return sum(found, Decimal(0)) if found else None
    both = [values for values in members if {"D15a.vu", "D15b.vu"} <= values.keys()]
    whole = sum((values["D15b.vu"] for values in both), Decimal(0))
    part = sum((values["D15a.vu"] for values in both), Decimal(0))
    return (100 * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None
