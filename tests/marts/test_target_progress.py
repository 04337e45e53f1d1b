"""Targets: how far the nation is, like for like, and which units are below."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, rows
from tonghop.building import build

PROGRESS = (
    "target_code, target, numerator, denominator, value, is_met, units_reported, units_expected, "
    "units_measured, units_below, names_below"
)
THREE_REPORTS = """
    sha256 | unit_code | period  | status   | received_at
    a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
    h1     | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
"""
LAST_YEAR = """
    sha256 | unit_code | period  | status   | received_at
    a0     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
    b0     | B         | 2023-H1 | accepted | 2023-06-10 09:00+07
"""


def test_a_target_nobody_reported_on_has_no_value(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    build(con)
    columns = "period, target_code, target_kind, target_label, line_code, measure, line_label, source"
    assert rows(con, "target_progress", columns=columns) == """
        period  | target_code | target_kind | target_label           | line_code | measure | line_label       | source
        2024-H1 | T1          | share       | Mọi đơn vị có kế hoạch | D10       | co      | Có kế hoạch      | KH I.1
        2024-H1 | T2          | share       | Giải quyết từ 90%      | D15       | ty_le   | Tỷ lệ giải quyết | KH I.2
        2024-H1 | T3          | reduction   | Giảm số vụ             | D03       | vu      | Số vụ            | KH I.3
    """
    assert rows(con, "target_progress", columns=PROGRESS) == """
        target_code | target | numerator | denominator | value | is_met | units_reported | units_expected | units_measured | units_below | names_below
        T1          | 100    |           |             |       |        | 0              | 3              | 0              | 0           |
        T2          | 90     |           |             |       |        | 0              | 3              | 0              | 0           |
        T3          | 0      |           |             |       |        | 0              | 3              | 0              | 0           |
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
    assert rows(con, "target_progress", columns=PROGRESS, where="target_code = 'T2'") == """
        target_code | target | numerator          | denominator         | value | is_met | units_reported | units_expected | units_measured | units_below | names_below
        T2          | 90     | 900000000000000008 | 1000000000000000009 | 90    | false  | 3              | 3              | 2              | 1           | Sở B
    """


@pytest.mark.parametrize(
    ("hospital", "state", "progress"),
    [
        ("1", "number", "2 | 3 | 66.67 | false | 3 | 3 | 3 | 1 | Sở B"),
        ("", "blank", "1 | 2 | 50 | false | 2 | 3 | 2 | 1 | Sở B"),
        ("0", "number", "1 | 3 | 33.33 | false | 3 | 3 | 3 | 2 | Sở B; Bệnh viện H"),
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
    assert rows(con, "target_progress", columns=PROGRESS, where="target_code = 'T1'") == f"""
        target_code | target | numerator | denominator | value | is_met | units_reported | units_expected | units_measured | units_below | names_below
        T1          | 100    | {progress}
    """


def test_a_target_is_met_by_the_unrounded_share(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update reference.target set value = 100 where target_code = 'T2'")
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value  | state
        a1     | PCTP3     | D15a      | so_luong | 99999  | number
        a1     | PCTP3     | D15b      | so_luong | 100000 | number
        b1     | PCTP3     | D15a      | so_luong | 7      | number
        b1     | PCTP3     | D15b      | so_luong | 7      | number
    """)
    build(con)
    assert rows(con, "target_progress", columns=PROGRESS, where="target_code = 'T2'") == """
        target_code | target | numerator | denominator | value | is_met | units_reported | units_expected | units_measured | units_below | names_below
        T2          | 100    | 100006    | 100007      | 100   | false  | 2              | 3              | 2              | 1           | Sở A
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
    assert rows(con, "target_progress", columns=PROGRESS, where="target_code = 'T2'") == """
        target_code | target | numerator | denominator | value | is_met | units_reported | units_expected | units_measured | units_below | names_below
        T2          | 90     | 1         | 8           | 12.5  | false  | 1              | 3              | 1              | 1           | Sở A
    """


@pytest.mark.parametrize(
    ("last_year", "this_year", "progress"),
    [
        # H has no report of last year: its 50 cases are in neither sum.
        (("10", "4"), ("8", "4"), "12 | 14 | 14.29 | true | 2 | 3 | 2 | 1 | Sở B"),
        (("10", "4"), ("12", "4"), "16 | 14 | -14.29 | false | 2 | 3 | 2 | 2 | Sở A; Sở B"),
        (("10", "4"), ("10", "4"), "14 | 14 | 0 | false | 2 | 3 | 2 | 2 | Sở A; Sở B"),
        (("0", "4"), ("0", "3"), "3 | 4 | 25 | true | 2 | 3 | 1 | 0 | "),
        (("0", "0"), ("0", "0"), "0 | 0 |  |  | 2 | 3 | 0 | 0 | "),
        (("0", "0"), ("2", "0"), "2 | 0 |  | false | 2 | 3 | 1 | 1 | Sở A"),
    ],
)
def test_a_reduction_compares_only_what_both_years_cover(
    con: duckdb.DuckDBPyConnection,
    last_year: tuple[str, str],
    this_year: tuple[str, str],
    progress: str,
) -> None:
    load(con, "warehouse.submission", LAST_YEAR)
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", f"""
        sha256 | form_code | line_code | measure | value          | state
        a0     | PCTP2     | D03       | vu      | {last_year[0]} | number
        b0     | PCTP2     | D03       | vu      | {last_year[1]} | number
        a1     | PCTP2     | D03       | vu      | {this_year[0]} | number
        b1     | PCTP2     | D03       | vu      | {this_year[1]} | number
        h1     | PCTP2     | D03       | vu      | 50             | number
    """)
    build(con)
    assert rows(con, "target_progress", columns=PROGRESS, where="target_code = 'T3'") == f"""
        target_code | target | numerator | denominator | value | is_met | units_reported | units_expected | units_measured | units_below | names_below
        T3          | 0      | {progress}
    """


@pytest.mark.parametrize(("cases", "is_met"), [("80", "true"), ("81", "false")])
def test_a_reduction_may_ask_for_a_percentage(
    con: duckdb.DuckDBPyConnection, cases: str, is_met: str
) -> None:
    con.execute("update reference.target set value = 20 where target_code = 'T3'")
    load(con, "warehouse.submission", LAST_YEAR)
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", f"""
        sha256 | form_code | line_code | measure | value   | state
        a0     | PCTP2     | D03       | vu      | 100     | number
        a1     | PCTP2     | D03       | vu      | {cases} | number
    """)
    build(con)
    found = rows(con, "target_progress", columns="target, is_met", where="target_code = 'T3'")
    assert found == f"""
        target | is_met
        20     | {is_met}
    """


def test_a_target_holds_for_the_periods_whose_cut_off_lies_in_its_span(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", LAST_YEAR)
    load(con, "warehouse.submission", THREE_REPORTS)
    build(con)
    assert rows(con, "target_progress", columns="period, target_code", where="target_code = 'T3'") == """
        period  | target_code
        2024-H1 | T3
    """


def test_a_figure_that_the_period_does_not_ask_for_has_no_target(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("update reference.indicator_cell set valid_to = '2024-06-13' where line_code = 'D10'")
    load(con, "warehouse.submission", THREE_REPORTS)
    build(con)
    assert rows(con, "target_progress", columns="target_code") == """
        target_code
        T2
        T3
    """
