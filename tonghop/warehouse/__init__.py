"""The warehouse: what the archive holds, read and checked. The pipeline alone opens it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import monotonic, sleep

import duckdb
import pandas as pd
import pyarrow

from schemas.decisions import Decision
from schemas.declarations import Declarations
from schemas.issues import DERIVED_KINDS, Issue
from schemas.returned import IssueKey
from tonghop.archive import Receipt, first_receipts
from tonghop.building import take_down
from tonghop.checking import NARRATIVE_COLUMNS, VALUE_COLUMNS, Checked
from tonghop.checking.reasons import Reasons, explained, left_over
from tonghop.checking.sentences import tell
from tonghop.copies import find_copies
from tonghop.decisions.replaying import replay
from tonghop.durable import make_folder, partial_of, put
from tonghop.house import House, WarehouseBusyError
from tonghop.order_of_arrival import in_order
from tonghop.overlapping import find_overlapping
from tonghop.reading.reasons import Reason
from tonghop.transactions import transaction
from tonghop.unusual import find_unusual
from tonghop.warehouse.reference import reference_tables
from tonghop.warehouse.structure import lay_out

_DERIVED = ("submission", "witness", "value", "issue", "reason", "narrative")
_LOCKED = ["password_protected", "password_wrong"]
LONGEST_WAIT_SECONDS, _PAUSE_SECONDS = 60.0, 0.2
_IN_USE = ("Could not set lock", "used by another process")
"""What the systems say of a file that another process has open."""
_EPOCH = pd.Timestamp(0, tz="Asia/Ho_Chi_Minh")
_REASONS = """
    select sha256, sheet, cell, text, code, form_code, line_code, measure, place, basis
    from warehouse.reason where code in (select unnest(?)) order by all
"""
_DATE_ARRIVALS = """
    update warehouse.submission
    set
        received_at = first.received_at,
        arrival = first.arrival,
        file_name = first.file_name
    from warehouse.first_receipt as first
    where submission.sha256 = first.sha256
"""
_NUMBER_DERIVED = """
    update warehouse.issue
    set issue_number = issue_number + found.issues
    from (
        select sha256, count(*) as issues from warehouse.issue where not is_derived group by sha256
    ) as found
    where issue.is_derived and issue.sha256 = found.sha256
"""


@contextmanager
def open_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse, making it if need be. No other process can open it meanwhile.

    A new one appears whole: what a crash leaves of making it is not taken for a warehouse.

    Raises:
        WarehouseBusyError: Another process has it open for longer than one waits.
    """
    make_folder(path.parent)
    if not path.exists():
        _make(path)
    with _opened(path) as con:
        lay_out(con)
        yield con


def _make(path: Path) -> None:
    """Lay a new warehouse out beside its place, and put it there whole, unless somebody has."""
    from tonghop.sole_writer import sole_writer  # Which waits as long as one waits here.

    new = partial_of(path)
    with sole_writer(House(path.parent)):
        if path.exists():
            return
        remove_database(new)
        with _opened(new) as con:
            lay_out(con)
            con.execute("checkpoint tonghop")
        put(new, path)


@contextmanager
def _opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        _attach(con, path)
        con.execute("use tonghop")
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        yield con


