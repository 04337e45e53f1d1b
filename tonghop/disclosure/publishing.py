"""Outside editions: what may leave the ministry of an internal edition, under the same number."""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.disclosure.earlier import Earlier, earlier_editions, kept_back_by, read_earlier
from tonghop.disclosure.masking import marks
from tonghop.disclosure.publication import Figure, Publication, read_publication
from tonghop.disclosure.relations import build_system
from tonghop.disclosure.suppression import GivenAwayError, suppress
from tonghop.disclosure.system import Key
from tonghop.disclosure.tables import copy_tables, keep_back, write_published
from tonghop.house import House
from tonghop.publish.annex import write_annex
from tonghop.publish.appearing import alone_in, appearing
from tonghop.publish.documents import REPORTS
from tonghop.publish.edition import NothingToPublishError, Published
from tonghop.publish.editions import OUTSIDE, current_edition, place_of, read_manifest
from tonghop.publish.heading import Heading
from tonghop.publish.inputs import TEMPLATE, code, templates
from tonghop.publish.sealing import seal, seal_of
from tonghop.publish.word import write_report

DOCUMENTS = 2 * len(REPORTS)
_TOLD = (
    "period", "consolidating_unit", "edition", "as_of", "cut_off", "illustrative",
    "units_reported", "units_expected",
)  # fmt: skip


class OutdatedEditionError(Exception):
    """The internal edition, which the message names, was made from other declarations."""


class AlreadyTellingError(Exception):
    """Earlier outside editions tell small figures of some lines, whatever is kept back now."""

    def __init__(self, figures: Collection[Figure], editions: Collection[Earlier]) -> None:
        """Note the lines and the editions; what the figures are is told to nobody."""
        super().__init__(f"{len(figures)} figures are known from earlier editions")
        self.lines = sorted({(f.period, f.code.partition(".")[0]) for f in figures})
        periods = {figure.period for figure in figures}
        self.editions = [e.name for e in editions if periods & e.publication.periods]


def publish_outside(
    house: House,
    declarations: Declarations,
    period: Period,
    advance: Callable[[], object] = lambda: None,
) -> Published:
    """Publish what may leave the ministry of the current internal edition of ``period``.

    It is made from that edition's tables alone, bears its number, and appears whole or not at all.
    Made again it is the one that is there. ``advance`` hears of each document written.

    It is protected together with every outside edition that tells of this period or of last year's,
    so that no small figure follows from their differences.

    Raises:
        NothingToPublishError: There is no internal edition of the period.
        OutdatedEditionError: The declarations, or the templates of documents, have changed since it
            was published.
        UnknownEarlierError: What an earlier outside edition told cannot be established.
        AlreadyTellingError: Earlier outside editions tell a small figure already.
    """
    internal = current_edition(place_of(house.marts, period.code))
    if internal is None:
        raise NothingToPublishError(f"no internal edition of {period.code}")
    _check_current(internal, declarations)
    folder = house.marts / OUTSIDE / period.code / internal.name
    with alone_in(house.marts / OUTSIDE), alone_in(folder.parent):
        if folder.exists():
            return Published(folder, is_new=False)
        earlier = earlier_editions(house.marts, period)
        with appearing(folder) as partial:
            write_outside(internal, partial, declarations, period, earlier, advance)
    return Published(folder, is_new=True)


def _check_current(internal: Path, declarations: Declarations) -> None:
    inputs = read_manifest(internal)["inputs"]
    files = inputs["declarations_files"].items()
    written_from = {name: sha256 for name, sha256 in files if name.endswith(TEMPLATE)}
    if inputs["declarations"] != declarations.digest or written_from != templates():
        raise OutdatedEditionError(f"{internal.parent.name}/{internal.name}")


def write_outside(
    internal: Path,
    folder: Path,
    declarations: Declarations,
    period: Period,
    earlier: Sequence[Path] = (),
    advance: Callable[[], object] = lambda: None,
) -> None:
    """Write an outside edition into an empty folder, documents last, and seal it.

    ``earlier`` are the outside editions to protect it together with.
    """
    told = read_manifest(internal)
    with copy_tables(internal, period) as con:
        publication = read_publication(con, declarations, period)
        kept = _kept_back(publication, read_earlier(earlier, declarations, publication))
        con.execute("detach internal")
        keep_back(con, period, marks(publication, declarations, kept))
        write_published(con, folder)
        _write_documents(con, folder, declarations, _heading(told, declarations, period), advance)
    facts = {key: told.get(key) for key in _TOLD}
    facts["previous"] = None
    seal(folder, {**facts, "audience": OUTSIDE, "inputs": _inputs(internal, declarations, earlier)})


def _kept_back(publication: Publication, earlier: Sequence[Earlier]) -> frozenset[Key]:
    """Return what is kept back: of small figures those as well that are public already."""
    try:
        found = suppress(build_system(publication, earlier), kept_back_by(earlier))
    except GivenAwayError as error:
        raise AlreadyTellingError(
            [key for key in error.keys if isinstance(key, Figure)], earlier
        ) from error
    return found.keys | publication.small()


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


def _inputs(internal: Path, declarations: Declarations, earlier: Iterable[Path]) -> dict[str, Any]:
    """Return what it was made from, without the names of files that units sent."""
    return {
        "edition": seal_of(internal),
        "earlier": {f"{path.parent.name}/{path.name}": seal_of(path) for path in earlier},
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
