"""A small collection to test the marts on, and readable differences between text tables."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from collections.abc import Iterator

import duckdb
import pytest

from tests.tables import TextTable, load
from tests.warehouses import warehouse_in_memory


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    if op == "==" and isinstance(left, TextTable) and isinstance(right, str):
        return ["the table differs: - expected, + found", *left.difference(right)]
    return None


@pytest.fixture
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with nothing in it, on Hanoi time."""
    with warehouse_in_memory() as con:
        yield con


@pytest.fixture
def con(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Declarations only: units A and B (Sở Y tế) and H (a hospital) owe 2023-H1 and 2024-H1.

    Unit X exists, but nobody asked it to report.
    """
    load_lines(empty)
    load_units(empty)
    load_days(empty)
    return empty


def load_lines(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "reference.period", """
        period  | kind | year | starts_on  | cut_off    | last_year
        2023-H1 | H1   | 2023 | 2022-12-15 | 2023-06-14 | 2022-H1
        2024-H1 | H1   | 2024 | 2023-12-15 | 2024-06-14 | 2023-H1
    """)
    load(con, "reference.indicator_cell", """
        form_code | line_code | measure  | line_label       | kind   | aggregation | numerator     | denominator
        PCTP2     | D03       | vu       | Số vụ            | flow   | sum         |               |
        PCTP1     | D10       | co       | Có kế hoạch      | yes_no | count_yes   |               |
        PCTP3     | D15       | ty_le    | Tỷ lệ giải quyết | ratio  | ratio       | D15a.so_luong | D15b.so_luong
        PCTP3     | D15a      | so_luong | Đã giải quyết    | flow   | sum         |               |
        PCTP3     | D15b      | so_luong | Đã tiếp nhận     | flow   | sum         |               |
        PCTP1     | D99       | noi_dung | Ghi chú          | text   | none        |               |
    """)
    load(con, "reference.target", """
        target_code | line_code | measure | kind      | value | label                    | valid_from | valid_to   | source
        T1          | D10       | co      | share     | 100   | Mọi đơn vị có kế hoạch   |            |            | KH I.1
        T2          | D15       | ty_le   | share     | 90    | Giải quyết từ 90%        |            |            | KH I.2
        T3          | D03       | vu      | reduction | 0     | Giảm số vụ               | 2024-01-01 | 2024-12-14 | KH I.3
    """)


def load_units(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "reference.unit", """
        unit_code | kind              | kind_label           | province_code
        A         | health_department | Sở Y tế              | 51
        B         | health_department | Sở Y tế              | 62
        H         | ministry_hospital | Bệnh viện trực thuộc |
        X         | health_department | Sở Y tế              | 99
    """)
    load(con, "reference.unit_name", """
        unit_code | name    | valid_from | valid_to
        A         | Sở A    |            |
        X         | Sở X cũ |            | 2023-12-31
        X         | Sở X    | 2024-01-01 |
    """)
    load(con, "reference.expected_report", """
        period  | unit_code | unit_name   | unit_kind         | directive_code | due_before | last_day   | last_day_strict | last_day_lenient
        2023-H1 | A         | Sở A        | health_department | KH360          | 2023-06-16 | 2023-06-15 | 2023-06-15      | 2023-06-16
        2023-H1 | B         | Sở B        | health_department | KH360          | 2023-06-16 | 2023-06-15 | 2023-06-15      | 2023-06-16
        2023-H1 | H         | Bệnh viện H | ministry_hospital | KH360          |            |            |                 |
        2024-H1 | A         | Sở A        | health_department | KH331          | 2024-06-16 | 2024-06-15 | 2024-06-15      | 2024-06-16
        2024-H1 | B         | Sở B        | health_department | KH331          | 2024-06-16 | 2024-06-15 | 2024-06-15      | 2024-06-16
        2024-H1 | H         | Bệnh viện H | ministry_hospital | KH331          |            |            |                 |
    """)


def load_days(con: duckdb.DuckDBPyConnection) -> None:
    """Load the days around both due dates: Monday to Friday are worked, but 18/6/2024 is off and
    nobody knows of 28/6/2024."""
    con.execute("""
        insert into reference.working_day by name
        with days as (
            select day, case day
                when date '2024-06-18' then false
                when date '2024-06-28' then null
                else isodow(day) < 6
            end as is_working
            from (select unnest(generate_series(date '2023-06-01', date '2024-08-31', interval 1 day))::date as day)
        )
        select day, is_working,
            count(*) filter (where is_working) over (order by day) as working_days,
            count(*) filter (where is_working is null) over (order by day) as unknown_days
        from days
    """)
