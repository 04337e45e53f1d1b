"""What decisions change in the marts: who counts, whose a report is, which value a cell has."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, relation, rows
from tonghop.building import build

STATUS = "period, unit_code, status, file_name, submissions"
CELLS = "figure_id, unit_code, sha256, raw_text, state, value, sent_state, sent_value, decisions"


@pytest.fixture
def sent(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A sent a good report and a faulty one; what came as B's names H too; H's is unreadable."""
    load(con, "warehouse.submission", """
        sha256 | file_name | unit_code | period  | status   | received_at
        a1     | a1.xlsx   | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a2     | a2.xlsx   | A         | 2024-H1 | rejected | 2024-06-12 09:00+07
        b1     | b1.xlsx   | B         | 2024-H1 | held     | 2024-06-11 09:00+07
        h1     | h1.xlsx   | H         | 2024-H1 | rejected | 2024-06-09 09:00+07
    """)
    load(con, "warehouse.witness", """
        sha256 | witness   | unit_code | period
        b1     | codes     | B         | 2024-H1
        b1     | file_name | H         | 2024-H1
    """)
    load(con, "warehouse.issue", """
        sha256 | issue_number | code             | severity    | line_code | measure
        a2     | 1            | text_in_number   | reject_line | D15a      | so_luong
        a2     | 2            | form_blank       | warn        |           |
        b1     | 1            | unit_differs     | hold        |           |
        h1     | 1            | negative         | reject_line | D03       | vu
        h1     | 2            | column_missing   | reject_file |           |
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state   | raw_text | sheet  | cell
        a1     | PCTP2     | D03       | vu       | 5     | number  | 5        | Biểu 2 | D9
        a1     | PCTP3     | D15a      | so_luong | 1     | number  | 1        | Biểu 3 | D4
        a2     | PCTP2     | D03       | vu       | 6     | number  | 6        | Biểu 2 | D9
        a2     | PCTP3     | D15a      | so_luong |       | refused | mười     | Biểu 3 | D4
        b1     | PCTP2     | D03       | vu       | 7     | number  | 7        | Biểu 2 | D9
        h1     | PCTP2     | D03       | vu       |       | refused | -3       | Biểu 2 | D9
    """)
    return con


def decide(con: duckdb.DuckDBPyConnection, text: str) -> None:
    load(con, "warehouse.decision", text)
    build(con)


def test_without_a_decision_only_what_is_good_counts(sent: duckdb.DuckDBPyConnection) -> None:
    build(sent)
    assert rows(sent, "reporting_status", columns=STATUS, where="period = '2024-H1'") == """
        period  | unit_code | status   | file_name | submissions
        2024-H1 | A         | on_time  | a1.xlsx   | 2
        2024-H1 | B         | held     | b1.xlsx   | 1
        2024-H1 | H         | rejected | h1.xlsx   | 1
    """
    assert rows(sent, "figure_cell", columns=CELLS) == """
        figure_id             | unit_code | sha256 | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu        | A         | a1     | 5        | number | 5     | number     | 5          |
        2024-H1:D15a.so_luong | A         | a1     | 1        | number | 1     | number     | 1          |
    """


def test_an_accepted_report_counts_and_its_bad_cells_stay_missing(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind   | sha256
        1      | accept | a2
    """)
    assert rows(sent, "figure_cell", columns=CELLS) == """
        figure_id      | unit_code | sha256 | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu | A         | a2     | 6        | number | 6     | number     | 6          | 1
    """
    assert rows(sent, "national_summary", columns="line_code, value, units_reported", where="period = '2024-H1' and line_code in ('D03', 'D15a')") == """
        line_code | value | units_reported
        D03       | 6     | 1
        D15a      |       | 0
    """


def test_what_makes_a_file_unclear_is_never_accepted(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind   | sha256
        1      | accept | h1
    """)
    assert rows(sent, "reporting_status", columns=STATUS, where="unit_code = 'H' and period = '2024-H1'") == """
        period  | unit_code | status   | file_name | submissions
        2024-H1 | H         | rejected | h1.xlsx   | 1
    """


