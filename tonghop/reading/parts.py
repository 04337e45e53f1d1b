"""Parts: which sheet carries what, by its hidden marker or, where that is lost, by exact names."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from schemas.folding import fold
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import COLUMN_CODES, COVER_LABELS, MARKER_ROWS, NOT_FORMS, read_marker
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import NO_COLUMN, has_table
from tonghop.reading.book import Sheet
from tonghop.reading.recognised import is_number


class Part(NamedTuple):
    """A sheet, the marker that says what it carries, and the column of its hidden codes, or -1."""

    sheet: Sheet
    marker: tuple[str, str] | None
    code_column: int


def part_of(sheet: Sheet) -> Part:
    """Return a sheet with its marker and the column of its codes, as far as it has them."""
    for row in sheet.rows[:MARKER_ROWS]:
        for column, value in enumerate(row[:MARKER_ROWS]):
            if isinstance(value, str) and (found := read_marker(value)):
                return Part(sheet, found, column)
    coded = (row.index(COLUMN_CODES) for row in sheet.rows if COLUMN_CODES in row)
    return Part(sheet, None, next(coded, NO_COLUMN))


def find_covers(parts: Sequence[Part]) -> list[Part]:
    """Return the sheets that are covers by marker or, without one, by the labels of their rows."""
    return [part for part in parts if is_marked(part, "cover") or _has_cover_labels(part)]


def is_marked(part: Part, name: str) -> bool:
    """Say whether a sheet's marker says that it carries ``name``."""
    return part.marker is not None and part.marker[0] == name


def _has_cover_labels(part: Part) -> bool:
    return part.marker is None and column_of_labels(part.sheet, COVER_LABELS) != NO_COLUMN


def column_of_labels(sheet: Sheet, labels: Collection[str]) -> int:
    """Return the column that holds all the labels, or -1."""
    wanted = {fold(label) for label in labels}
    for column in range(max(map(len, sheet.rows), default=0)):
        texts = {fold(str(row[column])) for row in sheet.rows if column < len(row) and row[column]}
        if wanted <= texts:
            return column
    return NO_COLUMN


class Found(NamedTuple):
    """The sheet of each form, what is wrong with the finding, and the sheets that carry nothing."""

    forms: dict[str, Part]
    findings: list[Finding]
    unknown: list[Part]


def find_forms(parts: Sequence[Part], forms: dict[str, Form]) -> Found:
    """Return the sheet of each form, by markers first; an unmarked one needs its name and heads."""
    found: dict[str, Part] = {}
    findings: list[Finding] = []
    unknown = []
    marked = [part for part in parts if part.marker and part.marker[0] not in NOT_FORMS]
    unmarked = [part for part in parts if part.marker is None]
    named = [(part, _named(part.sheet, forms)) for part in unmarked]
    unknown = [part for part, code in named if not code]
    for part, code in [*((part, part.marker[0]) for part in marked if part.marker), *named]:
        version = part.marker[1] if part.marker else ""
        if part.marker and (code not in forms or forms[code].sheet.version != version):
            raw = f"{code}|{version}"
            findings.append(Finding("form_unknown", part.sheet.name, raw_text=raw))
        elif code in found:
            findings.append(Finding("form_duplicated", part.sheet.name, form_code=code))
        elif code:
            found[code] = part
    return Found(found, findings, unknown)


def _named(sheet: Sheet, forms: dict[str, Form]) -> str:
    """Return the one form whose title or sheet name an unmarked sheet with a table bears."""
    texts = {
        fold(value)
        for row in sheet.rows[:MARKER_ROWS]
        for value in row
        if isinstance(value, str) and value
    }
    names = {
        code
        for code, form in forms.items()
        if fold(sheet.name) == fold(form.sheet.sheet) or fold(form.sheet.title) in texts
    }
    return names.pop() if len(names) == 1 and has_table(sheet.rows) else ""


def unknown_findings(parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield the sheets that are not the form's but have something on them."""
    for part in parts:
        filled = [
            (number, column, value)
            for number, row in enumerate(part.sheet.rows)
            for column, value in enumerate(row)
            if value != ""
        ]
        numbers = (place for place in filled if is_number(place[2]))
        if filled:
            row, column, _ = next(numbers, filled[0])
            yield Finding("sheet_unknown", part.sheet.name, address(row, column))
