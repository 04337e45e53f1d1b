"""BIFF12: the records of which the parts of a binary workbook (.xlsb) consist, after MS-XLSB."""

from collections.abc import Iterator
from typing import NamedTuple

ROW = 0
CELL_ERROR, SHARED_TEXT_CELL, FORMULA_ERROR, RICH_TEXT_CELL = 3, 7, 11, 62
SHARED_TEXT, FONT, FORMAT, STYLE, SHEET, MERGED = 19, 43, 44, 47, 156, 176
STYLES, STYLES_END, HEADER_FOOTER = 617, 618, 479
_CELLS = frozenset((*range(1, 12), RICH_TEXT_CELL))
"""Records that begin with the column and the style of a cell."""
_SHORT_CELLS = frozenset(range(13, 19))
"""Records of a cell right of the one before, which no program is known to write."""
_KIND_BYTES, _SIZE_BYTES = 2, 4
_CELL_HEAD, _FONT_HEAD = 8, 21


class Record(NamedTuple):
    """One record: its kind and its content."""

    kind: int
    data: bytes


class Cell(NamedTuple):
    """A cell: its place, from 0, the number of its style, and its value as the kind says."""

    row: int
    column: int
    style: int
    kind: int
    value: bytes


class Text(NamedTuple):
    """A text, and where in it which font begins, by the fonts' numbers."""

    text: str
    fonts: tuple[tuple[int, int], ...] = ()


def records(part: bytes) -> Iterator[Record]:
    """Yield the records of a part.

    Raises:
        ValueError: The part ends within a record.
    """
    at = 0
    while at < len(part):
        kind, at = _packed(part, at, _KIND_BYTES)
        size, at = _packed(part, at, _SIZE_BYTES)
        if at + size > len(part):
            raise ValueError("a binary part ends within a record")
        yield Record(kind, part[at : at + size])
        at += size


def cells(part: bytes) -> Iterator[Cell]:
    """Yield the cells of a sheet's part.

    Raises:
        ValueError: The part is damaged or has cells of a kind that is never written.
    """
    row = 0
    for kind, data in records(part):
        if kind == ROW:
            row = number(data, 0)
        elif kind in _CELLS:
            style = number(data, 4) & 0xFFFFFF
            yield Cell(row, number(data, 0), style, kind, data[_CELL_HEAD:])
        elif kind in _SHORT_CELLS:
            raise ValueError(f"a cell of unknown kind {kind}")


def number(data: bytes, at: int, size: int = 4) -> int:
    """Return an unsigned number within a record."""
    return int.from_bytes(data[at : at + size], "little")


def text_at(data: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins at a place of a record, and where it ends."""
    begin, length = at + 4, number(data, at)
    end = begin + 2 * (0 if length == 0xFFFFFFFF else length)
    return data[begin:end].decode("utf-16-le", "replace"), end


def rich_text(data: bytes) -> Text:
    """Return a text that may have several fonts."""
    text, end = text_at(data, 1)
    if not data[:1] or not data[0] & 1:
        return Text(text)
    runs = range(end + 4, end + 4 + 4 * number(data, end), 4)
    return Text(text, tuple((number(data, at, 2), number(data, at + 2, 2)) for at in runs))


def font_name(data: bytes) -> str:
    """Return the name of the font that a record describes."""
    return text_at(data, _FONT_HEAD)[0]


def _packed(part: bytes, at: int, longest: int) -> tuple[int, int]:
    """Return a number kept as seven bits a byte, least first, and where it ends."""
    value = 0
    for place in range(longest):
        byte = part[at + place] if at + place < len(part) else 0
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    return value, at + longest
