"""Rows that a unit has added to sum up the others: never data, but they must agree with it."""

from collections.abc import Iterator, Sequence

from schemas.forms import Form
from schemas.issues import Finding
from tonghop.reading.addresses import address
from tonghop.reading.book import Rows
from tonghop.reading.recognised import as_number
from tonghop.reading.table import Table
from tonghop.reading.typed import raw_text

_EQUAL = 1e-6


def total_findings(
    form: Form,
    sheet: str,
    rows: Rows,
    table: Table,
    row: int,
    cells: Sequence[tuple[int, str]],
) -> Iterator[Finding]:
    """Yield one warning for a row of totals, or what in it is not the total of the lines."""
    differing = []
    for column, typed in cells:
        number, sums = as_number(rows[row][column]), _sums(form, rows, table, row, column)
        if number is None or all(abs(number - total) > _EQUAL for total in sums):
            differing.append((column, typed, f"{sums[0]:.15g}"))
    for column, typed, expected in differing:
        place, raw = address(row, column), raw_text(typed)
        yield Finding("total_row_differs", sheet, place, raw, form.code, expected=expected)
    if not differing:
        place = address(row, cells[0][0])
        yield Finding("total_row", sheet, place, raw_text(cells[0][1]), form.code)


def _sums(form: Form, rows: Rows, table: Table, row: int, column: int) -> list[float]:
    """Return what a total may be: of all lines or those of its section, with or without parts."""
    part_of = {line.line_code: line.part_of for line in form.lines}
    start = max((section for section in table.sections if section < row), default=-1)
    numbers = [
        (at, part_of[code], number)
        for at, code in table.lines
        if (number := as_number(rows[at][column])) is not None
    ]
    section = [(at, part, number) for at, part, number in numbers if start < at < row]
    return [
        sum(number for _, part, number in group if with_parts or not part)
        for with_parts in (True, False)
        for group in (numbers, section)
    ]
