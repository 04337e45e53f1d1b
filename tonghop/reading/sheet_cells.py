"""The cells of one sheet's XML part, with their formulas: what the fast reader does not tell."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from tonghop.reading.addresses import letters
from tonghop.reading.package import local_name
from tonghop.reading.sheet_xml import cells, position

Position = tuple[int, int]
"""Row and column, counted from 0."""
_REFERENCE = r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})"
_OUTSIDE_QUOTES = re.compile(
    rf"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w.$]){_REFERENCE}(?![\w(!.])"""
)


class XmlCell(NamedTuple):
    """A cell as its file has it: type (``t``), kept value, formula if it has one, and style."""

    kind: str
    value: str | None
    formula: str | None
    style: str


def read_cells(xml: bytes) -> dict[Position, XmlCell]:
    """Return every cell that holds a value or a formula.

    Raises:
        ValueError: A cell has an address that is none.
        ParseError: The part is no XML.
    """
    shared: dict[str, tuple[Position, str]] = {}
    found = (((row, col), _cell(element, (row, col), shared)) for row, col, element in cells(xml))
    return {at: cell for at, cell in found if cell.value is not None or cell.formula is not None}


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads when filled down and right: relative references move along."""

    def shift(found: re.Match[str]) -> str:
        if not found[2]:
            return found[0]
        row, column = position(found[2] + found[4]) or (0, 0)
        row, column = row + (0 if found[3] else rows), column + (0 if found[1] else columns)
        if row < 0 or column < 0:
            return "#REF!"
        return f"{found[1]}{letters(column)}{found[3]}{row + 1}"

    return _OUTSIDE_QUOTES.sub(shift, formula)


def _cell(element: Element, at: Position, shared: dict[str, tuple[Position, str]]) -> XmlCell:
    parts = {local_name(part.tag): part for part in element}
    value = next(_values(parts), None)
    formula = _formula(parts["f"], at, shared) if "f" in parts else None
    return XmlCell(element.get("t", "n"), value, formula, element.get("s", "0"))


def _values(parts: dict[str, Element]) -> Iterator[str]:
    if "v" in parts:
        yield parts["v"].text or ""
    if "is" in parts:
        yield "".join(parts["is"].itertext())


def _formula(element: Element, at: Position, shared: dict[str, tuple[Position, str]]) -> str:
    """Return a cell's own formula; of a shared one only the first cell has the text."""
    text, group = element.text or "", element.get("si", "")
    if element.get("t") != "shared":
        return text
    if text:
        shared[group] = at, text
        return text
    (row, column), first = shared.get(group, (at, ""))
    return shifted(first, at[0] - row, at[1] - column)
