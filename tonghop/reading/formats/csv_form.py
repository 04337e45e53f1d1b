"""A CSV saved from one sheet of the template: what Excel exports of it, hidden codes included."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from schemas.folding import fold
from schemas.issues import Finding
from schemas.layout import COLUMN_CODES, MARKER_PREFIX, NOT_FORMS, STRUCTURE_LABELS
from tonghop.reading.addresses import address
from tonghop.reading.book import Book, Sheet, Typed
from tonghop.reading.plain_text import decoded, is_certain
from tonghop.reading.typed import ERROR

_SEPARATORS = ",;\t"
_AFTER_MARKER = re.compile(rf'{MARKER_PREFIX}\|(\w+)\|[\w.]+"?(.)')
_AFTER_HEAD = re.compile(rf'{COLUMN_CODES}"?(.)')
_EXCELS_HINT = re.compile(r"\Asep=.\r?\n")
_LOGICAL: dict[str, object] = {"TRUE": True, "FALSE": False}
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


def open_csv(content: bytes) -> Book:
    """Return the one sheet of a CSV, nameless; without any if it cannot be read with certainty.

    Everything is text as the sheet showed it, but for what can be nothing but an error or a logical
    value. The separator is what follows the hidden codes, wherever they stand: it is never guessed.
    """
    text = _EXCELS_HINT.sub("", decoded(content) or "")
    if not (is_certain(content) or _shows_letters(text)):
        return Book((), findings=(Finding("csv_letters_lost"),))
    rows = _split(text)
    if rows is None:
        return Book((), findings=(Finding("csv_unclear"),))
    errors = dict(_errors(rows))
    sheet = Sheet("", [[_value(shown) for shown in row] for row in rows])
    return Book((sheet,), hidden=lambda names: _of_the_sheet(names, errors))


def _shows_letters(text: str) -> bool:
    """Say whether the heads of the table stand in a text whose encoding only they can prove."""
    folded = fold(text)
    return all(fold(label) in folded for label in STRUCTURE_LABELS.values())


def _split(text: str) -> list[list[str]] | None:
    separator = _separator(text)
    if separator is None:
        return None
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _separator(text: str) -> str | None:
    """Return what follows the marker and, in a form, the first of the column codes too."""
    marker, head = _AFTER_MARKER.search(text), _AFTER_HEAD.search(text)
    if not marker or marker[2] not in _SEPARATORS:
        return None
    agrees = head[1] == marker[2] if head else marker[1] in NOT_FORMS
    return marker[2] if agrees else None


def _value(shown: str) -> object:
    if shown in _ERRORS:
        return ""
    return _LOGICAL.get(shown, shown)


def _errors(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for row, cells in enumerate(rows):
        for column, shown in enumerate(cells):
            if shown in _ERRORS:
                yield address(row, column), ERROR + shown


def _of_the_sheet(names: Sequence[str], errors: Typed) -> Mapping[str, Typed]:
    return dict.fromkeys(names, errors) if errors else {}
