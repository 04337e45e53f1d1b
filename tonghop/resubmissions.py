"""Resubmissions: what files that have just come are beside those that came before."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from tonghop.building import read_select

_COPIES = """
    select issue.sentence from warehouse.issue as issue
    where issue.code in ('resaved_copy', 'copied_report') and issue.sha256 in $received
    order by issue.sentence
"""
_CHANGED = """
    select coalesce(unit_name, unit_code), file_name, previous_file_name, status, count(*)
    from ({change}) where sha256 in $received
    group by all order by all
"""


@dataclass(frozen=True, slots=True)
class Resubmission:
    """A report that changes what its unit had reported; ``status`` says whether it counts."""

    unit_name: str
    file_name: str
    previous_file_name: str
    status: str
    cells: int


def copies_among(con: duckdb.DuckDBPyConnection, received: Sequence[str]) -> tuple[str, ...]:
    """Return what is told of those received files that repeat another report."""
    told = con.execute(_COPIES, {"received": received}).fetchall()
    return tuple(sentence for (sentence,) in told)


def resubmissions_among(
    con: duckdb.DuckDBPyConnection, received: Sequence[str]
) -> tuple[Resubmission, ...]:
    """Return those received files that change an accepted report; the marts need not be built."""
    select = _CHANGED.format(change=read_select("resubmission_change"))
    found = con.execute(select, {"received": received}).fetchall()
    return tuple(Resubmission(*row) for row in found)
