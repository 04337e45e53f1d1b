"""The cells of traces as a file, one row each, every number exact."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from tonghop.tracing.figure import Cell, Trace

_COLUMNS = ("figure_id", "basis", "figure_value", "part", "sign", *Cell._fields)
_CREATE = """
    create table cells (
        figure_id varchar, basis varchar, figure_value decimal(38, 2), part varchar, sign integer,
        period varchar, cell_code varchar, unit_code varchar, unit_name varchar, file_name varchar,
        sha256 varchar, received_at timestamp, sheet varchar, cell varchar, raw_text varchar,
        state varchar, value decimal(20, 2), sent_state varchar, sent_value decimal(20, 2),
        decisions varchar
    )
"""


def write_cells(traces: Iterable[Trace], target: Path) -> int:
    """Write the cells of traces as .xlsx, .csv or .parquet; return how many."""
    from tonghop.asking import write_answer

    rows = [
        (
            trace.figure.figure_id,
            trace.figure.basis or None,
            trace.figure.value,
            part.title or None,
            part.sign,
            *cell,
        )
        for trace in traces
        for part in trace.parts
        for cell in part.cells
    ]
    with duckdb.connect() as con:
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        con.execute(_CREATE)
        if rows:
            con.executemany(f"insert into cells values ({', '.join('?' * len(_COLUMNS))})", rows)
        return write_answer(con.sql("from cells"), target)
