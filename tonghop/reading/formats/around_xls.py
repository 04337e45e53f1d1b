"""What surrounds the cells of a workbook of Excel 97–2003: headers, footers and text boxes."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tonghop.reading.biff12 import number
from tonghop.reading.formats.biff import BOUNDSHEET, records
from tonghop.reading.surroundings import BOX, Surrounding, margin, margin_text

_HEADER, _FOOTER, _MORE_MARGINS = 0x0014, 0x0015, 0x089C
_OBJECT, _BOX, _CONTINUE = 0x005D, 0x01B6, 0x003C
_WANTED = {_HEADER, _FOOTER, _MORE_MARGINS, _OBJECT, _BOX, _CONTINUE}
_NOTE = 0x19
_MORE_HEAD = 30
"""Bytes before the lengths of the headers and footers of even and first pages."""
_WIDE = 1


class _Record(NamedTuple):
    kind: int
    data: bytes


def around_sheets(stream: bytes) -> Iterator[Surrounding]:
    """Yield headers, footers and text boxes of all sheets, charts included."""
    for kind, start, length in records(stream, 0):
        if kind == BOUNDSHEET:
            name = _name(stream[start : start + length])
            sheet = list(_wanted(stream, number(stream, start)))
            for is_footer, coded in _margins(sheet):
                if text := margin_text(coded):
                    yield margin(text, is_footer=is_footer, sheet=name)
            yield from (Surrounding(BOX, text) for text in _boxes(sheet))


def _name(data: bytes) -> str:
    return _characters(data[8:], is_wide=bool(number(data, 7, 1) & _WIDE))


def _wanted(stream: bytes, offset: int) -> Iterator[_Record]:
    for kind, start, length in records(stream, offset):
        if kind in _WANTED:
            yield _Record(kind, stream[start : start + length])


def _margins(sheet: Sequence[_Record]) -> Iterator[tuple[bool, str]]:
    """Yield the headers and footers with their codes, and whether each is a footer."""
    for kind, data in sheet:
        if kind in (_HEADER, _FOOTER) and data:
            yield kind == _FOOTER, _counted(data, 0)[0]
        elif kind == _MORE_MARGINS:
            at = _MORE_HEAD + 8
            for place in range(4):
                if number(data, _MORE_HEAD + 2 * place, 2):
                    coded, at = _counted(data, at)
                    yield place % 2 == 1, coded


def _boxes(sheet: Sequence[_Record]) -> Iterator[str]:
    """Yield the texts of boxes ([MS-XLS] 2.4.329); notes on cells are kept as such, and left."""
    kind_of_object = 0
    for place, (kind, data) in enumerate(sheet):
        if kind == _OBJECT:
            kind_of_object = number(data, 4, 2)
        elif kind == _BOX and kind_of_object != _NOTE:
            yield _continued(sheet, place + 1, number(data, 10, 2))


def _continued(sheet: Sequence[_Record], place: int, length: int) -> str:
    """Return a text of so many characters that the records from ``place`` on continue."""
    text = ""
    while len(text) < length and place < len(sheet) and sheet[place].kind == _CONTINUE:
        data = sheet[place].data
        text += _characters(data[1:], is_wide=bool(number(data, 0, 1) & _WIDE))
        place += 1
    return text[:length].replace("\r", "\n")


def _counted(data: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins at a place with its length, and where it ends."""
    length, is_wide = number(data, at, 2), bool(number(data, at + 2, 1) & _WIDE)
    end = at + 3 + length * (1 + is_wide)
    return _characters(data[at + 3 : end], is_wide=is_wide), end


def _characters(data: bytes, *, is_wide: bool) -> str:
    return data.decode("utf-16-le", "replace") if is_wide else data.decode("latin-1")
