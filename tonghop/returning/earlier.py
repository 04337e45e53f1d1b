"""What an earlier return left in a workbook: the list in front, and what it remembers."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas.layout import MARKER_PREFIX, MARKER_ROWS, RETURNED_PART, read_marker
from tonghop.returning.markup import Element, child, children, like, parse
from tonghop.returning.parts import EditedPackage
from tonghop.returning.workbook import WorkbookPart

_MARK = f"{MARKER_PREFIX}|{RETURNED_PART}|".encode()


class EarlierList(NamedTuple):
    """A list's place among the sheets, and the texts of its hidden column."""

    place: int
    texts: list[str]


def earlier_lists(package: EditedPackage, book: WorkbookPart) -> list[EarlierList]:
    """Return the lists that a workbook has; copies that a sender made are among them."""
    part = book.relations.find("sharedStrings")
    shared = package.read(part) if part and part in package else b""
    strings = _strings(shared) if _MARK in shared else []
    found = []
    for place, sheet in enumerate(book.sheets()):
        if sheet.has_cells and (strings or _MARK in package.read(sheet.part)):
            texts = list(_hidden_texts(parse(package.read(sheet.part)), strings))
            if any(_is_marker(text) for text in texts[:MARKER_ROWS]):
                found.append(EarlierList(place, texts))
    return found


def _is_marker(text: str) -> bool:
    found = read_marker(text)
    return found is not None and found[0] == RETURNED_PART


def _strings(shared: bytes) -> list[str]:
    root = parse(shared)
    return [_text(item) for item in children(root, "si")]


def _hidden_texts(root: Element, strings: list[str]) -> Iterator[str]:
    """Yield the texts of column A from top to bottom."""
    data = child(root, "sheetData")
    for row in () if data is None else children(data, "row"):
        cell = child(row, "c")
        if cell is not None and cell.get("r", "A").rstrip("0123456789") == "A":
            yield _value(cell, strings)


def _value(cell: Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = child(cell, "v")
    text = "" if value is None else value.text or ""
    if cell.get("t") != "s":
        return text
    number = int(text or "-1")
    return strings[number] if 0 <= number < len(strings) else ""


def _text(item: Element) -> str:
    return "".join(text.text or "" for text in item.iter(like(item, "t")))
