"""The other way: from one cell of one file to every figure that it is in, or why it is in none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas.folding import fold

_ADDRESS = re.compile(r"(?P<sheet>.+)!\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>\d+)")
_SHA256 = re.compile("[0-9a-f]{8,64}")
_FILES = """
    select distinct sha256 from receipt
    where file_name = $meant or ($is_digest and starts_with(sha256, $meant))
    union
    select sha256 from submission
    where file_name = $meant or ($is_digest and starts_with(sha256, $meant))
    order by all
"""
_SUBMISSION = """
    select sha256, file_name, received_at, unit_code, period, status from submission
    where sha256 = $sha256
"""
_COUNTED = """
    select sheet, cell, line_code, measure, raw_text, value, decisions, null as reason,
        null as decided_by, null as instead
    from figure_cell
    where period = $period and unit_code = $unit and sha256 = $sha256
    union all
    select uncounted.sheet, uncounted.cell, uncounted.line_code, uncounted.measure,
        uncounted.raw_text, uncounted.value, cast(uncounted.corrected_by as varchar),
        uncounted.reason, uncounted.decided_by, other.file_name
    from uncounted_cell as uncounted
    left join submission as other on uncounted.instead_sha256 = other.sha256
    where uncounted.sha256 = $sha256
"""
_PLACES = """
    with units as (
        select unit_code, 'as_reported' as basis from expected_report
        where period = $period and unit_code = $unit
        union all
        select unit_code, 'current' from lineage
        where past_unit = $unit
            and unit_code not in (select predecessor from succession)
    ),
    codes as (
        select $line as line_code, $measure as measure
        union all
        select ratio.line_code, ratio.measure
        from indicator_cell as ratio
        inner join period on period.period = $period
        inner join figure_cell as other
            on other.period = $period and other.unit_code = $unit
            and other.line_code || '.' || other.measure
            = if(ratio.numerator = $code, ratio.denominator, ratio.numerator)
        where ratio.kind = 'ratio' and $code in (ratio.numerator, ratio.denominator)
            and coalesce(ratio.valid_from <= period.cut_off, true)
            and coalesce(ratio.valid_to >= period.cut_off, true)
    )
    select 1 as rank, figure.figure_id, '' as basis, figure.value, figure.period
    from national_summary as figure
    inner join codes using (line_code, measure)
    where figure.period = $period
    union all
    select 2, figure.figure_id, figure.basis, figure.value, figure.period
    from province_summary as figure
    inner join codes using (line_code, measure)
    inner join units using (unit_code, basis)
    where figure.period = $period
    union all
    select 3, figure.period || ':' || figure.line_code || '.' || figure.measure
        || '@' || figure.unit_kind, '', figure.value, figure.period
    from unit_kind_summary as figure
    inner join codes using (line_code, measure)
    inner join expected_report as expected
        on figure.period = expected.period and figure.unit_kind = expected.unit_kind
    where figure.period = $period and expected.unit_code = $unit
    union all
    select 4, figure.figure_id, '', figure.value, figure.period
    from derived_period as figure
    inner join codes using (line_code, measure)
    where figure.period in (
        select own.period from unit_derived_period as own
        inner join derivation_part as part
            on own.period = part.period and own.unit_code = part.unit_code
        where part.part = $period and part.past_unit = $unit
            and own.line_code = figure.line_code and own.measure = figure.measure
            and own.state = 'derived'
    )
    union all
    select 5, figure.figure_id, '', figure.value, figure.period
    from unit_derived_period as figure
    inner join codes using (line_code, measure)
    inner join derivation_part as part
        on figure.period = part.period and figure.unit_code = part.unit_code
    where part.part = $period and part.past_unit = $unit and figure.value is not null
    union all
    select 6, target.period || ':' || target.target_code, '', target.value, target.period
    from target_progress as target
    inner join codes using (line_code, measure)
    inner join unit_target as own
        on target.period = own.period and target.target_code = own.target_code
    where target.period = $period and own.unit_code = $unit and own.numerator is not null
    union all
    select 6, target.period || ':' || target.target_code, '', target.value, target.period
    from target_progress as target
    inner join codes using (line_code, measure)
    inner join period on target.period = period.period
    inner join unit_target as own
        on target.period = own.period and target.target_code = own.target_code
    inner join lineage on own.unit_code = lineage.unit_code
    where period.last_year = $period and target.target_kind = 'reduction'
        and lineage.past_unit = $unit and coalesce(lineage.until <= period.cut_off, true)
        and own.denominator is not null
    order by all
"""


class AddressError(Exception):
    """The text names no cell of a sheet."""


@dataclass(frozen=True, slots=True)
class Address:
    """A cell: the sheet as it was written, and such as ``D14``."""

    sheet: str
    cell: str


class Submission(NamedTuple):
    """A received file as an edition knows it."""

    sha256: str
    file_name: str
    received_at: datetime
    unit_code: str | None
    period: str | None
    status: str


class Place(NamedTuple):
    """A figure that a cell is in."""

    rank: int
    figure_id: str
    basis: str
    value: Decimal | None
    period: str


class Entry(NamedTuple):
    """An indicator cell of a file; ``reason`` says why it is in no figure, None if it is."""

    sheet: str
    cell: str
    line_code: str
    measure: str
    raw_text: str | None
    value: Decimal | None
    decisions: str | None
    reason: str | None
    decided_by: int | None
    instead: str | None


def parse_address(text: str) -> Address:
    """Return the cell that ``Biểu 2!D14`` or ``'Biểu 2'!$D$14`` names.

    Raises:
        AddressError: It names none.
    """
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        raise AddressError(text)
    return Address(found["sheet"].strip().strip("'"), found["column"].upper() + found["row"])


def files_meant(con: duckdb.DuckDBPyConnection, meant: str) -> list[str]:
    """Return the sha256 of each file of this name, or whose sha256 begins so."""
    lowered = meant.lower()
    is_digest = bool(_SHA256.fullmatch(lowered))
    known = {"meant": lowered if is_digest else meant, "is_digest": is_digest}
    return [sha256 for (sha256,) in con.execute(_FILES, known).fetchall()]


def submission_of(con: duckdb.DuckDBPyConnection, sha256: str) -> Submission | None:
    """Return what an edition knows of a file, None if it had not been received."""
    rows = con.execute(_SUBMISSION, {"sha256": sha256}).fetchall()
    return Submission(*rows[0]) if rows else None


def entries_of(con: duckdb.DuckDBPyConnection, file: Submission) -> list[Entry]:
    """Return every indicator cell that was read in a file, in figures or not."""
    known = {"sha256": file.sha256, "period": file.period, "unit": file.unit_code}
    return [Entry(*row) for row in con.execute(_COUNTED, known).fetchall()]


def entry_at(entries: list[Entry], address: Address) -> Entry | None:
    """Return the entry in a cell; names of sheets are compared as names of units are."""
    at = (entry for entry in entries if entry.cell == address.cell)
    return next((e for e in at if fold(e.sheet) == fold(address.sheet)), None)


def places_of(con: duckdb.DuckDBPyConnection, file: Submission, entry: Entry) -> Iterator[Place]:
    """Yield every figure of an edition that a counted entry is in, each once."""
    known = {
        "period": file.period,
        "unit": file.unit_code,
        "line": entry.line_code,
        "measure": entry.measure,
        "code": f"{entry.line_code}.{entry.measure}",
    }
    for row in dict.fromkeys(con.execute(_PLACES, known).fetchall()):
        yield Place(*row)
