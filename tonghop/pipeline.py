"""The steps in order, for the command line and the flows alike; each may be run again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from schemas.decisions import ON_NOTHING_RECORDED, Decision
from schemas.declarations import Declarations, Expected
from schemas.periods import Period
from tonghop.archive import Receipt, first_receipts
from tonghop.arrivals import Arrival, find_arrivals
from tonghop.belonging import check_owner
from tonghop.building import build, read_select
from tonghop.checking import Checked, check
from tonghop.decisions.deciding import complete
from tonghop.decisions.log import append, finish_appending, read_decisions
from tonghop.decisions.refusing import CannotDecideError
from tonghop.decisions.replaying import is_replayed
from tonghop.house import House
from tonghop.intake import shown, shown_receipts, take_in
from tonghop.lateness import Lateness
from tonghop.passwords import read_passwords
from tonghop.reading import Source, read_workbooks
from tonghop.refusals import Refusal
from tonghop.resubmissions import Resubmission, copies_among, resubmissions_among
from tonghop.returning.reports import recorded_reports
from tonghop.sole_writer import alone
from tonghop.transactions import transaction
from tonghop.warehouse import follow, is_current, locked, open_warehouse, record, unrecorded


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One unit's report for one period."""

    unit_code: str
    unit_name: str
    status: str
    days_late: int | None
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one ingest did: files new to the archive, what was read of them, what goes back.

    ``copies`` and ``resubmissions`` are what shows only beside the reports recorded before.
    """

    received: tuple[Receipt, ...]
    refused: tuple[Refusal, ...]
    checked: Checked
    duplicates: tuple[tuple[Receipt, Receipt], ...]
    copies: tuple[str, ...]
    resubmissions: tuple[Resubmission, ...]
    returned: tuple[Path, ...] = ()


@alone
def ingest(
    house: House,
    declarations: Declarations,
    advance: Callable[[int], object] = lambda done: None,
    workers: int | None = None,
    raw: Path | None = None,
    returning: Callable[[int], object] = lambda done: None,
) -> Ingested:
    """Read, archive, check and record whatever is new in ``raw``, by default ``house.raw``.

    A second run changes nothing. Files that an interrupted run archived but did not record are
    recorded too. A file with a secrecy mark is refused: told, and kept nowhere.
    """
    finish_appending(house.decisions)
    arrivals = find_arrivals(raw or house.raw, house.archive)
    sources = waiting_sources(house, declarations, arrivals)
    readings = read_workbooks(sources, declarations.folder, workers, advance)
    taken = take_in(house, arrivals, readings, declarations)
    checked = check(taken.readings, declarations)
    if taken.received or taken.readings or not follows_decisions(house):
        load(house, checked, declarations)
    returned = give_back(house, declarations, returning)
    with open_warehouse(house.warehouse) as con:
        received = [receipt.sha256 for receipt in taken.received]
        return Ingested(
            taken.received,
            taken.refused,
            checked,
            duplicates(taken.received, shown_receipts(house, declarations)),
            copies_among(con, received),
            resubmissions_among(con, received),
            returned,
        )


def waiting_sources(
    house: House, declarations: Declarations, arrivals: Sequence[Arrival] = ()
) -> list[Source]:
    """Return the files that are not recorded under these declarations: archived, or arriving.

    What bears a mark in its name is not among them. With a password file, those that could not be
    unlocked before are.
    """
    check_owner(house, declarations)
    lying = {a.receipt.sha256: a.source for a in arrivals if not a.mark}
    new = shown([a.receipt for a in arrivals if not a.mark], declarations)
    receipts = (*shown_receipts(house, declarations), *new)
    passwords = read_passwords(house.password_file)
    with open_warehouse(house.warehouse) as con:
        again = locked(con) if passwords else frozenset()
        waiting = unrecorded(con, receipts, declarations, again)
    kept = [Source(r.sha256, r.file_name, house.archive / r.sha256, passwords) for r in waiting]
    return [
        replace(lying[source.sha256], file_name=source.file_name, passwords=passwords)
        if source.sha256 in lying and not source.path.exists()
        else source
        for source in kept
    ]


def count_unread(house: House, declarations: Declarations) -> int:
    """Return how many archived files are not recorded, so that nobody takes them for missing."""
    return len(waiting_sources(house, declarations))


@alone
def load(house: House, checked: Checked, declarations: Declarations) -> None:
    """Record a checked batch and every receipt, and replay the decisions, in one transaction."""
    receipts, decisions = shown_receipts(house, declarations), read_decisions(house.decisions)
    with open_warehouse(house.warehouse) as con:
        record(con, checked, receipts, declarations, decisions)


@alone
def read_again(
    house: House, declarations: Declarations, advance: Callable[[int], object] = lambda done: None
) -> None:
    """Read, check and record the archived files that are not recorded under these declarations."""
    sources = waiting_sources(house, declarations)
    readings = read_workbooks(sources, declarations.folder, advance=advance)
    if readings or not follows_decisions(house):
        load(house, check(readings, declarations), declarations)


@alone
def decide(house: House, declarations: Declarations, wanted: Decision) -> Decision:
    """Record a decision for good and return it as kept; whatever is recorded follows it at once.

    It is in the log before the warehouse follows, in one transaction; the marts are taken down.
    Where nothing is recorded under these declarations, the next ingest replays it. If a crash came
    between, the warehouse first follows the decisions that it has missed; not so before one that
    rules on no submission, as the one that it cannot follow may be what is revoked.

    Raises:
        CannotDecideError: It may not be decided; nothing is written.
        DecisionMisfitError: With it, another decision would no longer fit.
    """
    finish_appending(house.decisions)
    decisions = read_decisions(house.decisions)
    if wanted.kind not in ON_NOTHING_RECORDED and (unread := count_unread(house, declarations)):
        raise CannotDecideError(
            f"có {unread} tệp đã nhận nhưng chưa đọc; chạy “tonghop ingest” trước."
        )
    with open_warehouse(house.warehouse) as con:
        if wanted.kind not in ON_NOTHING_RECORDED:
            _catch_up(con, decisions, declarations)
        decision = complete(con, declarations, decisions, wanted)
        with transaction(con):
            if is_current(con, declarations):
                follow(con, (*decisions, decision), declarations)
            return append(house.decisions, decision)


def _catch_up(
    con: duckdb.DuckDBPyConnection, decisions: Sequence[Decision], declarations: Declarations
) -> None:
    if is_current(con, declarations) and not is_replayed(con, decisions):
        with transaction(con):
            follow(con, decisions, declarations)


def follows_decisions(house: House) -> bool:
    """Say whether the warehouse follows every decision made; a crash may have come between."""
    decisions = read_decisions(house.decisions)
    with open_warehouse(house.warehouse) as con:
        return is_replayed(con, decisions)


@alone
def give_back(
    house: House,
    declarations: Declarations,
    advance: Callable[[int], object] = lambda done: None,
) -> tuple[Path, ...]:
    """Write a marked workbook for each recorded report that its sender has to look at again.

    Return those that are new or changed. What an interrupted run did not return is returned now.
    """
    from tonghop.returning.writing import write_returned

    with open_warehouse(house.warehouse) as con:
        reports = recorded_reports(con)
    return write_returned(house.returned, reports, house.archive, declarations, advance)


def duplicates(
    received: tuple[Receipt, ...], receipts: tuple[Receipt, ...]
) -> tuple[tuple[Receipt, Receipt], ...]:
    """Pair each newly received file whose content had already come with its first receipt."""
    first = first_receipts(receipts)
    return tuple((r, first[r.sha256]) for r in received if first[r.sha256] != r)


@alone
def build_marts(house: House) -> None:
    """Build every mart of the warehouse and prove that each figure equals its cells."""
    with open_warehouse(house.warehouse) as con:
        build(con)


def reporting_status(house: House, declarations: Declarations, period: Period) -> list[UnitStatus]:
    """Return the state of each unit that owes a report for ``period``, from the warehouse as it is.

    Before anything of the period has come, every unit is missing.
    """
    check_owner(house, declarations)
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            f"""
            select unit_code, unit_name, due_before, last_day, received_on, status, status_strict,
                status_lenient, days_late, working_days_late, undetermined
            from ({read_select("reporting_status")}) where period = ?
            """,
            [period.code],
        ).fetchall()
    if found:
        return [_unit_status(code, name, Lateness(*rest)) for code, name, *rest in found]
    return [_nothing_received(owing, declarations) for owing in declarations.expected(period)]


def _unit_status(unit_code: str, unit_name: str, lateness: Lateness) -> UnitStatus:
    return UnitStatus(unit_code, unit_name, lateness.status, lateness.days_late, lateness)


def _nothing_received(owing: Expected, declarations: Declarations) -> UnitStatus:
    lateness = Lateness(
        due_before=owing.duty.due_before,
        last_day=declarations.last_day(owing.duty),
        received_on=None,
        status="missing",
        status_strict="missing",
        status_lenient="missing",
        days_late=None,
        working_days_late=None,
        undetermined=None,
    )
    return _unit_status(owing.unit.unit_code, owing.name.name, lateness)
