"""Two years of C, which follows A and B, and of H: sums, ratios, answers, targets, quarters."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb

from tests.derivations import asked, report, served
from tests.tables import load
from tests.warehouses import copy_laid_out


def two_years(con: duckdb.DuckDBPyConnection) -> None:
    """Record in an empty database what A, B and H reported for 2024, and C and H for 2025."""
    con.execute("set timezone = 'Asia/Ho_Chi_Minh'")
    copy_laid_out(con)
    served(con)
    load(con, "reference.unit", """
        unit_code | kind
        A         | health_department
        B         | health_department
        C         | health_department
        H         | ministry_hospital
    """)
    load(con, "reference.succession", """
        predecessor | successor | effective_from
        A           | C         | 2024-07-01
        B           | C         | 2024-07-01
    """)
    load(con, "reference.target", """
        target_code | line_code | measure | kind      | value | label
        T1          | D10       | vu      | share     | 100   | Có kế hoạch
        T2          | D15       | vu      | share     | 90    | Chuyển từ 90%
        T3          | D03       | vu      | reduction | 0     | Giảm số vụ
    """)
    asked(con, "Q1 H1", "A B H")
    load(con, "reference.expected_report", """
        period  | unit_code | unit_name | unit_kind
        2025-H1 | C         | Sở C      | health_department
        2025-H1 | H         | Bệnh viện | ministry_hospital
    """)
    con.execute("update reference.expected_report set unit_kind = 'ministry_hospital' where unit_code = 'H'")
    for number, unit in enumerate("ABH", start=1):
        report(con, unit, "2024-Q1", f"D03.vu {number}, D15a.vu 1, D15b.vu 2, F01.vu 2, D10.vu 1")
        report(con, unit, "2024-H1", f"D03.vu {10 * number}, D15a.vu {number + 1}, D15b.vu 7, F01.vu 5, D10.vu 1")
    for unit in "CH":
        report(con, unit, "2025-H1", "D03.vu 9, D15a.vu 2, D15b.vu 3, F01.vu 1, D10.vu 0")
