"""A collection to decide on: files arrive, somebody decides, marts are built."""

import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tests.build import complete, content, declarations, field_of
from tonghop.archive import HANOI
from tonghop.building import MARTS
from tonghop.decisions.aliases import declared_in
from tonghop.decisions.finding import find_file
from tonghop.house import House
from tonghop.pipeline import build_marts, decide, ingest, read_again
from tonghop.warehouse import open_warehouse

Rows = list[tuple[object, ...]]
HELD = "SYT34-12_2026-H1.xlsx"
"""Điện Biên's report, which comes under the name of Lai Châu's."""

VICTIMS = """
    D03.vu            | 5
    D03.nan_nhan_nvyt | 1
    D03.nan_nhan_khac | 0
    D03.chet          | 1
    D03.bi_thuong     | 0
    D04.vu            | 1
"""


@cache
def report(entries: str, unit: str = "SYT34-51", name: str = "") -> bytes:
    """Return a report of a unit; ``name`` is what its cover calls the unit, if another name."""
    book = complete(entries, unit=unit)
    if name:
        field_of(book, "unit_name").value = name
    return content(book)


def arrivals() -> Mapping[str, bytes]:
    """Return what units sent: a correction of a good report, a faulty one, one in two names."""
    return {
        "2026-06-08/quang-ngai.xlsx": report(VICTIMS),
        "2026-06-10/quang-ngai-2.xlsx": report("D03.vu | 6\nD04.vu | 1"),
        "2026-06-09/ha-noi.xlsx": report("D03.vu | mười\nD04.vu | 2", "SYT34-01"),
        f"2026-06-12/{HELD}": report("D03.vu | 9", "SYT34-11"),
        "2026-06-11/scan.pdf": b"%PDF-1.7",
    }


def arrive(house: House, files: Mapping[str, bytes]) -> None:
    """Put files into the raw folder, all saved at one time of day, and ingest them."""
    moment = datetime(2026, 6, 20, 8, 30, tzinfo=HANOI).timestamp()
    for name, data in files.items():
        path = house.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (moment, moment))
    ingest(house, declared(house), workers=1)


def declared(house: House) -> Declarations:
    """Return the declarations with what was decided in the house."""
    return declared_in(house, declarations())


def rule(house: House, kind: str, file: str = "", **fields: object) -> Decision:
    """Decide as the command does."""
    sha256 = find_file(house, declared(house), file) if file else ""
    moment = "2026-06-21T08:30:00+07:00"
    wanted = Decision(0, moment, "thanh", "Đơn vị đề nghị", kind, sha256, **fields)  # type: ignore[arg-type]
    decision = decide(house, declared(house), wanted)
    read_again(house, declared(house))
    return decision


def dump(house: House) -> dict[str, Rows]:
    """Build the marts and return every row of every table and mart, in order of columns."""
    build_marts(house)
    found = recorded(house)
    assert {f"marts.{name}" for name in MARTS} <= found.keys()
    return found


def recorded(house: House) -> dict[str, Rows]:
    """Return every row of every table that there is, in order of columns."""
    with open_warehouse(house.warehouse) as con:
        tables = con.execute(
            """
            select schema_name || '.' || table_name from duckdb_tables()
            where database_name = current_database() order by all
            """
        ).fetchall()
        return {
            name: con.execute(f"select * from {name} order by all").fetchall() for (name,) in tables
        }


def values(house: House, figure: str = "2026-H1:D03.vu") -> list[tuple[str, str, str | None]]:
    """Return what each unit adds to a figure, and the decisions that made it so."""
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        return con.execute(
            """
            select unit_code, value::integer::varchar, decisions from marts.figure_cell
            where figure_id = ? order by all
            """,
            [figure],
        ).fetchall()
