"""The steps in order, for the command line and the flows alike; each may be run again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.archive import Receipt, first_receipts, read_receipts, receive
from tonghop.building import build, read_select
from tonghop.checking import Checked, check
from tonghop.house import House
from tonghop.reading import Source, read_workbooks
from tonghop.warehouse import open_warehouse, record, unrecorded


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One unit's report for one period."""

    unit_code: str
    unit_name: str
    status: str
    days_late: int | None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one ingest did: files new to the archive, and what was read and recorded of them."""

    received: tuple[Receipt, ...]
    checked: Checked
    duplicates: tuple[tuple[Receipt, Receipt], ...]


def ingest(
    house: House,
    declarations: Declarations,
    advance: Callable[[int], object] = lambda done: None,
    workers: int | None = None,
    raw: Path | None = None,
) -> Ingested:
    """Receive, read, check and record whatever is new in ``raw``, by default ``house.raw``.

    A second run changes nothing. Files that an interrupted run archived but did not record are
    recorded too.
    """
    received = receive(raw or house.raw, house.archive)
    sources = waiting_sources(house, declarations)
    checked = check(read_workbooks(sources, declarations.folder, workers, advance), declarations)
    if received or sources:
        load(house, checked, declarations)
    return Ingested(received, checked, duplicates(received, read_receipts(house.archive)))


def waiting_sources(house: House, declarations: Declarations) -> list[Source]:
    """Return the archived files that are not recorded under these declarations."""
    with open_warehouse(house.warehouse) as con:
        waiting = unrecorded(con, read_receipts(house.archive), declarations)
    return [Source(r.sha256, r.file_name, house.archive / r.sha256) for r in waiting]


def load(house: House, checked: Checked, declarations: Declarations) -> None:
    """Record a checked batch and every receipt, in one transaction."""
    with open_warehouse(house.warehouse) as con:
        record(con, checked, read_receipts(house.archive), declarations)


def duplicates(
    received: tuple[Receipt, ...], receipts: tuple[Receipt, ...]
) -> tuple[tuple[Receipt, Receipt], ...]:
    """Pair each newly received file whose content had already come with its first receipt."""
    first = first_receipts(receipts)
    return tuple((r, first[r.sha256]) for r in received if first[r.sha256] != r)


def build_marts(house: House) -> None:
    """Build every mart of the warehouse and prove that each figure equals its cells."""
    with open_warehouse(house.warehouse) as con:
        build(con)


def reporting_status(house: House, declarations: Declarations, period: Period) -> list[UnitStatus]:
    """Return the state of each unit that owes a report for ``period``, from the warehouse as it is.

    Before anything of the period has come, every unit is missing.
    """
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            f"""
            select unit_code, unit_name, status, days_late
            from ({read_select("reporting_status")}) where period = ?
            """,
            [period.code],
        ).fetchall()
    owing = declarations.expected(period)
    missing = [(e.unit.unit_code, e.name.name, "missing", None) for e in owing]
    return [UnitStatus(*row) for row in found or missing]
