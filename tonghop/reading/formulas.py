"""Cells that are not what they show: errors, formulas without a result, and stale results.

The fast reader shows errors and formulas without a result as blank, and of every other formula the
result that the file keeps, however old.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, partial

from tonghop.reading.addresses import address
from tonghop.reading.package import Package
from tonghop.reading.recomputing import Cells, Recomputing, UnknownResultError, kept
from tonghop.reading.sheet_cells import Position, XmlCell, read_cells
from tonghop.reading.typed import ERROR, FORMULA, as_typed, raw_text, stale

_SUSPECT = (b"<f", b":f", b'"e"', b"'e'")
_NOT_BYTEWISE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_TOLERANCE, _PRECISION = Decimal("0.005"), Decimal("1e-14")
"""Less than half of the last decimal that any cell asks for, and what binary fractions leave."""


def hidden_cells(package: Package, sheets: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return, for each of ``sheets`` that has any, its cells that are not what they show, typed."""
    parts = package.sheet_parts
    found = {name: package.read(parts[name]) for name in sheets}
    suspects = [name for name, xml in found.items() if _is_suspect(xml)]
    if not suspects:
        return {}
    names = {name.casefold(): part for name, part in parts.items()}
    book = Recomputing(cache(partial(_cells_of, package, names)))
    return {name: _faulty_cells(name, book) for name in suspects}


def _is_suspect(xml: bytes) -> bool:
    """Say quickly whether a sheet's cells may have a formula or an error; only then parse them."""
    if xml.startswith(_NOT_BYTEWISE):
        return True
    cells = xml[max(xml.find(b"sheetData"), 0) : xml.rfind(b"sheetData")] or xml
    return any(mark in cells for mark in _SUSPECT)


def _cells_of(package: Package, parts: Mapping[str, str], sheet: str) -> Cells | None:
    part = parts.get(sheet.casefold())
    return read_cells(package.read(part)) if part else None


def _faulty_cells(sheet: str, book: Recomputing) -> dict[str, str]:
    return {
        address(*at): typed
        for at, cell in book.cells(sheet).items()
        if (typed := _fault(sheet, at, cell, book))
    }


def _fault(sheet: str, at: Position, cell: XmlCell, book: Recomputing) -> str | None:
    if cell.kind == "e":
        return ERROR + (cell.value or "#N/A")
    if cell.formula is None:
        return None
    if cell.value or (cell.value is not None and cell.kind in ("str", "inlineStr")):
        return _stale(sheet, at, cell, book)
    return f"{FORMULA}={cell.formula}"


def _stale(sheet: str, at: Position, cell: XmlCell, book: Recomputing) -> str | None:
    """Compare a kept result with what its formula comes to, where that can be told."""
    try:
        was, now = kept(cell), book.result(sheet, at)
    except UnknownResultError:
        return None
    if now is None or isinstance(was, str):
        return None
    if abs(now - was) <= max(_TOLERANCE, abs(now) * _PRECISION):
        return None
    kept_text, now_text = (raw_text(as_typed(float(number))) for number in (was, now))
    return stale(kept_text, now_text, f"={cell.formula}")
