"""Reach: which entry makes a sheet too large to read, when the table itself is small.

An entry that somebody made far away by mistake makes a sheet of billions of cells.
"""

import re
from collections.abc import Iterator

from schemas.issues import Finding
from tonghop.reading.addresses import address
from tonghop.reading.package import Package
from tonghop.reading.sheet_xml import position

MOST_CELLS = 1_000_000
"""Rows times columns up to the last entries of a sheet."""

_WORKBOOK = "xl/workbook.xml"
_FILLED = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Za-z]{1,3}[0-9]{1,20})[\"'][^>]*(?<!/)>"
)
"""The start of a cell that holds something; one that is only formatted ends in its first tag."""


def far_entry(package: Package) -> Finding | None:
    """Return the finding on the first sheet that reaches too far, if any does and is XML."""
    if _WORKBOOK not in package.names:
        return None
    for sheet, part in package.sheet_parts.items():
        last_row, last_column = (0, 0), (0, 0)
        for row, column in _filled(package.find(part)):
            last_row = max(last_row, (row, column))
            last_column = max(last_column, (column, row))
        if last_row[0] * last_column[0] > MOST_CELLS:
            return _finding(sheet, last_row, last_column[::-1])
    return None


def _filled(xml: bytes) -> Iterator[tuple[int, int]]:
    for found in _FILLED.finditer(xml):
        if place := position(found[1].decode()):
            yield place


def _finding(sheet: str, lowest: tuple[int, int], rightmost: tuple[int, int]) -> Finding:
    """Name the entry that is further from the table: rows are sixty-four times as many."""
    cell = lowest if lowest[0] > 64 * rightmost[1] else rightmost
    return Finding("entry_far_away", sheet, address(*cell))
