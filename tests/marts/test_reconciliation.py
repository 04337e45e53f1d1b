"""A Sở's own figures beside those of the units that report to it; neither is counted twice."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, rows
from tonghop.building import build

COLUMNS = (
    "unit_code, line_code, value, subordinates_value, difference, "
    "subordinates_with_value, subordinates_reported, subordinates_expected, state"
)


@pytest.fixture
def con(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Facilities A1 and A2 report to A, and B1 to B, for 2024-H1."""
    load(con, "reference.subordinate_report", """
        period  | superior | unit_code | unit_name | unit_kind
        2024-H1 | A        | A1        | Cơ sở A1  | facility
        2024-H1 | A        | A2        | Cơ sở A2  | facility
        2024-H1 | B        | B1        | Cơ sở B1  | facility
    """)
    return con


def send(con: duckdb.DuckDBPyConnection, values: str) -> None:
    """Load accepted reports of 2024-H1: unit, line, measure, value, state."""
    load(con, "warehouse.value", values.replace("unit_code", "sha256"))
    con.execute("""
        insert into warehouse.submission by name
        select distinct sha256, sha256 as unit_code, '2024-H1' as period, 'accepted' as status,
            timestamptz '2024-06-10 09:00+07' as received_at
        from warehouse.value
    """)
    build(con)


def test_a_departments_figures_stand_beside_the_sum_of_its_facilities(
    con: duckdb.DuckDBPyConnection,
) -> None:
    send(con, """
        unit_code | form_code | line_code | measure  | value | state
        A         | PCTP2     | D03       | vu       | 5     | number
        A         | PCTP3     | D15a      | so_luong | 3     | number
        A         | PCTP3     | D15b      | so_luong | 4     | number
        A         | PCTP1     | D10       | co       | 1     | number
        A1        | PCTP2     | D03       | vu       | 2     | number
        A1        | PCTP3     | D15a      | so_luong | 1     | number
        A1        | PCTP3     | D15b      | so_luong | 2     | number
        A1        | PCTP1     | D10       | co       | 0     | number
        A2        | PCTP2     | D03       | vu       | 2.5   | number
        A2        | PCTP3     | D15a      | so_luong | 2     | number
        A2        | PCTP3     | D15b      | so_luong | 2     | number
        A2        | PCTP1     | D10       | co       | 1     | number
    """)
    assert rows(con, "reconciliation", columns=COLUMNS) == """
        unit_code | line_code | value | subordinates_value | difference | subordinates_with_value | subordinates_reported | subordinates_expected | state
        A         | D03       | 5     | 4.5                | 0.5        | 2                       | 2                     | 2                     | different
        A         | D10       | 1     | 1                  |            | 2                       | 2                     | 2                     | not_compared
        A         | D15       | 75    | 75                 | 0          | 2                       | 2                     | 2                     | equal
        A         | D15a      | 3     | 3                  | 0          | 2                       | 2                     | 2                     | equal
        A         | D15b      | 4     | 4                  | 0          | 2                       | 2                     | 2                     | equal
    """


def test_nothing_is_counted_twice(con: duckdb.DuckDBPyConnection) -> None:
    send(con, """
        unit_code | form_code | line_code | measure | value | state
        A         | PCTP2     | D03       | vu      | 5     | number
        A1        | PCTP2     | D03       | vu      | 2     | number
        A2        | PCTP2     | D03       | vu      | 3     | number
        B         | PCTP2     | D03       | vu      | 7     | number
    """)
    where = "period = '2024-H1' and line_code = 'D03'"
    assert rows(con, "national_summary", columns="value, units_reported, units_expected", where=where) == """
        value | units_reported | units_expected
        12    | 2              | 3
    """
    assert rows(con, "figure_cell", columns="unit_code, value") == """
        unit_code | value
        A         | 5
        B         | 7
    """
    assert rows(con, "reporting_status", columns="unit_code", where="period = '2024-H1'") == """
        unit_code
        A
        B
        H
    """


def test_a_missing_facility_leaves_the_comparison_open(con: duckdb.DuckDBPyConnection) -> None:
    send(con, """
        unit_code | form_code | line_code | measure | value | state
        A         | PCTP2     | D03       | vu      | 5     | number
        A1        | PCTP2     | D03       | vu      | 5     | number
    """)
    assert rows(con, "reconciliation", columns=COLUMNS, where="line_code = 'D03'") == """
        unit_code | line_code | value | subordinates_value | difference | subordinates_with_value | subordinates_reported | subordinates_expected | state
        A         | D03       | 5     | 5                  | 0          | 1                       | 1                     | 2                     | incomplete
    """


def test_a_department_without_report_is_told_beside_its_facilities(
    con: duckdb.DuckDBPyConnection,
) -> None:
    send(con, """
        unit_code | form_code | line_code | measure | value | state
        B1        | PCTP2     | D03       | vu      | 4     | number
    """)
    assert rows(con, "reconciliation", columns=COLUMNS, where="line_code = 'D03'") == """
        unit_code | line_code | value | subordinates_value | difference | subordinates_with_value | subordinates_reported | subordinates_expected | state
        B         | D03       |       | 4                  |            | 1                       | 1                     | 1                     | missing
    """


def test_blank_beside_blank_is_equal_and_beside_zero_is_not(con: duckdb.DuckDBPyConnection) -> None:
    send(con, """
        unit_code | form_code | line_code | measure  | value | state
        B         | PCTP2     | D03       | vu       |       | blank
        B         | PCTP3     | D15a      | so_luong |       | not_collected
        B1        | PCTP2     | D03       | vu       | 0     | none
        B1        | PCTP3     | D15a      | so_luong |       | blank
    """)
    assert rows(con, "reconciliation", columns=COLUMNS, where="line_code in ('D03', 'D15a')") == """
        unit_code | line_code | value | subordinates_value | difference | subordinates_with_value | subordinates_reported | subordinates_expected | state
        B         | D03       |       | 0                  |            | 1                       | 1                     | 1                     | different
        B         | D15a      |       |                    |            | 0                       | 1                     | 1                     | equal
    """


def test_a_share_needs_both_parts_of_a_facility(con: duckdb.DuckDBPyConnection) -> None:
    send(con, """
        unit_code | form_code | line_code | measure  | value | state
        A         | PCTP3     | D15a      | so_luong | 3     | number
        A         | PCTP3     | D15b      | so_luong | 4     | number
        A1        | PCTP3     | D15a      | so_luong | 1     | number
        A2        | PCTP3     | D15a      | so_luong | 2     | number
        A2        | PCTP3     | D15b      | so_luong | 4     | number
    """)
    assert rows(con, "reconciliation", columns=COLUMNS, where="line_code = 'D15'") == """
        unit_code | line_code | value | subordinates_value | difference | subordinates_with_value | subordinates_reported | subordinates_expected | state
        A         | D15       | 75    | 50                 | 25         | 1                       | 2                     | 2                     | different
    """


def test_without_facilities_reports_there_is_nothing_to_reconcile(
    con: duckdb.DuckDBPyConnection,
) -> None:
    send(con, """
        unit_code | form_code | line_code | measure | value | state
        A         | PCTP2     | D03       | vu      | 5     | number
    """)
    assert con.execute("select count(*) from marts.reconciliation").fetchone() == (0,)
