"""Replaying: the decisions put beside what is recorded, and proven to fit it still."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import duckdb

from schemas.decisions import ACCEPT, CORRECT, SETTLE, Decision, standing
from schemas.issues import REJECTING
from tonghop.decisions.log import digest_of
from tonghop.decisions.refusing import DecisionMisfitError, Misfit

_COLUMNS = (
    "number", "decided_at", "decided_by", "why", "kind", "sha256", "unit_code", "period",
    "old_state", "old_value", "new_state", "new_value", "alias", "valid_from", "valid_to",
    "revokes",
)  # fmt: skip
_REJECTING = """
    select distinct code, coalesce(line_code, ''), coalesce(measure, '')
    from warehouse.issue where sha256 = ? and severity in (select unnest(?)) order by all
"""
_SENT = """
    select state, value, coalesce(raw_text, '') from warehouse.value
    where sha256 = ? and line_code = ? and measure = ?
"""
_OWED = """
    select 1 from (
        select unit_code, period from reference.expected_report
        union all
        select unit_code, period from reference.subordinate_report
    ) where unit_code = ? and period = ?
"""


def replay(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    """Put the decisions in place of those in the warehouse; the views follow them.

    Those on submissions that are not recorded yet wait for them. Run it in a transaction.

    Raises:
        DecisionMisfitError: Some no longer fit what is recorded.
    """
    con.execute("delete from warehouse.decision")
    con.execute("delete from warehouse.decision_log")
    con.execute("insert into warehouse.decision_log values (?)", [digest_of(decisions)])
    if decisions:
        _write(con, decisions)
    if misfits := find_misfits(con, decisions):
        raise DecisionMisfitError(misfits)


def is_replayed(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> bool:
    """Say whether the warehouse follows these very decisions."""
    found = con.execute("select digest from warehouse.decision_log").fetchall()
    return found == [(digest_of(decisions),)] or not (found or decisions)


def _write(con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> None:
    names = [*_COLUMNS, "despite", "line_code", "measure"]
    marks = ", ".join("?" for _ in names)
    con.executemany(
        f"insert into warehouse.decision ({', '.join(names)}) values ({marks})",
        [_row(decision) for decision in decisions],
    )


def _row(decision: Decision) -> list[object]:
    line_code, _, measure = decision.cell.partition(".")
    despite = "; ".join(decision.despite)
    values = [getattr(decision, name) for name in _COLUMNS]
    return [None if value == "" else value for value in (*values, despite, line_code, measure)]


def find_misfits(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]
) -> tuple[Misfit, ...]:
    """Return the decisions in force that no longer fit what is recorded, in order."""
    cells: dict[tuple[str, str], tuple[str, str]] = {}
    return tuple(
        Misfit(decision, found)
        for decision in standing(tuple(decisions))
        if decision.sha256 and _is_recorded(con, decision.sha256)
        for found in _misfit(con, decision, cells)
    )


def _is_recorded(con: duckdb.DuckDBPyConnection, sha256: str) -> bool:
    select = "select 1 from warehouse.submission where sha256 = ?"
    return con.execute(select, [sha256]).fetchone() is not None


def _misfit(
    con: duckdb.DuckDBPyConnection,
    decision: Decision,
    cells: dict[tuple[str, str], tuple[str, str]],
) -> Iterator[str]:
    if decision.kind == ACCEPT:
        if new := [d for d in despite(con, decision.sha256) if d not in decision.despite]:
            yield ", ".join(new)
    elif decision.kind == SETTLE:
        if not is_owed(con, decision.unit_code, decision.period):
            yield f"{decision.unit_code} {decision.period}"
    elif decision.kind == CORRECT:
        key = (decision.sha256, decision.cell)
        found = cells.get(key) or sent_value(con, *key)
        if found != (decision.old_state, decision.old_value):
            yield f"{decision.cell} = {found[1]} ({found[0]})" if found else decision.cell
        cells[key] = (decision.new_state, decision.new_value)


def despite(con: duckdb.DuckDBPyConnection, sha256: str) -> tuple[str, ...]:
    """Return what rejects a submission: each kind of issue with its cell, ``negative D03.vu``."""
    found = con.execute(_REJECTING, [sha256, list(REJECTING)]).fetchall()
    return tuple(f"{code} {line}.{measure}".rstrip(" .") for code, line, measure in found)


def is_owed(con: duckdb.DuckDBPyConnection, unit_code: str, period: str) -> bool:
    """Say whether a unit owes a report for a period to whoever consolidates, or to one below."""
    return con.execute(_OWED, [unit_code, period]).fetchone() is not None


def sent_value(con: duckdb.DuckDBPyConnection, sha256: str, cell: str) -> tuple[str, str] | None:
    """Return state and value of a cell as sent; the text where there is no number."""
    found = con.execute(_SENT, [sha256, *cell.split(".", 1)]).fetchone()
    return (found[0], kept(found[1], found[2])) if found else None


def kept(number: Decimal | None, text: str = "") -> str:
    """Return a number as decisions keep it, without needless zeros, else the text."""
    if number is None:
        return text
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
