"""Rows and columns come, go and move at random: no value is read wrong, no number vanishes.

Every number of the filled workbook is another, so that each is known wherever it has moved to.
"""

from collections.abc import Callable, Iterator
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.issues import REJECTING, Finding
from schemas.layout import STRUCTURE_LABELS
from tests.build import addresses, content, declarations, filled
from tonghop.reading.addresses import address
from tonghop.reading.book import Area, Book, Rows, Sheet
from tonghop.reading.door import Format
from tonghop.reading.formats import open_book
from tonghop.reading.workbook import Reading, read_book

FIRST, ADDED = 1001, (9001.0, 2026.0, 99.0)
"""No number that is added may be taken for that of a row or column, so each is beyond them."""
FORMS = ("Biểu 2", "Biểu 4")
Change = Callable[[Sheet], Sheet]


def numbers() -> dict[str, int]:
    asked = [code for code, (sheet, _) in addresses().items() if sheet in FORMS]
    return {code: number for number, code in enumerate(asked, FIRST)}


@cache
def original() -> Book:
    return open_book(content(filled(numbers())), Format.OOXML)


def mapped(
    sheet: Sheet, rows: Callable[[int], int | None], columns: Callable[[int], int | None]
) -> Sheet:
    """Return a sheet whose row and column ``i`` are ``rows(i)`` and ``columns(i)`` of the old."""
    height, width = len(sheet.rows), len(sheet.rows[0])
    down = [old for old in map(rows, range(height + 1)) if old is None or old < height]
    across = [old for old in map(columns, range(width + 1)) if old is None or old < width]
    values: Rows = [
        ["" if row is None or column is None else sheet.rows[row][column] for column in across]
        for row in down
    ]
    return Sheet(sheet.name, values, tuple(_moved(sheet.merged, down, across)))


def _moved(
    areas: tuple[Area, ...], rows: list[int | None], columns: list[int | None]
) -> Iterator[Area]:
    """Yield the merged areas whose rows and columns still lie together; Excel parts the others."""
    for first_row, first_column, last_row, last_column in areas:
        down = [new for new, old in enumerate(rows) if old in range(first_row, last_row + 1)]
        across = [
            new for new, old in enumerate(columns) if old in range(first_column, last_column + 1)
        ]
        if len(down) * len(across) > 1 and _together(down) and _together(across):
            yield Area(down[0], across[0], down[-1], across[-1])


def _together(numbers: list[int]) -> bool:
    return numbers == [*range(numbers[0], numbers[-1] + 1)]


def same(number: int) -> int | None:
    return number


def inserting(before: int) -> Callable[[int], int | None]:
    return lambda i: None if i == before else i - (i > before)


def deleting(gone: int) -> Callable[[int], int | None]:
    return lambda i: i + (i >= gone)


def moving(taken: int, before: int) -> Callable[[int], int | None]:
    """The row or column ``taken`` stands at ``before`` afterwards."""

    def old(i: int) -> int | None:
        if i == before:
            return taken
        i -= i > before
        return i + (i >= taken)

    return old


def rows(change: Callable[[int], int | None]) -> Change:
    return lambda sheet: mapped(sheet, change, same)


def columns(change: Callable[[int], int | None]) -> Change:
    return lambda sheet: mapped(sheet, same, change)


def renamed(name: str) -> Change:
    return lambda sheet: Sheet(name, sheet.rows, sheet.merged)


def typed(row: int, column: int, value: object) -> Change:
    """Type over whatever one cell holds, unless it is a number of the form."""

    def change(sheet: Sheet) -> Sheet:
        values = [list(old) for old in sheet.rows]
        if row < len(values) and column < len(values[0]):
            old = values[row][column]
            values[row][column] = old if isinstance(old, float) else value
        return Sheet(sheet.name, values, sheet.merged)

    return change


def added(row: int, column: int, number: float) -> Change:
    """Type a number where there is nothing, also beyond the table."""

    def change(sheet: Sheet) -> Sheet:
        values = [[*old, *[""] * (18 - len(old))] for old in sheet.rows]
        values += [[""] * len(values[0]) for _ in range(len(values), 70)]
        if values[row][column] == "":
            values[row][column] = number
        return Sheet(sheet.name, values, sheet.merged)

    return change


