"""Rebuilding: the warehouse made again from archive, receipts, decisions and declarations."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tonghop.archive import Receipt, first_receipts, read_receipts
from tonghop.belonging import check_owner
from tonghop.building import build
from tonghop.checking import check
from tonghop.decisions.log import read_decisions
from tonghop.digests import sha256_of
from tonghop.durable import put
from tonghop.house import House
from tonghop.intake import shown
from tonghop.passwords import read_passwords
from tonghop.reading import Source, read_workbooks
from tonghop.sole_writer import alone
from tonghop.warehouse import log_of, open_warehouse, record, remove_database

_NEW = "warehouse.rebuilt.duckdb"


class ArchiveDamagedError(Exception):
    """Archived files are gone or hold something else than was received: ``names`` are theirs."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Word which files they are."""
        super().__init__(f"{len(names)} archived files are missing or changed: {', '.join(names)}")
        self.names = names


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the warehouse was made of again."""

    reports: int
    decisions: int


@alone
def rebuild(
    house: House, declarations: Declarations, advance: Callable[[int], object] = lambda done: None
) -> Rebuilt:
    """Make the warehouse and its marts again and put them in the place of the old ones, at once.

    Nothing but the warehouse's own file is replaced, and only by a whole one: whatever fails, the
    old one stays. The new one is equal to it if it told all that is in archive, receipts, decisions
    and declarations. Run twice, it gives the same. What arrives meanwhile the next ingest records.

    Raises:
        ArchiveDamagedError: An archived file is not what was received.
        DecisionMisfitError: A decision does not fit what is in the archive.
        WarehouseBusyError: Another process has the old warehouse open.
    """
    check_owner(house, declarations)
    beside = replace(house, warehouse_name=_NEW)
    receipts, decisions = read_receipts(house.archive), read_decisions(house.decisions)
    make_warehouse(beside, declarations, receipts, decisions, advance)
    with open_warehouse(beside.warehouse) as con:
        made = Rebuilt(*(_count(con, name) for name in ("submission", "decision")))
        con.execute("checkpoint tonghop")  # What it only logged stays behind when it is moved.
    _swap(beside.warehouse, house.warehouse)
    return made


def make_warehouse(
    house: House,
    declarations: Declarations,
    receipts: Sequence[Receipt],
    decisions: Sequence[Decision],
    advance: Callable[[int], object] = lambda done: None,
) -> None:
    """Make the warehouse of ``house`` and its marts from these receipts and decisions alone.

    One that is there is replaced, also what an interrupted run has left. Only what these receipts
    name is read, and proven to be what was received.

    Raises:
        ArchiveDamagedError: An archived file is not what was received.
        DecisionMisfitError: A decision does not fit what the receipts name.
    """
    if damaged := tuple(find_damaged(house.archive, receipts)):
        raise ArchiveDamagedError(damaged)
    remove_database(house.warehouse)
    told = shown(receipts, declarations)
    passwords = read_passwords(house.password_file)
    sources = [
        Source(receipt.sha256, receipt.file_name, house.archive / receipt.sha256, passwords)
        for receipt in first_receipts(told).values()
    ]
    checked = check(read_workbooks(sources, declarations.folder, advance=advance), declarations)
    with open_warehouse(house.warehouse) as con:
        record(con, checked, told, declarations, decisions)
        build(con)


def find_damaged(archive: Path, receipts: Iterable[Receipt]) -> Iterator[str]:
    """Yield the sha256 of each received file that the archive lacks or holds otherwise."""
    names = sorted({receipt.sha256 for receipt in receipts})
    with ThreadPoolExecutor() as pool:
        intact = pool.map(_is_intact, (archive / name for name in names))
        yield from (name for name, is_intact in zip(names, intact, strict=True) if not is_intact)


def _is_intact(path: Path) -> bool:
    return path.is_file() and sha256_of(path) == path.name


def _count(con: duckdb.DuckDBPyConnection, name: str) -> int:
    (rows,) = con.execute(f"select count(*) from warehouse.{name}").fetchone() or (0,)
    return int(rows)


def _swap(new: Path, old: Path) -> None:
    """Put the new file in the place of the old one, once nobody has that open.

    An old one that cannot be opened is damaged, and is replaced like any other.
    """
    try:
        with open_warehouse(old):
            pass
    except duckdb.Error:
        log_of(old).unlink(missing_ok=True)
    put(new, old)
