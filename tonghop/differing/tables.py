"""The tables that a difference is worked out in: two editions side by side, one select a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tonghop.differing.causes import (
    BEFORE,
    DECISIONS,
    OF_ONE_PERIOD,
    OF_TWO_PERIODS,
    Cause,
)
from tonghop.publish.editions import DATABASE
from tonghop.warehouse import quoted
from tonghop.warehouse.structure import read_schema

_FOLDER = Path(__file__).parent / "sql"
_OF_AN_EDITION = (
    "figure", "formula", "entry", "report", "derivation_part", "doubt", "ruling",
)  # fmt: skip
_OF_ONE_PERIOD = (
    ("pair", "pair"),
    ("ruling_change", "ruling_change"),
    ("report_change", "report_change"),
    ("path", "path_same_period"),
    ("formula_at", "formula_at"),
    ("part_at", "part_at"),
    ("doubt", "doubt"),
    ("derivation_at", "derivation_at"),
    ("touched_line", "touched_line"),
    ("touched_period", "touched_period"),
    ("staged_entry", "staged_entry"),
)
_OF_TWO_PERIODS = (
    ("pair", "pair"),
    ("path", "path_other_period"),
    ("formula_at", "formula_at"),
    ("part_at", "part_at"),
    ("touched_line", "every_line"),
    ("touched_period", "every_period"),
    ("staged_entry", "staged_entry"),
)
_FIGURES: tuple[str, ...] = (
    "staged_unit", "staged_figure", "part_of_change", "change", "cell_change", "unexplained",
)  # fmt: skip


@contextmanager
def attached(earlier: Path, later: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open two editions read-only, as ``earlier`` and ``later``, beside a database in memory."""
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        for name, edition in (("earlier", earlier), ("later", later)):
            con.execute(f"attach '{quoted(edition / DATABASE)}' as {name} (read_only)")
        yield con


def work_out(
    con: duckdb.DuckDBPyConnection,
    earlier_period: str,
    later_period: str,
    advance: Callable[[], object] = lambda: None,
) -> None:
    """Make every table of the difference between the attached ``earlier`` and ``later``.

    Side effects: tables in the database in memory: ``change`` has the figures, ``cell_change`` the
    cells. ``advance`` hears of each.
    """
    is_one_period = earlier_period == later_period
    con.execute(read_schema())
    for edition in ("earlier", "later"):
        con.execute(f"use {edition}")
        for name in _OF_AN_EDITION:
            _create(con, f"{edition}_{name}", f"edition/{name}")
            advance()
    con.execute("use memory")
    _declare_steps(con, OF_ONE_PERIOD if is_one_period else OF_TWO_PERIODS)
    con.execute("create table asked (earlier_period varchar, later_period varchar)")
    con.execute("insert into asked values (?, ?)", [earlier_period, later_period])
    for table, file in _OF_ONE_PERIOD if is_one_period else _OF_TWO_PERIODS:
        _create(con, table, f"comparison/{file}")
        advance()
    if is_one_period:
        con.execute(f"insert into staged_entry by name {_select('comparison/staged_flow')}")
    for name in _FIGURES:
        _create(con, name, f"comparison/{name}")
        advance()


def count_of_tables() -> int:
    """Return how many tables are made between two editions of one period."""
    return 2 * len(_OF_AN_EDITION) + len(_OF_ONE_PERIOD) + len(_FIGURES)


def unexplained(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Return the figures that do not follow from their cells, with both values of each edition."""
    return con.execute("select * from unexplained order by all").fetchall()


def _declare_steps(con: duckdb.DuckDBPyConnection, causes: tuple[Cause, ...]) -> None:
    """Declare the causes as steps that compare in their order; decisions come last of all."""
    names = [cause.name for cause in (*OF_ONE_PERIOD, *OF_TWO_PERIODS) if cause != DECISIONS]
    ordered = dict.fromkeys((BEFORE, *names, DECISIONS.name))
    con.execute(f"create type step as enum ({', '.join(map(repr, ordered))})")
    con.execute("create table step (step step)")
    con.executemany("insert into step values (?)", [[BEFORE], *([c.name] for c in causes)])


def _create(con: duckdb.DuckDBPyConnection, table: str, file: str) -> None:
    con.execute(f"create table memory.main.{table} as {_select(file)}")


def _select(file: str) -> str:
    return (_FOLDER / f"{file}.sql").read_text(encoding="utf-8")
