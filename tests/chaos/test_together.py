"""Two runs at once, a moved clock, readers during publishes; the long version is `make chaos`."""

import random
from pathlib import Path

import pytest

from tests.chaos.clock import MOMENTS, move_clock, publish_under
from tests.chaos.readers import ask_meanwhile
from tests.chaos.tiny import Step, Tiny
from tests.chaos.together import (
    ingest_and_publish,
    refused,
    same_twice,
    two_decisions,
    two_folders,
)


@pytest.mark.parametrize("name", ["ingest", "decide", "publish"])
def test_the_same_twice_at_once_is_done_once(
    steps: dict[str, Step], tmp_path: Path, name: str
) -> None:
    counts = same_twice(steps[name], 1, random.Random(1), tmp_path)
    assert not counts.findings
    assert counts.healed == 1


def test_two_decisions_at_once_are_numbered(
    tiny: Tiny, steps: dict[str, Step], tmp_path: Path
) -> None:
    counts = two_decisions(tiny, steps["decide"], 2, random.Random(1), tmp_path)
    assert not counts.findings
    assert counts.healed == 2


def test_two_folders_at_once_give_each_arrival_its_receipt(
    tiny: Tiny, steps: dict[str, Step], tmp_path: Path
) -> None:
    counts = two_folders(tiny, steps["ingest"], 1, random.Random(1), tmp_path)
    assert not counts.findings
    assert counts.healed == 1


def test_ingest_and_publish_at_once(tiny: Tiny, steps: dict[str, Step], tmp_path: Path) -> None:
    counts = ingest_and_publish(tiny, steps["ingest"], 1, random.Random(1), tmp_path)
    assert not counts.findings


def test_whoever_waits_too_long_is_refused_and_changes_nothing(
    steps: dict[str, Step], tmp_path: Path
) -> None:
    counts = refused([steps["ingest"], steps["build"]], tmp_path)
    assert not counts.findings
    assert counts.refused == 2


def test_what_is_received_later_counts_whatever_the_clock_says(tiny: Tiny, tmp_path: Path) -> None:
    counts = move_clock(tiny, [MOMENTS[::-1], MOMENTS], tmp_path)
    assert not counts.findings


def test_the_newest_edition_is_the_last_one_whatever_the_clock_says(
    tiny: Tiny, tmp_path: Path
) -> None:
    assert not publish_under(tiny, MOMENTS[1:3], tmp_path).findings


def test_readers_never_wait_and_hear_of_one_edition(
    tiny: Tiny, steps: dict[str, Step], tmp_path: Path
) -> None:
    counts = ask_meanwhile(tiny, steps["publish"], 3, 60, tmp_path)
    assert not counts.findings
    assert counts.scenarios >= 60
