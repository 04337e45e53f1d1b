"""The tables and views of the warehouse: their text, and a warehouse laid out by it."""

import hashlib
from pathlib import Path

import duckdb

from tonghop.transactions import transaction

SCHEMA_FOLDER = Path(__file__).parent / "schema"
_SCHEMAS = ("marts", "warehouse", "reference")


def schema_files() -> list[Path]:
    """Return the files that make the tables and views, in the order in which they build on them."""
    return sorted(SCHEMA_FOLDER.glob("*.sql"))


def read_schema() -> str:
    """Return the text that makes the tables and views; it can be run again."""
    return "\n".join(path.read_text(encoding="utf-8") for path in schema_files())


def lay_out(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views, unless this very version of the schema has made them.

    Those of another version are dropped; the next ingest reads the whole archive again.
    """
    schema = read_schema()
    digest = hashlib.sha256(schema.encode()).hexdigest()
    if _structure(con) == digest:
        return
    with transaction(con):
        for name in _SCHEMAS:
            con.execute(f"drop schema if exists {name} cascade")
        con.execute(schema)
        con.execute("insert into reference.structure values (?)", [digest])


def _structure(con: duckdb.DuckDBPyConnection) -> str | None:
    """Return the version of the schema that made the warehouse, if one that says so did."""
    try:
        found = con.execute("select digest from reference.structure").fetchone()
    except duckdb.CatalogException:
        return None
    return found[0] if found else None
