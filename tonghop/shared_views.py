"""Views that several marts build on, worked out once instead of at each mention.

A view is a text: wherever it is mentioned, DuckDB plans and runs it anew, with all that it builds
on. While the marts are built nothing else changes, so a table of its rows says the same.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
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
    "derived_flow",
    "derived_figure",
)
"""The views of the warehouse that are worked out; the others stay views, of what is worked out."""

_DEFINITIONS = """
    select view_name, sql from duckdb_views()
    where database_name = current_database() and schema_name = 'warehouse'
"""
_MENTION = re.compile(r"\bwarehouse\.(\w+)\b")
_SELECT = re.compile(r"CREATE VIEW \S+ AS (.+)", re.DOTALL)


@contextmanager
def worked_out(
    con: duckdb.DuckDBPyConnection, selects: Iterable[str] = ()
) -> Iterator[Callable[[str], str]]:
    """Work out the shared views behind ``selects``, and yield what makes a select read their rows.

    They are tables of the connection alone, which nobody else sees and no file keeps, and they are
    gone afterwards; so are copies of the views between, which read these tables. Name all selects,
    and call it outside a transaction: in the one that fills a table, nothing is known yet of what
    is in it, and joins are done in the wrong order.
    """
    views = {name: _select(sql) for name, sql in con.execute(_DEFINITIONS).fetchall()}
    ready: dict[str, str] = {}

    def reading(select: str) -> str:
        for name in _mentioned(select, views.keys() - ready):
            sort = "table" if name in SHARED_VIEWS else "view"
            con.execute(f"create or replace temp {sort} shared_{name} as {reading(views[name])}")
            ready[name] = sort
        return _renamed(select, ready)

    try:
        for select in selects:
            reading(select)
        yield reading
    finally:
        for name, sort in reversed(ready.items()):
            con.execute(f"drop {sort} if exists temp.shared_{name}")


def _select(definition: str) -> str:
    """Return the select of a view from the statement that made it."""
    found = _SELECT.fullmatch(definition)
    if found is None:
        raise ValueError(f"no view is defined by {definition!r}")
    return found.group(1)


def _mentioned(select: str, names: Collection[str]) -> list[str]:
    found = dict.fromkeys(_MENTION.findall(select))
    return [name for name in found if name in names]


def _renamed(select: str, names: Collection[str]) -> str:
    """Return a select that reads what is ready of these views where it mentions them."""
    return _MENTION.sub(
        lambda found: f"temp.shared_{found[1]}" if found[1] in names else found[0], select
    )