def _attach(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach the file under a name that hides no schema, as soon as nobody else has it open."""
    gives_up = monotonic() + LONGEST_WAIT_SECONDS
    while True:
        try:
            con.execute(f"attach '{quoted(path)}' as tonghop")
            return
        except duckdb.IOException as error:
            if not any(words in str(error) for words in _IN_USE):
                raise
            if monotonic() > gives_up:
                raise WarehouseBusyError(f"{path} is open in another process") from error
        sleep(_PAUSE_SECONDS)


def remove_database(path: Path) -> None:
    """Remove a database with what is only in its log, or one that was never finished."""
    path.unlink(missing_ok=True)
    log_of(path).unlink(missing_ok=True)


def log_of(path: Path) -> Path:
    """Return where DuckDB keeps what it has not yet written into the file itself."""
    return path.with_name(f"{path.name}.wal")


def quoted(path: Path) -> str:
    """Return a path as it stands between the quotes of an SQL text."""
    return str(path).replace("'", "''")


def locked(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the recorded files that no password has opened so far."""
    found = con.execute("select distinct sha256 from warehouse.issue where code in ?", [_LOCKED])
    return frozenset(sha256 for (sha256,) in found.fetchall())


def unrecorded(
    con: duckdb.DuckDBPyConnection,
    receipts: Iterable[Receipt],
    declarations: Declarations,
    again: frozenset[str] = frozenset(),
) -> tuple[Receipt, ...]:
    """Return the first receipt of each archived file that is not recorded under these declarations.

    Recorded files named in ``again`` are returned too.
    When a declaration has changed since the last recording, that is every file. A file of which an
    earlier arrival turns up under another name is among them: issues name their file.
    """
    known: set[tuple[str, str]] = set()
    if is_current(con, declarations):
        known = set(con.execute("select sha256, file_name from warehouse.submission").fetchall())
    first = first_receipts(receipts).values()
    return tuple(r for r in first if (r.sha256, r.file_name) not in known or r.sha256 in again)


def is_current(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> bool:
    """Say whether what is recorded was checked against these very declarations."""
    digests = con.execute("select digest from reference.declaration").fetchall()
    return digests == [(declarations.digest,)]


def record(
    con: duckdb.DuckDBPyConnection,
    checked: Checked,
    receipts: Iterable[Receipt],
    declarations: Declarations,
    decisions: Sequence[Decision] = (),
) -> None:
    """Record a batch and all receipts, in one transaction; all of it is there afterwards, or none.

    When a declaration has changed, everything recorded before is dropped first: the batch must then
    hold every archived file, as ``unrecorded`` returns them. The marts are taken down, as they no
    longer tell what is recorded. All decisions ever made are replayed on what is recorded then, and
    issues that follow from several reports are found anew.

    Raises:
        DecisionMisfitError: A decision no longer fits what is recorded.
    """
    with transaction(con):
        take_down(con)
        if not is_current(con, declarations):
            _forget(con)
            _write_reference(con, declarations)
        _forget_batch(con, checked)
        con.execute("delete from warehouse.receipt")
        _insert(con, "receipt", _receipt_table(receipts))
        _insert(con, "submission", checked.submissions.assign(received_at=_EPOCH))
        _insert(con, "witness", checked.witnesses)
        _insert(con, "value", checked.values[VALUE_COLUMNS])  # noqa: PD011 - a field
        _insert(con, "issue", _issue_table(checked.issues))
        _insert(con, "reason", checked.reasons)
        _insert(con, "narrative", checked.narratives[NARRATIVE_COLUMNS])
        con.execute(_DATE_ARRIVALS)
        replay(con, decisions)
        _derive_issues(con, declarations)


def follow(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], declarations: Declarations
) -> None:
    """Replay other decisions on what is recorded already; call it in a transaction.

    The marts are taken down. The declarations must be those that everything was checked against.

    Raises:
        DecisionMisfitError: A decision does not fit what is recorded.
    """
    take_down(con)
    replay(con, decisions)
    _derive_issues(con, declarations)


def _derive_issues(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> None:
    """Replace the issues that only show beside other reports; they follow from all recorded."""
    con.execute("delete from warehouse.issue where is_derived")
    reasons = _derived_reasons(con)
    found = (
        *find_unusual(con, declarations),
        *find_overlapping(con, declarations),
        *find_copies(con, declarations),
    )
    left = left_over(found, _of_counting(con, reasons), frozenset(DERIVED_KINDS))
    told = (tell(finding, sha256, "", declarations) for sha256, finding in left)
    issues = _issue_table((*explained(found, reasons), *told))
    _insert(con, "issue", issues.assign(is_derived=True))
    con.execute(_NUMBER_DERIVED)


def _derived_reasons(con: duckdb.DuckDBPyConnection) -> dict[str, list[Reason]]:
    """Return the reasons that were given for issues of these kinds, by report."""
    reasons: dict[str, list[Reason]] = {}
    for sha256, sheet, cell, text, *key in con.execute(_REASONS, [list(DERIVED_KINDS)]).fetchall():
        reasons.setdefault(sha256, []).append(Reason(sheet, cell, IssueKey(*key), text))
    return reasons


def _of_counting(con: duckdb.DuckDBPyConnection, reasons: Reasons) -> Reasons:
    """Return the reasons in reports that count: of others, most such issues are not told."""
    if not reasons:
        return {}
    counting = con.execute("select sha256 from warehouse.counting_submission").fetchall()
    return {sha256: reasons[sha256] for (sha256,) in counting if sha256 in reasons}


def _forget(con: duckdb.DuckDBPyConnection) -> None:
    for name in _DERIVED:
        con.execute(f"delete from warehouse.{name}")


def _forget_batch(con: duckdb.DuckDBPyConnection, checked: Checked) -> None:
    """Drop what was recorded of these files under the name of a later arrival."""
    con.register("batch", checked.submissions[["sha256"]])
    if con.execute("from warehouse.submission semi join batch using (sha256) limit 1").fetchall():
        for name in _DERIVED:
            con.execute(f"delete from warehouse.{name} where sha256 in (select sha256 from batch)")
    con.unregister("batch")


def _write_reference(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> None:
    for name, table in reference_tables(declarations).items():
        con.execute(f"delete from reference.{name}")
        _insert_into(con, f"reference.{name}", table)


def _insert(con: duckdb.DuckDBPyConnection, name: str, table: pd.DataFrame) -> None:
    if len(table):
        _insert_into(con, f"warehouse.{name}", table)


def _insert_into(con: duckdb.DuckDBPyConnection, target: str, table: pd.DataFrame) -> None:
    """Append a table by column name, through Arrow, which keeps decimals exact."""
    con.register("incoming", pyarrow.Table.from_pandas(table, preserve_index=False))
    con.execute(f"insert into {target} by name select * from incoming")
    con.unregister("incoming")


def _receipt_table(receipts: Iterable[Receipt]) -> pd.DataFrame:
    """Return receipts as rows; when one was taken in the archive alone tells."""
    table = pd.DataFrame(asdict(receipt) for receipt in in_order(receipts))
    if not len(table):
        return table
    moments = pd.to_datetime(table["received_at"])
    arrival = range(1, len(table) + 1)
    return table.drop(columns="taken_in_at").assign(received_at=moments, arrival=arrival)


def _issue_table(issues: tuple[Issue, ...]) -> pd.DataFrame:
    table = pd.DataFrame(issues, columns=Issue._fields)
    return table.assign(issue_number=table.groupby("sha256").cumcount() + 1)
