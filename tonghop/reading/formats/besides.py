"""What a workbook has besides its cells: macros, links to other sources, embedded files.

None of it is ever run, followed or opened. That it is there is told, by the names of the parts; for
links also which cells show what Excel last saw there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename
from urllib.parse import unquote

from defusedxml.ElementTree import fromstring

from schemas.issues import Finding
from tonghop.reading.addresses import address
from tonghop.reading.package import Package, local_name
from tonghop.reading.sheet_cells import read_cells

_WORKBOOK = "xl/workbook.xml"
_MACROS = ("vbaproject.bin", "/macrosheets/", "/dialogsheets/")
_EMBEDDED = re.compile(r"xl/(embeddings|activex)/[^/]+")
_LINK = re.compile(r"xl/externallinks/[^/]+")
_CONNECTIONS = ("xl/connections.xml", "xl/connections.bin")
_REFERENCE = re.compile(r"(?<![\w\[\]])\[(\d+)\]")
"""To another workbook, by number; what follows the name of a table is one of its columns."""

Places = Mapping[str, list[str]]
"""Addresses by sheet."""


def besides_cells(package: Package) -> Iterator[Finding]:
    """Yield a finding for macros, for each source outside, and for embedded files.

    Raises:
        ParseError, ValueError: The file is damaged.
    """
    names = package.names
    if any(mark in name for name in names for mark in _MACROS):
        yield Finding("macros_present")
    yield from _links(package, sorted(filter(_LINK.fullmatch, names)))
    if any(name in names for name in _CONNECTIONS):
        yield Finding("external_link", raw_text="kết nối dữ liệu (Data > Queries & Connections)")
    if embedded := sorted(basename(names[n]) for n in filter(_EMBEDDED.fullmatch, names)):
        yield Finding("embedded_object", raw_text=", ".join(embedded))


def _links(package: Package, parts: Sequence[str]) -> Iterator[Finding]:
    places = _linked_cells(package) if parts and _WORKBOOK in package.names else {}
    for part in parts:
        yield _link(_source(package, part), places.get(part, {}))


def _link(source: str, places: Places) -> Finding:
    """Return the finding of one source; its place is the first cell that depends on it."""
    told = "; ".join(f"{sheet}: {', '.join(found)}" for sheet, found in places.items())
    sheet = next(iter(places), "")
    cell = places[sheet][0] if sheet else ""
    return Finding("external_link", sheet, cell, f"{source} ({told})" if told else source)


def _source(package: Package, part: str) -> str:
    """Name a source without its folder, which may name a person."""
    xml = package.read(part) if part.endswith(".xml") else b""
    for element in fromstring(xml).iter() if xml else ():
        if local_name(element.tag) == "ddeLink":
            return f"DDE {element.get('ddeService', '')}|{element.get('ddeTopic', '')}"
    targets = [relation.target for relation in package.relations(part).values()]
    return basename(unquote(targets[0]).replace("\\", "/")) if targets else basename(part)


def _linked_cells(package: Package) -> Mapping[str, Places]:
    """Return, for each part that is a link, the cells whose formulas name it."""
    places: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for sheet, part in package.sheet_parts.items() if package.links else ():
        for cell, numbers in _references(package.read(part)):
            for number in numbers:
                if number <= len(package.links):
                    places[package.links[number - 1]][sheet].append(cell)
    return places


def _references(xml: bytes) -> Iterator[tuple[str, set[int]]]:
    """Yield each cell with a formula that names other workbooks, and their numbers."""
    for at, cell in read_cells(xml).items():
        if numbers := {int(number) for number in _REFERENCE.findall(cell.formula or "")}:
            yield address(*at), numbers
