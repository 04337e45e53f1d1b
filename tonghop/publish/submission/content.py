"""What the reports of a period come to in one, and from which cells, read from an edition."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, TypeVar

import duckdb

from schemas.units import DEPARTMENT_OFFICE

_CELLS = """
    select summary.line_code || '.' || summary.measure, sum(summary.value),
        case
            when bool_or(summary.state = 'number') then 'number'
            when bool_or(summary.state = 'none') then 'none'
            when bool_or(summary.state = 'not_collected') then 'not_collected'
            else 'blank'
        end
    from province_summary as summary
    where summary.period = $period and summary.basis = 'as_reported'
        and summary.kind in ('flow', 'stock', 'yes_no')
        and (summary.kind <> 'yes_no' or summary.unit_kind = $office)
    group by summary.line_code, summary.measure
"""
_WORDS = """
    select told.section_code, told.text
    from narrative_summary as told
    inner join expected_report as expected
        on told.period = expected.period and told.unit_code = expected.unit_code
    where told.period = $period and expected.unit_kind = $office
    order by told.section_code, told.sheet, told.cell
"""
_SOURCES = """
    select cell.line_code || '.' || cell.measure, cell.unit_name, cell.file_name, cell.sheet,
        cell.cell, cell.raw_text, cell.value
    from figure_cell as cell
    inner join expected_report as expected
        on cell.period = expected.period and cell.unit_code = expected.unit_code
    where cell.period = $period
        and (
            expected.unit_kind = $office
            or cell.line_code not in (select line_code from indicator_cell where kind = 'yes_no')
        )
    order by cell.unit_code, cell.sheet, cell.cell
"""
_SILENT = """
    select summary.line_code || '.' || summary.measure, summary.unit_name
    from province_summary as summary
    where summary.period = $period and summary.basis = 'as_reported'
        and summary.kind in ('flow', 'stock') and summary.state in ('blank', 'not_collected')
    order by summary.unit_code
"""

Told = TypeVar("Told")


class Consolidated(NamedTuple):
    """What a cell comes to. Blank everywhere stays blank, and none stays none."""

    value: Decimal | None
    state: str


class Source(NamedTuple):
    """A cell that a consolidated one comes from."""

    unit_name: str
    file_name: str
    sheet: str
    cell: str
    raw_text: str
    value: Decimal


class Consolidation(NamedTuple):
    """Every cell by its code, such as ``D03.vu``, and the office's words by line or section.

    ``silent`` holds the units that reported, but left the cell blank or do not collect it.
    """

    cells: dict[str, Consolidated]
    words: dict[str, list[str]]
    sources: dict[str, list[Source]]
    silent: dict[str, list[str]]


def read_consolidated(con: duckdb.DuckDBPyConnection, period: str) -> Consolidation:
    """Read what the reports of ``period`` come to."""
    asked = {"period": period, "office": DEPARTMENT_OFFICE}
    cells = con.execute(_CELLS, asked).fetchall()
    return Consolidation(
        {code: Consolidated(value, state) for code, value, state in cells},
        _grouped(con.execute(_WORDS, asked).fetchall()),
        _grouped((c, Source(*rest)) for c, *rest in con.execute(_SOURCES, asked).fetchall()),
        read_silent(con, period),
    )


def read_silent(con: duckdb.DuckDBPyConnection, period: str) -> dict[str, list[str]]:
    """Return the units that reported without a number in a cell, by the cell's code."""
    return _grouped(con.execute(_SILENT, {"period": period}).fetchall())


def _grouped(rows: Iterable[tuple[str, Told]]) -> dict[str, list[Told]]:
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for code, told in rows:
        groups[code].append(told)
    return dict(groups)
