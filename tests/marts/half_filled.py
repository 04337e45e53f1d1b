"""Reports in which cells are in every state, for what tells how much was filled in."""

# Text tables keep their shape and their width.
# fmt: off

import duckdb

from tests.tables import load


def load_reports(con: duckdb.DuckDBPyConnection) -> None:
    """A's report counts, B's is rejected for its D03, H sent nothing. Five cells are asked for."""
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b1     | B         | 2024-H1 | rejected | 2024-06-10 09:00+07
    """)
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | value | state
        a1     | PCTP2     | D03       | vu       | 5     | number
        a1     | PCTP1     | D10       | co       |       | blank
        a1     | PCTP3     | D15a      | so_luong | 0     | none
        a1     | PCTP3     | D15b      | so_luong |       | not_collected
        b1     | PCTP2     | D03       | vu       |       | refused
        b1     | PCTP3     | D15a      | so_luong | 3     | number
    """)
