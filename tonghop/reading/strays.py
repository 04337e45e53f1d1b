"""Strays: what stands in or around a form's table but in no cell that the form asks for.

No number that somebody typed may vanish: each is recognised as no data, or becomes a finding.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from schemas.folding import fold
from schemas.forms import Form, Line
from schemas.issues import Finding
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import second_head
from tonghop.reading.book import Rows, Typed
from tonghop.reading.lines import is_numbering, proposed, unclear
from tonghop.reading.placing import Placing
from tonghop.reading.recognised import (
    is_column_number,
    is_date_or_page,
    is_filled,
    is_number,
    is_total,
    is_value,
    numbers_columns,
    repeats_heads,
)
from tonghop.reading.table import AROUND, OUTSIDE, Table
from tonghop.reading.totals import total_findings
from tonghop.reading.typed import BLANK, ONLY_IF_ASKED, as_typed, raw_text

MOST_PROPOSALS = 200
"""Comparing labels takes a millisecond each; a sheet with more strays is told the rest plainly."""


class Stray(NamedTuple):
    """Something typed where the form has no cell, and what it would be."""

    row: int
    column: int
    kind: str
    typed: str


def stray_findings(
    form: Form, sheet: str, rows: Rows, placing: Placing, hidden: Typed
) -> Iterator[Finding]:
    """Yield what stands in the table or around it but in no cell that the form asks for."""
    yield from _merged_findings(form, sheet, rows, placing)
    strays = sorted(_strays(rows, placing))
    yield from _column_findings(form, sheet, strays, placing.table)
    yield from _row_findings(form, sheet, rows, placing.table, strays)
    for cell in sorted(hidden.keys() - set(placing.addresses)):
        if hidden[cell][0] not in ONLY_IF_ASKED:
            yield Finding("cell_not_asked", sheet, cell, raw_text(hidden[cell]), form.code)


def _strays(rows: Rows, placing: Placing) -> Iterator[Stray]:
    cells = list(chain.from_iterable(rows))
    for (places, take), is_amiss in ((placing.closed, is_filled), (placing.around, is_number)):
        for place, value in zip(places, take(cells), strict=False):
            if value != "" and is_amiss(value):
                yield Stray(*place, as_typed(value))
    yield from _far_below(rows, placing.table)


def _far_below(rows: Rows, table: Table) -> Iterator[Stray]:
    for row, values in enumerate(rows[table.foot : table.end], table.foot):
        for column, value in enumerate(values):
            if value != "" and is_number(value):
                kind = AROUND if column in table.measures else OUTSIDE
                yield Stray(row, column, kind, as_typed(value))


def _merged_findings(form: Form, sheet: str, rows: Rows, placing: Placing) -> Iterator[Finding]:
    """A merged area keeps one entry: nobody can know to which of its cells it belongs."""
    for row, column, span in placing.merged:
        typed = as_typed(rows[row][column]) if column in placing.table.measures else BLANK
        if typed:
            place, raw = address(row, column), raw_text(typed)
            yield Finding("cells_merged", sheet, place, raw, form.code, expected=span)


def _column_findings(
    form: Form, sheet: str, strays: Sequence[Stray], table: Table
) -> Iterator[Finding]:
    """Yield what stands beside the lines: in cells not asked for, and in columns of others."""
    in_lines = [s for s in strays if s.kind in ("cell_not_asked", "column_unknown")]
    for column, group in groupby(sorted(in_lines, key=_by_column), key=_by_column):
        found = list(group)
        if found[0].kind == "column_unknown":
            if column in table.numbering and is_numbering([raw_text(s.typed) for s in found]):
                continue
            if not any(is_value(stray.typed) for stray in found):
                yield _finding("column_note", form, sheet, found[0])
                continue
        for stray in found:
            yield _finding(stray.kind, form, sheet, stray)


def _by_column(stray: Stray) -> int:
    return stray.column


def _finding(kind: str, form: Form, sheet: str, stray: Stray) -> Finding:
    place = address(stray.row, stray.column)
    return Finding(kind, sheet, place, raw_text(stray.typed), form.code)


def _row_findings(
    form: Form, sheet: str, rows: Rows, table: Table, strays: Sequence[Stray]
) -> Iterator[Finding]:
    """Yield what stands in rows that are no lines of the form."""
    beside = [s for s in strays if s.kind not in ("cell_not_asked", "column_unknown")]
    outside: list[Stray] = []
    unknown: list[Stray] = []
    for row, group in groupby(beside, key=lambda stray: stray.row):
        found = [s for s in group if not _is_recognised(rows, table, s)]
        outside += [stray for stray in found if stray.kind == OUTSIDE]
        inside = [stray for stray in found if stray.kind != OUTSIDE]
        if inside and is_total(rows[row], table):
            cells = [(stray.column, stray.typed) for stray in inside]
            yield from total_findings(form, sheet, rows, table, row, cells)
        else:
            unknown += inside
    for number, stray in enumerate(unknown):
        line = _resembled(form, rows, table, stray.row) if number < MOST_PROPOSALS else None
        yield _in_unknown_line(form, sheet, stray, line)
    yield from _outside_findings(form, sheet, rows, table, outside)


def _is_recognised(rows: Rows, table: Table, stray: Stray) -> bool:
    row = rows[stray.row]
    in_table = table.body <= stray.row < table.last
    if stray.row in table.numbered:
        return is_column_number(row[stray.column], len(row))
    if _numbers_columns(rows, table, stray.row):
        return True
    if in_table and repeats_heads(row, table):
        return fold(raw_text(stray.typed)) in table.head_texts
    if in_table and stray.column in {*table.numbering, table.number_column}:
        return _numbers_its_row(row, table, stray)
    return stray.kind != "line_unknown" and is_date_or_page(row, stray.column)


def _numbers_its_row(row: Sequence[object], table: Table, stray: Stray) -> bool:
    """A row that is no line may have a number as the lines have, beside its label."""
    text = raw_text(stray.typed).strip().rstrip(".)")
    has_label = table.label_column >= 0 and row[table.label_column] != ""
    return has_label and text.isdigit() and int(text) <= table.last


def _numbers_columns(rows: Rows, table: Table, row: int) -> bool:
    """Columns are numbered between their heads and the lines, or below heads said again."""
    first = min([at for at, _ in table.lines], default=table.body)
    below_heads = row > 0 and repeats_heads(rows[row - 1], table)
    return (row < first or below_heads) and numbers_columns(rows[row])


def _resembled(form: Form, rows: Rows, table: Table, row: int) -> Line | None:
    """Return the line whose code or label a row has or resembles."""
    number, label = (
        str(rows[row][column]) if column >= 0 else ""
        for column in (table.number_column, table.label_column)
    )
    return proposed(number, label, [line for line in form.lines if line.is_asked])


def _in_unknown_line(form: Form, sheet: str, stray: Stray, line: Line | None) -> Finding:
    """Return the finding of a number without a line, with the one that its row resembles."""
    if line:
        place = address(stray.row, stray.column)
        return unclear(form, sheet, place, raw_text(stray.typed), line)
    return _finding("line_unknown", form, sheet, stray)


def _outside_findings(
    form: Form, sheet: str, rows: Rows, table: Table, strays: Sequence[Stray]
) -> Iterator[Finding]:
    """Numbers outside the table are remarks, unless they belong to another table."""
    if not strays:
        return
    if second := second_head(rows, table.heads, table.label_column):
        yield Finding("table_duplicated", sheet, address(*second), form_code=form.code)
        return
    for stray in strays:
        yield _finding("number_outside", form, sheet, stray)
