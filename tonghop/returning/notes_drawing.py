"""The boxes of comments, in VML: text that Excel writes and that need not be well-formed XML.

Boxes are therefore put in and cut out as text; the others stay as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from tonghop.reading.damage import DamagedWorkbookError
from tonghop.returning.addresses import position

_SHAPE = re.compile(rb"<((?:\w+:)?)shape\b")
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%s>\s*(\d+)" % name) for name in (b"Row", b"Column"))
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_CHARACTERS, _LINE, _BORDER = 62, 12, 10
_EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202" coordsize="21600,21600"'
    ' o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;width:300pt;height:{height}pt;z-index:1;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)


def empty_drawing() -> bytes:
    """Return a drawing without boxes."""
    return _EMPTY.encode()


def add_boxes(drawing: bytes, notes: Mapping[str, str]) -> bytes:
    """Return a drawing with a hidden box for each of the cells, large enough for its note.

    Raises:
        DamagedWorkbookError: The drawing has no end.
    """
    end = drawing.rfind(b"</")
    if end < 0:
        raise DamagedWorkbookError("a drawing has no end")
    kind = b"" if b'id="_x0000_t202"' in drawing else _TYPE.encode()
    first = max((int(number) for number in _NUMBER.findall(drawing)), default=1024) + 1
    boxes = (_box(number, *note) for number, note in enumerate(notes.items(), start=first))
    return b"".join((drawing[:end], kind, *boxes, drawing[end:]))


def _box(number: int, cell: str, note: str) -> bytes:
    row, column = position(cell)
    lines = 1 + sum(max(1, ceil(len(line) / _CHARACTERS)) for line in note.split("\n"))
    height = lines * _LINE + _BORDER
    return _BOX.format(
        number=number,
        height=height,
        left=column + 1,
        top=max(row - 1, 0),
        right=column + 6,
        bottom=max(row - 1, 0) + ceil(height / 15),
        row=row,
        column=column,
    ).encode()


def remove_boxes(drawing: bytes, cells: Iterable[str]) -> bytes:
    """Return a drawing without the boxes of the comments on these cells."""
    gone = {position(cell) for cell in cells}
    kept, at = [], 0
    for start, end in _shapes(drawing):
        kept.append(drawing[at:start])
        kept.append(b"" if _cell(drawing[start:end]) in gone else drawing[start:end])
        at = end
    return b"".join((*kept, drawing[at:]))


def _shapes(drawing: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each shape begins and ends; none is looked for behind one that has no end."""
    at = 0
    while found := _SHAPE.search(drawing, at):
        closing = b"</" + found[1] + b"shape>"
        end = drawing.find(closing, found.end())
        if end < 0:
            return
        at = end + len(closing)
        yield found.start(), at


def _cell(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if b"Note" not in shape or row is None or column is None:
        return None
    return int(row[1]), int(column[1])
