"""Cells that are not what they show: errors, formulas without a true result, misleading formats.

The fast reader shows errors and formulas without a result as blank, of every other formula the
result that the file keeps, however old, and of every number the one kept, however it is shown.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, partial

from tonghop.reading.addresses import address
from tonghop.reading.number_formats import Shown, misleading_styles
from tonghop.reading.package import Package
from tonghop.reading.recomputing import Cells, Recomputing, UnknownResultError, kept
from tonghop.reading.sheet_cells import Position, XmlCell, read_cells
from tonghop.reading.typed import ERROR, FORMULA, as_typed, raw_text, shown, stale

_SUSPECT = (b"<f", b":f", b'"e"', b"'e'")
_NOT_BYTEWISE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_TOLERANCE, _PRECISION = Decimal("0.005"), Decimal("1e-14")
"""Less than half of the last decimal that any cell asks for, and what binary fractions leave."""


def hidden_cells(package: Package, sheets: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return, for each of ``sheets`` that has any, its cells that are not what they show, typed."""
    parts = package.sheet_parts
    found = {name: package.read(parts[name]) for name in sheets}
    styles = misleading_styles(package.find("xl/styles.xml"))
    suspects = [name for name, xml in found.items() if _is_suspect(xml) or _uses(styles, xml)]
    if not suspects:
        return {}
    names = {name.casefold(): part for name, part in parts.items()}
    book = Recomputing(cache(partial(_cells_of, package, names)))
    return {name: _faulty_cells(name, book, styles) for name in suspects}


def _uses(styles: Mapping[str, Shown], xml: bytes) -> bool:
    return any(re.search(rf"""\bs=["']{number}["']""".encode(), xml) for number in styles)


def _is_suspect(xml: bytes) -> bool:
    """Say quickly whether a sheet's cells may have a formula or an error; only then parse them."""
    if xml.startswith(_NOT_BYTEWISE):
        return True
    cells = xml[max(xml.find(b"sheetData"), 0) : xml.rfind(b"sheetData")] or xml
    return any(mark in cells for mark in _SUSPECT)


def _cells_of(package: Package, parts: Mapping[str, str], sheet: str) -> Cells | None:
    part = parts.get(sheet.casefold())
    return read_cells(package.read(part)) if part else None


def _faulty_cells(sheet: str, book: Recomputing, styles: Mapping[str, Shown]) -> dict[str, str]:
    return {
        address(*at): typed
        for at, cell in book.cells(sheet).items()
        if (typed := _fault(sheet, at, cell, book) or _shown(cell, styles.get(cell.style)))
    }


def _shown(cell: XmlCell, style: Shown | None) -> str | None:
    """Tell of a number that its style shows as another; a zero is a zero whatever its format."""
    if style is None or cell.kind != "n" or not (number := _number(cell)):
        return None
    return shown(style.text(number), _written(number))


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
    was, now = _number(cell), book.result(sheet, at)
    if was is None or now is None or abs(now - was) <= max(_TOLERANCE, abs(now) * _PRECISION):
        return None
    return stale(_written(was), _written(now), f"={cell.formula}")


def _number(cell: XmlCell) -> Decimal | None:
    try:
        number = kept(cell)
    except UnknownResultError:
        return None
    return None if isinstance(number, str) else number


def _written(number: Decimal) -> str:
    return raw_text(as_typed(float(number)))
