"""Issues by unit and kind: no finding is lost."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.tables import load, rows
from tonghop.building import build


def test_issues_are_counted_over_all_submissions(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "reference.issue_kind", """
        code | severity    | title
        V01  | reject_line | Không phải là số
    """)
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
    """)
    load(con, "warehouse.issue", """
        sha256 | issue_number | code | severity    | reason
        a1     | 1            | V01  | reject_line | đã đúng
        a1     | 2            | V01  | reject_line |
        a2     | 1            | V01  | reject_line |
        a2     | 2            | Q001 | warn        | mới mở khoa
        a2     | 3            | Q001 | warn        | do bão
        a1     | 3            | Q001 | warn        | do bão
        a1     | 4            | Q001 | warn        |
    """)
    build(con)
    assert rows(con, "issue_summary") == """
        period  | unit_code | unit_name | code | severity    | title            | issues | submissions | explained | reasons
        2024-H1 | A         | Sở A      | Q001 | warn        |                  | 4      | 2           | 3         | do bão • mới mở khoa
        2024-H1 | A         | Sở A      | V01  | reject_line | Không phải là số | 3      | 2           | 0         | đã đúng
    """


def test_issues_of_unexpected_and_unknown_units_are_not_lost(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256  | unit_code | period  | status   | received_at
        x1      | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
        x0      | X         | 2023-H1 | accepted | 2023-06-10 09:00+07
        unknown |           |         | rejected | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.issue", """
        sha256  | issue_number | code | severity
        x1      | 1            | U02  | warn
        x0      | 1            | U02  | warn
        unknown | 1            | U01  | reject_file
    """)
    build(con)
    columns = "period, unit_code, unit_name, code, issues"
    assert rows(con, "issue_summary", columns=columns) == """
        period  | unit_code | unit_name | code | issues
        2023-H1 | X         | Sở X cũ   | U02  | 1
        2024-H1 | X         | Sở X      | U02  | 1
                |           |           | U01  | 1
    """
