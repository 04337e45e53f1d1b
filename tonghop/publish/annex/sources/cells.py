"""The cells behind an annex's figures, and whose work each unit does, read from an edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas.decisions import KINDS

_CELLS = """
    with heirs as (
        select past_unit, min(unit_code) as heir from lineage
        where unit_code not in (select predecessor from succession)
        group by past_unit
    ),
    followers as (
        select lineage.past_unit, min(lineage.unit_code) as follower
        from lineage
        inner join period on coalesce(lineage.until <= period.cut_off, true)
        inner join expected_report as expected
            on period.period = expected.period and lineage.unit_code = expected.unit_code
        where period.period = $period
        group by lineage.past_unit
    ),
    positions as (
        select unit_code, min(kind_position) as kind_position from unit group by unit_code
    )
    select cell.period, cell.line_code || '.' || cell.measure as code, expected.unit_kind,
        cell.unit_code, cell.unit_name, coalesce(cell.file_name, ''), cell.sha256,
        coalesce(cell.sheet, ''), coalesce(cell.cell, ''), coalesce(cell.raw_text, ''), cell.value,
        strftime(cell.received_at, '%H:%M %d/%m/%Y'), cell.decisions, cell.sent_value
    from figure_cell as cell
    inner join expected_report as expected
        on cell.period = expected.period and cell.unit_code = expected.unit_code
    left join heirs on cell.unit_code = heirs.past_unit
    left join followers on cell.unit_code = followers.past_unit
    left join positions on cell.unit_code = positions.unit_code
    where cell.period in ($period, $last_year) and code in (select unnest($codes))
    order by positions.kind_position, expected.unit_kind, heirs.heir, followers.follower,
        cell.unit_code
"""
_RATIOS = """
    select ratio.line_code || '.' || ratio.measure, any_value(ratio.numerator),
        any_value(ratio.denominator)
    from indicator_cell as ratio
    inner join period
        on coalesce(ratio.valid_from <= period.cut_off, true)
        and coalesce(period.cut_off <= ratio.valid_to, true)
    where ratio.kind = 'ratio' and period.period = ?
    group by all
"""
_HEIRS = """
    select past_unit, list(unit_code) from lineage
    where unit_code not in (select predecessor from succession)
    group by past_unit
"""
_PARTS = """
    select lineage.unit_code, list(lineage.past_unit)
    from lineage
    inner join period on coalesce(lineage.until <= period.cut_off, true)
    inner join expected_report as expected
        on period.last_year = expected.period and lineage.past_unit = expected.unit_code
    where period.period = ?
    group by lineage.unit_code
"""
_COVERAGE = """
    select count(*) filter (where status in ('on_time', 'late', 'received')), count(*)
    from reporting_status where period = ?
"""
_DECISIONS = "select number, kind, decided_by, why from decision"


class SourceCell(NamedTuple):
    """A cell that counts, with the kind of its unit."""

    period: str
    code: str
    unit_kind: str
    unit_code: str
    unit_name: str
    file_name: str
    sha256: str
    sheet: str
    cell: str
    raw_text: str
    value: Decimal
    received_at: str
    decisions: str | None
    sent_value: Decimal | None


@dataclass(frozen=True)
class Successions:
    """Whose work became whose.

    ``heirs`` are the units of today that do a past unit's work. ``parts`` are the units that owed
    last year's report, by the unit that did their work at the period's cut-off.
    """

    heirs: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, frozenset[str]]

    @property
    def followers(self) -> dict[str, tuple[str, ...]]:
        """The units that did a past unit's work at the period's cut-off."""
        found: dict[str, tuple[str, ...]] = {}
        for unit_code, parts in self.parts.items():
            for part in parts:
                found[part] = (*found.get(part, ()), unit_code)
        return found


def has_cells(con: duckdb.DuckDBPyConnection) -> bool:
    """Return whether an edition carries the cells behind its figures; one for outside does not."""
    return bool(
        con.execute(
            "select 1 from duckdb_tables() "
            "where table_name = 'figure_cell' and schema_name = 'main'"
        ).fetchall()
    )


def read_coverage(con: duckdb.DuckDBPyConnection, period: str) -> tuple[int, int]:
    """Return how many units reported for a period, and how many had to."""
    return con.execute(_COVERAGE, [period]).fetchone() or (0, 0)


def read_cells(
    con: duckdb.DuckDBPyConnection, period: str, last_year: str, codes: Iterable[str]
) -> dict[str, dict[str, list[SourceCell]]]:
    """Return the cells of both periods by period, then by figure, such as ``D03.vu``.

    Those of a kind of unit, of a unit of today and of one of the period are neighbours.
    """
    known = {"period": period, "last_year": last_year, "codes": sorted(codes)}
    cells: dict[str, dict[str, list[SourceCell]]] = {}
    for row in con.execute(_CELLS, known).fetchall():
        cells.setdefault(row[0], {}).setdefault(row[1], []).append(SourceCell(*row))
    return cells


def read_ratios(con: duckdb.DuckDBPyConnection, period: str) -> dict[str, tuple[str, str]]:
    """Return the numerator and the denominator of every ratio of a period."""
    return {
        code: (above, below) for code, above, below in con.execute(_RATIOS, [period]).fetchall()
    }


def read_successions(con: duckdb.DuckDBPyConnection, period: str) -> Successions:
    """Return whose work was whose, today and at the cut-off of a period."""
    return Successions(
        {past: tuple(units) for past, units in con.execute(_HEIRS).fetchall()},
        {unit: frozenset(parts) for unit, parts in con.execute(_PARTS, [period]).fetchall()},
    )


def read_told_decisions(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return a sentence about every decision by its number."""
    return {
        str(decision): f"Số {decision} ({KINDS[kind]}, {who}): {why.rstrip('.')}."
        for decision, kind, who, why in con.execute(_DECISIONS).fetchall()
    }
