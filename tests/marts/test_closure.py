"""Closure: every fault that is planted in a figure or in a cell is found, and named."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from schemas.periods import Period
from tests.build import declarations
from tests.two_years import two_years
from tonghop.building import build
from tonghop.closure import (
    SUBJECTS,
    ClosureError,
    check_closure,
    check_edition,
    count_closure,
)
from tonghop.publish import edition as publishing
from tonghop.publish.tables import write_tables

CELL = "figure_cell where figure_id = '2024-H1:D03.vu' and unit_code = 'A'"


@pytest.fixture(scope="module")
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two years of C, which follows A and B, and of H: sums, ratios, answers, targets, quarters."""
    with duckdb.connect() as con:
        two_years(con)
        build(con)
        yield con


@pytest.fixture
def con(built: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """What is built, to be spoiled; the next test finds it whole."""
    built.begin()
    yield built
    built.rollback()


def test_every_subject_has_figures_and_all_close(con: duckdb.DuckDBPyConnection) -> None:
    counted = count_closure(con)
    assert tuple(each.subject for each in counted) == SUBJECTS
    assert all(each.figures and each.cells and not each.unclosed for each in counted)


@pytest.mark.parametrize(
    ("mart", "column", "row", "figure"),
    [
        ("national_summary", "value", "figure_id = '2024-H1:D03.vu'", "2024-H1:D03.vu"),
        ("national_summary", "value", "figure_id = '2024-H1:D15.vu'", "2024-H1:D15.vu"),
        ("national_summary", "value", "figure_id = '2024-H1:D10.vu'", "2024-H1:D10.vu"),
        ("national_summary", "value_last_year", "figure_id = '2025-H1:D03.vu'", "2025-H1:D03.vu value_last_year"),
        ("national_summary", "value_like", "figure_id = '2025-H1:D03.vu'", "2025-H1:D03.vu value_like"),
        ("national_summary", "value_last_year_like", "figure_id = '2025-H1:D15.vu'", "2025-H1:D15.vu value_last_year_like"),
        ("province_summary", "value", "figure_id = '2024-H1:D03.vu@A'", "2024-H1:D03.vu@A as_reported"),
        ("province_summary", "value", "figure_id = '2024-H1:F01.vu@C'", "2024-H1:F01.vu@C current"),
        ("province_summary", "value", "figure_id = '2024-H1:D15.vu@C'", "2024-H1:D15.vu@C current"),
        ("province_summary", "value_last_year", "figure_id = '2025-H1:D03.vu@C' and basis = 'current'", "2025-H1:D03.vu@C current value_last_year"),
        ("unit_kind_summary", "value", "period = '2024-H1' and unit_kind = 'ministry_hospital' and line_code = 'D03'", "2024-H1:D03.vu@ministry_hospital"),
        ("derived_period", "value", "figure_id = '2024-Q2:D03.vu'", "2024-Q2:D03.vu"),
        ("derived_period", "value", "figure_id = '2024-Q2:D15.vu'", "2024-Q2:D15.vu"),
        ("unit_derived_period", "value", "figure_id = '2024-Q2:D03.vu@H'", "2024-Q2:D03.vu@H"),
        ("unit_derived_period", "value", "figure_id = '2024-Q2:D15.vu@H'", "2024-Q2:D15.vu@H"),
        ("target_progress", "numerator", "period = '2024-H1' and target_code = 'T2'", "2024-H1:T2 numerator"),
        ("target_progress", "value", "period = '2024-H1' and target_code = 'T2'", "2024-H1:T2"),
        ("target_progress", "denominator", "period = '2025-H1' and target_code = 'T3'", "2025-H1:T3 denominator"),
        ("unit_target", "denominator", "period = '2025-H1' and target_code = 'T3' and unit_code = 'C'", "2025-H1:T3@C denominator"),
    ],
)
def test_a_figure_that_changed_is_named(
    con: duckdb.DuckDBPyConnection, mart: str, column: str, row: str, figure: str
) -> None:
    for change in ("0.01", "null"):
        con.execute(f"update marts.{mart} set {column} = {column} + {change} where {row}")
        with pytest.raises(ClosureError, match=f" {figure}: published"):
            check_closure(con)


@pytest.mark.parametrize(
    ("fault", "published"),
    [
        (f"update {CELL.replace(' where', ' set value = value + 1 where')}", "60.00, cells sum to 61"),
        (f"delete from {CELL}", "60.00, cells sum to 50"),
        (f"insert into figure_cell from {CELL}", "60.00, cells sum to 70"),
    ],
    ids=["changed", "missing", "doubled"],
)
def test_a_cell_that_changed_is_missing_or_doubled_unsettles_every_figure_that_it_is_in(
    con: duckdb.DuckDBPyConnection, fault: str, published: str
) -> None:
    con.execute(fault.replace("figure_cell", "marts.figure_cell"))
    with pytest.raises(ClosureError) as raised:
        check_closure(con)
    told = str(raised.value)
    assert f"2024-H1:D03.vu: published {published}" in told
    for figure in ("2024-H1:D03.vu@A as_reported", "2024-H1:D03.vu@C current", "2024-Q2:D03.vu",
                   "2024-H1:D03.vu@health_department", "2025-H1:D03.vu value_last_year",
                   "2025-H1:D03.vu value_last_year_like", "2025-H1:T3 denominator"):  # fmt: skip
        assert f"{figure}: " in told


def test_a_cell_moved_to_another_unit_leaves_the_nation_but_not_the_units(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute(f"delete from marts.{CELL}")
    con.execute("update marts.figure_cell set value = 30 where figure_id = '2024-H1:D03.vu' and unit_code = 'B'")
    with pytest.raises(ClosureError, match=r"2024-H1:D03.vu@A as_reported: published 10.00, cells sum to None"):
        check_closure(con)


def test_a_figure_or_a_cell_that_stands_alone_is_named(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from marts.province_summary where figure_id = '2024-H1:D03.vu@A'")
    with pytest.raises(ClosureError, match=r"2024-H1:D03.vu@A as_reported: published None, cells sum to 10.00"):
        check_closure(con)


def test_the_search_path_is_left_as_it_was(con: duckdb.DuckDBPyConnection) -> None:
    before = con.execute("select current_setting('search_path')").fetchone()
    check_closure(con)
    assert con.execute("select current_setting('search_path')").fetchone() == before


def test_an_editions_database_is_checked_without_a_warehouse(
    built: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_tables(built, tmp_path, declarations().period("2025-H1"))
    database = tmp_path / "tonghop.duckdb"
    check_edition(database)
    with duckdb.connect(database) as edition:
        edition.execute(f"update {CELL.replace(' where', ' set value = 11 where')}")
    with pytest.raises(ClosureError, match=r"2024-H1:D03.vu: published 60.00, cells sum to 61.00"):
        check_edition(database)


def test_an_edition_with_a_figure_that_is_not_its_cells_never_appears(
    built: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_spoiled(con: duckdb.DuckDBPyConnection, folder: Path, period: Period) -> None:
        write_tables(con, folder, period)
        with duckdb.connect(folder / "tonghop.duckdb") as edition:
            edition.execute("update unit_kind_summary set value = value + 1 where line_code = 'D03'")

    monkeypatch.setattr(publishing, "write_tables", write_spoiled)
    monkeypatch.setattr(publishing, "is_current", lambda *_: True)
    monkeypatch.setattr(publishing, "_facts", lambda *_: {"inputs": {}, "as_of": None})
    with pytest.raises(ClosureError, match=r"2025-H1:D03.vu@ministry_hospital: published 10.00"):
        publishing.publish(built, tmp_path, declarations(), declarations().period("2025-H1"))
    assert [path.name for path in (tmp_path / "2025-H1").iterdir() if path.name[0] != "."] == []
