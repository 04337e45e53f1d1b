"""Numbers on a sheet that are no data: dates, page numbers, numbers of columns and of rows."""

import re
from collections.abc import Sequence

from schemas.folding import fold
from schemas.layout import DATE_WORDS, NO, PAGE_WORD, TOTAL_LABELS, YES
from tonghop.reading.lines import is_numbering
from tonghop.reading.table import Table
from tonghop.reading.typed import BLANK, DAY, NUMBER, TEXT, as_typed, raw_text

_NUMBER = re.compile(r"\s*[-+]?\d[\d.,\s]*%?\s*")
_LAST = frozenset("%,. \u00a0\n\t")
"""What a text ends with that may be a number: most texts are told at a glance."""
_COLUMN_NUMBER = re.compile(r"\(?-?(\d{1,2})(?:\.0)?\)?")
_COLUMN_LETTER = re.compile(r"\(?[A-Za-z]\)?")
_RANGES = dict(zip(DATE_WORDS, (range(1, 32), range(1, 13), range(1990, 2100)), strict=True))
_VALUE_WORDS = {
    fold(word) for word in ("x", "…", "...", "-", "không có", "không phát sinh", YES, NO)
}
_TOTALS = {fold(label) for label in TOTAL_LABELS}


def is_filled(value: object) -> bool:
    """Say whether a cell holds anything to see."""
    return as_typed(value) != BLANK


def is_number(value: object) -> bool:
    """Say whether a cell holds a number, as such or as text, or what else is no word."""
    if isinstance(value, str):
        return (value[-1:].isdigit() or value[-1:] in _LAST) and bool(_NUMBER.fullmatch(value))
    return value is not None


def is_value(typed: str) -> bool:
    """Say whether a typed text may have been meant as a value rather than as a remark."""
    text = raw_text(typed).strip()
    return typed[0] != TEXT or text[:1].isdigit() or fold(text).strip() in _VALUE_WORDS


def is_date_or_page(row: Sequence[object], column: int) -> bool:
    """Say whether a cell is a date, a part of one ("ngày | 14 | tháng | 6"), or a page number.

    One word is not enough: a number beside "trong năm" may be a datum.
    """
    typed = as_typed(row[column])
    if typed[0] == DAY:
        return True
    left = next((value for value in row[:column][::-1] if value != ""), "")
    text = raw_text(typed).strip()
    if not isinstance(left, str) or not text.isdigit():
        return False
    if fold(left).rstrip(":. ") == PAGE_WORD:
        return True
    return int(text) in _RANGES.get(_last_word(left), ()) and _tells_a_date(row)


def _tells_a_date(row: Sequence[object]) -> bool:
    texts = [value for value in row if isinstance(value, str) and value.strip()]
    words = {word for text in texts for word in fold(text).split(" ")}
    return len({*map(_last_word, texts)} & set(DATE_WORDS)) > 1 or set(DATE_WORDS[:2]) <= words


def _last_word(text: str) -> str:
    return fold(text).rpartition(" ")[2].rstrip(":")


def numbers_columns(row: Sequence[object]) -> bool:
    """Say whether a row numbers the columns: (1), (2), (3), which Excel keeps as -1, -2, -3.

    They count from 1; one or two could be data, so a letter must stand beside them.
    """
    texts = [raw_text(as_typed(value)).strip() for value in row if is_filled(value)]
    letters = [text for text in texts if _COLUMN_LETTER.fullmatch(text)]
    numbers = [str(_column_number(text)) for text in texts if text not in letters]
    sure = len(numbers) > 2 or (bool(letters) and bool(numbers))
    return sure and is_numbering(numbers)


def is_column_number(value: object, most: int) -> bool:
    """Say whether a cell of the row that numbers the columns holds such a number."""
    return 0 < _column_number(raw_text(as_typed(value)).strip()) <= most


def _column_number(text: str) -> int:
    match = _COLUMN_NUMBER.fullmatch(text)
    return int(match[1]) if match else 0


def repeats_heads(row: Sequence[object], table: Table) -> bool:
    """Say whether a row says again what stands above its columns, as on a second page."""
    values = [row[column] for column in table.measures]
    texts = [fold(value) for value in values if isinstance(value, str) and value]
    return bool(texts) and all(text in table.head_texts for text in texts)


def is_total(row: Sequence[object], table: Table) -> bool:
    """Say whether a row's words are exactly those of a row that adds up others."""
    words = [
        fold(value).rstrip(":. ")
        for column, value in enumerate(row)
        if column not in table.measures and isinstance(value, str) and value.strip()
    ]
    return (
        len(words) > 0 and words[-1] in _TOTALS and all(w in _TOTALS or len(w) < 6 for w in words)
    )


def as_number(value: object) -> float | None:
    """Return a cell's number; ``None`` if it holds none."""
    typed = as_typed(value)
    text = raw_text(typed).strip()
    is_plain = typed[:1] == NUMBER or (text.isascii() and text.isdigit())
    return float(text) if is_plain else None
