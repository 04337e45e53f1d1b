"""Editions sealed from a warehouse in memory, as publishing seals them, without the documents."""

import json
from pathlib import Path

import duckdb

from schemas.periods import Period
from tonghop.building import build
from tonghop.publish.editions import DATABASE, MANIFEST
from tonghop.publish.tables import edition_tables


def seal_edition(
    con: duckdb.DuckDBPyConnection, marts: Path, period: str, number: int, **told: object
) -> Path:
    """Build the marts and write the database and manifest of an edition."""
    build(con)
    found = con.execute(
        "select period, kind, year, label, starts_on, cut_off from reference.period "
        "where period = ?", [period],
    ).fetchall()  # fmt: skip
    of = Period(*found[0])
    folder = marts / period / f"{number:02d}"
    folder.mkdir(parents=True)
    con.execute(f"attach '{folder / DATABASE}' as edition")
    for name, select in edition_tables(of):
        con.execute(f"create table edition.{name} as {select}")
    con.execute("detach edition")
    manifest = {
        "period": period,
        "consolidating_unit": "BYT",
        "edition": number,
        "cut_off": of.cut_off.isoformat(),
        "illustrative": True,
        "units_reported": 0,
        "units_expected": 0,
        "published_at": "2024-07-01T08:00:00+07:00",
    }
    (folder / MANIFEST).write_text(json.dumps(manifest | told), encoding="utf-8")
    return folder
