"""Readers never wait: analysts ask while editions are published, and each answer is of one edition.

What is published differs each time by one correction, so that the figure tells the edition. The
documents, which no reader of tables asks for, are left out to publish more often.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import tonghop.publish.edition
from tests.chaos.children import Ended, at_once
from tests.chaos.counts import Counts
from tests.chaos.kills import memory
from tests.chaos.tiny import Step, Tiny, make_steps, make_tiny, publish, rule
from tests.facilities import PERIOD
from tonghop.asking import open_edition
from tonghop.house import House
from tonghop.pipeline import build_marts
from tonghop.publish.editions import newest_edition, number_of

PROCESSES, THREADS = 2, 4
FILE, CELL, FIRST = "mot-2.xlsx", "A03.tong", 7
_SELECT = """
    select
        (select value from national_summary where period = $1 and figure_id = $2),
        (select sum(value) from figure_cell where figure_id = $2),
        (select count(*) from decision)
"""


class Answer(NamedTuple):
    """What a reader was told, by which edition, and how long it took."""

    edition: int
    figure: int
    cells: int
    decisions: int
    seconds: float


def run(chosen: argparse.Namespace) -> Iterator[Counts]:
    """Ask as often as is wanted during as many publishes."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        tiny = make_tiny(Path(folder))
        steps = make_steps(tiny)
        yield ask_meanwhile(tiny, steps["publish"], chosen.publishes, chosen.queries, Path(folder))


def ask_meanwhile(
    tiny: Tiny, step: Step, publishes: int, queries: int, folder: Path, pause: float = 0.2
) -> Counts:
    """Publish so often in one process, while threads of others ask, at least so often together."""
    counts = Counts("readers during publishes")
    house = step.copy(folder / "read")
    reader = partial(_ask_until_done, house, -(-queries // PROCESSES), pause)
    publisher, *readers = at_once(
        [partial(_publish, tiny, house, publishes), *[reader] * PROCESSES]
    )
    _judge(counts, publisher, readers, publishes, queries)
    return counts


def _publish(tiny: Tiny, house: House, publishes: int) -> int:
    setattr(tonghop.publish.edition, "write_documents", lambda *_: None)  # noqa: B010
    try:
        for number in range(FIRST, FIRST + publishes):
            old, new = str(number), str(number + 1)
            rule(tiny, house, "correct", FILE, cell=CELL, old_value=old, new_value=new)
            build_marts(house)
            publish(tiny, house)
        newest = newest_edition(house.marts, PERIOD)
        return number_of(newest) if newest else 0
    finally:
        (house.data / "done").touch()


def _ask_until_done(house: House, queries: int, pause: float) -> list[Answer]:
    """Ask with several threads until all is published, and at least so often."""
    chance = random.Random(os.getpid())

    def ask_on(_: int) -> list[Answer]:
        answers: list[Answer] = []
        while not (house.data / "done").exists() or len(answers) < -(-queries // THREADS):
            answers.append(_ask(house))
            time.sleep(chance.uniform(0, pause))
        return answers

    with ThreadPoolExecutor(THREADS) as threads:
        return [answer for each in threads.map(ask_on, range(THREADS)) for answer in each]


def _ask(house: House) -> Answer:
    """Ask as the command does: the newest edition, found and opened anew."""
    began = time.monotonic()
    edition = newest_edition(house.marts)
    assert edition
    with open_edition(edition) as con:
        found = con.execute(_SELECT, [PERIOD, f"{PERIOD}:{CELL}"]).fetchone()
    assert found
    figure, cells, decisions = map(int, found)
    return Answer(number_of(edition), figure, cells, decisions, time.monotonic() - began)


def _judge(
    counts: Counts, publisher: Ended, readers: Sequence[Ended], publishes: int, queries: int
) -> None:
    for each in (publisher, *readers):
        if each.error or each.killed:
            counts.findings.append(each.trace or "a child was killed")
    answers = [answer for each in readers for answer in each.result or ()]
    counts.scenarios = len(answers)
    for answer in answers:
        whole = _of_one_edition(answer)
        counts.healed += whole
        counts.partial += not whole
        if not whole:
            counts.findings.append(f"of several editions: {answer}")
    if len(answers) < queries:
        counts.findings.append(f"only {len(answers)} answers")
    if answers:
        seen = len({answer.edition for answer in answers})
        counts.notes.append(
            f"{len(answers)} answers during {publishes} publishes (to edition {publisher.result}), "
            f"of {seen} editions; the longest took {max(a.seconds for a in answers):.2f} s, "
            f"half at most {sorted(a.seconds for a in answers)[len(answers) // 2]:.2f} s"
        )


_BEFORE = FIRST + 3
"""What the facility and the office come to before any correction."""


def _of_one_edition(answer: Answer) -> bool:
    """Say whether figure, cells and decisions are those of the edition that was asked.

    Edition 01 was published before any of it; edition n has n - 1 corrections besides the first
    decision, and each adds one to the figure.
    """
    if answer.edition == 1:
        return answer.figure == answer.cells and not answer.decisions
    corrections = answer.edition - 1
    return (answer.figure, answer.cells, answer.decisions) == (
        _BEFORE + corrections,
        _BEFORE + corrections,
        corrections + 1,
    )
