"""Targets, unit by unit: met, below, or nothing to measure."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import load, rows
from tonghop.building import build

STANDING = "target_code, unit_code, unit_name, unit_kind, numerator, denominator, value, is_met"
REPORTS = """
    sha256 | unit_code | period  | status   | received_at
    a0     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
    a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    b1     | B         | 2024-H1 | accepted | 2024-06-10 09:00+07
"""


def test_every_expected_unit_has_a_row_and_silence_is_not_below(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, "warehouse.submission", REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a1     | PCTP3     | D15a      | so_luong | 7     | number
        a1     | PCTP3     | D15b      | so_luong | 8     | number
        b1     | PCTP3     | D15a      | so_luong | 0     | number
        b1     | PCTP3     | D15b      | so_luong | 0     | number
    """)
    build(con)
    assert rows(con, "unit_target", columns=STANDING, where="period = '2024-H1' and target_code = 'T2'") == """
        target_code | unit_code | unit_name   | unit_kind         | numerator | denominator | value | is_met
        T2          | A         | Sở A        | health_department | 7         | 8           | 87.5  | false
        T2          | B         | Sở B        | health_department | 0         | 0           |       |
        T2          | H         | Bệnh viện H | ministry_hospital |           |             |       |
    """


def test_a_reduction_needs_both_years(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a0     | PCTP2     | D03       | vu      | 4     | number
        a1     | PCTP2     | D03       | vu      | 3     | number
        b1     | PCTP2     | D03       | vu      | 9     | number
    """)
    build(con)
    assert rows(con, "unit_target", columns=STANDING, where="period = '2024-H1' and target_code = 'T3'") == """
        target_code | unit_code | unit_name   | unit_kind         | numerator | denominator | value | is_met
        T3          | A         | Sở A        | health_department | 3         | 4           | 25    | true
        T3          | B         | Sở B        | health_department |           |             |       |
        T3          | H         | Bệnh viện H | ministry_hospital |           |             |       |
    """


def test_the_units_below_are_those_that_the_nation_counts(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a1     | PCTP1     | D10       | co      | 0     | number
        b1     | PCTP1     | D10       | co      | 1     | number
    """)
    build(con)
    assert rows(con, "unit_target", columns="period, unit_name", where="not is_met") == """
        period  | unit_name
        2024-H1 | Sở A
    """
    assert rows(con, "target_progress", columns="units_below, names_below", where="target_code = 'T1' and period = '2024-H1'") == """
        units_below | names_below
        1           | Sở A
    """


@pytest.mark.parametrize(
    ("kon_tum", "last_year", "is_met"),
    [
        # Quảng Ngãi and Kon Tum together had 6 cases; Kon Tum silent, their past is unknown.
        ("2", "6 | 16.67", "true"),
        ("", " | ", ""),
    ],
)
def test_a_reduction_compares_a_merged_province_with_all_its_predecessors(
    empty: duckdb.DuckDBPyConnection, kon_tum: str, last_year: str, is_met: str
) -> None:
    load_merger(empty)
    load(empty, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        p0     | SYT63-51  | 2025-H1 | accepted | 2025-06-10 09:00+07
        q0     | SYT63-62  | 2025-H1 | accepted | 2025-06-10 09:00+07
        a1     | SYT34-51  | 2026-H1 | accepted | 2026-06-10 09:00+07
    """)
    load(empty, "warehouse.value", f"""
        sha256 | form_code | line_code | measure | value     | state
        p0     | PCTP2     | D03       | vu      | 4         | number
        q0     | PCTP2     | D03       | vu      | {kon_tum} | {"number" if kon_tum else "blank"}
        a1     | PCTP2     | D03       | vu      | 5         | number
    """)
    build(empty)
    this_year = "5" if kon_tum else ""
    assert rows(empty, "unit_target", columns="unit_code, numerator, denominator, value, is_met", where="period = '2026-H1'") == f"""
        unit_code | numerator   | denominator | value | is_met
        SYT34-51  | {this_year} | {last_year} | {is_met}
    """


def test_a_unit_is_not_judged_by_work_that_it_only_took_over_later(
    empty: duckdb.DuckDBPyConnection,
) -> None:
    """Until Kon Tum's work became the other's, that unit is compared with itself alone."""
    load_merger(empty)
    load(empty, "reference.expected_report", """
        period  | unit_code | unit_name  | unit_kind
        2025-H1 | SYT34-51  | Quảng Ngãi | health_department
    """)
    empty.execute("delete from reference.succession where predecessor = 'SYT63-51'")
    empty.execute("update reference.succession set effective_from = '2026-07-01'")
    load(empty, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a0     | SYT34-51  | 2025-H1 | accepted | 2025-06-10 09:00+07
        q0     | SYT63-62  | 2025-H1 | accepted | 2025-06-10 09:00+07
        a1     | SYT34-51  | 2026-H1 | accepted | 2026-06-10 09:00+07
    """)
    load(empty, "warehouse.value", """
        sha256 | form_code | line_code | measure | value | state
        a0     | PCTP2     | D03       | vu      | 4     | number
        q0     | PCTP2     | D03       | vu      | 100   | number
        a1     | PCTP2     | D03       | vu      | 5     | number
    """)
    build(empty)
    assert rows(empty, "unit_target", columns="unit_code, numerator, denominator, is_met", where="period = '2026-H1'") == """
        unit_code | numerator | denominator | is_met
        SYT34-51  | 5         | 4           | false
    """


def load_merger(con: duckdb.DuckDBPyConnection) -> None:
    """Quảng Ngãi (51) and Kon Tum (62) became Quảng Ngãi on 1/7/2025."""
    load(con, "reference.period", """
        period  | kind | year | starts_on  | cut_off    | last_year
        2025-H1 | H1   | 2025 | 2024-12-15 | 2025-06-14 | 2024-H1
        2026-H1 | H1   | 2026 | 2025-12-15 | 2026-06-14 | 2025-H1
    """)
    load(con, "reference.indicator_cell", """
        form_code | line_code | measure | line_label | kind | aggregation
        PCTP2     | D03       | vu      | Số vụ      | flow | sum
    """)
    load(con, "reference.target", """
        target_code | line_code | measure | kind      | value | label
        T3          | D03       | vu      | reduction | 0     | Giảm số vụ
    """)
    load(con, "reference.unit", """
        unit_code | kind
        SYT63-51  | health_department
        SYT63-62  | health_department
        SYT34-51  | health_department
    """)
    load(con, "reference.succession", """
        predecessor | successor | effective_from
        SYT63-51    | SYT34-51  | 2025-07-01
        SYT63-62    | SYT34-51  | 2025-07-01
    """)
    load(con, "reference.expected_report", """
        period  | unit_code | unit_name  | unit_kind
        2025-H1 | SYT63-51  | Quảng Ngãi | health_department
        2025-H1 | SYT63-62  | Kon Tum    | health_department
        2026-H1 | SYT34-51  | Quảng Ngãi | health_department
    """)
