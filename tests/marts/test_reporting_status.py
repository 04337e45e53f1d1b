"""Who reported, in time or late, was rejected or is missing."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, rows
from tonghop.building import build

TIMELINESS = "unit_code, due_before, status, days_late"


@pytest.mark.parametrize(
    ("received_at", "status"),
    [
        ("2024-06-01 08:00+07", "on_time  | 0"),
        ("2024-06-15 23:59+07", "on_time  | 0"),
        ("2024-06-15 16:59+00", "on_time  | 0"),
        ("2024-06-15 17:01+00", "late     | 1"),
        ("2024-06-16 00:00+07", "late     | 1"),
        ("2024-06-16 00:01+07", "late     | 1"),
        ("2024-06-20 09:00+07", "late     | 5"),
    ],
)
@pytest.mark.parametrize("session", ["Asia/Ho_Chi_Minh", "UTC", "America/Los_Angeles"])
def test_the_due_day_itself_is_late_by_the_clock_of_hanoi(
    con: duckdb.DuckDBPyConnection, session: str, received_at: str, status: str
) -> None:
    con.execute(f"set timezone = '{session}'")
    load(con, "warehouse.submission", f"""
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | {received_at}
    """)
    build(con)
    assert rows(con, "reporting_status", columns=TIMELINESS, where="unit_code = 'A'") == f"""
        unit_code | due_before | status | days_late
        A         | 2024-06-16 | {status}
    """


@pytest.mark.parametrize(
    ("received_at", "late"),
    [
        ("2024-06-14", "on_time | 0  | 0 |"),
        ("2024-06-15", "on_time | 0  | 0 |"),
        ("2024-06-16", "late    | 1  | 0 |"),
        ("2024-06-17", "late    | 2  | 1 |"),
        ("2024-06-18", "late    | 3  | 1 |"),
        ("2024-06-20", "late    | 5  | 3 |"),
        ("2024-06-27", "late    | 12 | 8 |"),
        ("2024-06-28", "late    | 13 |   | working_days"),
        ("2024-07-05", "late    | 20 |   | working_days"),
        ("2025-01-05", "late    | 204|   | working_days"),
    ],
)
def test_working_days_leave_out_weekends_and_holidays_and_stop_at_what_is_unknown(
    con: duckdb.DuckDBPyConnection, received_at: str, late: str
) -> None:
    """The last day in time, 15/6/2024, is a Saturday; Tuesday 18/6 is off."""
    load(con, "warehouse.submission", f"""
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | {received_at} 09:00+07
    """)
    build(con)
    columns = "status, days_late, working_days_late, undetermined"
    assert rows(con, "reporting_status", columns=columns, where="unit_code = 'A'") == f"""
        status | days_late | working_days_late | undetermined
        {late}
    """


def test_both_readings_of_before_stand_beside_the_status(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-16 09:00+07
        b1     | B         | 2024-H1 | rejected | 2024-06-16 09:00+07
    """)
    build(con)
    columns = "unit_code, cut_off, due_before, last_day, status, status_strict, status_lenient, received_on"
    assert rows(con, "reporting_status", columns=columns) == """
        unit_code | cut_off    | due_before | last_day   | status   | status_strict | status_lenient | received_on
        A         | 2024-06-14 | 2024-06-16 | 2024-06-15 | late     | late          | on_time        | 2024-06-16
        B         | 2024-06-14 | 2024-06-16 | 2024-06-15 | rejected | rejected      | rejected       |
        H         | 2024-06-14 |            |            | missing  | missing       | missing        |
    """


def test_the_status_is_by_the_terms_of_the_directive(con: duckdb.DuckDBPyConnection) -> None:
    """A moves by grace to 19/6; B's last day depends on days off that nobody has announced."""
    con.execute("update reference.expected_report set last_day = '2024-06-19' where unit_code = 'A'")
    con.execute("update reference.expected_report set last_day = null where unit_code = 'B'")
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-20 09:00+07
        b1     | B         | 2024-H1 | accepted | 2024-06-20 09:00+07
        h1     | H         | 2024-H1 | accepted | 2024-06-20 09:00+07
    """)
    build(con)
    columns = "unit_code, status, days_late, working_days_late, undetermined"
    assert rows(con, "reporting_status", columns=columns) == """
        unit_code | status   | days_late | working_days_late | undetermined
        A         | late     | 1         | 1                 |
        B         | received |           |                   | last_day
        H         | received |           |                   | due_date
    """


def test_every_expected_unit_has_a_status(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        b1     | B         | 2024-H1 | rejected | 2024-06-10 09:00+07
        h1     | H         | 2024-H1 | accepted | 2024-09-10 09:00+07
        x1     | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    build(con)
    columns = (
        "period, unit_code, unit_name, kind_label, directive_code, due_before, status, days_late"
    )
    assert rows(con, "reporting_status", columns=columns) == """
        period  | unit_code | unit_name   | kind_label           | directive_code | due_before | status   | days_late
        2024-H1 | A         | Sở A        | Sở Y tế              | KH331          | 2024-06-16 | missing  |
        2024-H1 | B         | Sở B        | Sở Y tế              | KH331          | 2024-06-16 | rejected |
        2024-H1 | H         | Bệnh viện H | Bệnh viện trực thuộc | KH331          |            | received |
    """


def test_correcting_a_report_after_the_due_date_makes_nobody_late(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | file_name | unit_code | period  | status   | received_at
        a1     | a1.xlsx   | A         | 2024-H1 | accepted | 2024-06-14 09:00+07
        a2     | a2.xlsx   | A         | 2024-H1 | accepted | 2024-06-17 09:00+07
        a3     | a3.xlsx   | A         | 2024-H1 | accepted | 2024-06-18 09:00+07
        a4     | a4.xlsx   | A         | 2024-H1 | rejected | 2024-06-19 09:00+07
    """)
    build(con)
    columns = "status, days_late, received_at, sha256, file_name, submissions, replaced"
    assert rows(con, "reporting_status", columns=columns, where="unit_code = 'A'") == """
        status  | days_late | received_at            | sha256 | file_name | submissions | replaced
        on_time | 0         | 2024-06-18 09:00:00+07 | a3     | a3.xlsx   | 4           | 2
    """


