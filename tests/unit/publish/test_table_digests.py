"""The digest of a table tells every other content apart, and nothing but the content."""

from pathlib import Path

import duckdb
import pytest

from tests.unit.publish.small_edition import Report, edition_of, trimmed
from tonghop.publish.editions import DATABASE
from tonghop.publish.sealing import files_of
from tonghop.publish.tables import digest_tables, write_tables

TABLE = "select 'D03' as line_code, 'vu' as measure, 5::decimal(38, 4) as value"


def digest(folder: Path, select: str) -> str:
    database = folder / "tonghop.duckdb"
    database.unlink(missing_ok=True)
    with duckdb.connect(database) as con:
        con.execute(f"create table figure as {select}")
    return digest_tables(database)["figure"]


@pytest.mark.parametrize(
    "other",
    [
        "select 'D03v' as line_code, 'u' as measure, 5::decimal(38, 4) as value",
        "select 'D03' as line_code, '' as measure, 5::decimal(38, 4) as value",
        "select 'D03' as line_code, null::varchar as measure, 5::decimal(38, 4) as value",
        "select 'D03' as line_code, 'vu' as measure, null::decimal(38, 4) as value",
        "select 'D03' as line_code, 'vu' as measure, 5::decimal(38, 2) as value",
        "select 'D03' as line_code, 'vu' as cell, 5::decimal(38, 4) as value",
        "select 'D03' as line_code, 'vu' as measure, 5.0001::decimal(38, 4) as value",
        "select 'D03' as line_code, '2:vu' as measure, 5::decimal(38, 4) as value",
        f"{TABLE} union all {TABLE}",
        f"from ({TABLE}) limit 0",
    ],
)
def test_another_content_has_another_digest(tmp_path: Path, other: str) -> None:
    assert digest(tmp_path, TABLE) != digest(tmp_path, other)


def test_the_same_content_has_the_same_digest_however_it_came(tmp_path: Path) -> None:
    """At once or row by row; in a file that held something else before."""
    rows = "select 'Điện Biên ' || range as name, range as value from range(250000)"
    at_once = digest(tmp_path, rows)
    with duckdb.connect(tmp_path / "another.duckdb") as con:
        con.execute("set threads = 1")
        con.execute(f"create table gone as {rows}; drop table gone")
        con.execute("create table figure (name varchar, value bigint)")
        for start in range(0, 250_000, 50_000):
            con.execute(f"insert into figure from ({rows}) offset {start} limit 50000")
    assert digest_tables(tmp_path / "another.duckdb") == {"figure": at_once}


def test_moments_are_the_same_wherever_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    select = "select timestamptz '2026-06-10 08:00:00+07' as received_at"
    monkeypatch.setenv("TZ", "America/Anchorage")
    there = digest(tmp_path, select)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    assert digest(tmp_path, select) == there


def test_rows_have_an_order_of_their_own_whatever_order_they_were_recorded_in(
    tmp_path: Path,
) -> None:
    """As those of a warehouse that was made again, all at once."""
    units = ("SYT34-51", "SYT34-01", "SYT34-04")
    reports = [
        Report(unit, period, f"{period[:4]}-06-10", {"D03.vu": 5, "D04.vu": 1})
        for unit in units
        for period in ("2026-H1", "2026-Q1")
    ]
    declarations = trimmed(["D03", "D04"], units)
    made = []
    with edition_of(declarations, reports) as con:
        for name in ("as recorded", "shuffled"):
            folder = tmp_path / name
            folder.mkdir()
            write_tables(con, folder, declarations.period("2026-H1"))
            made.append(folder)
            shuffle(con)
    one, other = made
    assert digest_tables(one / DATABASE) == digest_tables(other / DATABASE)
    for parquet in files_of(one).keys() - {DATABASE}:
        assert (one / parquet).read_bytes() == (other / parquet).read_bytes(), parquet


def shuffle(con: duckdb.DuckDBPyConnection) -> None:
    """Store the rows of every table in another order."""
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where schema_name <> 'main'"
    ).fetchall()
    for schema, table in tables:
        con.execute(f"create temp table turned as from {schema}.{table} order by rowid desc")
        con.execute(f"delete from {schema}.{table}")
        con.execute(f"insert into {schema}.{table} from turned")
        con.execute("drop table turned")
