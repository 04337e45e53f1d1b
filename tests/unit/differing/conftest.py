"""Two editions between which everything that can happen has happened, each to a unit of its own."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from collections.abc import Iterator

import duckdb
import pytest

from tests.marts.conftest import load_lines
from tests.tables import load
from tests.unit.differing.sealing import seal_edition
from tests.warehouses import copy_laid_out
from tonghop.differing import Difference, difference

UNITS = (
    "LATE", "LATE_AGAIN", "LATE_ACCEPTED", "LATE_CORRECTED", "OPENED", "RESENT",
    "RESENT_OLD_CORRECTION", "RESENT_CORRECTED", "RESENT_BLANK", "ACCEPTED", "SETTLED", "NAMED",
    "EXCLUDED", "EXCLUDED_ONLY", "CORRECTED", "CORRECTED_BLANK", "REVOKED", "REREAD",
    "REREAD_CORRECTED", "RECHECKED", "OWES", "FREED", "SAME",
)
"""Units named by what happens to them."""

BEFORE = """
    sha256 | unit_code             | status   | received_at            | vu | giai_quyet | tiep_nhan
    la1    | LATE_AGAIN            | rejected | 2024-06-10 09:00+07    | 1  |            |
    op1    | OPENED                | rejected | 2024-06-10 09:00+07    |    |            |
    re1    | RESENT                | accepted | 2024-06-10 09:00+07    | 5  | 1          | 2
    ro1    | RESENT_OLD_CORRECTION | accepted | 2024-06-10 09:00+07    | 5  |            |
    rc1    | RESENT_CORRECTED      | accepted | 2024-06-10 09:00+07    | 5  |            |
    rb1    | RESENT_BLANK          | accepted | 2024-06-10 09:00+07    | 5  |            |
    ac1    | ACCEPTED              | rejected | 2024-06-10 09:00+07    | 4  |            |
    se1    | SETTLED               | held     | 2024-06-10 09:00+07    | 4  |            |
    na1    | NAMED                 | held     | 2024-06-10 09:00+07    | 4  |            |
    ex1    | EXCLUDED              | accepted | 2024-06-10 09:00+07    | 2  |            |
    ex2    | EXCLUDED              | accepted | 2024-06-11 09:00+07    | 9  |            |
    eo1    | EXCLUDED_ONLY         | accepted | 2024-06-10 09:00+07    | 5  |            |
    co1    | CORRECTED             | accepted | 2024-06-10 09:00+07    | 5  |            |
    cb1    | CORRECTED_BLANK       | accepted | 2024-06-10 09:00+07    | 5  |            |
    rv1    | REVOKED               | accepted | 2024-06-10 09:00+07    | 5  |            |
    rr1    | REREAD                | accepted | 2024-06-10 09:00+07    | 5  |            |
    rx1    | REREAD_CORRECTED      | accepted | 2024-06-10 09:00+07    | 5  |            |
    ch1    | RECHECKED             | rejected | 2024-06-10 09:00+07    | 3  |            |
    ow1    | OWES                  | accepted | 2024-06-10 09:00+07    | 5  |            |
    fr1    | FREED                 | accepted | 2024-06-10 09:00+07    | 5  | 1          | 1
    sa1    | SAME                  | accepted | 2024-06-10 09:00+07    | 7  | 1          | 3
"""
AFTER = """
    sha256 | unit_code             | status   | received_at            | vu | giai_quyet | tiep_nhan
    lt1    | LATE                  | accepted | 2024-06-20 09:00+07    | 5  | 1          | 1
    la2    | LATE_AGAIN            | accepted | 2024-06-20 09:00+07    | 4  |            |
    lc1    | LATE_ACCEPTED         | rejected | 2024-06-20 09:00+07    | 6  |            |
    lx1    | LATE_CORRECTED        | accepted | 2024-06-20 09:00+07    | 3  |            |
    re2    | RESENT                | accepted | 2024-06-20 09:00+07    | 8  | 2          | 2
    ro2    | RESENT_OLD_CORRECTION | accepted | 2024-06-20 09:00+07    | 8  |            |
    rc2    | RESENT_CORRECTED      | accepted | 2024-06-20 09:00+07    | 8  |            |
    rb2    | RESENT_BLANK          | accepted | 2024-06-20 09:00+07    |    | 0          | 1
"""
DECIDED_BEFORE = """
    number | kind    | sha256 | unit_code | period  | line_code | measure | old_state | old_value | new_state | new_value | revokes
    1      | correct | ro1    |           |         | D03       | vu      | number    | 5         | number    | 7         |
    2      | correct | rv1    |           |         | D03       | vu      | number    | 5         | number    | 6         |
