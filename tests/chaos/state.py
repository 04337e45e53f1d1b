"""What a house holds, by content, so that two houses compare, and what must hold in any house."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import duckdb

from tonghop.archive import read_receipts
from tonghop.decisions.log import read_decisions
from tonghop.durable import PARTIAL
from tonghop.house import House
from tonghop.publish.editions import DATABASE, MANIFEST, all_editions, places, read_current
from tonghop.refusals import read_refusals
from tonghop.warehouse import open_warehouse

Contents = dict[str, str]
_MOMENTS = ("published_at", "seal", "previous")
"""What a manifest says that differs when the same is published again: seals cover the moment."""


@dataclass(frozen=True, slots=True)
class State:
    """The content of a house: what was received, decided, recorded, returned and published.

    The moments of publishing and of refusing are left out, and of databases the arrangement.
    """

    receipts: tuple[tuple[object, ...], ...]
    archived: frozenset[str]
    refusals: frozenset[tuple[str, str, str]]
    decisions: tuple[str, ...]
    recorded: Contents
    marts: Contents
    returned: Contents
    editions: Contents
    names: frozenset[str]

    def differences(self, other: "State") -> list[str]:
        """Return the names of what differs, most important first."""
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)]


def state_of(house: House) -> State:
    """Read all that a house holds."""
    tables = _tables(house)
    return State(
        receipts=tuple((r.received_at, r.run, *r.key) for r in read_receipts(house.archive)),
        archived=frozenset(path.name for path in _archived(house)),
        refusals=frozenset(refusal.key for refusal in read_refusals(house.archive)),
        decisions=tuple(map(repr, read_decisions(house.decisions))),
        recorded={name: told for name, told in tables.items() if not name.startswith("marts.")},
        marts={name: told for name, told in tables.items() if name.startswith("marts.")},
        returned={
            path.relative_to(house.returned).as_posix(): _sha256(path)
            for path in house.returned.rglob("*")
            if path.is_file()
        },
        editions=dict(_published(house)),
        names=frozenset(
            path.relative_to(house.data).as_posix()
            for path in house.data.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        ),
    )


def _archived(house: House) -> list[Path]:
    return [path for path in house.archive.glob("*") if path.is_file() and not _is_partial(path)]


def _is_partial(path: Path) -> bool:
    return path.name.endswith(PARTIAL)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _tables(house: House) -> Contents:
    if not house.warehouse.exists():
        return {}
    with open_warehouse(house.warehouse) as con:
        return contents_of(con)


def contents_of(con: duckdb.DuckDBPyConnection) -> Contents:
    """Return a digest of the rows of every table, whatever their order."""
    names = con.execute(
        """
        select schema_name || '.' || table_name from duckdb_tables()
        where database_name = current_database() order by all
        """
    ).fetchall()
    return {name: _content(con, name) for (name,) in names}


def _content(con: duckdb.DuckDBPyConnection, name: str) -> str:
    told = con.execute(f"select count(*), sum(hash(t)::hugeint)::varchar from {name} as t")
    return str(told.fetchone())


def _published(house: House) -> Iterator[tuple[str, str]]:
    for edition in all_editions(house.marts):
        for path in sorted(path for path in edition.rglob("*") if path.is_file()):
            place = path.relative_to(house.marts).as_posix()
            if path.name == DATABASE:
                with duckdb.connect(path, read_only=True) as con:
                    yield place, str(contents_of(con))
            elif path.name == MANIFEST:
                manifest = json.loads(path.read_text(encoding="utf-8"))
                del manifest["files"][DATABASE]
                manifest = {k: v for k, v in manifest.items() if k not in _MOMENTS}
                yield place, json.dumps(manifest, sort_keys=True)
            else:
                yield place, _sha256(path)


def faults_of(house: House, before: State, after: State) -> Iterator[tuple[str, str]]:
    """Yield what is lost, doubled or partial in a house whose step was disturbed.

    ``before`` and ``after`` are what the step, undisturbed, starts from and makes of it.
    """
    yield from _faults_of_receipts(house, before)
    yield from _faults_of_truth(house, before)
    yield from ((PARTIAL_FAULT, each) for each in broken_editions(house))
    for path in house.returned.rglob("*.xls*"):
        if not _is_partial(path) and not _is_whole_zip(path):
            yield PARTIAL_FAULT, f"returned {path.name}"
    tables = _tables(house)
    recorded = {name: told for name, told in tables.items() if not name.startswith("marts.")}
    is_new = not before.recorded and not _is_filled(recorded)
    if not is_new and recorded not in (before.recorded, after.recorded):
        yield PARTIAL_FAULT, "the warehouse is neither as before nor as after"
    marts = {name: told for name, told in tables.items() if name.startswith("marts.")}
    if marts and marts not in (before.marts, after.marts):
        yield PARTIAL_FAULT, "the marts are neither as before nor as after"


def _is_filled(recorded: Contents) -> bool:
    """Say whether anything is recorded: a warehouse that is laid out tells its own structure."""
    filled = {name for name, told in recorded.items() if not told.startswith("(0,")}
    return bool(filled - {"reference.structure"})


LOST, DOUBLED, PARTIAL_FAULT = "lost", "doubled", "partial"


def _faults_of_receipts(house: House, before: State) -> Iterator[tuple[str, str]]:
    receipts = read_receipts(house.archive)
    told = [(r.received_at, r.run, *r.key) for r in receipts]
    for gone in set(before.receipts) - set(told):
        yield LOST, f"receipt {gone}"
    for key, times in Counter(receipt.key for receipt in receipts).items():
        if times > 1:
            yield DOUBLED, f"receipt {key}"
    archived = {path.name for path in _archived(house)}
    for receipt in receipts:
        if receipt.sha256 not in archived:
            yield LOST, f"file of receipt {receipt}"


def _faults_of_truth(house: House, before: State) -> Iterator[tuple[str, str]]:
    for path in _archived(house):
        if _sha256(path) != path.name:
            yield PARTIAL_FAULT, f"archived {path.name}"
    decisions = tuple(map(repr, read_decisions(house.decisions)))
    if decisions[: len(before.decisions)] != before.decisions:
        yield LOST, "a decision"


def broken_editions(house: House) -> Iterator[str]:
    """Yield each file of a visible edition that is not as its manifest says."""
    for place in places(house.marts):
        if (current := read_current(place)) and not (place / f"{current.edition:02d}").is_dir():
            yield f"{place}: current.json names no edition"
    for edition in all_editions(house.marts):
        manifest = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
        found = {p.relative_to(edition).as_posix() for p in edition.rglob("*") if p.is_file()}
        if found != {*manifest["files"], MANIFEST}:
            yield f"{edition}: other files than its manifest names"
        for name, sha256 in manifest["files"].items():
            if (edition / name).is_file() and _sha256(edition / name) != sha256:
                yield f"{edition}/{name}"


def _is_whole_zip(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return archive.testzip() is None
    except BadZipFile:
        return False
