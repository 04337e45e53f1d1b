"""Cells that the fast reader shows as blank but are not: errors, and formulas without a result."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from posixpath import join, normpath
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from tonghop.reading.typed import ERROR, FORMULA

_SUSPECT = (b"<f", b":f", b'"e"', b"'e'")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def hidden_cells(content: bytes, sheets: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return, for each of ``sheets`` that has any, its error and resultless cells, typed."""
    with ZipFile(BytesIO(content)) as archive:
        parts = _sheet_parts(archive)
        found = {name: archive.read(parts[name]) for name in sheets}
    return {name: _faulty_cells(xml) for name, xml in found.items() if _is_suspect(xml)}


def _sheet_parts(archive: ZipFile) -> Mapping[str, str]:
    """Map each sheet's name to its part, through the workbook's relationships."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = (e for e in fromstring(archive.read("xl/workbook.xml")).iter() if _tag(e) == "sheet")
    return {
        sheet.get("name", ""): normpath(join("/xl", targets.get(sheet.get(_RELATION), ""))).lstrip(
            "/"
        )
        for sheet in sheets
    }


def _is_suspect(xml: bytes) -> bool:
    """Say quickly whether a sheet's cells may have a formula or an error; only then parse them."""
    cells = xml[max(xml.find(b"sheetData"), 0) : xml.rfind(b"sheetData")] or xml
    return any(mark in cells for mark in _SUSPECT)


def _faulty_cells(xml: bytes) -> dict[str, str]:
    faulty = {}
    for _, element in iterparse(BytesIO(xml)):
        if _tag(element) == "c":
            if typed := _fault(element):
                faulty[element.get("r", "")] = typed
            element.clear()
    return faulty


def _fault(cell: Element) -> str | None:
    parts = {_tag(part): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return ERROR + parts.get("v", "#N/A")
    if "f" in parts and not parts.get("v") and not _is_empty_text(cell, parts):
        return FORMULA + "=" + parts["f"]
    return None


def _is_empty_text(cell: Element, parts: Mapping[str, str]) -> bool:
    """A formula whose result is an empty text, such as ``=IF(A1="","",A1)``, has been computed."""
    return cell.get("t") == "str" and "v" in parts


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
