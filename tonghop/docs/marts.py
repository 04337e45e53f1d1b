"""``bang-tong-hop.md``: the tables of an edition, as an empty warehouse builds them.

What tables and columns mean in Vietnamese stands in ``frames/*.csv``. One without a meaning stops
the generator, and so does a meaning that nothing needs.
"""

import csv
from collections.abc import Iterator, Mapping

import duckdb

from schemas.declarations import Declarations
from tonghop.building import MARTS, build, grain, read_select
from tonghop.docs.frame import FRAMES
from tonghop.docs.markdown import code, joined, quote, table
from tonghop.warehouse import SCHEMA

Meanings = Mapping[tuple[str, str], str]

REFERENCES = ("indicator_cell", "period", "unit", "unit_name", "expected_report", "succession")
EDITION_TABLES: Mapping[str, str] = {
    **{name: f"marts.{name}" for name in MARTS},
    **{name: f"reference.{name}" for name in REFERENCES},
    "receipt": "warehouse.receipt",
    "issue": "warehouse.told_issue",
}
"""The tables of an edition's database, each with its source in the warehouse."""

_TYPES = {
    "VARCHAR": "chữ",
    "DECIMAL": "số thập phân",
    "INTEGER": "số nguyên",
    "BIGINT": "số nguyên",
    "DATE": "ngày",
    "BOOLEAN": "đúng/sai",
    "TIMESTAMP WITH TIME ZONE": "thời điểm",
}


class UndescribedError(Exception):
    """The meanings in the tables of ``frames/`` are not those of the columns that there are."""


def describe_marts(_: Declarations) -> Mapping[str, str]:
    """Return every table of an edition: what it is, its grain, its columns, its author's notes."""
    columns = {(column, name): kind for name, column, kind in edition_columns()}
    meanings = _column_meanings([*columns])
    tables = {row["table"]: row["meaning"] for row in _read("tables.csv")}
    if tables.keys() != EDITION_TABLES.keys():
        raise UndescribedError(f"tables.csv describes {[*tables]}")
    rows: dict[str, list[tuple[str, str, str]]] = {name: [] for name in EDITION_TABLES}
    for (column, name), kind in columns.items():
        meaning = meanings[column, name]
        rows[name].append((code(column), _TYPES[kind.partition("(")[0]], meaning))
    blocks = (_table(name, tables[name], rows[name]) for name in EDITION_TABLES)
    return {"tables": joined(blocks)}


def _table(name: str, meaning: str, rows: list[tuple[str, str, str]]) -> str:
    notes = _notes(name) if name in MARTS else ()
    return joined((f"## {name}", meaning, *notes, table(("Cột", "Kiểu", "Nghĩa"), rows)))


def edition_columns() -> list[tuple[str, str, str]]:
    """Return table, column and type of all columns, from an empty warehouse in memory."""
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        build(con)
        return [
            (name, column, kind)
            for name, source in EDITION_TABLES.items()
            for column, kind, *_ in con.execute(f"describe {source}").fetchall()
        ]


def _column_meanings(columns: list[tuple[str, str]]) -> Meanings:
    """Return what each column of each table means; a meaning for one table goes first."""
    told = {(row["column"], row["table"]): row["meaning"] for row in _read("columns.csv")}
    keys = {key: key if key in told else (key[0], "") for key in columns}
    if wrong := set(keys.values()) ^ told.keys():
        raise UndescribedError(f"columns.csv lacks or does not need {sorted(wrong)}")
    return {column: told[key] for column, key in keys.items()}


def _notes(name: str) -> Iterator[str]:
    """Yield the grain, and the header comment of the mart's file as it stands."""
    comment = read_select(name).partition("\n\n")[0].splitlines()
    notes = [line.removeprefix("--").strip() for line in comment if "Grain:" not in line]
    yield f"Mỗi dòng ứng với một {', '.join(map(code, grain(name)))}. Ghi chú trong tệp SQL:"
    yield quote([" ".join(notes)])


def _read(name: str) -> list[dict[str, str]]:
    with (FRAMES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
