"""The schema of the warehouse: one text of several files, any of which makes another version."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.warehouses import warehouse_in_memory
from tonghop.warehouse import structure
from tonghop.warehouse.structure import lay_out, schema_files

LINES = 300


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the schema that may be changed."""
    copy = tmp_path / "schema"
    shutil.copytree(structure.SCHEMA_FOLDER, copy)
    monkeypatch.setattr(structure, "SCHEMA_FOLDER", copy)
    return copy


def is_kept(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether what was recorded is there after the warehouse is opened once more."""
    con.execute("insert into warehouse.decision_log values ('kept')")
    lay_out(con)
    return bool(con.execute("from warehouse.decision_log").fetchall())


def test_files_are_numbered_in_order_and_short() -> None:
    numbers = [path.name.partition("_")[0] for path in schema_files()]
    assert numbers == [f"{number:02}" for number in range(1, len(numbers) + 1)]
    assert all(path.read_text("utf-8").count("\n") < LINES for path in schema_files())


def test_the_same_schema_keeps_what_is_recorded() -> None:
    with duckdb.connect() as con:
        lay_out(con)
        assert is_kept(con)


@pytest.mark.parametrize("name", [path.name for path in schema_files()])
def test_any_file_that_changes_makes_another_version(folder: Path, name: str) -> None:
    with duckdb.connect() as con:
        lay_out(con)
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n-- Changed.\n")
        assert not is_kept(con)


def test_a_file_that_is_added_makes_another_version(folder: Path) -> None:
    with duckdb.connect() as con:
        lay_out(con)
        (folder / "99_last.sql").write_text(
            "create table warehouse.added (one integer);\n", "utf-8"
        )
        assert not is_kept(con)
        assert con.execute("from warehouse.added").fetchall() == []


@pytest.mark.parametrize(
    "listed",
    [
        "schema_name from duckdb_schemas() where not internal",
        "schema_name, table_name, sql, has_primary_key from duckdb_tables()",
        "schema_name, view_name, sql, column_count from duckdb_views() where not internal",
        "schema_name, table_name, column_name, data_type, column_default from duckdb_columns()"
        " where not internal",
        "schema_name, table_name, constraint_text from duckdb_constraints()",
        "function_name, parameters, macro_definition from duckdb_functions()"
        " where schema_name = 'warehouse'",
        "digest from reference.structure",
    ],
)
def test_a_copy_has_all_that_is_laid_out(listed: str) -> None:
    with duckdb.connect() as con, warehouse_in_memory() as copy:
        lay_out(con)
        query = f"select {listed} order by all"
        found = copy.execute(query).fetchall()
        assert found == con.execute(query).fetchall() != []
