"""How many units gave a value for each cell."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.marts.half_filled import load_reports
from tests.tables import load, rows
from tonghop.building import build


def test_every_expected_unit_is_counted_once_in_each_cell(con: duckdb.DuckDBPyConnection) -> None:
    load_reports(con)
    build(con)
    columns = (
        "line_code, measure, units_expected, units_number, units_none, units_not_collected,"
        " units_blank, units_refused, units_uncounted, units_missing, filled_pct"
    )
    assert rows(con, "line_completeness", columns=columns) == """
        line_code | measure  | units_expected | units_number | units_none | units_not_collected | units_blank | units_refused | units_uncounted | units_missing | filled_pct
        D03       | vu       | 3              | 1            | 0          | 0                   | 0           | 1             | 0               | 1             | 33.33
        D10       | co       | 3              | 0            | 0          | 0                   | 1           | 0             | 1               | 1             | 0
        D15a      | so_luong | 3              | 0            | 1          | 0                   | 0           | 0             | 1               | 1             | 33.33
        D15b      | so_luong | 3              | 0            | 0          | 1                   | 0           | 0             | 1               | 1             | 0
    """


def test_a_held_report_counts_for_nobody(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status | received_at
        a1     | A         | 2024-H1 | held   | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 5     | number
    """)
    build(con)
    columns = "units_expected, units_number, units_uncounted, units_missing"
    assert rows(con, "line_completeness", columns=columns, where="line_code = 'D03'") == """
        units_expected | units_number | units_uncounted | units_missing
        3              | 0            | 1               | 2
    """


def test_units_with_a_value_are_those_behind_the_national_figure(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load_reports(con)
    build(con)
    differing = con.execute("""
        select line.line_code
        from marts.line_completeness as line
        inner join marts.national_summary as figure
            on line.period = figure.period
                and line.line_code = figure.line_code
                and line.measure = figure.measure
        where line.units_number + line.units_none <> figure.units_reported
            or line.units_expected <> figure.units_expected
    """).fetchall()
    assert differing == []