def test_a_rejected_report_in_time_does_not_excuse_a_late_one(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | rejected | 2024-06-14 09:00+07
        a2     | A         | 2024-H1 | accepted | 2024-06-17 09:00+07
    """)
    build(con)
    assert rows(con, "reporting_status", columns=TIMELINESS, where="unit_code = 'A'") == """
        unit_code | due_before | status | days_late
        A         | 2024-06-16 | late   | 2
    """


def test_issues_are_of_the_report_that_counts_or_of_the_latest_rejected_one(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
        b1     | B         | 2024-H1 | rejected | 2024-06-10 09:00+07
        b2     | B         | 2024-H1 | rejected | 2024-06-11 09:00+07
        b3     | B         | 2024-H1 | rejected | 2024-06-09 09:00+07
    """)
    load(con, "warehouse.issue", """
        sha256 | issue_number | code | severity
        a1     | 1            | V01  | reject_line
        a1     | 2            | Q001 | warn
        a1     | 3            | Q001 | warn
        a2     | 1            | F01  | reject_file
        b1     | 1            | F01  | reject_file
        b2     | 1            | F01  | reject_file
        b2     | 2            | F02  | reject_file
    """)
    build(con)
    columns = "unit_code, status, sha256, submissions, replaced, errors, warnings"
    assert rows(con, "reporting_status", columns=columns) == """
        unit_code | status   | sha256 | submissions | replaced | errors | warnings
        A         | on_time  | a1     | 2           | 0        | 1      | 2
        B         | rejected | b2     | 3           | 0        | 2      | 0
        H         | missing  |        | 0           | 0        |        |
    """


def test_a_clean_report_has_no_errors_and_no_warnings(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    build(con)
    where = "unit_code = 'A'"
    assert rows(con, "reporting_status", columns="errors, warnings", where=where) == """
        errors | warnings
        0      | 0
    """


def test_a_held_report_counts_for_nobody_and_holds_every_unit_that_it_may_be_of(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | file_name | unit_code | period  | status   | received_at
        a1     | a1.xlsx   | A         | 2024-H1 | held     | 2024-06-10 09:00+07
        a0     | a0.xlsx   | A         | 2024-H1 | rejected | 2024-06-12 09:00+07
    """)
    load(con, "warehouse.witness", """
        sha256 | witness    | unit_code | period
        a1     | codes      | A         | 2024-H1
        a1     | properties | B         | 2024-H1
        a1     | file_name  |           | 2023-H1
    """)
    load(con, "warehouse.issue", """
        sha256 | issue_number | code | severity
        a1     | 1            | U01  | hold
        a1     | 2            | Q001 | warn
    """)
    build(con)
    columns = "period, unit_code, status, days_late, file_name, submissions, errors, warnings"
    assert rows(con, "reporting_status", columns=columns) == """
        period  | unit_code | status  | days_late | file_name | submissions | errors | warnings
        2023-H1 | A         | held    |           | a1.xlsx   | 0           | 1      | 1
        2023-H1 | B         | held    |           | a1.xlsx   | 0           | 1      | 1
        2023-H1 | H         | missing |           |           | 0           |        |
        2024-H1 | A         | held    |           | a1.xlsx   | 2           | 1      | 1
        2024-H1 | B         | held    |           | a1.xlsx   | 0           | 1      | 1
        2024-H1 | H         | missing |           |           | 0           |        |
    """
    assert rows(con, "national_summary", columns="units_reported", where="line_code = 'D03'") == """
        units_reported
        0
        0
    """


def test_what_a_unit_itself_sent_tells_more_than_a_report_that_may_be_its_own(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | held     | 2024-06-10 09:00+07
        b1     | B         | 2024-H1 | rejected | 2024-06-09 09:00+07
    """)
    load(con, "warehouse.witness", """
        sha256 | witness    | unit_code | period
        a1     | codes      | A         | 2024-H1
        a1     | properties | B         | 2024-H1
    """)
    build(con)
    columns = "unit_code, status, sha256, submissions"
    assert rows(con, "reporting_status", columns=columns) == """
        unit_code | status   | sha256 | submissions
        A         | held     | a1     | 1
        B         | rejected | b1     | 1
        H         | missing  |        | 0
    """


def test_an_accepted_report_speaks_for_the_unit_whatever_is_held_beside_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | held     | 2024-06-20 09:00+07
    """)
    build(con)
    columns = "status, days_late, sha256, submissions"
    assert rows(con, "reporting_status", columns=columns, where="unit_code = 'A'") == """
        status  | days_late | sha256 | submissions
        on_time | 0         | a1     | 2
    """
