"""The tables of an edition: what each holds, in the edition's database and as Parquet.

Rows stand in an order that the rows themselves decide, so that the same rows give the same files.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow

from schemas.periods import Period
from tonghop.building import MARTS, grain
from tonghop.publish.editions import DATABASE
from tonghop.warehouse import quoted

_REFERENCES = (
    "indicator_cell", "target", "period", "unit", "unit_name", "expected_report",
    "subordinate_report", "succession", "working_day",
)  # fmt: skip
_ROWS_AT_ONCE = 100_000


def write_tables(con: duckdb.DuckDBPyConnection, folder: Path, period: Period) -> None:
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
    submissions = (
        f"select * from warehouse.decided_submission where period is null or period in ({known})"
    )
    for name in MARTS:
        order = ", ".join(grain(name))
        yield name, f"select * from marts.{name} where period in ({known}) order by {order}"
    for name in _REFERENCES:
        yield name, f"select * from reference.{name} order by all"
    yield "lineage", "select * from warehouse.lineage order by all"
    yield (
        "derivation_part",
        (
            "select period, unit_code, part, sign, past_unit from warehouse.derivation_part "
            f"where period in ({known}) order by all"
        ),
    )
    yield (
        "uncounted_cell",
        (
            "select * from warehouse.uncounted_cell "
            f"where period is null or period in ({known}) "
            "order by period, line_code, measure, unit_code, sha256, form_code"
        ),
    )
    yield (
        "submission",
        (
            "select sha256, file_name, received_at, unit_code, period, status, illustrative "
            f"from ({submissions}) order by all"
        ),
    )
    yield (
        "receipt",
        (
            "select * exclude (arrival) from warehouse.receipt "
            f"where sha256 in (select sha256 from ({submissions})) "
            "order by received_at, run, sha256, file_name, folder"
        ),
    )
    yield (
        "issue",
        (
            "select * from warehouse.told_issue "
            f"where period is null or period in ({known}) order by all"
        ),
    )
    yield "decision", decisions_until(period)


def decisions_until(period: Period) -> str:
    """Return the select of the decisions that an edition of ``period`` depends on."""
    return f"""
        select * from warehouse.told_decision
        where
            period is null
            or period in (select period from reference.period where cut_off <= '{period.cut_off}')
        order by number
    """


def digest_tables(database: Path) -> dict[str, str]:
    """Return for each table of a DuckDB file one sha256 over its columns and rows, by content.

    The same rows in the same order have the same digest, in whatever way the file stores them: two
    such files seldom have the same bytes.
    """
    with duckdb.connect(database, read_only=True) as con:
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        names = con.execute("select table_name from duckdb_tables() order by table_name").fetchall()
        return {name: _digest(con, name) for (name,) in names}


def _digest(con: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = [(name, kind) for name, kind, *_ in con.execute(f"describe {table}").fetchall()]
    digest = hashlib.sha256(json.dumps(columns).encode())
    row = ", ".join(_written(name, kind) for name, kind in columns)
    for batch in con.sql(f"select concat({row}) from {table}").to_arrow_reader(_ROWS_AT_ONCE):
        digest.update(_joined(batch.column(0)))
    return digest.hexdigest()


def _joined(texts: pyarrow.StringArray) -> memoryview:
    """Return the texts of an Arrow column one after another, as it holds them: without a copy."""
    _, offsets, content = texts.buffers()
    places = memoryview(offsets).cast("i")[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(content or b"")[places[0] : places[-1]]


def _written(column: str, kind: str) -> str:
    """Return the SQL of a value as texts of which each tells where it ends, and null from empty."""
    if kind == "VARCHAR":
        return f"coalesce(strlen(\"{column}\")::varchar, '-'), ':', \"{column}\""
    return f"\"{column}\", ';'"
