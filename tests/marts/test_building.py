"""Building: all marts or none, and only if grains hold and figures close."""

# Text tables keep their shape and their width.
# fmt: off

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.tables import load, rows
from tonghop import building
from tonghop.building import MARTS, GrainError, build, grain
from tonghop.closure import ClosureError, check_closure
from tonghop.warehouse.structure import read_schema

TWO_REPORTS = """
    sha256 | unit_code | period  | status   | received_at
    a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    h1     | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
"""
D03 = "line_code = 'D03'"


@pytest.fixture
def loaded(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Something in every mart."""
    load(con, "warehouse.submission", TWO_REPORTS)
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a2     | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
        f1     | F         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 5     | number
        a2     | PCTP2     | D03       | vu      | 6     | number
        h1     | PCTP2     | D03       | vu      | 3     | number
        f1     | PCTP2     | D03       | vu      | 5     | number
    """)
    load(con, "reference.subordinate_report", """
        period  | superior | unit_code | unit_name | unit_kind
        2024-H1 | A        | F         | Cơ sở F   | facility
    """)
    load(con, "warehouse.issue", """
        sha256 | issue_number | code | severity
        a1     | 1            | Q001 | warn
    """)
    load(con, "warehouse.narrative", """
        sha256 | section_code | sheet       | cell | text
        a1     | N1           | Thuyết minh | B5   | Đã tập huấn
    """)
    load(con, "reference.derivation", """
        period  | cut_off    | formula_number | minuend | part    | sign | parts
        2024-Q2 | 2024-06-14 | 1              | 2024-H1 | 2024-H1 | 1    | 2
        2024-Q2 | 2024-06-14 | 1              | 2024-H1 | 2023-H1 | -1   | 2
    """)
    return con


