"""New warehouses for tests: laid out once, and copied wherever one is needed.

Laying one out costs many times as much as copying it, and most tests need a new one.
"""

from atexit import register
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import duckdb

from tonghop.warehouse.structure import lay_out


def warehouse_in_memory() -> duckdb.DuckDBPyConnection:
    """Return a warehouse with nothing in it, on Hanoi time."""
    con = duckdb.connect()
    con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
    copy_laid_out(con)
    return con


def copy_or_lay_out(con: duckdb.DuckDBPyConnection) -> None:
    """Do what ``lay_out`` does, for a database with nothing in it by copying."""
    made = con.execute(
        "select 1 from duckdb_schemas() where database_name = current_database() and not internal"
    ).fetchall()
    if made:
        lay_out(con)
    else:
        copy_laid_out(con)


def copy_laid_out(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the database, which has nothing in it, with the tables and views of a warehouse."""
    (database,) = con.execute("select current_database()").fetchone() or ("",)
    con.execute(f"attach '{_laid_out()}' as laid_out (read_only)")
    con.execute(f'copy from database laid_out to "{database}"')
    con.execute("detach laid_out")


@cache
def _laid_out() -> Path:
    """Return a warehouse that was laid out as always; it is there as long as the tests run."""
    folder = Path(mkdtemp())
    register(rmtree, folder)
    path = folder / "laid_out.duckdb"
    with duckdb.connect(path) as con:
        lay_out(con)
    return path
