"""Editions are found by period, by number or by folder; those of a period in order of number."""

import json
from pathlib import Path

import pytest

from tonghop.cli.editions import chosen_edition
from tonghop.cli.main import Misuse
from tonghop.publish.editions import (
    MANIFEST,
    UnknownEditionError,
    editions,
    find_edition,
    newest_edition,
)


@pytest.fixture
def marts(tmp_path: Path) -> Path:
    """Return a folder with editions of two periods, one for outside, and what is none."""
    for name in ("2025-Y/01", "2026-H1/02", "2026-H1/99", "2026-H1/100", "gui-ngoai/2026-H1/02"):
        manifest = {"period": name.split("/")[-2], "cut_off": f"{name.split('/')[-2][:4]}-06-14"}
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    for name in ("2026-H1/03", "2026-H1/04 (bản sao)", "2026-H1/.101.partial"):
        (tmp_path / name).mkdir()
    (tmp_path / "2026-H1/04 (bản sao)" / MANIFEST).write_text("{}", encoding="utf-8")
    return tmp_path


def test_a_hundredth_edition_follows_the_ninety_ninth(marts: Path) -> None:
    assert [edition.name for edition in editions(marts, "2026-H1")] == ["02", "99", "100"]


def test_the_newest_is_of_the_latest_period_that_has_one(marts: Path) -> None:
    assert newest_edition(marts) == marts / "2026-H1" / "100"
    assert newest_edition(marts, "2025-Y") == marts / "2025-Y" / "01"
    assert newest_edition(marts, "2024-Y") is None


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("2026-H1", "2026-H1/100"),
        ("2026-H1/02", "2026-H1/02"),
        ("2026-H1/2", "2026-H1/02"),
        ("2026-H1\\02", "2026-H1/02"),
        ("2026-H1/02/", "2026-H1/02"),
        ("gui-ngoai/2026-H1/02", "gui-ngoai/2026-H1/02"),
    ],
)
def test_an_edition_is_named_by_period_by_number_or_from_the_marts(
    marts: Path, named: str, found: str
) -> None:
    assert find_edition(marts, named) == marts / found


def test_an_edition_is_named_by_its_folder_wherever_it_lies(marts: Path, tmp_path: Path) -> None:
    assert find_edition(tmp_path / "another", str(marts / "2025-Y/01")) == marts / "2025-Y/01"


@pytest.mark.parametrize("named", ["2024-Y", "2026-H1/03", "2026-H1/101", "bản mới", "2026-H1/x"])
def test_what_there_is_not_is_not_found_and_the_user_hears_what_there_is(
    marts: Path, named: str
) -> None:
    with pytest.raises(UnknownEditionError):
        find_edition(marts, named)
    with pytest.raises(Misuse, match="hiện có: 2025-Y/01, 2026-H1/02, 2026-H1/99, 2026-H1/100"):
        chosen_edition(marts, named)
