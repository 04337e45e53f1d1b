"""Marts: one select a file in ``tonghop/marts/``, built together or not at all."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from tonghop.transactions import transaction

MARTS_FOLDER = Path(__file__).parent / "marts"

MARTS: tuple[str, ...] = (
    "national_summary",
    "province_summary",
    "unit_kind_summary",
    "reporting_status",
    "unit_completeness",
    "line_completeness",
    "unit_history",
    "target_progress",
    "unit_target",
    "figure_cell",
    "issue_summary",
    "narrative_summary",
    "resubmission_change",
    "reconciliation",
    "derived_period",
    "unit_derived_period",
)
"""The marts in build order."""

_UNEQUAL_BASES = """
    with totals as (
        select period, basis, line_code, measure, sum(value) as value
        from marts.province_summary
        group by period, basis, line_code, measure
    )
    select nation.figure_id, total.basis, nation.value, total.value
    from marts.national_summary as nation
    inner join totals as total using (period, line_code, measure)
    where nation.kind <> 'ratio' and nation.value is distinct from total.value
    order by all
"""
_GRAIN_LINE = re.compile(r"^-- Grain: (\w+(?:, \w+)*)$", re.MULTILINE)
_SHOWN = 20


class GrainError(Exception):
    """A mart has no grain line, or several rows where its grain promises one."""


class ClosureError(Exception):
    """The traced cells of a national figure, or its units, do not add up to what is published."""


def read_select(name: str) -> str:
    """Return the select of the mart ``name``, with its header comment."""
    return (MARTS_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def grain(name: str) -> tuple[str, ...]:
    """Return the columns that identify a row of the mart ``name``, as its header states them.

    Raises:
        GrainError: The header has no line ``-- Grain: a, b``.
    """
    found = _GRAIN_LINE.search(read_select(name))
    if found is None:
        raise GrainError(f"mart {name}: the header has no line '-- Grain: a, b'")
    return tuple(found.group(1).split(", "))


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Replace every mart and check grains and closure, in one transaction.

    Whatever fails, the marts stay as they were. Building twice gives the same marts.

    Raises:
        GrainError: A mart has several rows for one value of its grain.
        ClosureError: The cells of a national figure, or its units on a basis, do not add up to it.
    """
    with transaction(con):
        for name in MARTS:
            con.execute(f"create or replace table marts.{name} as {read_select(name)}")
        for name in MARTS:
            check_grain(con, name)
        check_closure(con)
        check_bases(con)


def is_built(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether every mart stands; what is recorded afterwards takes them down."""
    found = con.execute(
        """
        select table_name from duckdb_tables()
        where database_name = current_database() and schema_name = 'marts'
        """
    ).fetchall()
    return {name for (name,) in found} >= set(MARTS)


def take_down(con: duckdb.DuckDBPyConnection) -> None:
    """Drop every mart, so that none is published that is older than what is recorded."""
    for name in MARTS:
        con.execute(f"drop table if exists marts.{name}")


def check_grain(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Raise ``GrainError`` unless each value of the mart's grain has one row."""
    columns = ", ".join(grain(name))
    doubled = con.execute(
        f"select {columns}, count(*) from marts.{name} group by {columns} having count(*) > 1"
    ).fetchall()
    if doubled:
        raise GrainError(
            f"mart {name}: several rows for one ({columns}); with their number: {_shown(doubled)}"
        )


def check_closure(con: duckdb.DuckDBPyConnection) -> None:
    """Raise ``ClosureError`` unless the cells of each additive national figure sum to it exactly.

    A figure without value must have no cell, and a cell must have its figure. Ratios are traced
    through their parts and have no cells of their own.
    """
    published = _published_figures(con)
    traced = _traced_sums(con)
    unclosed = [
        f"{figure_id}: published {published.get(figure_id)}, cells sum to {traced.get(figure_id)}"
        for figure_id in sorted(published.keys() | traced.keys())
        if published.get(figure_id) != traced.get(figure_id)
    ]
    if unclosed:
        raise ClosureError(f"{len(unclosed)} figures do not close: {_shown(unclosed)}")


def check_bases(con: duckdb.DuckDBPyConnection) -> None:
    """Raise ``ClosureError`` unless the units of each basis sum to the national figure exactly.

    Ratios do not add up; both their parts do.
    """
    unequal = [
        f"{figure_id}: published {published}, units on basis {basis} sum to {total}"
        for figure_id, basis, published, total in con.execute(_UNEQUAL_BASES).fetchall()
    ]
    if unequal:
        raise ClosureError(f"{len(unequal)} figures do not close: {_shown(unequal)}")


def _published_figures(con: duckdb.DuckDBPyConnection) -> dict[str, Decimal | None]:
    figures = con.execute(
        "select figure_id, value from marts.national_summary where kind <> 'ratio'"
    )
    return dict(figures.fetchall())


def _traced_sums(con: duckdb.DuckDBPyConnection) -> dict[str, Decimal | None]:
    sums = con.execute("select figure_id, sum(value) from marts.figure_cell group by figure_id")
    return dict(sums.fetchall())


def _shown(findings: Sequence[object]) -> str:
    rest = len(findings) - _SHOWN
    return "; ".join(map(str, findings[:_SHOWN])) + (f"; and {rest} more" if rest > 0 else "")
