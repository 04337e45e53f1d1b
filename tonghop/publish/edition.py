"""Editions: one publication for a period, whole or not there at all, and never edited."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.archive import HANOI
from tonghop.belonging import check_owner
from tonghop.building import MARTS, is_built
from tonghop.decisions.log import read_decisions
from tonghop.decisions.replaying import is_replayed
from tonghop.house import House
from tonghop.publish.annex import write_annex
from tonghop.publish.editions import DATABASE, MANIFEST, editions, newest_edition
from tonghop.publish.heading import Heading
from tonghop.publish.status import write_status
from tonghop.publish.submission import write_submission
from tonghop.publish.word import write_report
from tonghop.template import template_name
from tonghop.warehouse import is_current, open_warehouse, quoted

REPORTS = ("pctp", "pcmbn")
DOCUMENTS = 2 * len(REPORTS) + 1
_REFERENCES = (
    "indicator_cell", "target", "period", "unit", "unit_name", "expected_report",
    "subordinate_report", "succession", "working_day",
)  # fmt: skip


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
    """
    if not is_built(con) or not is_current(con, declarations):
        raise NothingToPublishError("the marts are not built from these declarations and reports")
    heading = _heading(con, declarations, period, number=len(editions(marts, period.code)) + 1)
    inputs = _inputs(con, declarations, period)
    newest = newest_edition(marts, period.code)
    if newest and json.loads((newest / MANIFEST).read_text(encoding="utf-8"))["inputs"] == inputs:
        return Published(newest, is_new=False)
    folder = marts / period.code / f"{heading.edition:02d}"
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    _export(con, partial, period)
    _write_documents(partial, declarations, heading, advance)
    _seal(partial, period, heading, inputs, declarations.consolidating_unit)
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


def _inputs(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> dict[str, object]:
    """Return what the edition depends on: code, declarations, submissions, decisions so far."""
    submissions = con.execute(
        """
        select
            submission.sha256, submission.file_name,
            cast(submission.received_at as varchar), submission.status
        from warehouse.decided_submission as submission
        left join reference.period as period on submission.period = period.period
        where period.cut_off is null or period.cut_off <= ?
        order by all
        """,
        [period.cut_off],
    ).fetchall()
    decisions = con.execute(f"select columns(*)::varchar from ({_decisions(period)})").fetchall()
    return {
        "tonghop": version("tonghop"),
        "declarations": declarations.digest,
        "submissions": len(submissions),
        "submissions_sha256": hashlib.sha256(json.dumps(submissions).encode()).hexdigest(),
        "decisions": len(decisions),
        "decisions_sha256": hashlib.sha256(json.dumps(decisions).encode()).hexdigest(),
    }


def _decisions(period: Period) -> str:
    """Return the select of the decisions that an edition of ``period`` depends on."""
    return f"""
        select * from warehouse.told_decision
        where
            period is null
            or period in (select period from reference.period where cut_off <= '{period.cut_off}')
        order by number
    """


def _export(con: duckdb.DuckDBPyConnection, folder: Path, period: Period) -> None:
    """Copy the marts and reference tables into the edition's database, and the marts to Parquet."""
    (folder / "parquet").mkdir()
    con.execute(f"attach '{quoted(folder / DATABASE)}' as edition")
    for name, select in edition_tables(period):
        con.execute(f"create table edition.{name} as {select}")
        if name in MARTS:
            target = quoted(folder / "parquet" / f"{name}.parquet")
            con.execute(f"copy edition.{name} to '{target}' (format parquet, compression zstd)")
    con.execute("detach edition")


def edition_tables(period: Period) -> Iterator[tuple[str, str]]:
    """Yield the tables of an edition's database, each with the select that fills it."""
    known = " union all ".join(
        f"select period from reference.{table} where cut_off <= '{period.cut_off}'"
        for table in ("period", "derivation")
    )
    for name in MARTS:
        yield name, f"select * from marts.{name} where period in ({known})"
    for name in _REFERENCES:
        yield name, f"select * from reference.{name}"
    yield "lineage", "select * from warehouse.lineage order by all"
    yield (
        "submission",
        (
            "select sha256, file_name, received_at, unit_code, period, status, illustrative "
            "from warehouse.decided_submission "
            f"where period is null or period in ({known}) order by all"
        ),
    )
    yield "receipt", "select * from warehouse.receipt order by received_at, run, sha256, file_name"
    yield "issue", f"select * from warehouse.told_issue where period is null or period in ({known})"
    yield "decision", _decisions(period)


def _write_documents(
    folder: Path, declarations: Declarations, heading: Heading, advance: Callable[[], object]
) -> None:
    with duckdb.connect(folder / DATABASE, read_only=True) as con:
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        for report in REPORTS:
            for copy, name in report_copies(declarations, heading, report):
                write_report(con, declarations, copy, report, folder / name)
            advance()
            write_annex(con, declarations, heading, report, folder / f"phu-luc-{report}.xlsx")
            advance()
        write_status(con, declarations, heading, folder / "tinh-hinh-gui-bao-cao.xlsx")
        advance()
        own = template_name(declarations.consolidating_unit, heading.period)
        write_submission(con, declarations, heading, folder / own)


def report_copies(
    declarations: Declarations, heading: Heading, report: str
) -> Iterator[tuple[Heading, str]]:
    """Yield a report's copies with their file names: one for each declared recipient, or just one.

    They differ in nothing but to whom they are addressed.
    """
    onward = declarations.onward(heading.period)
    for recipient in onward:
        name = f"bao-cao-{report}_{recipient.recipient_code}.docx"
        yield replace(heading, onward=recipient.recipient), name
    if not onward:
        yield heading, f"bao-cao-{report}.docx"


def _seal(
    folder: Path,
    period: Period,
    heading: Heading,
    inputs: dict[str, object],
    consolidating_unit: str,
) -> None:
    """Write the manifest with each file's sha256, and make the files read-only."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "period": period.code,
        "consolidating_unit": consolidating_unit,
        "edition": heading.edition,
        "cut_off": period.cut_off.isoformat(),
        "illustrative": heading.illustrative,
        "units_reported": heading.units_reported,
        "units_expected": heading.units_expected,
        "published_at": datetime.now(HANOI).isoformat(timespec="seconds"),
        "inputs": inputs,
        "files": {path.relative_to(folder).as_posix(): _sha256(path) for path in files},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    for path in (*files, folder / MANIFEST):
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.chmod(0o444)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
