"""The XML of one sheet: its cells, for what the fast reader does not tell of them."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from tonghop.reading.package import local_name

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")


def cells(xml: bytes) -> Iterator[tuple[int, int, Element]]:
    """Yield row and column, from 0, and element of each cell; one without an address is the next.

    Raises:
        ValueError: A cell has an address that is none.
        ParseError: The part is no XML.
    """
    row, column = -1, -1
    for event, element in iterparse(BytesIO(xml), events=("start", "end")):
        tag = local_name(element.tag)
        if tag == "row" and event == "start":
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif tag == "c" and event == "end":
            row, column = position(element.get("r", "")) or (row, column + 1)
            yield row, column, element
            element.clear()


def position(address: str) -> tuple[int, int] | None:
    """Return row and column, from 0, of an address such as ``E9``; nothing for an empty one."""
    if not address:
        return None
    if not (parts := _ADDRESS.fullmatch(address.upper())):
        raise ValueError(f"not the address of a cell: {address}")
    column = 0
    for letter in parts[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(parts[2]) - 1, column - 1
