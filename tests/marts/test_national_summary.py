"""National figures: what adds up, what is silence, and what last year says."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, rows
from tonghop.building import build

COUNTS = "figure_id, value, units_reported, units_expected"
LAST_YEAR = "figure_id, value, value_last_year, change, change_pct"
ONE_REPORT = """
    sha256 | unit_code | period  | status   | received_at
    a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
"""
THREE_REPORTS = f"""{ONE_REPORT}
    b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
    h1     | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
"""
TWO_YEARS = f"""{ONE_REPORT}
    a0     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
"""


def d03(con: duckdb.DuckDBPyConnection, sha256: str, value: str) -> None:
    load(con, "warehouse.value", f"""
        sha256   | form_code | line_code | measure | value   | state
        {sha256} | PCTP2     | D03       | vu      | {value} | number
    """)


def test_values_add_up_over_the_units_that_reported(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        h1     | H         | 2024-H1 | accepted | 2024-06-11 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 100   | number
        h1     | PCTP2     | D03       | vu      | 7.25  | number
    """)
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D03'") == """
        figure_id      | value  | units_reported | units_expected
        2024-H1:D03.vu | 107.25 | 2              | 3
    """


@pytest.mark.parametrize(
    ("value", "state", "figure"),
    [
        ("0", "number", "0 | 1"),
        ("0", "none", "0 | 1"),
        ("", "blank", "  | 0"),
        ("", "not_collected", "  | 0"),
        ("", "refused", "  | 0"),
    ],
)
def test_only_a_number_or_a_declared_none_counts(
    con: duckdb.DuckDBPyConnection, value: str, state: str, figure: str
) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.value", f"""
        sha256 | form_code | line_code | measure | value   | state
        a1     | PCTP2     | D03       | vu      | {value} | {state}
    """)
    build(con)
    columns = "value, units_reported"
    assert rows(con, "national_summary", columns=columns, where="line_code = 'D03'") == f"""
        value | units_reported
        {figure}
    """


def test_a_period_in_which_every_report_was_rejected_has_figures_without_value(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", ONE_REPORT.replace("accepted", "rejected"))
    d03(con, "a1", "5")
    build(con)
    assert rows(con, "national_summary", columns=COUNTS) == """
        figure_id             | value | units_reported | units_expected
        2024-H1:D03.vu        |       | 0              | 3
        2024-H1:D10.co        |       | 0              | 3
        2024-H1:D15.ty_le     |       | 0              | 3
        2024-H1:D15a.so_luong |       | 0              | 3
        2024-H1:D15b.so_luong |       | 0              | 3
    """


def test_a_period_without_any_submission_has_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    build(con)
    assert rows(con, "national_summary", columns="figure_id") == "figure_id"


def test_a_period_in_which_nobody_was_asked_has_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    con.execute("delete from reference.expected_report where period = '2024-H1'")
    build(con)
    assert rows(con, "national_summary", columns="figure_id") == "figure_id"


def test_a_rejected_report_never_replaces_a_good_one(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        good   | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        bad    | A         | 2024-H1 | rejected | 2024-06-12 09:00+07
    """)
    d03(con, "good", "5")
    d03(con, "bad", "900")
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D03'") == """
        figure_id      | value | units_reported | units_expected
        2024-H1:D03.vu | 5     | 1              | 3
    """


def test_the_last_received_counts_in_whatever_order_they_were_loaded(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        newer  | A         | 2024-H1 | accepted | 2024-06-12 09:00+07
        older  | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    d03(con, "newer", "6")
    d03(con, "older", "5")
    build(con)
    assert rows(con, "national_summary", columns="value", where="line_code = 'D03'") == """
        value
        6
    """


def test_of_two_received_at_one_instant_the_greater_sha256_counts(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        ff     | A         | 2024-H1 | accepted | 2024-06-12 09:00+07
        00     | A         | 2024-H1 | accepted | 2024-06-12 09:00+07
    """)
    d03(con, "ff", "6")
    d03(con, "00", "5")
    build(con)
    assert rows(con, "national_summary", columns="value", where="line_code = 'D03'") == """
        value
        6
    """


