"""What surrounds the cells of a spreadsheet in OpenDocument."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from tonghop.reading.formats.ods_cell import TABLE, TEXT
from tonghop.reading.package import local_name
from tonghop.reading.surroundings import BOX, Surrounding, properties_in

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_LINES = (f"{TEXT}p", f"{TEXT}h")
_HEADERS = {f"{_STYLE}header{pages}" for pages in ("", "-left", "-first")}
_FOOTERS = {f"{_STYLE}footer{pages}" for pages in ("", "-left", "-first")}


def around_tables(archive: ZipFile) -> Iterator[Surrounding]:
    """Yield the properties, the headers and footers of pages, and the text boxes.

    Raises:
        BadZipFile, KeyError, ParseError: The file is damaged.
    """
    names = archive.namelist()
    if "meta.xml" in names:
        yield from properties_in(archive.read("meta.xml"))
    if "styles.xml" in names:
        for page in fromstring(archive.read("styles.xml")).iter(f"{_STYLE}master-page"):
            yield from _margins(page)
    xml = archive.read("content.xml")
    if _DRAWING.encode() in xml:
        yield from (Surrounding(BOX, line) for line in _drawn_lines(xml))


def _margins(page: Element) -> Iterator[Surrounding]:
    name = page.get(f"{_STYLE}display-name") or page.get(f"{_STYLE}name", "")
    for part in page:
        text = "\n".join("".join(line.itertext()) for tag in _LINES for line in part.iter(tag))
        if text.strip() and part.tag in _HEADERS | _FOOTERS:
            side = "đầu trang" if part.tag in _HEADERS else "cuối trang"
            yield Surrounding(f"{side} của kiểu trang “{name}”", text)


def _drawn_lines(xml: bytes) -> Iterator[str]:
    """Yield the paragraphs of what is drawn; notes on cells are not drawn."""
    path: list[str] = []
    for event, element in iterparse(BytesIO(xml), events=("start", "end")):
        if event == "start":
            path.append(element.tag)
            continue
        path.pop()
        if element.tag in _LINES and any(tag.startswith(f"{{{_DRAWING}}}") for tag in path):
            yield "".join(element.itertext())
        elif local_name(element.tag) == "table-row" and element.tag.startswith(TABLE):
            element.clear()
