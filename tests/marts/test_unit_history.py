"""How each unit has reported over the periods."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.tables import load, rows
from tonghop.building import build

RATES = "unit_code, period, past_unit, status, periods_expected, periods_reported, periods_due, periods_on_time, on_time_pct"


def load_two_years(con: duckdb.DuckDBPyConnection) -> None:
    """A is in time, then late; B is rejected, then in time; H has no due date."""
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
        a2     | A         | 2024-H1 | accepted | 2024-06-17 09:00+07
        a3     | A         | 2024-H1 | accepted | 2024-06-20 09:00+07
        b1     | B         | 2023-H1 | rejected | 2023-06-10 09:00+07
        b2     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
        h1     | H         | 2023-H1 | accepted | 2023-06-10 09:00+07
    """)


def test_rates_run_over_the_periods_of_each_unit(con: duckdb.DuckDBPyConnection) -> None:
    load_two_years(con)
    build(con)
    assert rows(con, "unit_history", columns=RATES) == """
        unit_code | period  | past_unit | status   | periods_expected | periods_reported | periods_due | periods_on_time | on_time_pct
        A         | 2023-H1 | A         | on_time  | 1                | 1                | 1           | 1               | 100
        A         | 2024-H1 | A         | late     | 2                | 2                | 2           | 1               | 50
        B         | 2023-H1 | B         | rejected | 1                | 0                | 1           | 0               | 0
        B         | 2024-H1 | B         | on_time  | 2                | 1                | 2           | 1               | 50
        H         | 2023-H1 | H         | received | 1                | 1                | 0           | 0               |
        H         | 2024-H1 | H         | missing  | 2                | 1                | 0           | 0               |
    """


def test_lateness_and_corrections_are_told_of_each_period(con: duckdb.DuckDBPyConnection) -> None:
    load_two_years(con)
    load(con, "warehouse.issue", """
        sha256 | issue_number | code | severity
        a3     | 1            | Q001 | warn
        b1     | 1            | V01  | reject_line
        b1     | 2            | V01  | reject_line
    """)
    build(con)
    columns = "unit_code, period, received_on, days_late, working_days_late, submissions, replaced, errors, warnings"
    assert rows(con, "unit_history", columns=columns, where="unit_code <> 'H'") == """
        unit_code | period  | received_on | days_late | working_days_late | submissions | replaced | errors | warnings
        A         | 2023-H1 | 2023-06-10  | 0         | 0                 | 1           | 0        | 0      | 0
        A         | 2024-H1 | 2024-06-17  | 2         | 1                 | 2           | 1        | 0      | 1
        B         | 2023-H1 |             |           |                   | 1           | 0        | 2      | 0
        B         | 2024-H1 | 2024-06-10  | 0         | 0                 | 1           | 0        | 0      | 0
    """


def test_a_unit_shows_the_past_of_those_it_took_over_but_is_not_charged_with_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """H takes over A, and A's 2024-H1 is cut off after that."""
    load_two_years(con)
    load(con, "reference.succession", """
        predecessor | successor | effective_from
        A           | H         | 2024-01-01
    """)
    build(con)
    assert rows(con, "unit_history", columns=RATES, where="unit_code = 'H'") == """
        unit_code | period  | past_unit | status   | periods_expected | periods_reported | periods_due | periods_on_time | on_time_pct
        H         | 2023-H1 | A         | on_time  | 1                | 1                | 1           | 1               | 100
        H         | 2023-H1 | H         | received | 1                | 1                | 0           | 0               |
        H         | 2024-H1 | H         | missing  | 2                | 1                | 0           | 0               |
    """
