"""SIGKILL at boundaries and at random instants loses, doubles and half-publishes nothing.

The long version is `make chaos`.
"""

import random
from pathlib import Path

import pytest

from tests.chaos.kills import kill
from tests.chaos.tiny import Step

KILLS = {"first": 5, "ingest": 7, "decide": 9, "build": 3, "publish": 3, "rebuild": 2}
"""At boundaries, and again as many at random: more than fifty together."""


@pytest.mark.parametrize("name", KILLS)
def test_a_killed_step_leaves_a_whole_house_and_the_next_run_ends_it(
    steps: dict[str, Step], tmp_path: Path, name: str
) -> None:
    done = list(kill(steps[name], KILLS[name], random.Random(name), tmp_path))
    for counts in done:
        assert not counts.findings
        assert counts.healed == counts.scenarios
    assert sum(counts.kills for counts in done) >= 2 * KILLS[name] - 1