def test_a_unit_that_nobody_asked_enters_no_figure(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        x1     | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
        nobody |           | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    d03(con, "a1", "5")
    d03(con, "x1", "900")
    d03(con, "nobody", "900")
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D03'") == """
        figure_id      | value | units_reported | units_expected
        2024-H1:D03.vu | 5     | 1              | 3
    """


def test_yes_no_counts_the_units_that_said_yes_among_those_that_answered(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP1     | D10       | co      | 1     | number
        b1     | PCTP1     | D10       | co      | 0     | number
        h1     | PCTP1     | D10       | co      |       | blank
    """)
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D10'") == """
        figure_id      | value | units_reported | units_expected
        2024-H1:D10.co | 1     | 2              | 3
    """


def test_yes_no_is_zero_when_all_said_no(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP1     | D10       | co      | 0     | number
    """)
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D10'") == """
        figure_id      | value | units_reported | units_expected
        2024-H1:D10.co | 0     | 1              | 3
    """


def test_a_ratio_uses_only_units_that_reported_both_parts(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a1     | PCTP3     | D15a      | so_luong | 1     | number
        a1     | PCTP3     | D15b      | so_luong | 2     | number
        b1     | PCTP3     | D15a      | so_luong | 50    | number
        b1     | PCTP3     | D15b      | so_luong |       | blank
        h1     | PCTP3     | D15a      | so_luong | 0     | none
        h1     | PCTP3     | D15b      | so_luong | 1     | number
    """)
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code like 'D15%'") == """
        figure_id             | value | units_reported | units_expected
        2024-H1:D15.ty_le     | 33.33 | 2              | 3
        2024-H1:D15a.so_luong | 51    | 3              | 3
        2024-H1:D15b.so_luong | 3     | 2              | 3
    """


def test_a_ratio_over_zero_has_no_value(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a1     | PCTP3     | D15a      | so_luong | 0     | none
        a1     | PCTP3     | D15b      | so_luong | 0     | none
    """)
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D15'") == """
        figure_id         | value | units_reported | units_expected
        2024-H1:D15.ty_le |       | 1              | 3
    """


def test_a_ratio_typed_into_a_workbook_is_ignored(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP3     | D15       | ty_le   | 77    | number
    """)
    build(con)
    assert rows(con, "national_summary", columns=COUNTS, where="line_code = 'D15'") == """
        figure_id         | value | units_reported | units_expected
        2024-H1:D15.ty_le |       | 0              | 3
    """


@pytest.mark.parametrize(
    ("this_year", "last_year", "figure"),
    [
        ("6", "5", "6  | 5 |  1 |  20"),
        ("4", "5", "4  | 5 | -1 | -20"),
        ("5", "0", "5  | 0 |  5 |"),
        ("0", "5", "0  | 5 | -5 | -100"),
        ("0", "0", "0  | 0 |  0 |"),
    ],
)
def test_change_from_last_year(
    con: duckdb.DuckDBPyConnection, this_year: str, last_year: str, figure: str
) -> None:
    load(con, "warehouse.submission", TWO_YEARS)
    d03(con, "a1", this_year)
    d03(con, "a0", last_year)
    build(con)
    where = "line_code = 'D03' and period = '2024-H1'"
    assert rows(con, "national_summary", columns=LAST_YEAR, where=where) == f"""
        figure_id      | value | value_last_year | change | change_pct
        2024-H1:D03.vu | {figure}
    """


