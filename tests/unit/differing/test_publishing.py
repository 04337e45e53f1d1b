"""What a new edition says of the one before it, and that it appears whatever became of that."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.unit.differing.test_told import PARAGRAPH
from tonghop.differing import Difference
from tonghop.differing.publishing import UNCOMPARED, changes_since
from tonghop.differing.sealed import sealed_as
from tonghop.publish.editions import DATABASE, read_manifest


def test_a_first_edition_says_nothing(changed: Difference) -> None:
    folder = changed.earlier.folder
    assert changes_since(None, folder, read_manifest(folder)) == ""


def test_the_next_edition_says_what_changed(changed: Difference) -> None:
    earlier, later = changed.earlier.folder, changed.later.folder
    facts = {key: told for key, told in read_manifest(later).items() if key != "published_at"}
    assert changes_since(earlier, later, facts) == PARAGRAPH


@pytest.mark.parametrize(
    "damage", ["drop table figure_cell", "alter table lineage drop until",
               "update figure_cell set value = value + 1"],
)  # fmt: skip
def test_an_edition_that_cannot_be_compared_is_said_to_be_such(
    changed: Difference, tmp_path: Path, damage: str
) -> None:
    earlier = tmp_path / "2024-H1" / "01"
    shutil.copytree(changed.earlier.folder, earlier)
    with duckdb.connect(earlier / DATABASE) as con:
        con.execute(damage)
    later = changed.later.folder
    told = UNCOMPARED.format(earlier="bản tổng hợp số 01")
    assert changes_since(earlier, later, read_manifest(later)) == told


def test_what_is_no_database_any_more_is_not_compared(changed: Difference, tmp_path: Path) -> None:
    earlier = tmp_path / "2024-H1" / "01"
    shutil.copytree(changed.earlier.folder, earlier)
    (earlier / DATABASE).write_bytes(b"x" * 5000)
    later = changed.later.folder
    assert changes_since(earlier, later, read_manifest(later)).startswith("Chưa so sánh được")


@pytest.mark.parametrize(
    ("known", "place", "may"),
    [
        ({"receipts_run": 1, "decisions": 0}, "tai-ngay/2024-H1/2024-06-30/01", True),
        ({"receipts_run": 3, "decisions": 0}, "tai-ngay/2024-H1/2024-06-30/01", False),
        ({"receipts_run": 1, "decisions": 9}, "tai-ngay/2024-H1/2024-06-30/01", False),
        ({"receipts_run": 1, "decisions": 0}, "2024-H1/03", False),
    ],
)
def test_an_edition_of_a_day_precedes_what_knows_more(
    changed: Difference, tmp_path: Path, known: object, place: str, may: bool
) -> None:
    manifest = read_manifest(changed.later.folder)
    later = sealed_as(
        tmp_path / "2024-H1/02", manifest | {"known": {"receipts_run": 2, "decisions": 2}}
    )
    asked = manifest | {"known": known, "edition": int(place[-2:])}
    assert sealed_as(tmp_path / place, asked).precedes(later) is may
