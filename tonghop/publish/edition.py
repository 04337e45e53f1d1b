"""Editions: one publication for a period, whole or not there at all, and never edited."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.belonging import check_owner
from tonghop.building import is_built
from tonghop.closure import check_edition
from tonghop.decisions.log import read_decisions
from tonghop.decisions.replaying import is_replayed
from tonghop.house import House
from tonghop.publish.documents import write_documents
from tonghop.publish.editions import DATABASE, MANIFEST, editions, newest_edition
from tonghop.publish.heading import Heading
from tonghop.publish.inputs import read_inputs
from tonghop.publish.sealing import seal
from tonghop.publish.tables import write_tables
from tonghop.warehouse import is_current, open_warehouse


class NothingToPublishError(Exception):
    """The warehouse holds no built mart for the period."""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition's folder, and whether this run made it or found that nothing had changed."""

    folder: Path
    is_new: bool


def publish_period(
    house: House,
    declarations: Declarations,
    period: Period,
    advance: Callable[[], object] = lambda: None,
) -> Published:
    """Publish the next edition of ``period`` from the warehouse of ``house``; see ``publish``."""
    check_owner(house, declarations)
    decisions = read_decisions(house.decisions)
    with open_warehouse(house.warehouse) as con:
        if not is_replayed(con, decisions):
            raise NothingToPublishError("the marts do not follow every decision")
        return publish(con, house.marts, declarations, period, advance)


def publish(
    con: duckdb.DuckDBPyConnection,
    marts: Path,
    declarations: Declarations,
    period: Period,
    advance: Callable[[], object] = lambda: None,
) -> Published:
    """Write the next edition of ``period`` from the built marts, unless nothing has changed.

    The folder appears with its final name only when every file in it is complete. The edition's
    database holds the marts of this period and of all before it. ``advance`` hears of each
    document written.

    Raises:
        NothingToPublishError: No report of the period has been received, or the marts are not
            built from the reports and declarations as they now are.
        ClosureError: A figure in the edition's database is not what its traced cells come to.
    """
    if not is_built(con) or not is_current(con, declarations):
        raise NothingToPublishError("the marts are not built from these declarations and reports")
    heading = _heading(con, declarations, period, number=len(editions(marts, period.code)) + 1)
    inputs = read_inputs(con, declarations, period)
    newest = newest_edition(marts, period.code)
    if newest and json.loads((newest / MANIFEST).read_text(encoding="utf-8"))["inputs"] == inputs:
        return Published(newest, is_new=False)
    folder = marts / period.code / f"{heading.edition:02d}"
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    write_tables(con, partial, period)
    check_edition(partial / DATABASE)
    write_documents(partial, declarations, heading, advance)
    seal(partial, period, heading, inputs, declarations.consolidating_unit)
    partial.replace(folder)
    return Published(folder, is_new=True)


def _heading(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period, number: int
) -> Heading:
    expected, reported = con.execute(
        """
        select count(*), count(*) filter (where status in ('on_time', 'late', 'received'))
        from marts.reporting_status where period = ?
        """,
        [period.code],
    ).fetchone() or (0, 0)
    if not expected:
        raise NothingToPublishError(f"no built marts for {period.code}")
    illustrative = con.execute(
        "select coalesce(bool_or(illustrative), false) "
        "from warehouse.decided_submission where period = ?",
        [period.code],
    ).fetchone() or (False,)
    return Heading(
        period=period,
        directive=declarations.governing(period),
        edition=number,
        illustrative=illustrative[0],
        units_reported=reported,
        units_expected=expected,
        caveats=declarations.caveats_of(period),
    )