def test_each_measure_has_its_own_last_year(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "reference.indicator_cell", """
        form_code | line_code | measure | kind | aggregation
        PCTP2     | D03       | chet    | flow | sum
    """)
    load(con, "warehouse.submission", TWO_YEARS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 10    | number
        a1     | PCTP2     | D03       | chet    | 2     | number
        a0     | PCTP2     | D03       | vu      | 8     | number
        a0     | PCTP2     | D03       | chet    | 1     | number
    """)
    build(con)
    where = "line_code = 'D03' and period = '2024-H1'"
    assert rows(con, "national_summary", columns=LAST_YEAR, where=where) == """
        figure_id        | value | value_last_year | change | change_pct
        2024-H1:D03.chet | 2     | 1               | 1      | 100
        2024-H1:D03.vu   | 10    | 8               | 2      | 25
    """


def test_last_year_is_null_when_it_was_not_collected(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", ONE_REPORT)
    d03(con, "a1", "6")
    build(con)
    columns = "value, value_last_year, change, change_pct, units_reported_last_year, units_expected_last_year"
    assert rows(con, "national_summary", columns=columns, where="line_code = 'D03'") == """
        value | value_last_year | change | change_pct | units_reported_last_year | units_expected_last_year
        6     |                 |        |            |                          |
    """


def test_last_year_is_null_when_it_was_collected_but_nobody_reported_the_cell(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", TWO_YEARS)
    con.execute(
        "delete from reference.expected_report where period = '2023-H1' and unit_code = 'H'"
    )
    d03(con, "a1", "6")
    build(con)
    columns = "value, value_last_year, change, units_reported_last_year, units_expected_last_year"
    where = "line_code = 'D03' and period = '2024-H1'"
    assert rows(con, "national_summary", columns=columns, where=where) == """
        value | value_last_year | change | units_reported_last_year | units_expected_last_year
        6     |                 |        | 0                        | 2
    """


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize(
    ("part", "whole", "percentage"),
    [
        ("12345", "100000", "12.35"),
        ("12344.99", "100000", "12.34"),
        ("1", "8", "12.50"),
        ("2", "3", "66.67"),
        ("0.01", "0.03", "33.33"),
        ("1000000000000000", "999999999999999", "100.00"),
        ("12344999999999999", "100000000000000000", "12.34"),
        ("12345000000000000", "100000000000000000", "12.35"),
        ("999999999999999999.99", "0.01", "9999999999999999999900.00"),
    ],
)
def test_percentages_are_exact_and_ties_round_away_from_zero(
    empty: duckdb.DuckDBPyConnection, sign: str, part: str, whole: str, percentage: str
) -> None:
    found = empty.execute(
        "select warehouse.percent(sum(?::decimal(20, 2)), sum(?::decimal(20, 2)))",
        [sign + part, whole],
    )
    assert str(found.fetchall()[0][0]) == sign + percentage


def test_ties_of_a_change_round_away_from_zero_in_both_directions(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", TWO_YEARS)
    d03(con, "a0", "100000")
    d03(con, "a1", "87655")
    build(con)
    where = "line_code = 'D03' and period = '2024-H1'"
    assert rows(con, "national_summary", columns=LAST_YEAR, where=where) == """
        figure_id      | value | value_last_year | change | change_pct
        2024-H1:D03.vu | 87655 | 100000          | -12345 | -12.35
    """


def test_great_values_add_up_exactly(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", THREE_REPORTS)
    d03(con, "a1", "999999999999999999.99")
    d03(con, "b1", "999999999999999999.99")
    d03(con, "h1", "0.03")
    build(con)
    assert rows(con, "national_summary", columns="value", where="line_code = 'D03'") == """
        value
        2000000000000000000.01
    """


def test_a_line_is_there_only_while_it_is_in_force_at_the_cut_off(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("delete from reference.indicator_cell")
    load(con, "reference.indicator_cell", """
        form_code | line_code | measure | kind | aggregation | valid_from | valid_to
        PCTP2     | ended     | vu      | flow | sum         |            | 2024-06-13
        PCTP2     | last_day  | vu      | flow | sum         |            | 2024-06-14
        PCTP2     | first_day | vu      | flow | sum         | 2024-06-14 |
        PCTP2     | to_come   | vu      | flow | sum         | 2024-06-15 |
    """)
    load(con, "warehouse.submission", ONE_REPORT)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | ended     | vu      | 1     | number
        a1     | PCTP2     | last_day  | vu      | 2     | number
        a1     | PCTP2     | first_day | vu      | 3     | number
        a1     | PCTP2     | to_come   | vu      | 4     | number
    """)
    build(con)
    assert rows(con, "national_summary", columns="figure_id, value") == """
        figure_id            | value
        2024-H1:first_day.vu | 3
        2024-H1:last_day.vu  | 2
    """


def test_last_year_is_null_for_a_line_that_was_not_yet_in_force(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("update reference.indicator_cell set valid_from = '2023-12-15'")
    load(con, "warehouse.submission", TWO_YEARS)
    d03(con, "a1", "6")
    d03(con, "a0", "5")
    build(con)
    assert rows(con, "national_summary", columns=LAST_YEAR, where="line_code = 'D03'") == """
        figure_id      | value | value_last_year | change | change_pct
        2024-H1:D03.vu | 6     |                 |        |
    """


def test_labels_come_with_the_figure(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update reference.indicator_cell set measure_label = 'Vụ', unit_of_measure = 'vụ'")
    load(con, "warehouse.submission", ONE_REPORT)
    build(con)
    columns = (
        "period, form_code, line_code, measure, line_label, measure_label, unit_of_measure, kind"
    )
    assert rows(con, "national_summary", columns=columns, where="line_code = 'D03'") == """
        period  | form_code | line_code | measure | line_label | measure_label | unit_of_measure | kind
        2024-H1 | PCTP2     | D03       | vu      | Số vụ      | Vụ            | vụ              | flow
    """
