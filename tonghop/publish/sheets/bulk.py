"""What goes into a workbook's sheets without passing through openpyxl's cells, which are slow.

Tens of thousands of rows and links are written as XML into sheets that openpyxl has made.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.sheets import Value
from tonghop.publish.sheets.shared_texts import SharedTexts
from tonghop.safe_text import write_text

MOST_LINKS = 65_000
"""Links of a sheet; Excel repairs a workbook that has more than 65,530."""
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')


@dataclass
class Bulk:
    """Rows and links to be added to sheets, by their titles."""

    rows: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    second_links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    texts: SharedTexts = field(default_factory=SharedTexts)

    def link(
        self, sheet: Worksheet, row: int, column: int, location: str, *, is_second: bool = False
    ) -> None:
        """Let a cell lead to a place in the workbook, if there is room for the link.

        Where there is none for all, those that are second stay away.
        """
        links = self.second_links if is_second else self.links
        found = links.setdefault(sheet.title, [])
        found.append((f"{get_column_letter(column)}{row}", location))

    def added(self, title: str, content: bytes) -> bytes:
        """Return a sheet's XML with what is to be added to it."""
        if rows := self.rows.get(title):
            content = content.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>", 1)
            new = f'<dimension ref="{self.dimensions[title]}"'.encode()
            content = _DIMENSION.sub(new, content, count=1)
        links = [*self.links.get(title, ()), *self.second_links.get(title, ())][:MOST_LINKS]
        if links:
            after = b"<printOptions" if b"<printOptions" in content else b"<pageMargins"
            content = content.replace(after, _hyperlinks(links) + after, 1)
        return content


class RowWriter:
    """Writes rows of one sheet, each column in its look."""

    def __init__(self, sheet: Worksheet, looks: Sequence[str], shared: SharedTexts) -> None:
        """Write in these looks, one a column, unless a row has its own."""
        self._shared = shared
        self._columns = [get_column_letter(n) for n in range(1, len(looks) + 1)]
        self._sheet, self._looks = sheet, looks
        self._styles: dict[str, int] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def row(self, number: int, values: Sequence[Value], looks: Sequence[str] = ()) -> str:
        """Return one row's XML; text stays text, whatever it begins with."""
        cells = (
            f'<c r="{column}{number}" {self._content(value, look)}'
            for column, value, look in zip(self._columns, values, looks or self._looks, strict=True)
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _content(self, value: Value, look: str) -> str:
        if value is None or value == "":
            return f's="{self._style(look)}"/>'
        if isinstance(value, str):
            if (value, look) not in self._texts:
                self._texts[value, look] = self._text(value, look)
            return self._texts[value, look]
        number = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        return f's="{self._style(look)}" t="n"><v>{number}</v></c>'

    def _text(self, value: str, look: str) -> str:
        probe = _probe(self._sheet, look)
        write_text(probe, value)
        text = str(probe.value)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        number = self._shared.number(f"<t{space}>{escape(text)}</t>")
        return f's="{probe.style_id}" t="s"><v>{number}</v></c>'

    def _style(self, look: str) -> int:
        if look not in self._styles:
            self._styles[look] = _probe(self._sheet, look).style_id
        return self._styles[look]


def _probe(sheet: Worksheet, look: str) -> Cell:
    """Return a cell that is in no sheet, to learn how openpyxl would write it."""
    probe = Cell(sheet, row=1, column=1)
    probe.style = look
    return probe


def _hyperlinks(links: Sequence[tuple[str, str]]) -> bytes:
    told = (f'<hyperlink ref="{ref}" location={quoteattr(at)}/>' for ref, at in links)
    return f"<hyperlinks>{''.join(told)}</hyperlinks>".encode()
