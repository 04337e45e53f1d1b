"""Sheets and workbooks that say more, or other things, than a person would."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.build import content, with_part
from tests.hostile.archives import with_parts
from tests.hostile.report import PART, STRINGS, WORKBOOK, replaced, report

LAST_ROW = 1_048_576


def with_rows(rows: str) -> bytes:
    return replaced(PART, "</sheetData>", f"{rows}</sheetData>")


def with_value(address: str) -> bytes:
    row = re.sub("[A-Z]", "", address)
    return with_rows(f'<row r="{row}"><c r="{address}"><v>1</v></c></row>')


def formatted_rows(columns: int) -> bytes:
    letters = [get_column_letter(column) for column in range(2, columns + 2)]
    pattern = '<row r="{0}">' + "".join(f'<c r="{x}{{0}}" s="5"/>' for x in letters) + "</row>"
    return with_rows("".join(map(pattern.format, range(500, LAST_ROW + 1))))


def with_entry(attributes: str, inside: str) -> bytes:
    """Return the report with another cell in the place of D03.vu."""

    def replace(found: re.Match[str]) -> str:
        return f'<c r="{found[1]}" {attributes}>{inside}</c>'

    found = re.compile(r'<c r="([A-Z]+\d+)"(?![^>]*t="s")[^>]*><v>5</v></c>')
    return with_part(report(), PART, lambda xml: found.sub(replace, xml, count=1))


def with_text(text: str) -> bytes:
    return with_entry('t="inlineStr"', f"<is><t>{text}</t></is>")


def sized(dimension: str) -> bytes:
    return replaced(PART, 'ref="A1:L41"', f'ref="{dimension}"')


def nested(depth: int) -> bytes:
    return replaced(PART, "</sheetData>", "<x>" * depth + "</x>" * depth + "</sheetData>")


def with_sheets(*names: str) -> bytes:
    """Return the report with further sheets that hold a text, named as XML has it."""
    book = load_workbook(BytesIO(report()))
    for number in range(len(names)):
        book.create_sheet(f"sheet {number}")["A1"] = "x"
    return with_part(content(book), WORKBOOK, lambda xml: _renamed(xml, names))


def _renamed(workbook: str, names: Sequence[str]) -> str:
    for number, name in enumerate(names):
        workbook = workbook.replace(f'name="sheet {number}"', f'name="{name}"')
    return workbook


def defined(*names: tuple[str, str]) -> bytes:
    """Return the report with names for formulas."""
    inside = "".join(f'<definedName name="{name}">{to}</definedName>' for name, to in names)
    return replaced(WORKBOOK, "</sheets>", f"</sheets><definedNames>{inside}</definedNames>")


def merged(*areas: str) -> bytes:
    """Return the report with these merged areas instead of its own."""
    told = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    own = re.compile("<mergeCells.*?</mergeCells>", re.DOTALL)
    return with_part(report(), PART, lambda xml: own.sub(f"<mergeCells>{told}</mergeCells>", xml))


def string_table(items: str, count: int) -> bytes:
    """Return the report with further shared strings, and a count of them all."""
    counted = f'<sst count="{count}" uniqueCount="{count}" '
    return with_part(
        report(),
        STRINGS,
        lambda xml: xml.replace("</sst>", f"{items}</sst>").replace("<sst ", counted),
    )


HUGE = "y" * 20_000_000
NAMES = ("a[b]", "a'b", "=1+1", "x" * 300, "a&#10;b", "../a", "{file}", "a&#x202E;b", "{{ 7 * 7 }}")
LINKED = {
    "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://schemas.openxmlformats.org/'
    b'spreadsheetml/2006/main"/>',
    "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships xmlns="http://schemas.openxml'
    b'formats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" '
    b'Target="file://server/share/a.xlsx" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/externalLinkPath"/></Relationships>',
}

SHEETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "an entry in the last cell of all": (lambda: with_value("XFD1048576"), "entry_far_away"),
    "an entry in the last row": (lambda: with_value("B1048576"), "entry_far_away"),
    "an entry in the last column": (lambda: with_value("XFD900"), "entry_far_away"),
    "an entry below all rows": (lambda: with_value("A9999999"), "entry_far_away"),
    "an entry in a row that has no number": (lambda: with_value(f"E{9**20}"), "entry_far_away"),
    "a million formatted rows": (lambda: formatted_rows(2), ""),
    "a dimension of all cells": (lambda: sized("A1:XFD1048576"), ""),
    "a dimension of one cell": (lambda: sized("A1"), ""),
    "a dimension that is none": (lambda: sized("ZZZZZZ0:#"), "unreadable"),
    "deep nesting": (lambda: nested(200_000), ""),
    "a text of many megabytes": (lambda: with_text("x" * 20_000_000), "too_heavy"),
    "a number beyond all numbers": (lambda: with_entry("", "<v>1e999</v>"), "error_in_cell"),
    "no number": (lambda: with_entry("", "<v>NaN</v>"), "error_in_cell"),
    "an infinite number": (lambda: with_entry("", "<v>-inf</v>"), "error_in_cell"),
    "a text that is not there": (lambda: with_entry('t="s"', "<v>99999</v>"), "unreadable"),
    "a kind of cell that is not": (lambda: with_entry('t="zz"', "<v>5</v>"), "unreadable"),
    "a style that is not there": (lambda: with_entry('s="99999"', "<v>5</v>"), ""),
    "an attribute of many megabytes": (lambda: with_entry(f'x="{HUGE}"', "<v>5</v>"), ""),
    "strings counted wrong": (lambda: string_table("", 2**32 - 1), "too_heavy"),
    "a million strings": (lambda: string_table("<si><t>x</t></si>" * 1_000_000, 1), ""),
    "links to another workbook": (lambda: with_parts(LINKED), "external_link"),
    "a part with a path upwards": (lambda: with_parts({"../../x": b""}), "part_named_oddly"),
    "a part with a path from the root": (lambda: with_parts({"/x": b""}), "part_named_oddly"),
    "a part on a drive": (lambda: with_parts({"C:\\x.dll": b""}), "part_named_oddly"),
    "names that define each other": (lambda: defined(("a", "b+1"), ("b", "a+1")), ""),
    "a name that is a command": (lambda: defined(("a", "cmd|'/C calc'!A0")), ""),
    "sheet names that Excel allows nobody": (lambda: with_sheets(*NAMES), "sheet_unknown"),
    "five hundred sheets": (lambda: with_sheets(*map(str, range(500))), "sheet_unknown"),
    "a merged area of all cells": (lambda: merged("A1:XFD1048576"), ""),
    "a hundred thousand merged areas": (lambda: merged(*["A60:B60"] * 100_000), ""),
    "merged areas that are none": (lambda: merged("B2:A1", "#REF!"), "unreadable"),
}
