"""How much of each form a unit filled in."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.marts.half_filled import load_reports
from tests.tables import load, rows
from tonghop.building import build


def test_every_asked_cell_of_a_form_is_in_one_state(con: duckdb.DuckDBPyConnection) -> None:
    load_reports(con)
    build(con)
    columns = (
        "unit_code, status, form_code, cells_asked, cells_number, cells_none, cells_not_collected,"
        " cells_blank, cells_refused, cells_unread, filled_pct"
    )
    assert rows(con, "unit_completeness", columns=columns) == """
        unit_code | status   | form_code | cells_asked | cells_number | cells_none | cells_not_collected | cells_blank | cells_refused | cells_unread | filled_pct
        A         | on_time  | PCTP1     | 1           | 0            | 0          | 0                   | 1           | 0             | 0            | 0
        A         | on_time  | PCTP2     | 1           | 1            | 0          | 0                   | 0           | 0             | 0            | 100
        A         | on_time  | PCTP3     | 2           | 0            | 1          | 1                   | 0           | 0             | 0            | 50
        B         | rejected | PCTP1     | 1           | 0            | 0          | 0                   | 0           | 0             | 1            |
        B         | rejected | PCTP2     | 1           | 0            | 0          | 0                   | 0           | 1             | 0            | 0
        B         | rejected | PCTP3     | 2           | 1            | 0          | 0                   | 0           | 0             | 1            | 50
        H         | missing  | PCTP1     | 1           | 0            | 0          | 0                   | 0           | 0             | 1            |
        H         | missing  | PCTP2     | 1           | 0            | 0          | 0                   | 0           | 0             | 1            |
        H         | missing  | PCTP3     | 2           | 0            | 0          | 0                   | 0           | 0             | 2            |
    """


def test_a_cell_that_a_counting_report_does_not_have_is_blank(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    build(con)
    where = "unit_code = 'A' and form_code = 'PCTP3'"
    columns = "cells_asked, cells_blank, cells_unread, filled_pct"
    assert rows(con, "unit_completeness", columns=columns, where=where) == """
        cells_asked | cells_blank | cells_unread | filled_pct
        2           | 2           | 0            | 0
    """


def test_the_cells_are_those_of_the_report_that_counts(con: duckdb.DuckDBPyConnection) -> None:
    """The newest is rejected: the one before it still counts, however empty it is."""
    load_reports(con)
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a2     | A         | 2024-H1 | rejected | 2024-06-12 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a2     | PCTP1     | D10       | co      | 1     | number
    """)
    build(con)
    where = "unit_code = 'A' and form_code = 'PCTP1'"
    columns = "status, cells_number, cells_blank"
    assert rows(con, "unit_completeness", columns=columns, where=where) == """
        status  | cells_number | cells_blank
        on_time | 0            | 1
    """
