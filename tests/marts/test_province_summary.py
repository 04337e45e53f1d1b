"""Figures of each unit, and why some have no value."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.tables import load, rows
from tonghop.building import build


def test_every_expected_unit_has_a_row_and_a_state_that_explains_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b1     | B         | 2024-H1 | rejected | 2024-06-10 09:00+07
        x1     | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 5     | number
        b1     | PCTP2     | D03       | vu      | 6     | number
        x1     | PCTP2     | D03       | vu      | 7     | number
    """)
    build(con)
    columns = "figure_id, basis, unit_name, unit_kind, province_code, value, state"
    assert rows(con, "province_summary", columns=columns, where="line_code = 'D03' and basis = 'as_reported'") == """
        figure_id        | basis       | unit_name   | unit_kind         | province_code | value | state
        2024-H1:D03.vu@A | as_reported | Sở A        | health_department | 51            | 5     | number
        2024-H1:D03.vu@B | as_reported | Sở B        | health_department | 62            |       | missing
        2024-H1:D03.vu@H | as_reported | Bệnh viện H | ministry_hospital |               |       | missing
    """


def test_blank_and_none_and_zero_and_not_collected_differ(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "reference.indicator_cell", """
        form_code | line_code | measure       | kind | aggregation
        PCTP2     | S         | absent        | flow | sum
        PCTP2     | S         | blank         | flow | sum
        PCTP2     | S         | none          | flow | sum
        PCTP2     | S         | not_collected | flow | sum
        PCTP2     | S         | refused       | flow | sum
        PCTP2     | S         | zero          | flow | sum
    """)
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure       | value | state
        a1     | PCTP2     | S         | blank         |       | blank
        a1     | PCTP2     | S         | none          | 0     | none
        a1     | PCTP2     | S         | not_collected |       | not_collected
        a1     | PCTP2     | S         | refused       |       | refused
        a1     | PCTP2     | S         | zero          | 0     | number
    """)
    build(con)
    where = "unit_code = 'A' and line_code = 'S' and basis = 'as_reported'"
    assert rows(con, "province_summary", columns="measure, value, state", where=where) == """
        measure       | value | state
        absent        |       | blank
        blank         |       | blank
        none          | 0     | none
        not_collected |       | not_collected
        refused       |       | refused
        zero          | 0     | number
    """


def test_a_unit_has_its_own_ratio_and_its_own_last_year(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        a0     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
        b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b0     | B         | 2023-H1 | accepted | 2023-06-10 09:00+07
        h1     | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a0     | PCTP3     | D15a      | so_luong | 1     | number
        a0     | PCTP3     | D15b      | so_luong | 4     | number
        a1     | PCTP3     | D15a      | so_luong | 1     | number
        a1     | PCTP3     | D15b      | so_luong | 3     | number
        b0     | PCTP3     | D15a      | so_luong | 8     | number
        b1     | PCTP3     | D15a      | so_luong | 9     | number
        h1     | PCTP3     | D15a      | so_luong | 0     | none
        h1     | PCTP3     | D15b      | so_luong | 0     | none
    """)
    build(con)
    columns = "figure_id, value, value_last_year, change, change_pct, state"
    where = "period = '2024-H1' and line_code in ('D15', 'D15a') and basis = 'as_reported'"
    assert rows(con, "province_summary", columns=columns, where=where) == """
        figure_id               | value | value_last_year | change | change_pct | state
        2024-H1:D15.ty_le@A     | 33.33 | 25              | 8.33   | 33.32      | number
        2024-H1:D15a.so_luong@A | 1     | 1               | 0      | 0          | number
        2024-H1:D15.ty_le@B     |       |                 |        |            | blank
        2024-H1:D15a.so_luong@B | 9     | 8               | 1      | 12.5       | number
        2024-H1:D15.ty_le@H     |       |                 |        |            | blank
        2024-H1:D15a.so_luong@H | 0     |                 |        |            | none
    """


def test_a_no_is_zero_and_not_silence(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP1     | D10       | co      | 0     | number
        b1     | PCTP1     | D10       | co      |       | blank
    """)
    build(con)
    columns = "unit_code, value, state"
    assert rows(con, "province_summary", columns=columns, where="line_code = 'D10' and basis = 'as_reported'") == """
        unit_code | value | state
        A         | 0     | number
        B         |       | blank
        H         |       | missing
    """


def test_a_ratio_without_a_value_is_compared_with_nothing(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a0     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b0     | B         | 2023-H1 | accepted | 2023-06-10 09:00+07
        b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a0     | PCTP3     | D15a      | so_luong | 1     | number
        a0     | PCTP3     | D15b      | so_luong | 2     | number
        a1     | PCTP3     | D15a      | so_luong | 0     | number
        a1     | PCTP3     | D15b      | so_luong | 0     | number
        b0     | PCTP3     | D15a      | so_luong | 1     | number
        b0     | PCTP3     | D15b      | so_luong | 2     | number
        b1     | PCTP3     | D15a      | so_luong | 3     | number
        b1     | PCTP3     | D15b      | so_luong | 4     | number
    """)
    build(con)
    columns = "unit_code, value, value_last_year, value_last_year_like, change_like"
    where = "period = '2024-H1' and unit_code <> 'H' and line_code = 'D15' and basis = 'as_reported'"
    assert rows(con, "province_summary", columns=columns, where=where) == """
        unit_code | value | value_last_year | value_last_year_like | change_like
        A         |       | 50              |                      |
        B         | 75    | 50              | 50                   | 25
    """
