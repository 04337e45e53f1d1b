"""Reasons: what senders write in a returned workbook's list to explain a warning."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas.returned import NUMBER, NUMBER_COLUMN, REASON_COLUMN, IssueKey, read_key
from tonghop.reading.addresses import address
from tonghop.reading.book import Sheet
from tonghop.reading.typed import as_typed, raw_text


class Reason(NamedTuple):
    """A text beside an issue of the list; without ``key`` nobody can tell beside which."""

    sheet: str
    cell: str
    key: IssueKey | None
    text: str


def read_reasons(sheet: Sheet, key_column: int) -> Iterator[Reason]:
    """Yield what stands in the column for reasons, from top to bottom.

    A row's key holds only if the row still shows the number that it was listed under: whoever sorts
    the visible columns alone would put reasons beside the wrong keys.
    """
    first = next((at for at, row in enumerate(sheet.rows) if _shown(row, key_column) == NUMBER), -1)
    for number, row in enumerate(sheet.rows[first + 1 :], start=first + 1):
        if text := _text(row, key_column + REASON_COLUMN):
            place = address(number, key_column + REASON_COLUMN)
            yield Reason(sheet.name, place, _key(row, key_column), text)


def _key(row: list[object], key_column: int) -> IssueKey | None:
    found = read_key(_text(row, key_column))
    return found[1] if found and str(found[0]) == _shown(row, key_column) else None


def _shown(row: list[object], key_column: int) -> str:
    return _text(row, key_column + NUMBER_COLUMN)


def _text(row: list[object], column: int) -> str:
    return raw_text(as_typed(row[column])).strip() if len(row) > column else ""
