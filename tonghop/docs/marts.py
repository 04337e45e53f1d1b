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
from tonghop.publish.tables import edition_tables
from tonghop.warehouse.structure import read_schema

Meanings = Mapping[tuple[str, str], str]

_ANY_YEAR = 2026
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


def describe_marts(declarations: Declarations) -> Mapping[str, str]:
    """Return every table of an edition: what it is, its grain, its columns, its author's notes."""
    columns = {(column, name): kind for name, column, kind in edition_columns(declarations)}
    meanings = _column_meanings([*columns])
    tables = {row["table"]: row["meaning"] for row in _read("tables.csv")}
    rows: dict[str, list[tuple[str, str, str]]] = {name: [] for _, name in columns}
    if tables.keys() != rows.keys():
        raise UndescribedError(f"tables.csv describes {[*tables]}, there are {[*rows]}")
    for (column, name), kind in columns.items():
        meaning = meanings[column, name]
        rows[name].append((code(column), _TYPES[kind.partition("(")[0]], meaning))
    return {"tables": joined(_table(name, tables[name], rows[name]) for name in rows)}


def _table(name: str, meaning: str, rows: list[tuple[str, str, str]]) -> str:
    notes = _notes(name) if name in MARTS else ()
    return joined((f"## {name}", meaning, *notes, table(("Cột", "Kiểu", "Nghĩa"), rows)))


def edition_columns(declarations: Declarations) -> list[tuple[str, str, str]]:
    """Return table, column and type of all columns of an edition, from an empty warehouse."""
    period = declarations.period_kinds[0].period(_ANY_YEAR)
    with duckdb.connect() as con:
        con.execute(read_schema())
        build(con)
        return [
            (name, column, kind)
            for name, select in edition_tables(period)
            for column, kind, *_ in con.execute(f"describe {select}").fetchall()
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
