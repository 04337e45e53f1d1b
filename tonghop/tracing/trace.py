"""One trace: the figure that a name means in an edition, down to its cells."""

import duckdb

from tonghop.tracing.cells import absent_units, parts_of
from tonghop.tracing.figure import Trace
from tonghop.tracing.finding import find_figures
from tonghop.tracing.naming import FigureName

_CARRIED = """
    select count(*) from duckdb_tables()
    where schema_name = 'main'
        and table_name in ('figure_cell', 'uncounted_cell', 'derivation_part')
"""


def carries_cells(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether an edition has the tables to trace by; one for outside or an old one has not."""
    return con.execute(_CARRIED).fetchall() == [(3,)]


def trace(con: duckdb.DuckDBPyConnection, name: FigureName) -> list[Trace]:
    """Return the traces of a named figure, from an edition's tables; nothing is written.

    A unit's figure has one on today's units, and another on those of the time where that one is
    made of other reports.

    Raises:
        UnknownFigureError: The edition has no such figure.
    """
    traces: list[Trace] = []
    for figure in find_figures(con, name):
        parts = parts_of(con, figure)
        if not any(parts == other.parts for other in traces) or not traces:
            traces.append(Trace(figure, parts, absent_units(con, figure)))
    return traces
