"""Indicators with a target: how far the nation is, and how many units are below."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, rows
from tonghop.building import build

PROGRESS = (
    "line_code, target, numerator, denominator, value, units_reported, units_expected, units_below"
)
THREE_REPORTS = """
    sha256 | unit_code | period  | status   | received_at
    a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
    h1     | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
"""


def test_a_target_nobody_reported_on_has_no_value(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    build(con)
    assert rows(con, "target_progress", columns=f"period, line_label, {PROGRESS}") == """
        period  | line_code | line_label       | target | numerator | denominator | value | units_reported | units_expected | units_below
        2024-H1 | D10       | Có kế hoạch      | 100    |           |             |       | 0              | 3              | 0
        2024-H1 | D15       | Tỷ lệ giải quyết | 90     |           |             |       | 0              | 3              | 0
    """


def test_a_ratio_counts_the_units_strictly_below_the_target(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value              | state
        a1     | PCTP3     | D15a      | so_luong | 9                  | number
        a1     | PCTP3     | D15b      | so_luong | 10                 | number
        b1     | PCTP3     | D15a      | so_luong | 899999999999999999 | number
        b1     | PCTP3     | D15b      | so_luong | 999999999999999999 | number
        h1     | PCTP3     | D15a      | so_luong | 0                  | none
        h1     | PCTP3     | D15b      | so_luong | 0                  | none
    """)
    build(con)
    assert rows(con, "target_progress", columns=PROGRESS, where="line_code = 'D15'") == """
        line_code | target | numerator          | denominator         | value | units_reported | units_expected | units_below
        D15       | 90     | 900000000000000008 | 1000000000000000009 | 90    | 3              | 3              | 1
    """


@pytest.mark.parametrize(
    ("hospital", "state", "progress"),
    [
        ("1", "number", "2 | 3 | 66.67 | 3 | 3 | 1"),
        ("", "blank", "1 | 2 | 50 | 2 | 3 | 1"),
    ],
)
def test_silence_is_not_a_no(
    con: duckdb.DuckDBPyConnection, hospital: str, state: str, progress: str
) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", f"""
        sha256 | form_code | line_code | measure | value      | state
        a1     | PCTP1     | D10       | co      | 1          | number
        b1     | PCTP1     | D10       | co      | 0          | number
        h1     | PCTP1     | D10       | co      | {hospital} | {state}
    """)
    build(con)
    assert rows(con, "target_progress", columns=PROGRESS, where="line_code = 'D10'") == f"""
        line_code | target | numerator | denominator | value | units_reported | units_expected | units_below
        D10       | 100    | {progress}
    """


def test_a_unit_that_reported_only_the_numerator_does_not_enter(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a1     | PCTP3     | D15a      | so_luong | 1     | number
        a1     | PCTP3     | D15b      | so_luong | 8     | number
        b1     | PCTP3     | D15a      | so_luong | 900   | number
    """)
    build(con)
    assert rows(con, "target_progress", columns=PROGRESS, where="line_code = 'D15'") == """
        line_code | target | numerator | denominator | value | units_reported | units_expected | units_below
        D15       | 90     | 1         | 8           | 12.5  | 1              | 3              | 1
    """


def test_lines_without_a_target_and_counts_are_left_out(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update reference.indicator_cell set target = null where line_code = 'D15'")
    con.execute("update reference.indicator_cell set target = 50 where line_code = 'D03'")
    load(con, "warehouse.submission", THREE_REPORTS)
    build(con)
    assert rows(con, "target_progress", columns="line_code") == """
        line_code
        D10
    """
