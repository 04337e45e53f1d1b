"""A unit's derived figures: its own and, where it took work over, those of the units before it."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.derivations import asked, report, served
from tests.tables import load, rows
from tonghop.building import build

UNIT = "period, unit_code, value, whole, subtracted, state, parts_missing"


@pytest.fixture
def merged(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """P and Q became A, and N went into M, on 1/7/2025; Z is founded then and comes after nobody."""
    served(empty)
    asked(empty, "H1", "P Q M N", 2025)
    asked(empty, "Y", "A M Z", 2025)
    load(empty, "reference.succession", """
        predecessor | successor | effective_from
        P           | A         | 2025-07-01
        Q           | A         | 2025-07-01
        N           | M         | 2025-07-01
    """)
    return empty


def test_a_merged_unit_is_derived_from_all_its_parts(merged: duckdb.DuckDBPyConnection) -> None:
    for unit, value in (("P", 1), ("Q", 2), ("M", 10), ("N", 5)):
        report(merged, unit, "2025-H1", f"D03.vu {value}")
    for unit, value in (("A", 7), ("M", 20), ("Z", 3)):
        report(merged, unit, "2025-Y", f"D03.vu {value}")
    build(merged)
    assert rows(merged, "unit_derived_period", columns=f"{UNIT}, figure_id, formula, period_label", where="line_code = 'D03'") == """
        figure_id        | period  | period_label                   | formula          | unit_code | value | whole | subtracted | state    | parts_missing
        2025-H2:D03.vu@A | 2025-H2 | 6 tháng cuối năm 2025 (suy ra) | 2025-Y - 2025-H1 | A         | 4     | 7     | 3          | derived  |
        2025-H2:D03.vu@M | 2025-H2 | 6 tháng cuối năm 2025 (suy ra) | 2025-Y - 2025-H1 | M         | 5     | 20    | 15         | derived  |
        2025-H2:D03.vu@Z | 2025-H2 | 6 tháng cuối năm 2025 (suy ra) | 2025-Y - 2025-H1 | Z         |       | 3     |            | not_owed | 6 tháng đầu năm 2025
    """


def test_with_one_predecessor_missing_there_is_no_figure_and_it_is_named(merged: duckdb.DuckDBPyConnection) -> None:
    report(merged, "P", "2025-H1", "D03.vu 1")
    report(merged, "A", "2025-Y", "D03.vu 7")
    build(merged)
    assert rows(merged, "unit_derived_period", columns=UNIT, where="line_code = 'D03' and unit_code = 'A'") == """
        period  | unit_code | value | whole | subtracted | state   | parts_missing
        2025-H2 | A         |       | 7     | 1          | missing | 6 tháng đầu năm 2025: Sở Q
    """


def test_before_it_took_work_over_a_unit_stands_for_itself(empty: duckdb.DuckDBPyConnection) -> None:
    served(empty)
    asked(empty, "Q1 H1", "M N", 2024)
    load(empty, "reference.succession", "predecessor | successor | effective_from\nN | M | 2025-07-01")
    for unit, first, half in (("M", 1, 3), ("N", 10, 50)):
        report(empty, unit, "2024-Q1", f"D03.vu {first}")
        report(empty, unit, "2024-H1", f"D03.vu {half}")
    build(empty)
    assert rows(empty, "unit_derived_period", columns="unit_code, value", where="line_code = 'D03'") == """
        unit_code | value
        M         | 2
        N         | 40
    """


def test_each_reason_for_no_figure_is_told(empty: duckdb.DuckDBPyConnection) -> None:
    served(empty)
    asked(empty, "Q1 H1", "A B C D E")
    for unit, first, half in (("A", "x", "3"), ("B", "5", "4"), ("C", "4", "4")):
        report(empty, unit, "2024-Q1", f"D03.vu {first}")
        report(empty, unit, "2024-H1", f"D03.vu {half}")
    report(empty, "D", "2024-Q1", "D03.vu 1")
    report(empty, "E", "2024-Q1", "D03.vu 1")
    report(empty, "E", "2024-H1", "D15a.vu 1")
    build(empty)
    assert rows(empty, "unit_derived_period", columns=UNIT, where="line_code = 'D03'") == """
        period  | unit_code | value | whole | subtracted | state    | parts_missing
        2024-Q2 | A         |       | 3     |            | blank    | Quý I năm 2024: Sở A
        2024-Q2 | B         |       | 4     | 5          | negative |
        2024-Q2 | C         | 0     | 4     | 4          | derived  |
        2024-Q2 | D         |       |       | 1          | missing  | 6 tháng đầu năm 2024: Sở D
        2024-Q2 | E         |       |       | 1          | blank    | 6 tháng đầu năm 2024: Sở E
    """


def test_a_cell_that_a_part_did_not_ask_for_is_not_derived(empty: duckdb.DuckDBPyConnection) -> None:
    served(empty)
    asked(empty, "Q1 H1", "A")
    empty.execute("update reference.indicator_cell set valid_from = '2024-04-01' where line_code = 'D03'")
    report(empty, "A", "2024-Q1", "D15a.vu 1")
    report(empty, "A", "2024-H1", "D03.vu 3")
    build(empty)
    assert rows(empty, "unit_derived_period", columns=UNIT, where="line_code = 'D03'") == """
        period  | unit_code | value | whole | subtracted | state     | parts_missing
        2024-Q2 | A         |       | 3     |            | not_asked | Quý I năm 2024: Sở A
    """


@pytest.mark.parametrize(("first", "value", "state"), [
    ("D15a.vu 1, D15b.vu 1", "25", "derived"),
    ("D15a.vu 1, D15b.vu 5", "", "blank"),
    ("D15a.vu 3, D15b.vu 4", "", "negative"),
    ("D15a.vu 1, D15b.vu x", "", "blank"),
])
def test_a_ratio_needs_both_derived_parts(empty: duckdb.DuckDBPyConnection, first: str, value: str, state: str) -> None:
    served(empty)
    asked(empty, "Q1 H1", "A")
    report(empty, "A", "2024-Q1", first)
    report(empty, "A", "2024-H1", "D15a.vu 2, D15b.vu 5")
    build(empty)
    assert rows(empty, "unit_derived_period", columns="value, state", where="line_code = 'D15'") == f"""
        value   | state
        {value} | {state}
    """
