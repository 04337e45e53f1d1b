"""Outside editions: what may leave the ministry of an internal edition, under the same number."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.disclosure.masking import marks
from tonghop.disclosure.relations import build_system, read_publication
from tonghop.disclosure.suppression import suppress
from tonghop.disclosure.tables import copy_tables, keep_back, write_published
from tonghop.house import House
from tonghop.publish.annex import write_annex
from tonghop.publish.appearing import alone_in, appearing
from tonghop.publish.documents import REPORTS
from tonghop.publish.edition import NothingToPublishError, Published
from tonghop.publish.editions import OUTSIDE, current_edition, place_of, read_manifest
from tonghop.publish.heading import Heading
from tonghop.publish.inputs import code
from tonghop.publish.sealing import seal, seal_of
from tonghop.publish.word import write_report

DOCUMENTS = 2 * len(REPORTS)
_TOLD = (
    "period", "consolidating_unit", "edition", "as_of", "cut_off", "illustrative",
    "units_reported", "units_expected",
)  # fmt: skip


class OutdatedEditionError(Exception):
    """The internal edition, which the message names, was made from other declarations."""


def publish_outside(
    house: House,
    declarations: Declarations,
    period: Period,
    advance: Callable[[], object] = lambda: None,
) -> Published:
    """Publish what may leave the ministry of the current internal edition of ``period``.

    It is made from that edition's tables alone, bears its number, and appears whole or not at all.
    Made again it is the one that is there. ``advance`` hears of each document written.

    Raises:
        NothingToPublishError: There is no internal edition of the period.
        OutdatedEditionError: The declarations have changed since it was published.
    """
    internal = current_edition(place_of(house.marts, period.code))
    if internal is None:
        raise NothingToPublishError(f"no internal edition of {period.code}")
    if read_manifest(internal)["inputs"]["declarations"] != declarations.digest:
        raise OutdatedEditionError(f"{period.code}/{internal.name}")
    folder = house.marts / OUTSIDE / period.code / internal.name
    with alone_in(folder.parent):
        if folder.exists():
            return Published(folder, is_new=False)
        with appearing(folder) as partial:
            write_outside(internal, partial, declarations, period, advance)
    return Published(folder, is_new=True)


def write_outside(
    internal: Path,
    folder: Path,
    declarations: Declarations,
    period: Period,
    advance: Callable[[], object] = lambda: None,
) -> None:
    """Write an outside edition into an empty folder, documents last, and seal it."""
    told = read_manifest(internal)
    with copy_tables(internal, period) as con:
        publication = read_publication(con, declarations, period)
        kept = suppress(build_system(publication)).keys
        con.execute("detach internal")
        keep_back(con, period, marks(publication, declarations, kept))
        write_published(con, folder)
        _write_documents(con, folder, declarations, _heading(told, declarations, period), advance)
    facts = {key: told.get(key) for key in _TOLD}
    facts["previous"] = None
    seal(folder, {**facts, "audience": OUTSIDE, "inputs": _inputs(internal, declarations)})


def _write_documents(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    declarations: Declarations,
    heading: Heading,
    advance: Callable[[], object],
) -> None:
    for report in REPORTS:
        write_report(con, declarations, heading, report, folder / f"bao-cao-{report}.docx")
        advance()
        write_annex(con, declarations, heading, report, folder / f"phu-luc-{report}.xlsx")
        advance()


def _inputs(internal: Path, declarations: Declarations) -> dict[str, Any]:
    """Return what it was made from, without the names of files that units sent."""
    return {
        "edition": seal_of(internal),
        "declarations": declarations.digest,
        "code": code()["sha256"],
    }


def _heading(told: dict[str, Any], declarations: Declarations, period: Period) -> Heading:
    return Heading(
        period=period,
        directive=declarations.governing(period),
        edition=told["edition"],
        illustrative=told["illustrative"],
        units_reported=told["units_reported"],
        units_expected=told["units_expected"],
        caveats=declarations.caveats_of(period),
        is_outside=True,
    )
