"""Histories: lands that report, merge, err and decide in any order, held against the ledger.

A house has many lands, which have nothing to do with each other, because a select costs much the
same for a hundred as for one: each land lives a history of its own, and what befalls the house (the
power goes, the warehouse is lost, everything is run again) befalls all of them.
"""

import argparse
import itertools
import math
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.chaos.counts import Counts
from tests.chaos.histories_house import DOOR, POINTS, without_excel
from tests.chaos.histories_lives import BYTES, Lives

LANDS, STEPS = 96, 8
WHOLE, WHOLE_LANDS = 250, 8
"""One history in so many goes through workbooks and editions, in houses of so few lands."""
TMPFS = Path("/dev/shm")
RERUN, LOST = "rerun", "the warehouse is lost"
WHAT_HAPPENS = (*("",) * len(POINTS), *POINTS, RERUN, LOST)
"""What befalls a house: as often nothing as a crash somewhere."""


class Histories(RuleBasedStateMachine):
    """One house; what happens in it is counted in ``counts``."""

    lands: ClassVar[int]
    counts: ClassVar[Counter[str]]
    lives_as: ClassVar[type[Lives]] = Lives

    @initialize(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        """Found a house."""
        chance = data.draw(st.binary(min_size=self.lands, max_size=self.lands))
        made = tempfile.mkdtemp(prefix="histories-", dir=TMPFS if TMPFS.is_dir() else None)
        self.folder, self.differs = Path(made), True
        self.lives = self.lives_as(self.folder, chance, self.counts)
        self.differs = False

    @rule(data=st.data(), what=st.sampled_from(WHAT_HAPPENS))
    def happen(self, data: st.DataObject, what: str) -> None:
        """Let each land take a step, until the power goes or to its end, or run everything again.

        It is one rule, because hypothesis leaves some of several out of most houses.
        """
        size = 0 if what in (RERUN, LOST) else self.lands * BYTES
        chance = data.draw(st.binary(min_size=size, max_size=size))
        self.differs = True
        if chance:
            self.lives.live(chance, what)
        else:
            self.lives.run_again(is_lost=what == LOST)
        self.differs = False

    def teardown(self) -> None:
        """Rebuild and compare once more, and leave nothing behind.

        So it goes where hypothesis had no more to draw from as well: only a difference ends a house
        before.
        """
        if not hasattr(self, "folder"):
            return
        try:
            if not self.differs and self.lives.ledger.deliveries:
                self.differs = True
                self.lives.finish()
                self.differs = False
        finally:
            if self.differs:
                self.counts.setdefault("until a difference", self.counts["histories"])
            DOOR.shut()
            shutil.rmtree(self.folder, ignore_errors=True)


def live_through(
    histories: int,
    lands: int,
    counts: Counter[str],
    *,
    lives_as: type[Lives] = Lives,
    steps: int = STEPS,
    seed: int = 0,
) -> None:
    """Live through at least so many histories, or to the first difference.

    Nothing is made smaller: a land that differs has its story told by itself. The first house that
    is tried is always empty, and in some nothing happens: more are tried until it is enough.
    """
    named = {"lands": lands, "counts": counts, "lives_as": lives_as}
    for more in itertools.count():
        if counts["histories"] >= histories:
            return
        houses = math.ceil((histories - counts["histories"]) / lands) + 1
        machine = hypothesis.seed(seed + more)(type("Histories", (Histories,), named))
        _try(machine, houses, steps)


def _try(machine: type[Histories], houses: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=houses,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )


def run(chosen: argparse.Namespace) -> Iterator[Counts]:
    """Live through the histories that are asked for, and count what happened in them."""
    from tests.chaos.histories_whole import WholeLives, through_everything

    with without_excel():
        yield _counted("histories", chosen.histories, LANDS, chosen.seed, Lives)
    with through_everything():
        of_all = chosen.histories // WHOLE
        yield _counted("whole histories", of_all, WHOLE_LANDS, chosen.seed, WholeLives)


def _counted(name: str, histories: int, lands: int, seed: int, lives_as: type[Lives]) -> Counts:
    counts: Counter[str] = Counter()
    found, began = Counts(name), time.monotonic()
    try:
        live_through(histories, lands, counts, lives_as=lives_as, seed=seed)
    except AssertionError as difference:
        found.findings.append(str(difference))
    found.scenarios = counts.pop("histories", 0)
    found.kills = found.healed = counts.pop("crashes", 0)
    seconds = time.monotonic() - began
    told = ", ".join(f"{what} {number:,}" for what, number in sorted(counts.items()))
    found.notes = [told, f"{seconds / max(found.scenarios, 1):.3f} s a history"]
    return found
