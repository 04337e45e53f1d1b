"""``bang-tong-hop.md``: the tables of an edition, as an empty warehouse builds them.

What columns mean in Vietnamese stands in ``tables.csv`` and ``columns.csv``; a table or column
without a meaning stops the generator, and so does a meaning without a column.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from tonghop.building import MARTS, build, grain, read_select
from tonghop.docs.markdown import bullets, code, document, table
from tonghop.warehouse import SCHEMA

Columns = tuple[tuple[str, str], ...]

EDITION_TABLES: Mapping[str, str] = {
    **{name: f"marts.{name}" for name in MARTS},
    **{
        name: f"reference.{name}"
        for name in (
            "indicator_cell", "period", "unit", "unit_name", "expected_report", "succession",
        )
    },
    "receipt": "warehouse.receipt",
    "issue": "warehouse.told_issue",
}  # fmt: skip
"""The tables of an edition's database, each with the one of the warehouse that it is a copy of."""

_FOLDER = Path(__file__).parent
_TYPES = {
    "VARCHAR": "chữ",
    "DECIMAL": "số thập phân",
    "INTEGER": "số nguyên",
    "BIGINT": "số nguyên",
    "DATE": "ngày",
    "BOOLEAN": "đúng/sai",
    "TIMESTAMP WITH TIME ZONE": "thời điểm",
}
_READING = (
    "Hỏi bằng `tonghop sql`, ví dụ `tonghop sql \"select * from reporting_status where status = 'late'\"`. "
    "Các bảng chính còn có dạng Parquet trong thư mục `parquet`.",
    "Số liệu trống (null) là chưa có, khác với 0 là đã khai không phát sinh.",
    "Không cộng các kỳ trong một năm với nhau: các kỳ tính gộp từ cùng một ngày.",
    "Luôn đọc con số cùng với số đơn vị có số liệu và số đơn vị phải báo cáo.",
    "Bản tổng hợp của một kỳ có số liệu của kỳ đó và mọi kỳ trước, tại thời điểm phát hành.",
)


class UndescribedError(Exception):
    """A table or column has no meaning in Vietnamese, or a meaning has no column."""


def describe_marts(_: Declarations) -> str:
    """Return every table of an edition: what it is, its grain, its columns, its author's notes."""
    columns = edition_columns()
    told = _Meanings(columns)
    return document(
        "# Các bảng của một bản tổng hợp",
        "Tệp `tonghop.duckdb` trong mỗi bản tổng hợp có các bảng sau.",
        bullets(_READING),
        *(_describe(name, columns[name], told) for name in EDITION_TABLES),
    )


def edition_columns() -> Mapping[str, Columns]:
    """Return the columns of every table with their types, from an empty warehouse in memory."""
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        build(con)
        return {
            name: tuple(
                (column, kind) for column, kind, *_ in con.execute(f"describe {source}").fetchall()
            )
            for name, source in EDITION_TABLES.items()
        }


class _Meanings:
    """What tables and columns mean; a meaning given for one table goes before the general one."""

    def __init__(self, columns: Mapping[str, Columns]) -> None:
        self.tables = {row["table"]: row["meaning"] for row in _read("tables.csv")}
        self.columns = {
            (row["column"], row["table"]): row["meaning"] for row in _read("columns.csv")
        }
        used = {self._key(column, name) for name, found in columns.items() for column, _ in found}
        if idle := sorted(self.columns.keys() - used):
            raise UndescribedError(f"columns.csv describes columns that no table has: {idle}")

    def of(self, column: str, name: str) -> str:
        """Return the meaning of a column of the table ``name``."""
        return self.columns[self._key(column, name)]

    def _key(self, column: str, name: str) -> tuple[str, str]:
        for key in ((column, name), (column, "")):
            if key in self.columns:
                return key
        raise UndescribedError(f"columns.csv has no row for {column} of {name}")


def _describe(name: str, columns: Columns, told: _Meanings) -> str:
    rows = [(code(column), _type(kind), told.of(column, name)) for column, kind in columns]
    return document(
        f"## {name}",
        told.tables[name],
        *(_grain_and_notes(name) if name in MARTS else ()),
        table(("Cột", "Kiểu", "Nghĩa"), rows),
    )


def _grain_and_notes(name: str) -> tuple[str, ...]:
    """Return the grain in Vietnamese and the header comment of the mart's file as it stands."""
    lines = [line for line in read_select(name).split("\n\n")[0].splitlines()]
    notes = [line.removeprefix("--").strip() for line in lines if "Grain:" not in line]
    return (
        f"Mỗi dòng là một {', '.join(map(code, grain(name)))}. Tệp `tonghop/marts/{name}.sql` ghi chú:",
        "\n".join(f"> {note}" for note in notes),
    )


def _type(kind: str) -> str:
    return _TYPES[kind.partition("(")[0]]


def _read(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
