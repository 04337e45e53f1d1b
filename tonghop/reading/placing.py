"""Placing: where a sheet holds each cell of its form, found by hidden codes or by exact names.

The arrangements of most sheets of a batch are the same, so a placing is worked out once for each
and shared by all sheets that have it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import (
    NUMBER,
)
from tonghop.reading.addresses import address, span
from tonghop.reading.arrangement import Arrangement, arrange
from tonghop.reading.book import Area, Rows
from tonghop.reading.heads import Head, column_findings, head_findings, read_heads, recover_columns
from tonghop.reading.lines import line_findings, recover_lines, text_findings
from tonghop.reading.second_table import first_table
from tonghop.reading.table import Cells, Table, cells_around, table_of


@dataclass(frozen=True, eq=False)
class Placing:
    """Where the cells of one form are on a sheet: codes, their positions (row, column) from 0.

    ``closed`` lists the positions in the table that must stay empty, ``around`` those in which only
    a number is amiss, each with the issue that it would be. ``merged`` lists the first position and
    the span of each merged area in which more than one cell of the form lies.
    """

    codes: tuple[str, ...]
    positions: tuple[tuple[int, int], ...]
    addresses: tuple[str, ...]
    closed: Cells
    around: Cells
    merged: tuple[tuple[int, int, str], ...]
    findings: tuple[Finding, ...]
    table: Table


def place(
    form: Form, sheet: str, rows: Rows, code_column: int, merged: tuple[Area, ...] = ()
) -> Placing:
    """Return where ``rows`` hold the form's cells, with a finding for whatever does not fit.

    All rows must be of one length. ``code_column`` is -1 on a sheet without hidden codes.
    """
    return _place(form, sheet, arrange(rows, merged, code_column))


@lru_cache(maxsize=512)
def _place(form: Form, sheet: str, found: Arrangement) -> Placing:
    first, second = first_table(form, sheet, found)
    heads = read_heads(first)
    column_codes, unclear_columns = recover_columns(form, sheet, first, heads)
    named = first._replace(column_codes=column_codes)
    line_codes, unclear_lines = recover_lines(form, sheet, named)
    arrangement = named._replace(line_codes=line_codes)
    row_of = {code: row for row, code in enumerate(line_codes) if code and not code.startswith("#")}
    placed = _placed(form, row_of, column_codes)
    table = table_of(form, arrangement, heads, placed.values(), row_of)
    closed, around = cells_around(set(placed.values()), arrangement, table)
    return Placing(
        codes=tuple(placed),
        positions=tuple(placed.values()),
        addresses=tuple(address(*position) for position in placed.values()),
        closed=closed,
        around=around,
        merged=tuple(_merged(found.merged, placed.values())),
        findings=(
            *second,
            *_lost(form, sheet, found, arrangement),
            *_column_findings(form, sheet, arrangement, heads, unclear_columns),
            *_line_findings(form, sheet, arrangement, unclear_lines),
            *text_findings(form, sheet, row_of, arrangement),
        ),
        table=table,
    )


def _placed(
    form: Form, row_of: Mapping[str, int], column_codes: tuple[str, ...]
) -> dict[str, tuple[int, int]]:
    """Return the position of each cell of the form whose line and measure the sheet has."""
    column_of = {code: column for column, code in enumerate(column_codes) if code}
    return {
        cell.code: (row_of[cell.line.line_code], column_of[cell.measure.measure])
        for cell in form.cells
        if cell.line.line_code in row_of and cell.measure.measure in column_of
    }


def _column_findings(
    form: Form, sheet: str, found: Arrangement, heads: tuple[Head, ...], unclear: list[Finding]
) -> Iterator[Finding]:
    proposed = {finding.measure for finding in unclear}
    yield from unclear
    yield from column_findings(form, sheet, found.column_codes, found.head, proposed)
    yield from head_findings(form, sheet, found, heads)


def _line_findings(
    form: Form, sheet: str, found: Arrangement, unclear: list[Finding]
) -> Iterator[Finding]:
    proposed = {finding.line_code for finding in unclear}
    column = found.column_codes.index(NUMBER) if NUMBER in found.column_codes else 1
    yield from unclear
    yield from line_findings(form, sheet, found.line_codes, column, proposed)


def _lost(form: Form, sheet: str, found: Arrangement, named: Arrangement) -> Iterator[Finding]:
    """Say once that a sheet's codes are lost, if any line or column was found without one."""
    codes = {line.line_code for line in form.lines} | {m.measure for m in form.measures}
    before, after = (codes & {*each.line_codes, *each.column_codes} for each in (found, named))
    if after - before:
        yield Finding("codes_lost", sheet, form_code=form.code)


def _merged(
    areas: tuple[Area, ...], asked: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the merged areas over several cells of the form: whose is what they hold?"""
    for area in areas:
        rows = range(area.first_row, area.last_row + 1)
        columns = range(area.first_column, area.last_column + 1)
        if sum(row in rows and column in columns for row, column in asked) > 1:
            yield area.first_row, area.first_column, span(area)
