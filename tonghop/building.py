"""Marts: one select a file in ``tonghop/marts/``, built together or not at all."""

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tonghop.closure import check_closure
from tonghop.shared_views import worked_out
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

_GRAIN_LINE = re.compile(r"^-- Grain: (\w+(?:, \w+)*)$", re.MULTILINE)
_SHOWN = 20


class GrainError(Exception):
    """A mart has no grain line, or several rows where its grain promises one."""


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
        ClosureError: A figure is not what its traced cells come to; see ``check_closure``.
    """
    selects = {name: read_select(name) for name in MARTS}
    with worked_out(con, selects.values()) as reading, transaction(con):
        for name, select in selects.items():
            con.execute(f"create or replace table marts.{name} as {reading(select)}")
        for name in MARTS:
            check_grain(con, name)
        check_closure(con)


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


def _shown(findings: Sequence[object]) -> str:
    rest = len(findings) - _SHOWN
    return "; ".join(map(str, findings[:_SHOWN])) + (f"; and {rest} more" if rest > 0 else "")
