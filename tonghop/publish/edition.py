"""Editions: one publication for a period, whole or not there at all, and never edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.belonging import check_owner
from tonghop.building import is_built
from tonghop.closure import check_edition
from tonghop.decisions.log import read_decisions
from tonghop.decisions.replaying import is_replayed
from tonghop.differing.publishing import changes_since
from tonghop.house import House
from tonghop.knowledge import Known, warehouse_knowing
from tonghop.publish.appearing import alone_in, appearing
from tonghop.publish.as_of import headed_as_of
from tonghop.publish.documents import write_documents
from tonghop.publish.editions import (
    DATABASE,
    INTERNAL,
    current_edition,
    editions_in,
    make_current,
    next_number,
    place_of,
    read_manifest,
)
from tonghop.publish.heading import Heading
from tonghop.publish.inputs import read_inputs, read_known
from tonghop.publish.sealing import as_current, seal
from tonghop.publish.tables import write_tables
from tonghop.sole_writer import alone
from tonghop.warehouse import is_current, open_warehouse


class NothingToPublishError(Exception):
    """The warehouse holds no built mart for the period."""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition's folder, and whether this run made it or found that nothing had changed."""

    folder: Path
    is_new: bool


@alone
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


def publish_as_of(
    house: House,
    declarations: Declarations,
    period: Period,
    known: Known,
    reading: Callable[[int], object] = lambda done: None,
    advance: Callable[[], object] = lambda: None,
) -> Published:
    """Publish what was ``known`` of ``period`` on its day, from a warehouse of that alone.

    It lies apart from the editions published and is never current. ``reading`` hears of each file
    read. See ``publish`` and ``warehouse_knowing``.
    """
    with warehouse_knowing(house, declarations, known, reading) as (con, then):
        return publish(con, house.marts, then, period, advance, known)


def publish(
    con: duckdb.DuckDBPyConnection,
    marts: Path,
    declarations: Declarations,
    period: Period,
    advance: Callable[[], object] = lambda: None,
    known: Known | None = None,
) -> Published:
    """Write the next edition of ``period`` from the built marts, unless nothing has changed.

    The folder appears with its final name only when every file in it is complete. The edition's
    database holds the marts of this period and of all before it. ``advance`` hears of each
    document written. ``known`` is what ``con`` knows, if not all of the truth; editions of what was
    known on a day have a place of their own.

    Raises:
        NothingToPublishError: No report of the period has been received, or the marts are not
            built from the reports and declarations as they now are.
        ClosureError: A figure in the edition's database is not what its traced cells come to.
    """
    if not is_built(con) or not is_current(con, declarations):
        raise NothingToPublishError("the marts are not built from these declarations and reports")
    place = place_of(marts, period.code, known.day if known else None)
    with alone_in(place):
        heading = heading_of(con, declarations, period, next_number(place), known)
        facts = _facts(con, declarations, heading, known)
        if same := _same_of_a_day(place, facts):
            return Published(same, is_new=False)
        newest = current_edition(place)
        if newest and not heading.as_of and read_manifest(newest).get("inputs") == facts["inputs"]:
            make_current(newest, as_current(newest))
            return Published(newest, is_new=False)
        previous = as_current(newest).link if newest else None
        folder = place / f"{heading.edition:02d}"
        with appearing(folder) as partial:
            write_edition(con, partial, declarations, heading, facts, newest, advance)
            seal(partial, {**facts, "previous": previous})
        make_current(folder, as_current(folder))
        return Published(folder, is_new=True)


def write_edition(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    declarations: Declarations,
    heading: Heading,
    facts: Mapping[str, Any],
    previous: Path | None,
    advance: Callable[[], object] = lambda: None,
) -> None:
    """Write all that an edition publishes into an empty folder; the same inputs, the same files.

    ``facts`` are those of its manifest. The edition before, which the manifest names, is an input
    too: the annexes tell what changed since.

    Raises:
        ClosureError: A figure in the edition's database is not what its traced cells come to.
    """
    write_tables(con, folder, heading.period)
    check_edition(folder / DATABASE)
    told = replace(heading, changes=changes_since(previous, folder, facts))
    write_documents(folder, declarations, told, advance)


def _same_of_a_day(place: Path, facts: dict[str, Any]) -> Path | None:
    """Return the edition as of a day that was made from the same, reckoned alike, if there is one.

    Whoever asks by turns for what was taken in and what was received gets the same two for ever.
    """
    if facts["as_of"] is None:
        return None
    for edition in editions_in(place):
        told = read_manifest(edition)
        if all(told.get(key) == facts[key] for key in ("inputs", "known")):
            return edition
    return None


def _facts(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    heading: Heading,
    known: Known | None,
) -> dict[str, Any]:
    """Return what the manifest says of an edition before its files are there."""
    period = heading.period
    return {
        "period": period.code,
        "consolidating_unit": declarations.consolidating_unit,
        "edition": heading.edition,
        "audience": INTERNAL,
        "as_of": heading.as_of.isoformat() if heading.as_of else None,
        "cut_off": period.cut_off.isoformat(),
        "illustrative": heading.illustrative,
        "units_reported": heading.units_reported,
        "units_expected": heading.units_expected,
        "known": read_known(con, known),
        "inputs": read_inputs(con, declarations, period),
    }


def heading_of(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    period: Period,
    number: int,
    known: Known | None,
) -> Heading:
    """Return what edition ``number`` of a period says at its head.

    Raises:
        NothingToPublishError: No report of the period has been received.
    """
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
    heading = Heading(
        period=period,
        directive=declarations.governing(period),
        edition=number,
        illustrative=illustrative[0],
        units_reported=reported,
        units_expected=expected,
        caveats=declarations.caveats_of(period),
    )
    if known is None or known.day is None:
        return heading
    return headed_as_of(heading, declarations, known.day, known.reckoned_by)
