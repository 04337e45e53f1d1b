"""Closure: every published figure is exactly what its traced cells come to, or none is published.

The cells are those of ``figure_cell``; whose they are follows from the tables of reports, lineages
and derivations that an edition carries. So the same checks hold in a warehouse before its marts are
committed and in an edition's database before it is sealed, and anybody can repeat them on it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb

_FOLDER = Path(__file__).parent
_TRACED = (
    "traced_number", "traced_nation", "traced_part", "traced_unit", "traced_like",
    "traced_difference",
)  # fmt: skip
"""What follows from the cells alone; each may use those before it."""

SUBJECTS = (
    "nation", "nation_last_year", "nation_like", "unit", "unit_last_year", "unit_kind", "bases",
    "derived_nation", "derived_unit", "target",
)  # fmt: skip
"""The sorts of figures that are compared with their cells, one select each."""

_QUOTIENT = """
    create or replace temp macro quotient(part, whole) as (
        case
            when whole <> 0 then cast(0.01 as decimal(2, 2)) * sign(part) * sign(whole) * (
                (abs(cast(part * 100 as hugeint)) * 20000 + abs(cast(whole * 100 as hugeint)))
                // (abs(cast(whole * 100 as hugeint)) * 2)
            )
        end
    )
"""
"""Per cent, exact, rounded half away from zero: an edition has no macros of the warehouse's."""
_COUNTS = """
    select subject, count(published), coalesce(sum(cells) filter (published is not null), 0),
        count(*) filter (published is distinct from traced)
    from compared
    group by subject
"""
_UNEQUAL = """
    select figure, published, traced from compared
    where published is distinct from traced
    order by figure
"""
_SHOWN = 20


class ClosureError(Exception):
    """A figure is not what its traced cells come to; nothing may be published."""


class Unclosed(NamedTuple):
    """A figure that differs from its cells; what is null was not published, or has no cell."""

    figure: str
    published: Decimal | None
    traced: Decimal | None


class Closure(NamedTuple):
    """Of one subject: figures with a value, the cells behind them, and how many figures differ."""

    subject: str
    figures: int
    cells: int
    unclosed: int


def check_closure(con: duckdb.DuckDBPyConnection) -> None:
    """Raise ``ClosureError`` unless every figure of the marts is what its cells come to.

    ``con`` is a warehouse with built marts, or an edition's database, opened for reading or
    writing; nothing in it changes. A figure without value must have no cells, and no cell may be
    without its figure. Ratios must be the quotients of the sums of their parts.
    """
    with compared_figures(con):
        unequal = unclosed_figures(con)
    if unequal:
        told = "; ".join(
            f"{each.figure}: published {each.published}, cells sum to {each.traced}"
            for each in unequal[:_SHOWN]
        )
        rest = len(unequal) - _SHOWN
        raise ClosureError(
            f"{len(unequal)} figures do not close: {told}"
            + (f"; and {rest} more" if rest > 0 else "")
        )


def check_edition(database: Path) -> None:
    """Raise ``ClosureError`` unless every figure in an edition's database is that of its cells."""
    with duckdb.connect(database, read_only=True) as con:
        check_closure(con)


def count_closure(con: duckdb.DuckDBPyConnection) -> tuple[Closure, ...]:
    """Return how many figures of each subject were compared with how many cells; see above."""
    with compared_figures(con):
        found = {row[0]: Closure(*row) for row in con.execute(_COUNTS).fetchall()}
    return tuple(found.get(subject, Closure(subject, 0, 0, 0)) for subject in SUBJECTS)


@contextmanager
def compared_figures(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep the temporary table ``compared`` (subject, figure, published, traced, cells)."""
    tables = [*_TRACED, "compared"]
    with _marts_first(con):
        con.execute(_QUOTIENT)
        for name in _TRACED:
            con.execute(f"create or replace temp table {name} as {_select('traced', name)}")
        con.execute(f"create or replace temp table compared as {_all_subjects()}")
        yield
        for name in reversed(tables):
            con.execute(f"drop table temp.{name}")


def unclosed_figures(con: duckdb.DuckDBPyConnection) -> list[Unclosed]:
    """Return the figures that differ from their cells, inside ``compared_figures``."""
    return [Unclosed(*row) for row in con.execute(_UNEQUAL).fetchall()]


def _all_subjects() -> str:
    return " union all ".join(
        f"select '{subject}' as subject, figure, cast(published as decimal(38, 2)) as published, "
        f"cast(traced as decimal(38, 2)) as traced, cells from ({_select('compared', subject)})"
        for subject in SUBJECTS
    )


def _select(folder: str, name: str) -> str:
    return (_FOLDER / folder / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def _marts_first(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let plain names mean the marts and what they are made from, as in an edition's database."""
    (database, before) = con.execute(
        "select current_database(), current_setting('search_path')"
    ).fetchone() or ("", "")
    has_marts = con.execute(
        "select 1 from duckdb_schemas() where database_name = ? and schema_name = 'marts'",
        [database],
    ).fetchone()
    if has_marts:
        path = ",".join(f"{database}.{name}" for name in ("marts", "reference", "warehouse"))
        con.execute(f"set search_path = '{path}'")
    yield
    con.execute(f"set search_path = '{before}'")
