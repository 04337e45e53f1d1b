"""The tables of an outside edition: those of the internal one, less what is kept back."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb

from schemas.periods import Period
from tonghop.disclosure.masking import TARGET, Mark
from tonghop.disclosure.publication import KIND, NATION, UNIT, Place
from tonghop.publish.editions import DATABASE
from tonghop.publish.kept_back import TABLE
from tonghop.warehouse import quoted

SUPPRESSED = "suppressed"
PUBLISHED = ("national_summary", "province_summary", "unit_kind_summary")
"""The tables that leave the ministry; the others only serve to write documents."""
_OF_PERIOD = (*PUBLISHED, "target_progress", "reporting_status")
_OF_BOTH = ("province_summary", "reporting_status")
"""What is needed of last year too: its parts, and who reported."""
_WHOLE = ("period", "unit", "unit_name", "expected_report", "succession", "lineage", "target")
_EMPTY = ("unit_target", "issue", "narrative_summary", "decision", "submission")
_MASKED = {
    NATION: ("national_summary", "''"),
    UNIT: ("province_summary", "basis || '/' || unit_code"),
    KIND: ("unit_kind_summary", "unit_kind"),
    TARGET: ("target_progress", "''"),
}


def copy_tables(internal: Path, period: Period) -> duckdb.DuckDBPyConnection:
    """Return, in memory, the tables that documents for outside are written from, all as yet told.

    Of reports there is no more than whose came and when; of texts, issues and decisions nothing.
    """
    con = duckdb.connect()
    con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
    con.execute(f"attach '{quoted(internal / DATABASE)}' as internal (read_only)")
    known = f"period in ('{period.code}', '{period.last_year}')"
    for name in _OF_PERIOD:
        of = known if name in _OF_BOTH else f"period = '{period.code}'"
        con.execute(f"create table {name} as select * from internal.{name} where {of}")
    for name in _WHOLE:
        con.execute(f"create table {name} as select * from internal.{name}")
    for name in _EMPTY:
        con.execute(f"create table {name} as select * from internal.{name} limit 0")
    con.execute("update reporting_status set sha256 = null")
    con.execute("update target_progress set names_below = null")
    return con


def keep_back(con: duckdb.DuckDBPyConnection, period: Period, marks: Sequence[Mark]) -> None:
    """Empty every column that is kept back, and say where, in the tables and beside them.

    What was reported for last year, other than beside this period, has no place outside.
    """
    con.execute("delete from province_summary where period <> ?", [period.code])
    con.execute(
        f"create table {TABLE} (place varchar, of_whom varchar, code varchar, column_name varchar)"
    )
    if marks:
        con.executemany(f"insert into {TABLE} values (?, ?, ?, ?)", [list(mark) for mark in marks])
    columns: defaultdict[str, set[str]] = defaultdict(set)
    for mark in marks:
        columns[mark.table].add(mark.column)
    for name in PUBLISHED:
        con.execute(f"alter table {name} add column kept_back varchar")
    for table, (name, of) in _MASKED.items():
        for column in sorted(columns[table]):
            _empty(con, table, name, of, column)


def _empty(con: duckdb.DuckDBPyConnection, table: str, name: str, of: str, column: str) -> None:
    noted = f"kept_back = concat_ws(' ', kept_back, '{column}')" if name in PUBLISHED else None
    state = f"state = '{SUPPRESSED}'" if (table, column) == (UNIT, "value") else None
    last = (
        f"state_last_year = '{SUPPRESSED}'"
        if (table, column) == (UNIT, "value_last_year")
        else None
    )
    settings = ", ".join(filter(None, (f"{column} = null", noted, state, last)))
    con.execute(
        f"update {name} set {settings} where ({of}, line_code || '.' || measure) in "
        f"(select (of_whom, code) from {TABLE} where place = ? and column_name = ?)",
        [table, column],
    )


def write_published(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the tables that leave the ministry, as a database of their own and as Parquet."""
    (folder / "parquet").mkdir()
    con.execute(f"attach '{quoted(folder / DATABASE)}' as outside")
    for name in PUBLISHED:
        con.execute(f"create table outside.{name} as select * from {name} order by all")
        target = quoted(folder / "parquet" / f"{name}.parquet")
        con.execute(f"copy outside.{name} to '{target}' (format parquet, compression zstd)")
    con.execute("detach outside")


def read_kept_back(edition: Path) -> frozenset[Place]:
    """Return every place of an outside edition whose figure is kept back, as its tables say."""
    with duckdb.connect(edition / DATABASE, read_only=True) as con:
        return frozenset(
            Place(table, of_whom, code, column)
            for table, (name, of) in _MASKED.items()
            if name in PUBLISHED
            for of_whom, code, columns in con.execute(
                f"select {of}, line_code || '.' || measure, kept_back from {name} "
                "where kept_back is not null"
            ).fetchall()
            for column in columns.split()
        )
