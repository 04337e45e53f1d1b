"""Placing: where a sheet holds each cell of its form, found by the hidden codes.

The codes and labels of most workbooks of a batch are the same, so a placing is worked out once for
each distinct arrangement and shared by all sheets that have it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from schemas.folding import fold
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import COLUMN_CODES, LABEL, NUMBER, STRUCTURE_LABELS, UNIT_OF_MEASURE
from tonghop.reading.book import Rows
from tonghop.reading.legacy import has_lost_its_font

AROUND = "around"
"""Below the table a number is a line without a code, but words are a signature or a note."""


@dataclass(frozen=True, eq=False)
class Placing:
    """Where the cells of one form are on a sheet: codes, their positions (row, column) from 0.

    ``closed`` lists the positions in and around the table that must stay empty, each with the issue
    that something there would be.
    """

    codes: tuple[str, ...]
    positions: tuple[tuple[int, int], ...]
    addresses: tuple[str, ...]
    closed: tuple[tuple[int, int, str], ...]
    findings: tuple[Finding, ...]


def place(form: Form, sheet: str, rows: Rows, code_column: int) -> Placing:
    """Return where ``rows`` hold the form's cells, with a finding for whatever does not fit."""
    line_codes = tuple(
        str(row[code_column]).strip() if len(row) > code_column else "" for row in rows
    )
    head = line_codes.index(COLUMN_CODES) if COLUMN_CODES in line_codes else -1
    column_codes = tuple(str(value).strip() for value in rows[head]) if head >= 0 else ()
    texts = tuple(
        _column(rows, column_codes.index(code)) if code in column_codes else ()
        for code in (LABEL, UNIT_OF_MEASURE)
    )
    return _place(form, sheet, line_codes, column_codes, *texts, width=len(rows[0]) if rows else 0)


def _column(rows: Rows, column: int) -> tuple[str, ...]:
    return tuple(str(row[column]) if len(row) > column else "" for row in rows)


@lru_cache(maxsize=512)
def _place(
    form: Form,
    sheet: str,
    line_codes: tuple[str, ...],
    column_codes: tuple[str, ...],
    labels: tuple[str, ...],
    units: tuple[str, ...],
    width: int,
) -> Placing:
    row_of = {code: row for row, code in enumerate(line_codes) if code and not code.startswith("#")}
    column_of = {code: column for column, code in enumerate(column_codes) if code}
    placed = [
        (cell.code, (row_of[cell.line.line_code], column_of[cell.measure.measure]))
        for cell in form.cells
        if cell.line.line_code in row_of and cell.measure.measure in column_of
    ]
    findings = (
        *_column_findings(form, sheet, line_codes, column_codes),
        *_line_findings(form, sheet, line_codes, column_codes),
        *_text_findings(form, sheet, row_of, column_of, labels, units),
    )
    return Placing(
        codes=tuple(code for code, _ in placed),
        positions=tuple(position for _, position in placed),
        addresses=tuple(address(*position) for _, position in placed),
        closed=tuple(
            _closed({position for _, position in placed}, line_codes, column_codes, width)
        ),
        findings=findings,
    )


def _closed(
    asked: set[tuple[int, int]],
    line_codes: tuple[str, ...],
    column_codes: tuple[str, ...],
    width: int,
) -> Iterator[tuple[int, int, str]]:
    """Yield the positions that must stay empty, each with what something there would be."""
    measures = {column for _, column in asked}
    lines = {row for row, _ in asked}
    first = line_codes.index(COLUMN_CODES) + 1 if COLUMN_CODES in line_codes else 0
    last = max(lines, default=-1)
    for row in range(first, len(line_codes)):
        for column in range(width):
            is_measure = column in measures
            if row in lines and is_measure and (row, column) not in asked:
                yield row, column, "cell_not_asked"
            elif row in lines and not _code(column_codes, column):
                yield row, column, "column_unknown"
            elif not line_codes[row] and is_measure:
                yield row, column, "line_unknown" if row < last else AROUND


def _code(codes: tuple[str, ...], column: int) -> str:
    return codes[column] if column < len(codes) else ""


def address(row: int, column: int) -> str:
    """Return the address of a position counted from 0, such as ``E9``."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Name a column; openpyxl does it too, but takes longer to import than a workbook to read."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _column_findings(
    form: Form, sheet: str, line_codes: tuple[str, ...], codes: tuple[str, ...]
) -> Iterator[Finding]:
    declared = {measure.measure: measure.label for measure in form.measures}
    labels = STRUCTURE_LABELS | declared
    counts = Counter(code for code in codes if code)
    for code, label in labels.items():
        if code not in counts:
            yield Finding("column_missing", sheet, form_code=form.code, expected=label)
    for column, code in enumerate(codes):
        place = address(line_codes.index(COLUMN_CODES), column)
        if counts[code] > 1 and codes.index(code) != column:
            yield Finding("column_duplicated", sheet, place, labels.get(code, code), form.code)
        if code and not code.startswith("#") and code not in declared:
            yield Finding("column_unknown", sheet, place, code, form.code)


def _line_findings(
    form: Form, sheet: str, codes: tuple[str, ...], column_codes: tuple[str, ...]
) -> Iterator[Finding]:
    column = column_codes.index(NUMBER) if NUMBER in column_codes else 1
    declared = {line.line_code for line in form.lines if line.is_asked}
    counts = Counter(code for code in codes if code and not code.startswith("#"))
    for line in form.lines:
        if line.is_asked and line.line_code not in counts:
            yield Finding("line_missing", sheet, form_code=form.code, line_code=line.line_code)
    for row, code in enumerate(codes):
        if counts[code] > 1:
            yield Finding("line_duplicated", sheet, address(row, column), code, form.code, code)
        if code in counts and code not in declared and "|" not in code:
            yield Finding("line_unknown", sheet, address(row, column), code, form.code, code)


def _text_findings(
    form: Form,
    sheet: str,
    row_of: dict[str, int],
    column_of: dict[str, int],
    labels: tuple[str, ...],
    units: tuple[str, ...],
) -> Iterator[Finding]:
    """A line is what its code says only if its label and unit of measure still agree."""
    for line in form.lines:
        row = row_of.get(line.line_code, -1)
        for code, texts, declared, kind in (
            (LABEL, labels, line.label, "line_label_changed"),
            (UNIT_OF_MEASURE, units, line.unit_of_measure, "unit_of_measure_changed"),
        ):
            text = texts[row].lstrip("–- ") if 0 <= row < len(texts) else declared
            if fold(text) != fold(declared):
                place, found = address(row, column_of[code]), texts[row]
                told = "font_lost" if has_lost_its_font(text, declared) else kind
                yield Finding(
                    told, sheet, place, found, form.code, line.line_code, expected=declared
                )
