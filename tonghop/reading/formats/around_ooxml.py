"""What surrounds the cells of a workbook of Excel 2007 and later, XML or binary."""

import re
from collections.abc import Iterator, Mapping
from posixpath import basename

from tonghop.reading.biff12 import HEADER_FOOTER, records, text_at
from tonghop.reading.package import Package
from tonghop.reading.surroundings import (
    BOX,
    Surrounding,
    boxes_in,
    margin,
    margin_text,
    margins_in,
    properties_in,
)

_WORKBOOK = "xl/workbook.xml"
_SHEET = re.compile(r".*sheets/[^/]+\.xml")
_DRAWING = re.compile(r".*/(?:drawings|charts|diagrams)/[^/]+\.(?:xml|vml)")
_PROPERTIES = re.compile(r"docprops/core\.xml|.*\.psmdcp")
_FLAGS = 2
_TEXTS = 6
_RECORD_HEAD = b"\xdf\x03"
"""How a record of headers and footers begins."""


def around_cells(package: Package) -> Iterator[Surrounding]:
    """Yield the properties, headers and footers of XML sheets, and text boxes of a workbook.

    Raises:
        BadZipFile, KeyError, ParseError: The file is damaged.
    """
    for name in package.names:
        if _PROPERTIES.fullmatch(name):
            yield from properties_in(package.read(name))
        elif _DRAWING.fullmatch(name) and (text := boxes_in(package.glance(name))):
            yield Surrounding(BOX, text)
        elif _SHEET.fullmatch(name):
            for is_footer, text in margins_in(package.glance(name)):
                yield margin(text, is_footer=is_footer, sheet=_sheet_name(package, name))


def _sheet_name(package: Package, part: str) -> str:
    if _WORKBOOK in package.names:
        for sheet, target in package.sheet_parts.items():
            if target.lower() == part:
                return sheet
    return basename(part)


def around_binary_sheets(parts: Mapping[str, bytes]) -> Iterator[Surrounding]:
    """Yield the headers and footers of binary sheets, given by name ([MS-XLSB] 2.4.56).

    Raises:
        ValueError: A part ends within a record.
    """
    for sheet, part in parts.items():
        for record in records(part) if _RECORD_HEAD in part else ():
            if record.kind == HEADER_FOOTER:
                at = _FLAGS
                for number in range(_TEXTS):
                    coded, at = text_at(record.data, at)
                    if text := margin_text(coded):
                        yield margin(text, is_footer=number % 2 == 1, sheet=sheet)
