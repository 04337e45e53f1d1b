"""Cells that the fast reader shows as blank but are not: errors, and formulas without a result."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from tonghop.reading.package import Package, local_name
from tonghop.reading.placing import address
from tonghop.reading.sheet_xml import cells
from tonghop.reading.typed import ERROR, FORMULA

_SUSPECT = (b"<f", b":f", b'"e"', b"'e'")


def hidden_cells(package: Package, sheets: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return, for each of ``sheets`` that has any, its error and resultless cells, typed."""
    found = {name: package.read(package.sheet_parts[name]) for name in sheets}
    return {name: _faulty_cells(xml) for name, xml in found.items() if _is_suspect(xml)}


def _is_suspect(xml: bytes) -> bool:
    """Say quickly whether a sheet's cells may have a formula or an error; only then parse them."""
    cells = xml[max(xml.find(b"sheetData"), 0) : xml.rfind(b"sheetData")] or xml
    return any(mark in cells for mark in _SUSPECT)


def _faulty_cells(xml: bytes) -> dict[str, str]:
    found = ((address(row, column), _fault(cell)) for row, column, cell in cells(xml))
    return {place: typed for place, typed in found if typed}


def _fault(cell: Element) -> str | None:
    parts = {local_name(part.tag): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return ERROR + parts.get("v", "#N/A")
    if "f" in parts and not parts.get("v") and not _is_empty_text(cell, parts):
        return FORMULA + "=" + parts["f"]
    return None


def _is_empty_text(cell: Element, parts: Mapping[str, str]) -> bool:
    """A formula whose result is an empty text, such as ``=IF(A1="","",A1)``, has been computed."""
    return cell.get("t") == "str" and "v" in parts
