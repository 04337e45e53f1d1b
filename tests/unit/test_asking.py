"""Whoever asks an edition waits for nobody, changes nothing and reaches no other file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from tonghop.asking import open_edition
from tonghop.publish.editions import DATABASE


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of one table, in a folder with a quote in its name."""
    folder = tmp_path / "bản 'một'"
    folder.mkdir()
    with duckdb.connect(folder / DATABASE) as con:
        con.execute("create table national_summary as select 47 as value")
    return folder


def ask(edition: Path, select: str = "from national_summary") -> list[tuple[object, ...]]:
    with open_edition(edition) as con:
        return con.execute(select).fetchall()


def test_threads_of_one_process_ask_at_once(edition: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, [edition] * 40)) == [[(47,)]] * 40


def test_the_database_bears_its_name(edition: Path) -> None:
    assert ask(edition, "from tonghop.main.national_summary") == [(47,)]


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("update national_summary set value = 0", "read-only"),
        ("create table other as select 1", "read-only"),
        ("copy national_summary to 'out.csv'", "disabled"),
        ("attach 'other.duckdb'", "disabled"),
        ("from read_csv('/etc/passwd')", "disabled"),
        ("set enable_external_access = true", "lock|while database is running"),
    ],
)
def test_nothing_is_changed_or_reached(edition: Path, statement: str, refusal: str) -> None:
    with pytest.raises(duckdb.Error, match=refusal):
        ask(edition, statement)
