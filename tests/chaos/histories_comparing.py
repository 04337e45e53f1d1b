"""What the warehouse says, held against what the ledger says: every difference in a line."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tests.chaos.histories_ledger import (
    ASKED,
    CUT_OFFS,
    LAST_DAYS,
    RATIO,
    Ledger,
    added,
    figures,
)
from tonghop.archive import HANOI, read_receipts

Told = Mapping[str, Mapping[Any, Any]]
"""By subject, what is said of each thing."""

SELECTS = {
    "receipt": "select sha256, file_name, folder, received_at, run, arrival from warehouse.receipt",
    "file": """
        select sha256, unit_code, period, status, received_at, arrival
        from warehouse.decided_submission
    """,
    "counting": "select unit_code, period, sha256 from warehouse.counting_submission",
    "report": """
        select unit_code, period, status, sha256, submissions, replaced from warehouse.unit_report
    """,
    "asked cell": """
        select unit_code, period, line_code || '.' || measure, state from warehouse.asked_cell
    """,
    "figure": """
        select unit_code, period, line_code || '.' || measure, numerator, denominator
        from warehouse.unit_figure
    """,
    "restated": """
        select unit_code, period, line_code || '.' || measure, numerator, denominator,
            parts_expected, parts_reported
        from warehouse.restated_figure
    """,
}
KEYS = {
    "receipt": 3,
    "file": 1,
    "counting": 2,
    "report": 2,
    "asked cell": 3,
    "figure": 3,
    "restated": 3,
}


def told_by_warehouse(con: duckdb.DuckDBPyConnection) -> dict[str, dict[Any, Any]]:
    """Return what the views say; a row that is there twice is told as such."""
    found: dict[str, dict[Any, Any]] = {}
    for subject, select in SELECTS.items():
        rows = con.execute(select).fetchall()
        found[subject] = {row[: KEYS[subject]]: row[KEYS[subject] :] for row in rows}
        if len(found[subject]) < len(rows):
            found[subject]["rows"] = (len(rows),)
    return found


def told_by_ledger(ledger: Ledger) -> dict[str, dict[Any, Any]]:
    """Return what the model says of the same things."""
    files = ledger.files()
    accepted = ledger.accepted(files)
    values = {sha256: ledger.corrected(sha256) for sha256 in files}
    reports = dict(_reports(ledger))
    units = {
        (*of, cell): part
        for of, kept in accepted.items()
        if of in reports
        for cell, part in figures(values[kept[-1]]).items()
    }
    cells = {
        (*of, cell): (values[sha256][cell][0] if sha256 and values[sha256] else None,)
        for of, (_, sha256, *_) in reports.items()
        for cell in ASKED
    }
    return {
        "receipt": {d[2:]: (*d[:2], n) for n, d in enumerate(ledger.ordered(), start=1)},
        "file": {(sha256,): tuple(file) for sha256, file in files.items()},
        "counting": {of: (kept[-1],) for of, kept in accepted.items()},
        "report": reports,
        "asked cell": cells,
        "figure": units,
        "restated": dict(_restated(ledger, units)),
    }


def _reports(ledger: Ledger) -> Iterator[tuple[tuple[str, str], tuple[Any, ...]]]:
    """Yield what came of each report that is owed: status, file, how many, how many replaced."""
    files = ledger.files()
    kept, claims = ledger.accepted(files), [*ledger.claims(files)]
    of: dict[tuple[str, str], list[tuple[bool, str]]] = {}
    for unit, claimed, sha256, is_own in claims:
        of.setdefault((unit, claimed), []).append((is_own, sha256))
    collected = {period for _, period, _, _ in claims}
    owed = [(u, p) for u in ledger.units for p in CUT_OFFS if ledger.is_open(u, p)]
    for unit, period in (each for each in owed if each[1] in collected):
        found = of.get((unit, period), [])
        own = [sha256 for is_own, sha256 in found if is_own]
        states = {files[sha256].status for sha256 in own}
        good = [files[sha256].received_at for sha256 in own if files[sha256].status == "accepted"]
        latest = max(
            ((is_own, files[s].status == "held", files[s].arrival, s) for is_own, s in found),
            default=(None,),
        )[-1]
        counting = kept.get((unit, period), [])
        if good:
            status = _timeliness(min(good), LAST_DAYS[period])
        elif own:
            status = "held" if "held" in states else "rejected"
        else:
            status = "held" if found else "missing"
        shown = counting[-1] if counting else latest
        yield (unit, period), (status, shown, len(own), max(len(counting) - 1, 0))


def _timeliness(received_at: datetime, last_day: date | None) -> str:
    if last_day is None:
        return "received"
    return "late" if received_at.astimezone(HANOI).date() > last_day else "on_time"


def _restated(
    ledger: Ledger, units: Mapping[tuple[str, str, str], tuple[Decimal, Decimal]]
) -> Iterator[tuple[tuple[str, str, str], tuple[Any, ...]]]:
    for (unit, period), parts in ledger.parts().items():
        for cell in (*ASKED, RATIO):
            there = [units[past, period, cell] for past in parts if (past, period, cell) in units]
            if there:
                yield (unit, period, cell), (*added(there), len(parts), len(there))


def nation(ledger: Ledger) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Return each national figure as numerator and denominator."""
    found: dict[tuple[str, str], list[tuple[Decimal, Decimal]]] = {}
    for (_, period, cell), part in told_by_ledger(ledger)["figure"].items():
        found.setdefault((period, cell), []).append(part)
    return {key: added(parts) for key, parts in found.items()}


def unequal_nation(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> list[str]:
    """Return the national figures of the built marts that are not what the model adds up."""
    select = "select period, line_code || '.' || measure, value from marts.national_summary"
    found = {(period, cell): value for period, cell, value in con.execute(select).fetchall()}
    expected = nation(ledger)
    return [
        f"nation {key}: {value}, expected {expected.get(key)}"
        for key, value in found.items()
        if key[1] in (*ASKED, RATIO) and not _is_figure(key[1], value, expected.get(key))
    ] + [f"nation {key} is not there" for key in expected.keys() - found.keys()]


def _is_figure(cell: str, value: Decimal | None, part: tuple[Decimal, Decimal] | None) -> bool:
    if part is None or (cell == RATIO and not part[1]):
        return value is None
    if cell == RATIO:
        return value is not None and abs(value * part[1] - 100 * part[0]) * 200 <= part[1]
    return value == part[0]


def differences(found: Told, expected: Told) -> list[str]:
    """Return a line for each thing of which the two say other things."""
    return [
        f"{subject} {key}: {found[subject].get(key)}, expected {expected[subject].get(key)}"
        for subject in expected
        for key in sorted({*found[subject], *expected[subject]}, key=str)
        if found[subject].get(key) != expected[subject].get(key) and _is_told(key)
    ]


def _is_told(key: Any) -> bool:
    """Say whether the model knows of a cell: of whole reports it fills in some."""
    return len(key) < 3 or "." not in key[2] or key[2] in (*ASKED, RATIO)


def archive_differences(archive: Path, ledger: Ledger) -> Iterator[str]:
    """Yield what is lost or doubled of all that ever came."""
    receipts = sorted((r.sha256, r.file_name, r.folder) for r in read_receipts(archive))
    expected = sorted(tuple(d[2:]) for d in ledger.deliveries)
    if receipts != expected:
        yield f"receipts: {receipts}, expected {expected}"
    kept = {path.name for path in archive.iterdir() if path.is_file()}
    if kept != {*ledger.contents}:
        yield f"archive: {kept}, expected {set(ledger.contents)}"
