"""Texts that a workbook holds once and its cells name by number: a third less of a long list.

openpyxl writes each text into its cell and no such table; this adds the table, and tells of it
where a workbook tells what it consists of.
"""

from dataclasses import dataclass, field

PART = "xl/sharedStrings.xml"
_OFFICE = "officeDocument"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = (
    f'<Relationship Type="http://schemas.openxmlformats.org/{_OFFICE}/2006/relationships/'
    f'sharedStrings" Target="/{PART}" Id="rIdTexts"/>'
)
_CONTENT = (
    f'<Override PartName="/{PART}" ContentType="application/vnd.openxmlformats-{_OFFICE.lower()}.'
    'spreadsheetml.sharedStrings+xml"/>'
)
_TOLD = {
    "xl/_rels/workbook.xml.rels": (_RELATION, "</Relationships>"),
    "[Content_Types].xml": (_CONTENT, "</Types>"),
}


@dataclass
class SharedTexts:
    """The texts of a workbook in the order in which they were first used."""

    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return the number of a text, given as the XML of its element ``t``."""
        return self._numbers.setdefault(text, len(self._numbers))

    def part(self) -> str:
        """Return the table's XML; empty if there is no text."""
        if not self._numbers:
            return ""
        items = "".join(f"<si>{text}</si>" for text in self._numbers)
        return f'<sst xmlns="{_MAIN}" uniqueCount="{len(self._numbers)}">{items}</sst>'

    def told(self, name: str, content: str | bytes) -> str | bytes:
        """Return a part of the workbook, which tells of the table if it lists parts."""
        if not self._numbers or name not in _TOLD:
            return content
        new, end = _TOLD[name]
        text = content.decode() if isinstance(content, bytes) else content
        return text.replace(end, new + end, 1)
