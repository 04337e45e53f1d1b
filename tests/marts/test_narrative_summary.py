"""Narrative sections of the reports that count."""

# Text tables keep their shape and their width.
# fmt: off

import duckdb

from tests.tables import load, rows
from tonghop.building import build


def test_only_the_reports_that_count_are_read(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", """
        sha256   | unit_code | period  | status   | received_at
        a1       | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        replaced | A         | 2024-H1 | accepted | 2024-06-09 09:00+07
        rejected | A         | 2024-H1 | rejected | 2024-06-11 09:00+07
        x1       | X         | 2024-H1 | accepted | 2024-06-10 09:00+07
        h1       | H         | 2024-H1 | accepted | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.narrative", """
        sha256   | section_code | sheet      | cell | text
        a1       | N1           | Thuyết minh | B5  | Đã tập huấn
        a1       | N2           | Thuyết minh | B9  |
        replaced | N1           | Thuyết minh | B5  | Chưa tập huấn
        rejected | N1           | Thuyết minh | B5  | Sai tệp
        x1       | N1           | Thuyết minh | B5  | Không ai hỏi
        h1       | N1           | Thuyết minh | B5  | Không có vướng mắc
    """)
    build(con)
    assert rows(con, "narrative_summary") == """
        period  | section_code | unit_code | unit_name   | sheet       | cell | text
        2024-H1 | N1           | A         | Sở A        | Thuyết minh | B5   | Đã tập huấn
        2024-H1 | N1           | H         | Bệnh viện H | Thuyết minh | B5   | Không có vướng mắc
    """
