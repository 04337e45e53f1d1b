"""Views that several marts build on, worked out once instead of at each mention.

A view is a text: wherever it is mentioned, DuckDB plans and runs it anew, with all that it builds
on. While the marts are built nothing else changes, so a table of its rows says the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

SHARED_VIEWS: tuple[str, ...] = (
    "decided_submission",
    "resaved",
    "counting_submission",
    "collected_period",
    "open_cell",
    "unit_report",
    "unit_figure",
    "expected_part",
    "like_figure",
    "unit_target",
    "derivation",
    "derived_figure",
)
"""The views of the warehouse that are worked out, each after those that it builds on."""

_DEFINITIONS = """
    select view_name, sql from duckdb_views()
    where database_name = current_database() and schema_name = 'warehouse'
"""
_SELECT = re.compile(r"CREATE VIEW \S+ AS (.+)", re.DOTALL)


@contextmanager
def worked_out(con: duckdb.DuckDBPyConnection) -> Iterator[Callable[[str], str]]:
    """Work the shared views out, and yield what makes a select read their rows.

    They are tables of the connection alone, which nobody else sees and no file keeps, and they are
    gone afterwards. Call it outside a transaction: in the one that fills a table, nothing is known
    yet of what is in it, and joins are done in the wrong order.
    """
    definitions = dict(con.execute(_DEFINITIONS).fetchall())
    ready: list[str] = []
    try:
        for name in SHARED_VIEWS:
            select = _reading(_select(definitions[name]), ready)
            con.execute(f"create or replace temp table shared_{name} as {select}")
            ready.append(name)
        yield lambda select: _reading(select, ready)
    finally:
        for name in ready:
            con.execute(f"drop table temp.shared_{name}")


def _select(definition: str) -> str:
    """Return the select of a view from the statement that made it."""
    found = _SELECT.fullmatch(definition)
    if found is None:
        raise ValueError(f"no view is defined by {definition!r}")
    return found.group(1)


def _reading(select: str, ready: list[str]) -> str:
    """Return a select that reads the rows of these views where it mentions them."""
    return (
        re.sub(rf"\bwarehouse\.({'|'.join(ready)})\b", r"temp.shared_\1", select)
        if ready
        else select
    )
