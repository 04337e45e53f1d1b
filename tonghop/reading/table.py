"""Tables: the rows and columns of a form's table on a sheet, and the cells in and around it."""

from collections.abc import Callable, Collection, Mapping, Sequence
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

_FOOT = 30


class Cells(NamedTuple):
    """Cells, what something in each would be, and how to take them from a sheet's cells in order.

    ``take`` returns the first value once more at the end: for a single cell it would be no tuple.
    """

    places: tuple[tuple[int, int, str], ...]
    take: Callable[[list[object]], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """The form's table on the sheet: its rows, its columns, and the rows of lines and sections.

    Its last line stands in row ``last``; from row ``foot`` to the
    ``end`` each sheet is looked at by itself.
    """

    heads: range
    body: int
    last: int
    foot: int
    end: int
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
        foot=max([arrangement.body, *row_of.values()]) + _FOOT,
        end=len(arrangement.line_codes),
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
) -> tuple[Cells, Cells]:
    """Return the positions that must stay empty, and those that must hold no number.

    They reach a few rows below the table, where nearly everything is that stands there.
    """
    lines = {row for row, _ in table.lines}
    places = [
        (row, column, kind)
        for row, code in enumerate(arrangement.line_codes[: table.foot])
        for column in range(arrangement.width)
        if (row, column) not in asked
        and (kind := _kind(row, column, code, arrangement, table, lines))
    ]
    soft = [place for place in places if place[2] in (AROUND, OUTSIDE)]
    hard = [place for place in places if place[2] not in (AROUND, OUTSIDE)]
    return _cells(hard, arrangement.width), _cells(soft, arrangement.width)


def _cells(places: Sequence[tuple[int, int, str]], width: int) -> Cells:
    indices = [row * width + column for row, column, _ in places]
    return Cells(tuple(places), itemgetter(*indices, indices[0]) if places else _nothing)


def _nothing(_: list[object]) -> tuple[object, ...]:
    return ()


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