@pytest.fixture
def selects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the selects to spoil."""
    folder = tmp_path / "marts"
    shutil.copytree(building.MARTS_FOLDER, folder)
    monkeypatch.setattr(building, "MARTS_FOLDER", folder)
    return folder


def spoil(folder: Path, mart: str, old: str, new: str) -> None:
    select = folder / f"{mart}.sql"
    text = select.read_text(encoding="utf-8")
    assert old in text
    select.write_text(text.replace(old, new), encoding="utf-8")


def test_building_twice_gives_the_same_marts(loaded: duckdb.DuckDBPyConnection) -> None:
    build(loaded)
    first = [repr(rows(loaded, mart)) for mart in MARTS]
    build(loaded)
    assert [repr(rows(loaded, mart)) for mart in MARTS] == first


@pytest.mark.parametrize("mart", MARTS)
def test_every_mart_has_rows_in_the_order_of_its_grain(
    loaded: duckdb.DuckDBPyConnection, mart: str
) -> None:
    build(loaded)
    columns = ", ".join(grain(mart))
    found = loaded.execute(f"select {columns} from marts.{mart}").fetchall()
    assert found
    assert found == sorted(found)


@pytest.mark.parametrize("mart", MARTS)
def test_no_published_column_is_floating_point(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    build(con)
    kinds = {row[1] for row in con.execute(f"describe marts.{mart}").fetchall()}
    assert not kinds & {"DOUBLE", "FLOAT"}


def test_a_doubled_row_is_a_grain_error_that_names_the_mart_and_the_row(
    loaded: duckdb.DuckDBPyConnection,
) -> None:
    load(loaded, "reference.expected_report", """
        period  | unit_code | unit_kind
        2024-H1 | A         | health_department
    """)
    message = r"mart province_summary: several rows for one \(period, basis, unit_code.*'A', 'D03'"
    with pytest.raises(GrainError, match=message):
        build(loaded)


@pytest.mark.parametrize("mart", MARTS)
def test_the_grain_of_every_mart_is_checked(
    loaded: duckdb.DuckDBPyConnection, selects: Path, mart: str
) -> None:
    select = selects / f"{mart}.sql"
    text = select.read_text(encoding="utf-8")
    header = "".join(line for line in text.splitlines(True) if line.startswith("--"))
    select.write_text(
        f"{header} select doubled.* from ({text}) as doubled cross join range(2)", encoding="utf-8"
    )
    with pytest.raises(GrainError, match=f"mart {mart}: several rows"):
        build(loaded)


def test_a_grain_with_nulls_is_checked_too(loaded: duckdb.DuckDBPyConnection) -> None:
    load(loaded, "warehouse.submission", """
        sha256  | status   | received_at
        unknown | rejected | 2024-06-10 09:00+07
    """)
    load(loaded, "warehouse.issue", """
        sha256  | code | severity
        unknown | U01  | reject_file
    """)
    load(loaded, "reference.issue_kind", """
        code | title
        U01  | Không rõ đơn vị
        U01  | Không rõ đơn vị
    """)
    with pytest.raises(GrainError, match="mart issue_summary"):
        build(loaded)


def test_a_header_without_grain_is_a_grain_error(
    loaded: duckdb.DuckDBPyConnection, selects: Path
) -> None:
    spoil(selects, "figure_cell", "-- Grain:", "-- Keys:")
    with pytest.raises(GrainError, match="mart figure_cell: the header has no line"):
        build(loaded)


def test_a_lost_cell_is_a_closure_error_that_names_the_figure(
    loaded: duckdb.DuckDBPyConnection, selects: Path
) -> None:
    spoil(selects, "figure_cell", "value is not null", "value <> 3")
    message = r"figures do not close: 2024-H1:D03\.vu: published 8\.00, cells sum to 5\.00"
    with pytest.raises(ClosureError, match=message):
        build(loaded)


def test_a_figure_that_loses_its_value_is_a_closure_error(
    loaded: duckdb.DuckDBPyConnection, selects: Path
) -> None:
    spoil(selects, "national_summary", "    figure.value,\n", "    null as value,\n")
    with pytest.raises(ClosureError, match="published None, cells sum to 8"):
        build(loaded)


def test_a_cell_without_a_figure_is_a_closure_error(
    loaded: duckdb.DuckDBPyConnection, selects: Path
) -> None:
    spoil(selects, "national_summary", "order by", "where figure.line_code <> 'D03' order by")
    with pytest.raises(ClosureError, match="published None, cells sum to 8"):
        build(loaded)


@pytest.mark.parametrize("basis", ["as_reported", "current"])
def test_a_basis_that_loses_a_unit_is_a_closure_error(
    loaded: duckdb.DuckDBPyConnection, selects: Path, basis: str
) -> None:
    grouped = "    group by\n        part.period"
    lost = f"    where part.unit_code <> 'H' or part.basis <> '{basis}'\n"
    spoil(selects, "province_summary", grouped, lost + grouped)
    message = f"2024-H1:D03.vu as all units {basis}: published 8.00, cells sum to 5.00"
    with pytest.raises(ClosureError, match=message):
        build(loaded)


def test_a_yes_no_that_is_neither_is_a_closure_error(loaded: duckdb.DuckDBPyConnection) -> None:
    load(loaded, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP1     | D10       | co      | 2     | number
    """)
    with pytest.raises(ClosureError, match=r"published 0\.00, cells sum to 2\.00"):
        build(loaded)


def test_a_difference_below_floating_point_is_a_closure_error(
    loaded: duckdb.DuckDBPyConnection,
) -> None:
    build(loaded)
    loaded.execute(f"update marts.figure_cell set value = 100000000000000000 where {D03}")
    loaded.execute(f"update marts.national_summary set value = 200000000000000000.01 where {D03}")
    with pytest.raises(ClosureError, match=r"published 200000000000000000\.01"):
        check_closure(loaded)


def test_a_failed_build_leaves_the_marts_as_they_were(loaded: duckdb.DuckDBPyConnection) -> None:
    build(loaded)
    loaded.execute("update warehouse.value set value = 700")
    load(loaded, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP1     | D10       | co      | 2     | number
    """)
    with pytest.raises(ClosureError):
        build(loaded)
    assert rows(loaded, "national_summary", columns="value", where=D03) == """
        value
        8
    """


@pytest.mark.parametrize("record", ["'number', null", "'none', 4", "'none', null", "'blank', 0"])
def test_the_warehouse_refuses_a_state_that_contradicts_its_value(
    con: duckdb.DuckDBPyConnection, record: str
) -> None:
    with pytest.raises(duckdb.ConstraintException):
        con.execute(
            "insert into warehouse.value (sha256, form_code, line_code, measure, state, value)"
            f" values ('a1', 'PCTP2', 'D03', 'vu', {record})"
        )


def test_the_schema_can_be_applied_again(loaded: duckdb.DuckDBPyConnection) -> None:
    loaded.execute(read_schema())
    assert loaded.execute("select count(*) from warehouse.value").fetchall() == [(4,)]
