"""What nobody reports is derived by difference, for the units that have every part, or it is null."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.derivations import asked, derivations, report, served
from tests.tables import load, rows
from tonghop.building import build

NATION = "period, line_code, value, whole, subtracted, state, units_reported, units_expected, units_negative"


@pytest.fixture
def con(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Units A and B owe the four reports of 2024 that directive KH331 asks for."""
    served(empty)
    asked(empty, "Q1 H1 Q3 Y", "A B")
    return empty


def test_quarters_are_differences_of_what_was_reported(con: duckdb.DuckDBPyConnection) -> None:
    for unit, more in (("A", 0), ("B", 100)):
        report(con, unit, "2024-Q1", f"D03.vu {more + 2}")
        report(con, unit, "2024-H1", f"D03.vu {more + 5}")
        report(con, unit, "2024-Q3", f"D03.vu {more + 1}")
        report(con, unit, "2024-Y", f"D03.vu {more * 2 + 10}")
    build(con)
    assert rows(con, "derived_period", columns=f"{NATION}, formula, period_label, starts_on, cut_off", where="line_code = 'D03'") == """
        period  | period_label                      | starts_on  | cut_off    | formula                     | line_code | value | whole | subtracted | state   | units_reported | units_expected | units_negative
        2024-H2 | 6 tháng cuối năm 2024 (suy ra)    | 2024-06-15 | 2024-12-14 | 2024-Y - 2024-H1            | D03       | 110   | 220   | 110        | derived | 2              | 2              | 0
        2024-Q2 | Quý II năm 2024 (suy ra)          | 2024-03-15 | 2024-06-14 | 2024-H1 - 2024-Q1           | D03       | 6     | 110   | 104        | derived | 2              | 2              | 0
        2024-Q4 | Quý IV năm 2024 (suy ra)          | 2024-09-15 | 2024-12-14 | 2024-Y - 2024-H1 - 2024-Q3  | D03       | 8     | 220   | 212        | derived | 2              | 2              | 0
    """


def test_only_units_with_every_part_are_in_a_national_figure(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-Q1", "D03.vu 2")
    report(con, "A", "2024-H1", "D03.vu 5")
    report(con, "B", "2024-H1", "D03.vu 90")
    build(con)
    assert rows(con, "derived_period", columns=NATION, where="line_code = 'D03'") == """
        period  | line_code | value | whole | subtracted | state   | units_reported | units_expected | units_negative
        2024-Q2 | D03       | 3     | 5     | 2          | partial | 1              | 2              | 0
    """


def test_without_any_unit_there_is_no_figure(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-Q1", "D03.vu 2")
    report(con, "B", "2024-H1", "D03.vu 90")
    build(con)
    assert rows(con, "derived_period", columns=NATION, where="line_code = 'D03'") == """
        period  | line_code | value | whole | subtracted | state   | units_reported | units_expected | units_negative
        2024-Q2 | D03       |       |       |            | missing | 0              | 2              | 0
    """


def test_a_unit_with_less_than_before_is_left_out_and_counted(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-Q1", "D03.vu 8")
    report(con, "A", "2024-H1", "D03.vu 5")
    report(con, "B", "2024-Q1", "D03.vu 1")
    report(con, "B", "2024-H1", "D03.vu 2")
    build(con)
    assert rows(con, "derived_period", columns=NATION, where="line_code = 'D03'") == """
        period  | line_code | value | whole | subtracted | state   | units_reported | units_expected | units_negative
        2024-Q2 | D03       | 1     | 2     | 1          | partial | 1              | 2              | 1
    """


def test_ratios_are_of_derived_parts_and_what_stands_is_not_derived(con: duckdb.DuckDBPyConnection) -> None:
    for unit in "AB":
        report(con, unit, "2024-Q1", "D15a.vu 1, D15b.vu 1, F01.vu 40, D10.vu 1")
        report(con, unit, "2024-H1", "D15a.vu 2, D15b.vu 4, F01.vu 50, D10.vu 1")
    build(con)
    assert rows(con, "derived_period", columns=NATION, where="line_code <> 'D03'") == """
        period  | line_code | value | whole | subtracted | state         | units_reported | units_expected | units_negative
        2024-Q2 | D10       |       |       |            | not_derivable | 0              | 2              | 0
        2024-Q2 | D15       | 33.33 |       |            | derived       | 2              | 2              | 0
        2024-Q2 | D15a      | 2     | 4     | 2          | derived       | 2              | 2              | 0
        2024-Q2 | D15b      | 6     | 8     | 2          | derived       | 2              | 2              | 0
        2024-Q2 | F01       |       |       |            | not_derivable | 0              | 2              | 0
    """


def test_the_third_quarter_is_derived_only_where_nine_months_were_asked(empty: duckdb.DuckDBPyConnection) -> None:
    served(empty)
    asked(empty, "H1 9M Y", "A")
    for period, value in (("H1", 3), ("9M", 4), ("Y", 9)):
        report(empty, "A", f"2024-{period}", f"D03.vu {value}")
    build(empty)
    assert rows(empty, "derived_period", columns="period, formula, value", where="line_code = 'D03'") == """
        period  | formula           | value
        2024-H2 | 2024-Y - 2024-H1  | 6
        2024-Q3 | 2024-9M - 2024-H1 | 1
        2024-Q4 | 2024-Y - 2024-9M  | 5
    """


def test_of_two_open_ways_the_first_declared_counts(empty: duckdb.DuckDBPyConnection) -> None:
    served(empty)
    asked(empty, "H1 Q3 9M Y", "A")
    for period, value in (("H1", 3), ("Q3", 2), ("9M", 4), ("Y", 9)):
        report(empty, "A", f"2024-{period}", f"D03.vu {value}")
    build(empty)
    assert rows(empty, "derived_period", columns="period, formula, value", where="line_code = 'D03'") == """
        period  | formula           | value
        2024-H2 | 2024-Y - 2024-H1  | 6
        2024-Q4 | 2024-Y - 2024-9M  | 5
    """


def test_nothing_is_derived_where_a_part_is_not_asked_for(empty: duckdb.DuckDBPyConnection) -> None:
    served(empty)
    asked(empty, "Y", "A")
    report(empty, "A", "2024-Y", "D03.vu 9")
    build(empty)
    assert rows(empty, "derived_period", columns="period") == "period"


def test_the_ways_are_those_declared() -> None:
    assert [way[:3] for way in derivations(2024)] == [
        ("2024-Q2", 1, "2024-H1 - 2024-Q1"),
        ("2024-Q3", 2, "2024-9M - 2024-H1"),
        ("2024-Q4", 3, "2024-Y - 2024-9M"),
        ("2024-Q4", 4, "2024-Y - 2024-H1 - 2024-Q3"),
        ("2024-H2", 5, "2024-Y - 2024-H1"),
    ]


def test_a_report_replaced_changes_what_is_derived(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-Q1", "D03.vu 2")
    report(con, "A", "2024-H1", "D03.vu 5")
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        again  | A         | 2024-Q1 | accepted | 2026-02-01 00:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        again  | PCTP2     | D03       | vu      | 4     | number
    """)
    build(con)
    assert rows(con, "derived_period", columns="period, value", where="line_code = 'D03'") == """
        period  | value
        2024-Q2 | 1
    """
