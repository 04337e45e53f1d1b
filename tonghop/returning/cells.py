"""The cells of one sheet: found by address, made where a blank one is not stored."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from tonghop.reading.addresses import address
from tonghop.returning.addresses import column_number, position
from tonghop.returning.colours import Colours
from tonghop.returning.markup import Element, child, children, like, required
from tonghop.returning.parts import EditedPackage

_LOOK = re.compile(rb"\bs=[\"'](\d+)[\"']")
_SELECTED = re.compile(rb"\btabSelected=[\"'](1|true)[\"']")
_LETTERS = re.compile(r"[A-Z]+")
_TRUE = ("1", "true")
_MOST_COMPARED = 10_000_000


def deselect(package: EditedPackage, part: str) -> None:
    """Let a sheet not be selected together with the one in front: typing would go into both."""
    if not _SELECTED.search(package.read(part)):
        return
    views = child(package.open(part), "sheetViews")
    for view in () if views is None else children(views, "sheetView"):
        view.attrib.pop("tabSelected", "")


def uncover(package: EditedPackage, part: str, colours: Colours) -> None:
    """Give the cells that an earlier return coloured the looks that they had."""
    looks = {int(look) for look in _LOOK.findall(package.read(part))}
    ours = {str(look): str(new) for look in looks if (new := colours.uncover(look)) != look}
    if ours:
        root = package.open(part)
        for cell in root.iter(like(root, "c")):
            if (look := cell.get("s")) in ours:
                cell.set("s", ours[look])


def main_cells(root: Element, addresses: Iterable[str]) -> dict[str, str]:
    """Return for each address that of the cell that shows: the first one of a merged area."""
    merged = child(root, "mergeCells")
    refs = [] if merged is None else [e.get("ref", "") for e in children(merged, "mergeCell")]
    ends = [(ref.partition(":")[0], ref.rpartition(":")[2]) for ref in refs]
    areas = [(first, *position(first), *position(last)) for first, last in ends]
    wanted = set(addresses)
    if len(areas) * len(wanted) > _MOST_COMPARED:  # Nobody merges that much by hand.
        areas = []
    return {place: _shown(place, areas) for place in wanted}


def _shown(place: str, areas: list[tuple[str, int, int, int, int]]) -> str:
    row, column = position(place)
    for first, top, left, bottom, right in areas:
        if top <= row <= bottom and left <= column <= right:
            return first
    return place


def cover(root: Element, bad: Mapping[str, int], colours: Colours) -> None:
    """Colour cells; ``bad`` says which colour, by address. Blank cells are stored for it."""
    grid = _Grid(root)
    for place, colour in bad.items():
        cell = grid.cell(place)
        cell.set("s", str(colours.cover(int(cell.get("s", "0")), colour)))


class _Grid:
    """The stored cells of a sheet by row and column, with places for new ones."""

    def __init__(self, root: Element) -> None:
        self._root, self._data = root, required(root, "sheetData")
        self._rows = dict(_numbered_rows(self._data))
        self._cells: dict[int, dict[int, Element]] = {}

    def cell(self, place: str) -> Element:
        """Return a cell, stored now if it was not."""
        row, column = position(place)
        cells = self._cells_of(row)
        if column not in cells:
            element = self._rows[row]
            new = etree.Element(like(self._root, "c"), r=address(row, column))
            if look := self._look(element, column):
                new.set("s", look)
            _insert(element, cells, column, new)
            element.attrib.pop("spans", "")
            self._forget_dimension()
        return cells[column]

    def _cells_of(self, row: int) -> dict[int, Element]:
        if row not in self._rows:
            new = etree.Element(like(self._root, "row"), r=str(row + 1))
            _insert(self._data, self._rows, row, new)
        if row not in self._cells:
            self._cells[row] = dict(_numbered_cells(self._rows[row], row))
        return self._cells[row]

    def _look(self, row: Element, column: int) -> str | None:
        """Return the look that a blank cell has of its row or column."""
        if row.get("customFormat") in _TRUE and row.get("s"):
            return row.get("s")
        columns = child(self._root, "cols")
        for span in () if columns is None else children(columns, "col"):
            if int(span.get("min", "0")) <= column + 1 <= int(span.get("max", "0")):
                return span.get("style")
        return None

    def _forget_dimension(self) -> None:
        """The used range may have grown; the element that tells it is optional."""
        if (dimension := child(self._root, "dimension")) is not None:
            self._root.remove(dimension)


def _insert(parent: Element, known: dict[int, Element], number: int, new: Element) -> None:
    """Put a new row or cell before the first known one of a higher number."""
    following = min((other for other in known if other > number), default=None)
    if following is not None:
        known[following].addprevious(new)
    elif known:
        known[max(known)].addnext(new)
    else:
        parent.insert(0, new)
    known[number] = new


def _numbered_rows(data: Element) -> Iterator[tuple[int, Element]]:
    number = -1
    for row in children(data, "row"):
        number = int(row.get("r", number + 2)) - 1
        row.set("r", str(number + 1))
        yield number, row


def _numbered_cells(row: Element, number: int) -> Iterator[tuple[int, Element]]:
    """Yield a row's cells by column; one without an address follows the one before it."""
    column = -1
    for cell in children(row, "c"):
        letters = _LETTERS.match(cell.get("r", ""))
        column = column_number(letters[0]) if letters else column + 1
        if letters is None:
            cell.set("r", address(number, column))
        yield column, cell