"""
DECIDED_AFTER = """
    number | kind    | sha256 | unit_code | period  | line_code | measure | old_state | old_value | new_state | new_value | revokes
    3      | accept  | lc1    |           |         |           |         |           |           |           |           |
    4      | correct | lx1    |           |         | D03       | vu      | number    | 3         | number    | 7         |
    5      | correct | rc2    |           |         | D03       | vu      | number    | 8         | number    | 9         |
    6      | accept  | ac1    |           |         |           |         |           |           |           |           |
    7      | settle  | se1    | SETTLED   | 2024-H1 |           |         |           |           |           |           |
    8      | alias   |        | NAMED     |         |           |         |           |           |           |           |
    9      | exclude | ex2    |           |         |           |         |           |           |           |           |
    10     | exclude | eo1    |           |         |           |         |           |           |           |           |
    11     | correct | co1    |           |         | D03       | vu      | number    | 5         | number    | 6         |
    12     | correct | cb1    |           |         | D03       | vu      | number    | 5         | blank     |           |
    13     | revoke  |        |           |         |           |         |           |           |           |           | 2
    14     | correct | rx1    |           |         | D03       | vu      | number    | 50        | number    | 40        |
"""


def receive(con: duckdb.DuckDBPyConnection, text: str) -> None:
    con.execute("create or replace temp table sent (sha256 varchar, unit_code varchar, status varchar, received_at timestamptz, vu decimal(20, 2), giai_quyet decimal(20, 2), tiep_nhan decimal(20, 2))")
    load(con, "sent", text)
    con.execute("insert into warehouse.receipt by name select sha256, sha256 || '.xlsx' as file_name, received_at from sent")
    con.execute("insert into warehouse.submission by name select sha256, sha256 || '.xlsx' as file_name, received_at, unit_code, '2024-H1' as period, status from sent")
    con.execute("""
        insert into warehouse.value by name
        select sha256, form_code, line_code, measure, value, 'number' as state, 'Biểu' as sheet, 'D4' as cell
        from (
            select sha256, 'PCTP2' as form_code, 'D03' as line_code, 'vu' as measure, vu as value from sent
            union all
            select sha256, 'PCTP3', 'D15a', 'so_luong', giai_quyet from sent
            union all
            select sha256, 'PCTP3', 'D15b', 'so_luong', tiep_nhan from sent
        ) where value is not null
    """)


def owe(con: duckdb.DuckDBPyConnection, *units: str) -> None:
    con.executemany("insert into reference.expected_report by name select '2024-H1' as period, ? as unit_code, ? as unit_name, 'health_department' as unit_kind", [[unit, f"Sở {unit}"] for unit in units])


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Difference]:
    """Every case at once, each at a unit of its own; LATE and RESENT have merged into MERGED."""
    marts = tmp_path_factory.mktemp("marts")
    with duckdb.connect() as con:
        con.execute("set timezone = 'Asia/Ho_Chi_Minh'")
        copy_laid_out(con)
        load_lines(con)
        con.execute("update reference.indicator_cell set measure_label = 'Số lượng', unit_of_measure = if(kind = 'ratio', '%', 'vụ')")
        con.executemany("insert into reference.unit by name select ? as unit_code, 'health_department' as kind", [[unit] for unit in (*UNITS, "MERGED")])
        load(con, "reference.succession", """
            predecessor | successor | effective_from
            LATE        | MERGED    | 2025-07-01
            RESENT      | MERGED    | 2025-07-01
        """)
        owe(con, *(unit for unit in UNITS if unit != "OWES"))
        receive(con, BEFORE)
        load(con, "warehouse.issue", """
            sha256 | issue_number | code               | severity
            ac1    | 1            | negative           | reject_line
            se1    | 1            | unit_differs       | hold
            na1    | 1            | unit_differs       | hold
            ch1    | 1            | negative           | reject_line
            op1    | 1            | password_protected | reject_file
            la1    | 1            | negative           | reject_line
        """)
        load(con, "warehouse.decision", DECIDED_BEFORE)
        earlier = seal_edition(con, marts, "2024-H1", 1)
        receive(con, AFTER)
        load(con, "warehouse.issue", """
            sha256 | issue_number | code     | severity
            lc1    | 1            | negative | reject_line
        """)
        con.execute("update warehouse.value set value = 50 where sha256 in ('rr1', 'rx1')")
        con.execute("update warehouse.submission set status = 'accepted' where sha256 in ('ch1', 'op1', 'na1')")
        con.execute("delete from warehouse.issue where sha256 in ('ch1', 'op1', 'na1')")
        con.execute("insert into warehouse.value by name select 'op1' as sha256, 'PCTP2' as form_code, 'D03' as line_code, 'vu' as measure, 2 as value, 'number' as state")
        owe(con, "OWES")
        con.execute("delete from reference.expected_report where unit_code = 'FREED'")
        load(con, "warehouse.decision", DECIDED_AFTER)
        later = seal_edition(con, marts, "2024-H1", 2)
    with difference(earlier, later) as found:
        yield found
