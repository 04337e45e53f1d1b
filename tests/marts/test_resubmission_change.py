"""What a resubmission changes: against the last accepted report before it, cell by cell."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.tables import load, rows
from tonghop.building import build

CHANGE = "sha256, status, previous_sha256, line_code, old_state, old_value, old_cell, new_state, new_value, new_cell"


def test_only_cells_that_differ_are_listed_with_both_places(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | file_name | unit_code | period  | status   | received_at
        a1     | a1.xlsx   | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | a2.xlsx   | A         | 2024-H1 | accepted | 2024-06-11 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state         | sheet  | cell
        a1     | PCTP2     | D03       | vu       | 5     | number        | Biểu 2 | E13
        a2     | PCTP2     | D03       | vu       | 6     | number        | Biểu 2 | E14
        a1     | PCTP3     | D15a      | so_luong | 0     | number        | Biểu 3 | E9
        a2     | PCTP3     | D15a      | so_luong | 0     | none          | Biểu 3 | E9
        a1     | PCTP3     | D15b      | so_luong |       | blank         | Biểu 3 | E10
        a2     | PCTP3     | D15b      | so_luong |       | not_collected | Biểu 3 | E10
        a1     | PCTP1     | D10       | co       | 1     | number        | Biểu 1 | E7
        a2     | PCTP1     | D10       | co       | 1     | number        | Biểu 1 | E7
    """)
    build(con)
    assert rows(con, "resubmission_change") == """
        period  | unit_code | unit_name | sha256 | file_name | received_at            | status   | previous_sha256 | previous_file_name | form_code | line_code | measure  | line_label   | measure_label | old_state | old_value | old_sheet | old_cell | new_state     | new_value | new_sheet | new_cell
        2024-H1 | A         | Sở A      | a2     | a2.xlsx   | 2024-06-11 09:00:00+07 | accepted | a1              | a1.xlsx            | PCTP2     | D03       | vu       | Số vụ        |               | number    | 5         | Biểu 2    | E13      | number        | 6         | Biểu 2    | E14
        2024-H1 | A         | Sở A      | a2     | a2.xlsx   | 2024-06-11 09:00:00+07 | accepted | a1              | a1.xlsx            | PCTP3     | D15b      | so_luong | Đã tiếp nhận |               | blank     |           | Biểu 3    | E10      | not_collected |           | Biểu 3    | E10
    """


def test_a_report_is_compared_with_the_last_accepted_one_before_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a0     | A         | 2024-H1 | rejected | 2024-06-09 09:00+07
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
        a3     | A         | 2024-H1 | held     | 2024-06-12 09:00+07
        a4     | A         | 2024-H1 | accepted | 2024-06-13 09:00+07
        a5     | A         | 2023-H1 | accepted | 2024-06-14 09:00+07
        b1     | B         | 2024-H1 | accepted | 2024-06-14 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state   | cell
        a0     | PCTP2     | D03       | vu      | 4     | number  | E13
        a1     | PCTP2     | D03       | vu      | 5     | number  | E13
        a2     | PCTP2     | D03       | vu      |       | refused | E13
        a3     | PCTP2     | D03       | vu      | 7     | number  | E13
        a4     | PCTP2     | D03       | vu      | 8     | number  | E13
        a5     | PCTP2     | D03       | vu      | 9     | number  | E13
        b1     | PCTP2     | D03       | vu      | 9     | number  | E13
    """)
    build(con)
    assert rows(con, "resubmission_change", columns=CHANGE) == """
        sha256 | status   | previous_sha256 | line_code | old_state | old_value | old_cell | new_state | new_value | new_cell
        a2     | rejected | a1              | D03       | number    | 5         | E13      | refused   |           | E13
        a3     | held     | a1              | D03       | number    | 5         | E13      | number    | 7         | E13
        a4     | accepted | a1              | D03       | number    | 5         | E13      | number    | 8         | E13
    """


def test_a_cell_that_a_workbook_lacks_is_blank_and_a_file_without_any_changes_nothing(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
        a3     | A         | 2024-H1 | rejected | 2024-06-12 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state  | cell
        a1     | PCTP2     | D03       | vu       | 5     | number | E13
        a1     | PCTP3     | D15a      | so_luong |       | blank  | E9
        a2     | PCTP3     | D15b      | so_luong | 2     | number | E10
    """)
    build(con)
    assert rows(con, "resubmission_change", columns=CHANGE) == """
        sha256 | status   | previous_sha256 | line_code | old_state | old_value | old_cell | new_state | new_value | new_cell
        a2     | rejected | a1              | D03       | number    | 5         | E13      | blank     |           |
        a2     | rejected | a1              | D15b      | blank     |           |          | number    | 2         | E10
    """


def test_a_report_saved_again_changes_nothing_and_nothing_is_compared_with_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | accepted | 2024-06-11 09:00+07
        a3     | A         | 2024-H1 | accepted | 2024-06-12 09:00+07
        a4     | A         | 2024-H1 | accepted | 2024-06-13 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state  | cell
        a1     | PCTP2     | D03       | vu      | 5     | number | E13
        a2     | PCTP2     | D03       | vu      | 6     | number | E13
        a3     | PCTP2     | D03       | vu      | 5     | number | E20
        a4     | PCTP2     | D03       | vu      | 7     | number | E13
    """)
    build(con)
    columns = "sha256, previous_sha256, old_value, new_value"
    assert rows(con, "resubmission_change", columns=columns) == """
        sha256 | previous_sha256 | old_value | new_value
        a2     | a1              | 5         | 6
        a4     | a2              | 6         | 7
    """
    columns = "status, sha256, submissions, replaced"
    assert rows(con, "reporting_status", columns=columns, where="unit_code = 'A'") == """
        status  | sha256 | submissions | replaced
        on_time | a4     | 4           | 2
    """


def test_an_old_report_saved_again_does_not_undo_its_correction(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | accepted | 2024-06-11 09:00+07
        a3     | A         | 2024-H1 | accepted | 2024-06-20 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 5     | number
        a2     | PCTP2     | D03       | vu      | 6     | number
        a3     | PCTP2     | D03       | vu      | 5     | number
    """)
    build(con)
    where = "figure_id = '2024-H1:D03.vu'"
    assert rows(con, "national_summary", columns="value", where=where) == """
        value
        6
    """


def test_other_words_make_a_report_with_the_same_numbers_another_one(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | accepted | 2024-06-11 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 5     | number
        a2     | PCTP2     | D03       | vu      | 5     | number
    """)
    load(con, "warehouse.narrative", """
        sha256 | section_code | text
        a1     | N01a         | Đã tập huấn
        a2     | N01a         | Đã tập huấn 2 lớp
    """)
    build(con)
    assert rows(con, "reporting_status", columns="sha256, replaced", where="unit_code = 'A'") == """
        sha256 | replaced
        a2     | 1
    """


def test_so_does_an_explanation_of_a_warning(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | accepted | 2024-06-11 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 5     | number
        a2     | PCTP2     | D03       | vu      | 5     | number
    """)
    load(con, "warehouse.reason", """
        sha256 | code | line_code | measure | basis | text
        a2     | Q003 | D03       | vu      | 5     | Do sáp nhập
    """)
    build(con)
    assert rows(con, "reporting_status", columns="sha256, replaced", where="unit_code = 'A'") == """
        sha256 | replaced
        a2     | 1
    """
