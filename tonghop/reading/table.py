"""Tables: the rows and columns of a form's table on a sheet, and the cells in and around it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from schemas.folding import fold
from schemas.forms import Form
from schemas.layout import COLUMN_CODES, COLUMN_NUMBERS, LABEL, NUMBER, NUMBERING_HEADS, SECTION
from tonghop.reading.arrangement import Arrangement
from tonghop.reading.heads import Head

AROUND = "around"
"""Beside a coded row or below the table a number is a line without a code, words are a note."""
OUTSIDE = "outside"
"""Where the form has no column, or above it, a number is not the form's, but must not vanish."""


class RowOfCells(NamedTuple):
    """Cells of one row, what something in each would be, and a quick look whether all are blank."""

    row: int
    columns: tuple[int, ...]
    kinds: tuple[str, ...]
    take: Callable[[list[object]], tuple[object, ...]]
    nothing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The form's table on the sheet: its rows, its columns, and the rows of lines and sections."""

    heads: range
    body: int
    last: int
    measures: tuple[int, ...]
    label_column: int
    number_column: int
    numbering: frozenset[int]
    head_texts: frozenset[str]
    lines: tuple[tuple[int, str], ...]
    sections: tuple[int, ...]
    numbered: tuple[int, ...]


def table_of(
    form: Form,
    arrangement: Arrangement,
    heads: tuple[Head, ...],
    positions: Collection[tuple[int, int]],
    row_of: Mapping[str, int],
) -> Table:
    """Return the table of a form of which the lines stand in the rows ``row_of``."""
    codes = arrangement.column_codes
    asked = {
        line.line_code: row_of[line.line_code] for line in form.lines if line.line_code in row_of
    }
    counting = {fold(head) for head in NUMBERING_HEADS}
    return Table(
        heads=range(arrangement.top, arrangement.body),
        body=arrangement.body,
        last=max((row for row, _ in positions), default=-1),
        measures=tuple(sorted({column for _, column in positions})),
        label_column=codes.index(LABEL) if LABEL in codes else -1,
        number_column=codes.index(NUMBER) if NUMBER in codes else -1,
        numbering=frozenset(
            column
            for column, code in enumerate(codes)
            if not code and fold(heads[column].label) in counting
        ),
        head_texts=frozenset(fold(text) for texts in arrangement.heads for text in texts if text),
        lines=tuple((row, code) for code, row in asked.items()),
        sections=_rows_of(SECTION, arrangement),
        numbered=_rows_of(COLUMN_NUMBERS, arrangement),
    )


def _rows_of(code: str, arrangement: Arrangement) -> tuple[int, ...]:
    return tuple(row for row, found in enumerate(arrangement.line_codes) if found == code)


def cells_around(
    asked: set[tuple[int, int]], arrangement: Arrangement, table: Table
) -> tuple[tuple[RowOfCells, ...], tuple[RowOfCells, ...]]:
    """Return the positions that must stay empty, and those that must hold no number."""
    closed: list[RowOfCells] = []
    around: list[RowOfCells] = []
    lines = {row for row, _ in asked}
    for row, code in enumerate(arrangement.line_codes):
        kinds = {
            column: kind
            for column in range(arrangement.width)
            if (row, column) not in asked
            and (kind := _kind(row, column, code, arrangement, table, lines))
        }
        soft = {column: kind for column, kind in kinds.items() if kind in (AROUND, OUTSIDE)}
        hard = {column: kind for column, kind in kinds.items() if column not in soft}
        closed += [_row_of_cells(row, hard)] if hard else []
        around += [_row_of_cells(row, soft)] if soft else []
    return tuple(closed), tuple(around)


def _row_of_cells(row: int, kinds: dict[int, str]) -> RowOfCells:
    columns = tuple(kinds)
    take = itemgetter(*columns, columns[0])
    return RowOfCells(row, columns, tuple(kinds.values()), take, ("",) * (len(columns) + 1))


def _kind(
    row: int, column: int, code: str, arrangement: Arrangement, table: Table, lines: set[int]
) -> str:
    """Return what something at a position would be; empty where it is looked at elsewhere."""
    is_measure = column in table.measures
    if row in lines:
        known = arrangement.column_codes[column] if arrangement.column_codes else ""
        return "cell_not_asked" if is_measure else "" if known else "column_unknown"
    if row < table.body:
        return "" if code == COLUMN_CODES or _is_head_text(row, column, arrangement) else OUTSIDE
    if code in (SECTION, COLUMN_NUMBERS):
        return AROUND if is_measure else OUTSIDE
    if code:
        return ""
    if is_measure:
        return "line_unknown" if row < table.last else AROUND
    return OUTSIDE


def _is_head_text(row: int, column: int, arrangement: Arrangement) -> bool:
    """Say whether a cell is a head in words, so that it need not be looked at in each sheet."""
    line = row - arrangement.top
    text = arrangement.heads[line][column] if 0 <= line < len(arrangement.heads) else ""
    return text[-1:].isalpha()
