"""The cells behind the national figures."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.tables import load, rows
from tonghop.building import build


def test_a_figure_leads_to_the_cells_as_they_were_typed(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | file_name | unit_code | period  | status   | received_at
        a1     | a.xlsx    | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        h1     | h.xlsx    | H         | 2024-H1 | accepted | 2024-06-11 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state  | raw_text | sheet  | cell
        a1     | PCTP2     | D03       | vu      | 1500  | number | 1.500    | Biểu 2 | D9
        h1     | PCTP2     | D03       | vu      | 0     | none   | không    | Biểu 2 | D9
    """)
    build(con)
    assert rows(con, "figure_cell") == """
        figure_id      | period  | form_code | line_code | measure | unit_code | unit_name   | sha256 | file_name | received_at            | sheet  | cell | raw_text | state  | value | sent_state | sent_value | decisions
        2024-H1:D03.vu | 2024-H1 | PCTP2     | D03       | vu      | A         | Sở A        | a1     | a.xlsx    | 2024-06-10 09:00:00+07 | Biểu 2 | D9   | 1.500    | number | 1500  | number     | 1500       |
        2024-H1:D03.vu | 2024-H1 | PCTP2     | D03       | vu      | H         | Bệnh viện H | h1     | h.xlsx    | 2024-06-11 09:00:00+07 | Biểu 2 | D9   | không    | none   | 0     | none       | 0          |
    """


def test_only_cells_that_enter_a_figure_are_here(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256   | unit_code | period  | status   | received_at
        a1       | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        replaced | A         | 2024-H1 | accepted | 2024-06-09 09:00+07
        rejected | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
        x1       | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256   | form_code | line_code | measure  | value | state
        a1       | PCTP1     | D10       | co       | 0     | number
        a1       | PCTP2     | D03       | vu       |       | blank
        a1       | PCTP3     | D15       | ty_le    | 77    | number
        a1       | PCTP3     | D15a      | so_luong |       | not_collected
        a1       | PCTP3     | D15b      | so_luong | 4     | number
        a1       | PCTP1     | D99       | noi_dung | 9     | number
        a1       | PCTP2     | D00       | vu       | 9     | number
        replaced | PCTP2     | D03       | vu       | 9     | number
        rejected | PCTP2     | D03       | vu       | 9     | number
        x1       | PCTP2     | D03       | vu       | 9     | number
    """)
    build(con)
    assert rows(con, "figure_cell", columns="figure_id, unit_code, sha256, value") == """
        figure_id             | unit_code | sha256 | value
        2024-H1:D10.co        | A         | a1     | 0
        2024-H1:D15b.so_luong | A         | a1     | 4
    """
