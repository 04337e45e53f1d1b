"""Fonts of a workbook's cells: text in legacy fonts is decoded cell by cell and run by run.

A workbook whose parts name no legacy font costs a search of their bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from tonghop.reading.book import Rows, Sheet
from tonghop.reading.legacy import decode
from tonghop.reading.package import Package, local_name
from tonghop.reading.sheet_xml import cells

_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_NAMES = (b".vn", b"vni-")
_QUOTED = re.compile(rb"[\"'](?:\.vn|vni-)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Run(NamedTuple):
    """A stretch of a text, and its font if it is not that of the cell."""

    text: str
    font: str | None


class CellText(NamedTuple):
    """The font of a cell, and the runs of its text if it has several."""

    row: int
    column: int
    font: str
    runs: Sequence[Run]


class Fonts(NamedTuple):
    """The fonts of a workbook: by number of a cell's style, and of its texts that have several."""

    by_style: Mapping[str, str]
    runs: Mapping[str, tuple[Run, ...]]


def decode_texts(rows: Rows, texts: Iterable[CellText]) -> None:
    """Decode in place the texts that are typed in legacy fonts, before anything is trimmed."""
    for row, column, font, runs in texts:
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(value, str) and not value.isascii():
            decoded = "".join(decode(run.text, run.font or font) for run in runs)
            rows[row][column] = decoded or decode(value, font)


def decode_by_fonts(sheets: Sequence[Sheet], package: Package) -> None:
    """Decode in place what the sheets of an XML workbook have in legacy fonts.

    Raises:
        KeyError, ParseError, ValueError: The file is damaged.
    """
    if _has_legacy_fonts(sheets, package):
        fonts = Fonts(dict(_cell_fonts(package)), dict(_shared_runs(package)))
        for sheet in sheets:
            xml = package.read(package.sheet_parts[sheet.name])
            decode_texts(sheet.rows, _cell_texts(xml, fonts))


def _has_legacy_fonts(sheets: Sequence[Sheet], package: Package) -> bool:
    """Say whether any part names one; a sheet holds texts only if no shared part does."""
    shared = package.find(_STRINGS)
    texts = (
        [shared] if shared else (package.find(package.sheet_parts[sheet.name]) for sheet in sheets)
    )
    return _names_legacy(package.find(_STYLES)) or any(
        b"rFont" in xml and _names_legacy(xml) for xml in texts
    )


def _names_legacy(xml: bytes) -> bool:
    small = xml.lower().replace(b"\0", b"")  # of UTF-16
    return any(name in small for name in _NAMES) and bool(_QUOTED.search(small))


def _cell_fonts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield number and font of each style that a cell may have."""
    xml = package.find(_STYLES)
    sections = {local_name(e.tag): e for e in fromstring(xml)} if xml else {}
    names = [_font_name(font) or "" for font in sections.get("fonts", ())]
    for number, style in enumerate(sections.get("cellXfs", ())):
        font = int(style.get("fontId", 0))
        yield str(number), names[font] if font < len(names) else ""


def _font_name(properties: Element) -> str | None:
    """Return the font that the properties of a cell or of a run name, if they do."""
    names = (e.get("val") for e in properties if local_name(e.tag) in ("name", "rFont"))
    return next(names, None)


def _shared_runs(package: Package) -> Iterator[tuple[str, tuple[Run, ...]]]:
    xml = package.find(_STRINGS)
    for number, item in enumerate(fromstring(xml)) if xml else ():
        if runs := tuple(_runs(item)):
            yield str(number), runs


def _runs(item: Element) -> Iterator[Run]:
    """Yield the runs of a text; one that is all in the cell's font has none."""
    for run in item:
        if local_name(run.tag) == "r":
            parts = {local_name(part.tag): part for part in run}
            text = "".join(parts["t"].itertext()) if "t" in parts else ""
            yield Run(_unescaped(text), _font_name(parts["rPr"]) if "rPr" in parts else None)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _cell_texts(xml: bytes, fonts: Fonts) -> Iterator[CellText]:
    for row, column, cell in cells(xml):
        font = fonts.by_style.get(cell.get("s", "0"), "")
        yield CellText(row, column, font, _runs_of(cell, fonts))


def _runs_of(cell: Element, fonts: Fonts) -> Sequence[Run]:
    parts = {local_name(part.tag): part for part in cell}
    if cell.get("t") == "s" and "v" in parts:
        return fonts.runs.get((parts["v"].text or "").strip(), ())
    return tuple(_runs(parts["is"])) if "is" in parts else ()