def test_an_excluded_report_gives_way_to_the_one_before(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256
        1      | accept  | a2
        2      | exclude | a2
    """)
    assert rows(sent, "figure_cell", columns=CELLS, where="line_code = 'D03'") == """
        figure_id      | unit_code | sha256 | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu | A         | a1     | 5        | number | 5     | number     | 5          |
    """


def test_excluding_the_only_report_leaves_its_unit_without_one(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256
        1      | exclude | a1
    """)
    assert rows(sent, "reporting_status", columns=STATUS, where="unit_code = 'A' and period = '2024-H1'") == """
        period  | unit_code | status   | file_name | submissions
        2024-H1 | A         | rejected | a2.xlsx   | 2
    """
    assert rows(sent, "figure_cell", columns="figure_id") == "figure_id"


def test_a_settled_report_counts_for_whom_it_was_settled(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind   | sha256 | unit_code | period
        1      | settle | b1     | H         | 2024-H1
    """)
    assert rows(sent, "reporting_status", columns=STATUS, where="period = '2024-H1'") == """
        period  | unit_code | status   | file_name | submissions
        2024-H1 | A         | on_time  | a1.xlsx   | 2
        2024-H1 | B         | missing  |           | 0
        2024-H1 | H         | received | b1.xlsx   | 2
    """
    assert rows(sent, "figure_cell", columns=CELLS, where="unit_code = 'H'") == """
        figure_id      | unit_code | sha256 | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu | H         | b1     | 7        | number | 7     | number     | 7          | 1
    """


def test_a_disowned_report_holds_the_unit_no_longer(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind   | sha256 | unit_code
        1      | disown | b1     | B
    """)
    assert rows(sent, "reporting_status", columns=STATUS, where="period = '2024-H1' and unit_code <> 'A'") == """
        period  | unit_code | status   | file_name | submissions
        2024-H1 | B         | missing  |           | 0
        2024-H1 | H         | rejected | h1.xlsx   | 1
    """
    assert relation(sent.sql("select unit_code, is_own from warehouse.claim where sha256 = 'b1'")) == """
        unit_code | is_own
        H         | false
    """


def test_a_corrected_value_keeps_its_text_and_place(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256 | line_code | measure | old_state | old_value | new_state | new_value
        1      | correct | a1     | D03       | vu      | number    | 5         | number    | 4
        2      | correct | a1     | D03       | vu      | number    | 4         | number    | 3
    """)
    assert rows(sent, "figure_cell", columns=f"{CELLS}, sheet, cell", where="line_code = 'D03'") == """
        figure_id      | unit_code | sha256 | sheet  | cell | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu | A         | a1     | Biểu 2 | D9   | 5        | number | 3     | number     | 5          | 2
    """


def test_a_bad_cell_of_an_accepted_report_may_be_corrected(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256 | line_code | measure  | old_state | old_value | new_state | new_value
        1      | accept  | a2     |           |          |           |           |           |
        2      | correct | a2     | D15a      | so_luong | refused   | mười      | number    | 10
    """)
    assert rows(sent, "figure_cell", columns=CELLS, where="line_code = 'D15a'") == """
        figure_id             | unit_code | sha256 | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D15a.so_luong | A         | a2     | mười     | number | 10    | refused    |            | 1; 2
    """


def test_a_value_corrected_to_nothing_is_in_no_figure(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256 | line_code | measure | old_state | old_value | new_state | new_value
        1      | correct | a1     | D03       | vu      | number    | 5         | blank     |
    """)
    assert rows(sent, "figure_cell", columns="figure_id") == """
        figure_id
        2024-H1:D15a.so_luong
    """


def test_a_revoked_decision_changes_nothing(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256 | line_code | measure | new_state | new_value | revokes
        1      | correct | a1     | D03       | vu      | number    | 4         |
        2      | exclude | a1     |           |         |           |           |
        3      | revoke  |        |           |         |           |           | 1
        4      | revoke  |        |           |         |           |           | 2
    """)
    assert rows(sent, "figure_cell", columns=CELLS, where="line_code = 'D03'") == """
        figure_id      | unit_code | sha256 | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu | A         | a1     | 5        | number | 5     | number     | 5          |
    """


def test_issues_tell_which_decision_settles_them(sent: duckdb.DuckDBPyConnection) -> None:
    decide(sent, """
        number | kind    | sha256 | unit_code | period
        1      | accept  | a2     |           |
        2      | settle  | b1     | B         | 2024-H1
        3      | accept  | h1     |           |
        4      | exclude | h1     |           |
    """)
    assert relation(sent.sql("select sha256, code, decided_by from warehouse.told_issue order by all")) == """
        sha256 | code           | decided_by
        a2     | form_blank     |
        a2     | text_in_number | 1
        b1     | unit_differs   | 2
        h1     | column_missing | 4
        h1     | negative       | 4
    """
