"""Tables as text: what a test loads into DuckDB and what it expects back.

Columns are parted by ``|``, the first line is the header, and an empty cell is NULL. Decimals are
written without trailing zeros, so that ``5.00`` reads ``5`` and ``12.50`` reads ``12.5``.
"""

import difflib
from collections.abc import Sequence

import duckdb

Row = tuple[str, ...]


class TextTable:
    """Rows that equal the text that shows them, however that text is spaced or indented."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.rows == parse(other)

    def __repr__(self) -> str:
        return "\n".join(["", *aligned(self.rows, widths(self.rows))])

    def difference(self, expected: str) -> list[str]:
        """Lines that show how the expected text (-) differs from these rows (+)."""
        wanted = parse(expected)
        common = widths((*self.rows, *wanted))
        return [
            line.rstrip()
            for line in difflib.ndiff(aligned(wanted, common), aligned(self.rows, common))
            if not line.startswith("?")
        ]


def load(con: duckdb.DuckDBPyConnection, table: str, text: str) -> None:
    """Insert a text table. Columns that it leaves out and cells that it leaves empty are NULL."""
    header, *records = parse(text)
    marks = ", ".join("?" for _ in header)
    con.executemany(
        f"insert into {table} ({', '.join(header)}) values ({marks})",
        [[cell or None for cell in record] for record in records],
    )


def rows(
    con: duckdb.DuckDBPyConnection, mart: str, *, columns: str = "*", where: str = "true"
) -> TextTable:
    """Return columns of a built mart as a text table, in the mart's own order."""
    decimals = _decimal_columns(con, mart)
    found = con.execute(
        f"select columns({_picked(columns)})::varchar from marts.{mart} where {where}"
    )
    return _table([column[0] for column in found.description], decimals, found.fetchall())


def relation(found: duckdb.DuckDBPyRelation) -> TextTable:
    """Return what a query finds as a text table."""
    kinds = zip(found.columns, map(str, found.types), strict=True)
    decimals = {name for name, kind in kinds if kind.startswith("DECIMAL")}
    return _table(found.columns, decimals, found.select("columns(*)::varchar").fetchall())


def parse(text: str) -> tuple[Row, ...]:
    """Read a text table; every line must have as many cells as the header."""
    lines = [line for line in text.splitlines() if line.strip()]
    table = tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines)
    for row in table:
        if len(row) != len(table[0]):
            raise ValueError(f"{len(table[0])} columns expected: {row}")
    return table


def widths(table: Sequence[Row]) -> list[int]:
    """Width of every column, ragged tables included."""
    columns = max(len(row) for row in table)
    return [max(len(row[n]) for row in table if n < len(row)) for n in range(columns)]


def aligned(table: Sequence[Row], columns: Sequence[int]) -> list[str]:
    """Write rows with their columns under one another."""
    return [
        " | ".join(cell.ljust(width) for cell, width in zip(row, columns, strict=False))
        for row in table
    ]


def _picked(columns: str) -> str:
    return columns if columns == "*" else str([name.strip() for name in columns.split(",")])


def _decimal_columns(con: duckdb.DuckDBPyConnection, mart: str) -> set[str]:
    described = con.execute(f"describe marts.{mart}").fetchall()
    return {name for name, kind, *_ in described if kind.startswith("DECIMAL")}


def _table(
    header: Sequence[str], decimals: set[str], records: Sequence[tuple[str | None, ...]]
) -> TextTable:
    texts = [
        tuple(_text(cell, name in decimals) for name, cell in zip(header, record, strict=True))
        for record in records
    ]
    return TextTable([tuple(header), *texts])


def _text(cell: str | None, is_decimal: bool) -> str:
    if cell is None:
        return ""
    return cell.rstrip("0").rstrip(".") if is_decimal and "." in cell else cell
