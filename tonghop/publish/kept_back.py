"""The sign of a figure that is kept back: it goes wherever the figure would have gone.

It is a number that is none: whatever is added to it is kept back too, and whoever compares it with
another number fails at once instead of telling something.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb

SIGN = "(bm)"
KEPT_BACK = Decimal("NaN")
LEGEND = (
    f"Dấu “{SIGN}”: số liệu được bảo mật do nhỏ hơn ngưỡng, hoặc để không suy ra được số liệu nhỏ "
    "hơn ngưỡng; không phải là số 0 và không phải là chưa có số liệu."
)
OUTSIDE_MARK = "BẢN GỬI NGOÀI"
NO_NARRATIVES = "không có trong bản gửi ngoài"
TABLE = "kept_back"
Marks = Mapping[tuple[str, str, str], frozenset[str]]
"""Table, of whom and cell: the columns that are kept back."""


def read_marks(con: duckdb.DuckDBPyConnection) -> Marks:
    """Return what is kept back in an edition: nothing in an internal one."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    is_there = con.execute(
        "select count(*) from duckdb_tables() where table_name = ?", [TABLE]
    ).fetchone()
    if is_there and is_there[0]:
        rows = con.execute(f"select place, of_whom, code, column_name from {TABLE}").fetchall()
        for place, of, code, column in rows:
            found[place, of, code].add(column)
    return {key: frozenset(columns) for key, columns in found.items()}


def marked(columns: frozenset[str], names: Sequence[str], row: Sequence[Any]) -> list[Any]:
    """Return a row with the sign in the columns that are kept back."""
    return [KEPT_BACK if name in columns else value for name, value in zip(names, row, strict=True)]


def is_kept_back(value: object) -> bool:
    """Whether a value stands for a figure that is kept back."""
    return isinstance(value, Decimal) and value.is_nan()
