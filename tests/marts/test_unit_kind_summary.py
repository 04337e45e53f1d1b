"""Figures by kind of unit."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.tables import load, rows
from tonghop.building import build


def test_each_expected_kind_has_its_figures_and_denominators(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
        x1     | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a1     | PCTP2     | D03       | vu       | 5     | number
        b1     | PCTP2     | D03       | vu       | 6     | number
        x1     | PCTP2     | D03       | vu       | 900   | number
        a1     | PCTP1     | D10       | co       | 1     | number
        b1     | PCTP1     | D10       | co       | 0     | number
        a1     | PCTP3     | D15a      | so_luong | 1     | number
        a1     | PCTP3     | D15b      | so_luong | 3     | number
        b1     | PCTP3     | D15a      | so_luong | 50    | number
    """)
    build(con)
    columns = "unit_kind, kind_label, line_code, value, units_reported, units_expected"
    where = "line_code in ('D03', 'D10', 'D15')"
    assert rows(con, "unit_kind_summary", columns=columns, where=where) == """
        unit_kind         | kind_label           | line_code | value | units_reported | units_expected
        health_department | Sở Y tế              | D03       | 11    | 2              | 2
        health_department | Sở Y tế              | D10       | 1     | 2              | 2
        health_department | Sở Y tế              | D15       | 33.33 | 1              | 2
        ministry_hospital | Bệnh viện trực thuộc | D03       |       | 0              | 1
        ministry_hospital | Bệnh viện trực thuộc | D10       |       | 0              | 1
        ministry_hospital | Bệnh viện trực thuộc | D15       |       | 0              | 1
    """


def test_the_kinds_add_up_to_the_nation(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        h1     | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP2     | D03       | vu      | 0.1   | number
        h1     | PCTP2     | D03       | vu      | 0.2   | number
    """)
    build(con)
    columns = "unit_kind, value"
    assert rows(con, "unit_kind_summary", columns=columns, where="line_code = 'D03'") == """
        unit_kind         | value
        health_department | 0.1
        ministry_hospital | 0.2
    """
    assert rows(con, "national_summary", columns="value", where="line_code = 'D03'") == """
        value
        0.3
    """
