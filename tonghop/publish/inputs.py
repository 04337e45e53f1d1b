"""What an edition is made from: code, declarations, reports received and decisions made."""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import ZLIB_RUNTIME_VERSION

import duckdb

import schemas
import tonghop
from schemas.declarations import Declarations
from schemas.loading import REFERENCE
from schemas.periods import Period
from tonghop.digests import sha256_of
from tonghop.knowledge import Known
from tonghop.publish.tables import decisions_until

_CODE = (".py", ".sql")
TEMPLATE = ".docx"
_WRITERS = ("docxtpl", "duckdb", "jinja2", "lxml", "openpyxl", "python-docx")
"""The libraries whose version may show in the bytes of what is published."""
_FILES = """
    select
        receipt.sha256,
        receipt.file_name as name,
        receipt.folder,
        cast(receipt.received_at as varchar) as received_at,
        receipt.run,
        submission.unit_code as unit,
        submission.period,
        submission.status
    from warehouse.receipt as receipt
    inner join warehouse.decided_submission as submission on receipt.sha256 = submission.sha256
    left join reference.period as period on submission.period = period.period
    where period.cut_off is null or period.cut_off <= ?
    order by receipt.received_at, receipt.run, receipt.sha256, receipt.file_name, receipt.folder
"""
_SUBMISSIONS = """
    select
        submission.sha256, submission.file_name,
        cast(submission.received_at as varchar), submission.status
    from warehouse.decided_submission as submission
    left join reference.period as period on submission.period = period.period
    where period.cut_off is null or period.cut_off <= ?
    order by all
"""


def read_inputs(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> dict[str, Any]:
    """Return what an edition depends on: if nothing of it has changed, neither has the edition.

    ``files`` has one entry for each arrival of each file, ``declarations_files`` and ``code`` one
    for each file of the program; all have their sha256.
    """
    submissions = con.execute(_SUBMISSIONS, [period.cut_off]).fetchall()
    decisions = con.execute(
        f"select columns(*)::varchar from ({decisions_until(period)})"
    ).fetchall()
    return {
        "tonghop": version("tonghop"),
        "declarations": declarations.digest,
        "submissions": len(submissions),
        "submissions_sha256": _digest(submissions),
        "decisions": len(decisions),
        "decisions_sha256": _digest(decisions),
        "code": code(),
        "declarations_files": _declared(declarations.folder),
        "files": _files(con, period),
    }


def read_known(con: duckdb.DuckDBPyConnection, known: Known | None = None) -> dict[str, Any]:
    """Return up to which run of receiving and which decision the warehouse knows the truth.

    What it was made of on purpose, ``known``, also says how its day was reckoned.
    """
    (run,) = con.execute("select coalesce(max(run), 0) from warehouse.receipt").fetchone() or (0,)
    (number,) = con.execute(
        "select coalesce(max(number), 0) from warehouse.decision"
    ).fetchone() or (0,)
    reckoned = {"reckoned_by": known.reckoned_by} if known and known.day else {}
    return {"receipts_run": run, "decisions": number, **reckoned}


@lru_cache
def code() -> dict[str, Any]:
    """Return the program as it runs: the sha256 of each file and of all, and what it writes with.

    A process keeps to the code that it started with, so this is looked up once.
    """
    files = {
        f"{module.__name__}/{name}": sha256
        for module in (schemas, tonghop)
        for name, sha256 in _hashed(_folder_of(module), _CODE).items()
    }
    written_with = {name: version(name) for name in _WRITERS} | {"zlib": ZLIB_RUNTIME_VERSION}
    return {"sha256": _digest([files, written_with]), "written_with": written_with, "files": files}


def templates() -> dict[str, str]:
    """Return the sha256 of each template that documents are written from."""
    return _of_schemas(TEMPLATE)


def _declared(own: Path) -> dict[str, str]:
    """Return the sha256 of each table and template that is declared, shipped or one's own."""
    added = {} if own == REFERENCE else _hashed(own, (".csv",))
    return {
        **_of_schemas(".csv", TEMPLATE),
        **{f"declarations/{name}": sha256 for name, sha256 in added.items()},
    }


def _of_schemas(*kinds: str) -> dict[str, str]:
    found = _hashed(_folder_of(schemas), kinds)
    return {f"schemas/{name}": sha256 for name, sha256 in found.items()}


def _files(con: duckdb.DuckDBPyConnection, period: Period) -> list[dict[str, Any]]:
    found = con.execute(_FILES, [period.cut_off])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _hashed(folder: Path, kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the sha256 of each file of these kinds by its path within the folder, in order."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.suffix in kinds}
    return {name: sha256_of(found[name]) for name in sorted(found)}


def _folder_of(module: ModuleType) -> Path:
    return Path(str(module.__file__)).parent


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
