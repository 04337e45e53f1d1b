"""Comparing with last year: what an edition has of the nation or of one unit, beside its past.

A unit is compared on today's units, so that a merged one has the past of all its parts. The other
way there is nothing: what merged units report together is never split back onto their parts.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb

_AS_PRINTED = """
    order by (
        select min(indicator_cell.position) from indicator_cell
        where indicator_cell.line_code || '.' || indicator_cell.measure = cell
    )
"""
_NATION = """
    select line_code || '.' || measure as cell, line_label || ' – ' || measure_label as label,
        unit_of_measure, value, value_last_year, change, change_pct,
        units_reported as reported, units_expected as expected,
        units_reported_last_year as reported_last_year,
        units_expected_last_year as expected_last_year,
        value_like, value_last_year_like, change_like, change_pct_like, units_like,
        null as missing, null as missing_last_year
    from national_summary
    where period = $period and (len($lines) = 0 or list_contains($lines, line_code))
"""
_UNIT = """
    select line_code || '.' || measure as cell, line_label || ' – ' || measure_label as label,
        unit_of_measure, value, value_last_year, change, change_pct,
        parts_reported as reported, parts_expected as expected,
        parts_reported_last_year as reported_last_year,
        parts_expected_last_year as expected_last_year,
        if(change_like is null, null, value) as value_like,
        value_last_year_like, change_like, change_pct_like,
        if(change_like is null, 0, 1) as units_like,
        parts_missing as missing, parts_missing_last_year as missing_last_year
    from province_summary
    where period = $period and unit_code = $unit and basis = $basis
        and (len($lines) = 0 or list_contains($lines, line_code))
"""
_BASIS = """
    select max(basis) from province_summary where period = $period and unit_code = $unit
"""
"""'current' comes after 'as_reported', which only a unit has that has passed its work on."""
_NAME = """
    select unit_name.name
    from unit_name
    inner join period on period.period = $period
    where unit_name.unit_code = $unit
    order by coalesce(unit_name.valid_from <= period.cut_off, true) desc,
        abs(date_diff('day', coalesce(unit_name.valid_from, '-infinity'), period.cut_off))
    limit 1
"""
"""The last name up to the cut-off, else the first one after it."""
_HEIR = """
    select lineage.unit_code, lineage.until
    from lineage
    left join period on period.period = $period
    where lineage.past_unit = $unit and lineage.unit_code <> $unit
        and coalesce(lineage.until <= period.cut_off, true)
    order by lineage.until desc
    limit 1
"""
_LABEL = "select label, last_year from period where period = $period"


class Comparison(NamedTuple):
    """A figure beside that of the same period of the year before.

    ``reported`` of ``expected`` units, or parts of a unit, have a value. What ends in ``_like``
    compares those alone that are whole in both years.
    """

    cell: str
    label: str
    unit_of_measure: str
    value: Decimal | None
    value_last_year: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    reported: int
    expected: int
    reported_last_year: int | None
    expected_last_year: int | None
    value_like: Decimal | None
    value_last_year_like: Decimal | None
    change_like: Decimal | None
    change_pct_like: Decimal | None
    units_like: int | None
    missing: str | None
    missing_last_year: str | None


class Heir(NamedTuple):
    """The unit that does another's work, and the first day on which it did."""

    unit_code: str
    since: date


def compare(
    con: duckdb.DuckDBPyConnection, period: str, unit: str | None, lines: Sequence[str] = ()
) -> duckdb.DuckDBPyRelation:
    """Return the columns of ``Comparison`` of the nation, or of one unit, as forms print them.

    A unit is compared on the basis 'current'; one that has passed its work on since, as it reported
    itself. ``lines`` leaves the other lines out. Nothing is found where the unit owed nothing.
    """
    known: dict[str, object] = {"period": period, "lines": list(lines)}
    if unit is None:
        return con.sql(_NATION + _AS_PRINTED, params=known)
    known |= {"unit": unit, "basis": basis_of(con, period, unit)}
    return con.sql(_UNIT + _AS_PRINTED, params=known)


def basis_of(con: duckdb.DuckDBPyConnection, period: str, unit: str) -> str | None:
    """Return the basis on which a unit has figures of a period: today's, if it is one of today's.

    None if the unit has none: it owed no report, or its work had passed to another unit.
    """
    found = _first(con, _BASIS, {"period": period, "unit": unit})
    return found[0] if found else None


def heir_of(con: duckdb.DuckDBPyConnection, unit: str, period: str | None = None) -> Heir | None:
    """Return the unit that does a unit's work, now or at a period's cut-off, if it is another."""
    found = _first(con, _HEIR, {"unit": unit, "period": period})
    return Heir(*found) if found else None


def name_of(con: duckdb.DuckDBPyConnection, period: str, unit: str) -> str | None:
    """Return a unit's name at the cut-off of a period, else the nearest one; None if unknown."""
    found = _first(con, _NAME, {"unit": unit, "period": period})
    return str(found[0]) if found else None


def label_of(con: duckdb.DuckDBPyConnection, period: str) -> tuple[str, str] | None:
    """Return what a period is called, and the code of the same period of the year before."""
    found = _first(con, _LABEL, {"period": period})
    return (str(found[0]), str(found[1])) if found else None


def _first(
    con: duckdb.DuckDBPyConnection, query: str, known: dict[str, str | None]
) -> tuple[Any, ...] | None:
    """Return the first row of an answer that is read to its end, so that another may be asked."""
    return next(iter(con.execute(query, known).fetchall()), None)
