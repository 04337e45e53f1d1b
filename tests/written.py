"""What is written out, opened again: everything in it that a program might run."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

_LIVE_PARTS = re.compile(r"vba|macrosheet|externalLink|connections|queryTable|embeddings|ddeLink")
_FORMULA = re.compile(r"<(?:\w+:)?f\b[^>]*>(.*?)</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>", re.DOTALL)
_CELL = re.compile(
    r'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*?(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL
)
_LINK = re.compile(r"<(?:\w+:)?hyperlink\b[^>]*>")
_NAME = re.compile(r'<definedName [^>]*?\bname="([^"]*)"')
_FIELD = re.compile(r"<w:instrText[^>]*>(.*?)</w:instrText>|w:instr=\"([^\"]*)\"", re.DOTALL)
_OUTSIDE = re.compile(r'<Relationship [^>]*TargetMode="External"[^>]*>')


def live_content(path: Path) -> list[str]:
    """Return every formula, link, name, field and part of an Office file that does something."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        found = [name for name in names if _LIVE_PARTS.search(name)]
        for name in names:
            if name.endswith((".xml", ".rels")):
                found += _live_in(name, archive.read(name).decode())
    return found


def _live_in(name: str, xml: str) -> Iterator[str]:
    if name.startswith("xl/worksheets/"):
        for address, inside in _CELL.findall(xml):
            yield from (f"{name}!{address} ={found}" for found in _FORMULA.findall(inside))
    yield from (
        f"{name} {found}" for pattern in (_LINK, _OUTSIDE) for found in pattern.findall(xml)
    )
    yield from (f"{name} name {found}" for found in _NAME.findall(xml))
    yield from (f"{name} field {a or b}" for a, b in _FIELD.findall(xml))
