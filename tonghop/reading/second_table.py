"""A second table of the same form on a sheet: told as one finding, and left out of the placing."""

from collections.abc import Iterator, Sequence

from schemas.folding import fold
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import COLUMN_CODES, LABEL, MARKER_PREFIX, NUMBER, STRUCTURE_LABELS
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import Arrangement
from tonghop.reading.heads import UNCLEAR
from tonghop.reading.lines import plain_label


def first_table(
    form: Form, sheet: str, found: Arrangement
) -> tuple[Arrangement, tuple[Finding, ...]]:
    """Return the arrangement without a table below or beside the first, and a finding for it."""
    row, column = _second_row(form, found), _second_column(found)
    if column <= max(_column(found, code) for code in STRUCTURE_LABELS):
        column = -1  # The form's own heads are to the right: what has the same name is no table.
    if row < 0 and column < 0:
        return found, ()
    if row < 0:
        beside = len(found.column_codes) - column
        first = found._replace(column_codes=(*found.column_codes[:column], *[UNCLEAR] * beside))
        return first, (_second(form, sheet, found.top, column),)
    first = found._replace(
        line_codes=found.line_codes[:row],
        numbers=found.numbers[:row],
        labels=found.labels[:row],
        units=found.units[:row],
    )
    return first, (_second(form, sheet, row, max(_column(found, LABEL), 0)),)


def _second(form: Form, sheet: str, row: int, column: int) -> Finding:
    return Finding("table_duplicated", sheet, address(row, column), form_code=form.code)


def _column(found: Arrangement, code: str) -> int:
    return found.column_codes.index(code) if code in found.column_codes else -1


def _second_row(form: Form, found: Arrangement) -> int:
    """Return the row in which a second table begins, or -1."""
    coded = [
        row
        for row, code in enumerate(found.line_codes)
        if row >= found.body and (code == COLUMN_CODES or code.startswith(MARKER_PREFIX + "|"))
    ]
    again = [row for row in _repeated_heads(found) if _lines_again(form, found, row)]
    return min((*coded, *again), default=-1)


def _repeated_heads(found: Arrangement) -> Iterator[int]:
    head = fold(STRUCTURE_LABELS[LABEL])
    for row in range(found.body, len(found.labels)):
        if fold(found.labels[row]) == head:
            yield row


def _lines_again(form: Form, found: Arrangement, row: int) -> bool:
    """Say whether lines that stand above a repeated head stand below it too."""
    declared = {plain_label(line.label) for line in form.lines}
    labels = [plain_label(label) for label in found.labels]
    return bool(declared & set(labels[found.body : row]) & set(labels[row:]))


def _second_column(found: Arrangement) -> int:
    """Return the column in which a second table begins beside the first, or -1."""
    texts = [{fold(text) for text in column} for column in zip(*found.heads, strict=True)]
    numbers, labels = (_having(texts, STRUCTURE_LABELS[code]) for code in (NUMBER, LABEL))
    if len(labels) < 2:
        return -1
    first = next((column for column in numbers if labels[0] < column < labels[1]), labels[1])
    return first - 1 if found.column_codes[first - 1] == COLUMN_CODES else first


def _having(texts: Sequence[set[str]], text: str) -> list[int]:
    return [column for column, found in enumerate(texts) if fold(text) in found]
