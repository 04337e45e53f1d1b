"""Arrangement: what decides where a sheet holds its form's cells, as one value to compare.

Codes, heads and labels of most workbooks of a batch are the same. Whatever is worked out from an
arrangement alone is worked out once for all sheets that have it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.folding import fold
from schemas.layout import COLUMN_CODES, LABEL, NUMBER, STRUCTURE_LABELS, UNIT_OF_MEASURE
from tonghop.reading.book import Area, Rows
from tonghop.reading.typed import as_typed, raw_text

NO_COLUMN = -1


class Arrangement(NamedTuple):
    """Codes and texts of one sheet by row and column, counted from 0.

    The table's heads stand in the rows from ``top``, ``heads`` holds their texts; ``head`` is the
    row to which a fault of a column points, ``body`` the first row of the table. ``numbers``,
    ``labels`` and ``units`` are the texts of the columns "Mã số", "Chỉ tiêu" and "Đơn vị tính".
    """

    line_codes: tuple[str, ...]
    column_codes: tuple[str, ...]
    top: int
    heads: tuple[tuple[str, ...], ...]
    head: int
    body: int
    numbers: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[str, ...]
    merged: tuple[Area, ...]
    width: int


class _Heads(NamedTuple):
    """Where the heads are: first row, row after the last, row that is named, first row below."""

    top: int
    end: int
    head: int
    body: int


def arrange(rows: Rows, merged: tuple[Area, ...], code_column: int) -> Arrangement:
    """Return the arrangement of a sheet by its hidden codes or, without them, by its heads."""
    columns = list(zip(*rows, strict=True))
    line_codes = _codes(columns[code_column]) if code_column >= 0 else ("",) * len(rows)
    head = line_codes.index(COLUMN_CODES) if COLUMN_CODES in line_codes else _code_row(rows)
    if head >= 0:
        column_codes = _with_structure(_codes(rows[head]), rows, head)
        place = _Heads(_top(rows, head, column_codes), head, head, head + 1)
    else:
        place, column_codes = _by_text(rows)
    if 0 <= code_column < len(column_codes) and not column_codes[code_column]:
        column_codes = _replaced(column_codes, code_column, COLUMN_CODES)
    numbers, labels, units = (
        _texts(columns[column_codes.index(code)], place.body) if code in column_codes else ()
        for code in (NUMBER, LABEL, UNIT_OF_MEASURE)
    )
    return Arrangement(
        line_codes,
        column_codes,
        place.top,
        tuple(tuple(map(str, row)) for row in rows[place.top : place.end]),
        place.head,
        place.body,
        numbers,
        labels,
        units,
        merged,
        len(columns),
    )


def _codes(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str.strip, map(str, values)))


def _replaced(codes: tuple[str, ...], column: int, code: str) -> tuple[str, ...]:
    return (*codes[:column], code, *codes[column + 1 :])


def _texts(column: tuple[object, ...], body: int) -> tuple[str, ...]:
    """Return a column's texts; above the table, where the unit's name stands, they are blank."""
    texts = [v if isinstance(v, str) else raw_text(as_typed(v)) for v in column[body:]]
    return (*[""] * min(body, len(column)), *texts)


def _code_row(rows: Rows) -> int:
    """Return the row of the column codes where column A, which names it, is lost; or -1."""
    return next((number for number, row in enumerate(rows) if LABEL in row), -1)


def _top(rows: Rows, head: int, column_codes: tuple[str, ...]) -> int:
    """Return the first row of heads: that in which the column of labels has its own."""
    if LABEL not in column_codes:
        return max(head - 2, 0)
    column = column_codes.index(LABEL)
    filled = (row for row in range(head - 1, -1, -1) if rows[row][column] != "")
    return next(filled, head)


def _with_structure(codes: tuple[str, ...], rows: Rows, head: int) -> tuple[str, ...]:
    """Fill in a lost code of "Mã số", "Chỉ tiêu" or "Đơn vị tính" from the heads above."""
    if all(code in codes for code in STRUCTURE_LABELS):
        return codes
    found = {
        column: code
        for row, columns in _head_rows(rows)
        if row < head
        for code, column in columns.items()
        if code not in codes and not codes[column]
    }
    return tuple(found.get(column, code) for column, code in enumerate(codes))


def _head_rows(rows: Rows) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the rows with heads of "Mã số", "Chỉ tiêu", "Đơn vị tính", and their columns."""
    wanted = {fold(label): code for code, label in STRUCTURE_LABELS.items()}
    for number, row in enumerate(rows):
        texts = enumerate(value for value in row)
        columns = [(wanted.get(fold(value)), at) for at, value in texts if isinstance(value, str)]
        found = {code: at for code, at in reversed(columns) if code}
        if found:
            yield number, found


def has_table(rows: Rows) -> bool:
    """Say whether a sheet holds a table with the heads that every form has."""
    return any(_is_head(columns) for _, columns in _head_rows(rows))


def second_head(rows: Rows, own: range, label_column: int) -> tuple[int, int] | None:
    """Return the place of a head "Chỉ tiêu" that is not the sheet's own, nor repeated below it."""
    places = ((row, columns[LABEL]) for row, columns in _head_rows(rows) if _is_head(columns))
    others = (
        (row, column)
        for row, column in places
        if row not in own and not (row >= own.stop and column == label_column)
    )
    return next(others, None)


def _is_head(columns: dict[str, int]) -> bool:
    return LABEL in columns and UNIT_OF_MEASURE in columns


def _by_text(rows: Rows) -> tuple[_Heads, tuple[str, ...]]:
    """Find the heads by what they say, on a sheet that has lost the codes of its columns."""
    found = next((found for found in _head_rows(rows) if _is_head(found[1])), None)
    if found is None:
        return _Heads(0, 0, 0, 0), ()
    top, columns = found
    end = top + 1
    while end < len(rows) and _continues(rows[top], rows[end], columns):
        end += 1
    codes = {column: code for code, column in columns.items()}
    return _Heads(top, end, end - 1, end), tuple(codes.get(at, "") for at in range(len(rows[0])))


def _continues(first: list[object], row: list[object], columns: dict[str, int]) -> bool:
    """Heads go on while the columns before the measures hold nothing new."""
    return all(row[column] in ("", first[column]) for column in columns.values())