ROW, COLUMN = st.integers(0, 40), st.integers(0, 13)
WORDS = st.sampled_from(["", "D05", "C13", "vụ", "Trộm cắp, móc túi", "Số vụ", "Nam", "Ghi chú"])
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(inserting, ROW).map(rows),
    st.builds(deleting, ROW).map(rows),
    st.builds(moving, ROW, ROW).map(rows),
    st.builds(inserting, COLUMN).map(columns),
    st.builds(deleting, COLUMN).map(columns),
    st.builds(moving, COLUMN, COLUMN).map(columns),
    st.sampled_from(["Biểu 3", "Sheet1"]).map(renamed),
    st.builds(typed, ROW, st.integers(0, 3), WORDS),
    st.builds(typed, st.integers(4, 8), COLUMN, WORDS),
)
ADDITIONS = st.builds(added, st.integers(0, 69), st.integers(0, 17), st.sampled_from(ADDED))
LOSSES: st.SearchStrategy[list[Change]] = st.sampled_from(
    [[], [columns(deleting(0))], [rows(deleting(6))], [rows(deleting(6)), columns(deleting(0))]]
)


@given(LOSSES, st.lists(CHANGES | ADDITIONS, max_size=4), st.sampled_from(FORMS))
@settings(max_examples=500, deadline=None)
def test_no_value_is_read_wrong_and_no_number_vanishes(
    losses: list[Change], changes: list[Change], name: str
) -> None:
    changed = next(sheet for sheet in original().sheets if sheet.name == name)
    for change in (*losses, *changes):
        changed = change(changed)
    reading = Reading("a", "bao-cao.xlsx")
    sheets = tuple(changed if sheet.name == name else sheet for sheet in original().sheets)
    read_book(reading, Book(sheets), declarations())
    read = dict(values_read(reading))
    wrong = [code for code, number in read.items() if number != numbers()[code]]
    assert [code for code in wrong if not is_refused(code, reading)] == []
    unread = [found for found in numbers_in(changed) if found[1] not in read.values()]
    assert [found for found in unread if not is_told(*found, changed, reading)] == []


def values_read(reading: Reading) -> Iterator[tuple[str, int]]:
    for form in reading.forms:
        for code, typed in zip(form.placing.codes, form.texts, strict=True):
            if typed[:1] == "n":
                yield code, int(typed[1:])


def numbers_in(sheet: Sheet) -> Iterator[tuple[str, int]]:
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if isinstance(value, float):
                yield address(row, column), int(value)


def is_refused(code: str, reading: Reading) -> bool:
    """Say whether a finding refuses the line or the column of a cell."""
    line, _, measure = code.partition(".")
    return any(
        finding.line_code == line
        or finding.measure == measure
        or (finding.code == "column_duplicated" and finding.raw_text in LABELS[measure])
        for finding in reading.findings
        if finding.code in REFUSING
    )


def is_told(cell: str, number: int, sheet: Sheet, reading: Reading) -> bool:
    """Say whether a finding names the number's cell, row, column, line or measure, or its sheet."""
    code = next((code for code, known in numbers().items() if known == number), "")
    named = any(_names(finding, cell, code, sheet) for finding in reading.findings)
    return named or (bool(code) and is_refused(code, reading))


def _names(finding: Finding, cell: str, code: str, sheet: Sheet) -> bool:
    line, _, measure = code.partition(".")
    if finding.code in ("form_missing", "form_duplicated", "table_duplicated"):
        return True
    if finding.code == "column_missing":
        return finding.expected in (*STRUCTURE_LABELS.values(), *LABELS.get(measure, ()))
    in_column, in_row = (a == b for a, b in zip(split(finding.cell), split(cell), strict=True))
    here = in_row or (in_column and finding.code.startswith("column"))
    return (bool(line) and finding.line_code == line) or (finding.sheet == sheet.name and here)


def split(cell: str) -> tuple[str, str]:
    """Part an address into its column and its row."""
    column = cell.rstrip("0123456789")
    return column, cell[len(column) :]


REFUSING = {kind.code for kind in declarations().issue_kinds if kind.severity in REJECTING}
LABELS = {
    measure.measure: [m.label for m in declarations().measures if m.measure == measure.measure]
    for measure in declarations().measures
}
