"""Spreadsheets in OpenDocument (.ods), read from their own XML in one pass.

calamine reads them too, but shows errors and formulas without a result as blank, takes what is
drawn over a cell for its text, tells no merged areas, and writes repeated rows out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from schemas.issues import Finding
from schemas.layout import CHECKS
from tonghop.reading.addresses import address
from tonghop.reading.book import Area, Book, Rows, Sheet
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.formats.around_ods import around_tables
from tonghop.reading.formats.ods_cell import OFFICE, TABLE, Fault, Misshown, value_of

_MACROS = ("Basic/", "Scripts/")
MOST_CELLS = 1_000_000
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_ROW, _SHEET = f"{TABLE}table-row", f"{TABLE}table"
_CELL = f"{TABLE}table-cell"
_CELLS = (_CELL, f"{TABLE}covered-table-cell")
_DOCUMENT = f"{OFFICE}spreadsheet"
_ELSEWHERE = "'file:"
"""Begins the name of a table that only keeps what another file showed."""


@dataclass
class _Table:
    """A sheet while it is read: cells that hold something, by row and column, and merged areas."""

    name: str
    rows: dict[int, dict[int, object]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    next_row: int = 0

    def add(self, row: Element) -> None:
        """Add a row, as often as it says that it is repeated; blank ones cost nothing."""
        first, times = self.next_row, _number(row, "number-rows-repeated")
        self.next_row += times
        cells = dict(self._cells(row))
        if times * len(cells) > MOST_CELLS:
            raise DamagedWorkbookError(f"{self.name} repeats row {first + 1} {times} times")
        if cells:
            self.rows.update(dict.fromkeys(range(first, first + times), cells))

    def _cells(self, row: Element) -> Iterator[tuple[int, object]]:
        """Yield column and value; what a merged area covers nobody sees."""
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = _number(cell, "number-columns-repeated")
            if cell.tag == _CELL and (value := value_of(cell)) != "":
                if times > MOST_CELLS:
                    raise DamagedWorkbookError(f"{self.name} repeats a cell {times} times")
                yield from ((each, value) for each in range(column, column + times))
            self._note_merged(cell, column)
            column += times

    def _note_merged(self, cell: Element, column: int) -> None:
        right, down = (_number(cell, f"number-{way}-spanned") for way in ("columns", "rows"))
        if right * down > 1:
            row = self.next_row - 1
            self.merged.append(Area(row, column, row + down - 1, column + right - 1))

    def sheet(self) -> Sheet:
        """Return the table written out, faults as blanks.

        Raises:
            DamagedWorkbookError: It reaches too far.
        """
        height = max(self.rows, default=-1) + 1
        width = max((max(cells) for cells in self.rows.values()), default=-1) + 1
        if height * width > MOST_CELLS:
            raise DamagedWorkbookError(f"{self.name} reaches to {address(height, width)}")
        rows: Rows = [[""] * width for _ in range(height)]
        for row, cells in self.rows.items():
            for column, value in cells.items():
                rows[row][column] = "" if isinstance(value, Fault) else value
        return Sheet(self.name, rows, tuple(self.merged))

    def faults(self) -> dict[str, str]:
        """Return the cells without a value or with one shown as another, typed, by address."""
        return {
            address(row, column): value.typed if isinstance(value, Misshown) else str(value)
            for row, cells in self.rows.items()
            for column, value in cells.items()
            if isinstance(value, Fault | Misshown)
        }


def open_ods(content: bytes) -> Book:
    """Return the sheets of a spreadsheet; the template's sheet of checks is left unread.

    Raises:
        DamagedWorkbookError: The file cannot be read as a spreadsheet, or it is one too large.
    """
    with blaming_the_file(), ZipFile(BytesIO(content)) as archive:
        with archive.open("content.xml") as xml:
            tables = [t for t in _tables(xml) if t.name != CHECKS]
        properties = _properties(archive)
        around = tuple(around_tables(archive))
        has_macros = any(name.startswith(_MACROS) for name in archive.namelist())
    hidden = {table.name: faults for table in tables if (faults := table.faults())}
    return Book(
        tuple(table.sheet() for table in tables),
        properties,
        (Finding("macros_present"),) if has_macros else (),
        hidden=lambda names: {name: hidden[name] for name in names if name in hidden},
        surroundings=around,
    )


def _tables(xml: IO[bytes]) -> Iterator[_Table]:
    """Yield the tables of the document itself: none within another, in its history, or elsewhere.

    LibreOffice keeps what it has seen of other files as tables too.
    """
    path: list[str] = []
    table, depth = None, 0
    for event, element in iterparse(xml, events=("start", "end")):
        if event == "start":
            if element.tag == _SHEET and path[-1:] == [_DOCUMENT]:
                table, depth = _Table(element.get(f"{TABLE}name", "")), len(path)
            path.append(element.tag)
            continue
        path.pop()
        if table and element.tag == _ROW and _SHEET not in path[depth + 1 :]:
            table.add(element)
            element.clear()
        elif table and len(path) == depth:
            if not table.name.startswith(_ELSEWHERE):
                yield table
            table = None


def _number(element: Element, name: str) -> int:
    number = int(element.get(f"{TABLE}{name}", "1"))
    if number < 1:
        raise ValueError(f"{name} is {number}")
    return number


def _properties(archive: ZipFile) -> dict[str, str]:
    """Return the metadata that its user, or our template, gave to the file."""
    if "meta.xml" not in archive.namelist():
        return {}
    found = fromstring(archive.read("meta.xml")).iter(f"{_META}user-defined")
    return {each.get(f"{_META}name", ""): each.text or "" for each in found}
