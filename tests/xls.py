"""Workbooks in the format of Excel 97–2003, written from those that ``tests.build`` makes."""

from datetime import date
from io import BytesIO

import xlwt
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

_ERRORS = {"#NULL!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!"}


def as_xls(book: Workbook, header: str = "&P", footer: str = "&F") -> bytes:
    """Return a workbook as .xls, cell by cell, with its fonts, merged areas and hidden columns.

    Its first sheet is printed with ``header`` and ``footer``.
    """
    target = xlwt.Workbook(encoding="utf-8")
    for sheet in book.worksheets:
        _write_sheet(sheet, target.add_sheet(sheet.title))
    first = vars(target.get_sheet(0))  # what its properties set cannot be saved
    first["_Worksheet__header_str"], first["_Worksheet__footer_str"] = header, footer
    file = BytesIO()
    target.save(file)
    return file.getvalue()


def with_macros(content: bytes) -> bytes:
    """Return a workbook with the storage in which Excel keeps macros, beside that of its cells."""
    changed = bytearray(content)
    cells = content.index("Workbook\0".encode("utf-16-le"))
    macros = "_VBA_PROJECT_CUR\0".encode("utf-16-le")
    changed[cells + 72 : cells + 76] = (2).to_bytes(4, "little")  # its neighbour in the directory
    entry = macros.ljust(64, b"\0") + bytes([len(macros), 0, 1, 1]) + b"\xff" * 12
    changed[cells + 128 : cells + 128 + len(entry)] = entry
    return bytes(changed)


def _write_sheet(source: Worksheet, target: xlwt.Worksheet) -> None:
    styles: dict[tuple[str, str], xlwt.XFStyle] = {}
    for row in source.iter_rows():
        for cell in row:
            if not isinstance(cell, MergedCell):
                shown = "dd/mm/yyyy" if isinstance(cell.value, date) else cell.number_format
                key = (cell.font.name or "Arial", shown)
                _write_cell(cell, target, styles.setdefault(key, _style(*key)))
    for area in source.merged_cells.ranges:
        target.merged_ranges.append(
            (area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        )
    for letter, dimension in source.column_dimensions.items():
        if dimension.hidden:
            target.col(ord(letter) - ord("A")).hidden = True


def _write_cell(cell: Cell, target: xlwt.Worksheet, style: xlwt.XFStyle) -> None:
    row, column, value = cell.row - 1, cell.column - 1, cell.value
    if isinstance(value, str) and value in _ERRORS:
        target.row(row).set_cell_error(column, value, style)
    elif isinstance(value, str) and value.startswith("="):
        target.write(row, column, xlwt.Formula(value[1:]), style)
    elif isinstance(value, bool):
        target.row(row).set_cell_boolean(column, value, style)
    else:
        target.write(row, column, value, style)


def _style(font: str, number_format: str) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    style.font.name = font
    style.num_format_str = number_format
    return style
