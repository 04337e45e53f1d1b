"""Binary workbooks (.xlsb), read by calamine; what it does not tell is looked up in the records."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from tonghop.reading.addresses import address
from tonghop.reading.biff12 import (
    CELL_ERROR,
    FONT,
    FORMAT,
    FORMULA_ERROR,
    MERGED,
    RICH_TEXT_CELL,
    SHARED_TEXT,
    SHARED_TEXT_CELL,
    SHEET,
    STYLE,
    STYLES,
    STYLES_END,
    Cell,
    Record,
    Text,
    cells,
    font_name,
    number,
    records,
    rich_text,
    text_at,
)
from tonghop.reading.book import Area, Book, Rows, Sheet
from tonghop.reading.damage import blaming_the_file
from tonghop.reading.formats.around_ooxml import around_binary_sheets, around_cells
from tonghop.reading.formats.besides import besides_cells
from tonghop.reading.formats.fonts import CellText, Run, decode_texts
from tonghop.reading.formats.ooxml import open_sheets
from tonghop.reading.legacy import is_legacy
from tonghop.reading.number_formats import PERCENT, Shown, shown_by
from tonghop.reading.package import Package
from tonghop.reading.typed import ERROR, as_typed

_WORKBOOK, _STYLES, _STRINGS = "xl/workbook.bin", "xl/styles.bin", "xl/sharedStrings.bin"
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_NAME_AT, _FORMAT_AT, _FONT_AT = 8, 2, 4


def open_xlsb(content: bytes) -> Book:
    """Return what a binary workbook holds.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    with blaming_the_file():
        package = Package(content)
        parts = {name: package.read(part) for name, part in _sheet_parts(package)}
        sheets = tuple(
            Sheet(sheet.name, sheet.rows, tuple(_merged(parts[sheet.name])))
            for sheet in open_sheets(content, package)
        )
        _decode(sheets, parts, package)
        styles = _misleading_styles(list(records(package.find(_STYLES))))
        properties, findings = package.properties(), tuple(besides_cells(package))
        around = (*around_cells(package), *around_binary_sheets(parts))
    rows = {sheet.name: sheet.rows for sheet in sheets}
    hidden = partial(_hidden_cells, parts, rows, styles)
    return Book(sheets, properties, findings, hidden, around)


def _sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    relations = package.relations(_WORKBOOK)
    for record in records(package.read(_WORKBOOK)):
        if record.kind == SHEET:
            relation, end = text_at(record.data, _NAME_AT)
            yield text_at(record.data, end)[0], relations[relation].target


def _merged(part: bytes) -> Iterator[Area]:
    for record in records(part):
        if record.kind == MERGED:
            first_row, last_row, first, last = (number(record.data, at) for at in (0, 4, 8, 12))
            yield Area(first_row, first, last_row, last)


def _hidden_cells(
    parts: Mapping[str, bytes],
    rows: Mapping[str, Rows],
    styles: Mapping[int, Shown],
    sheets: Sequence[str],
) -> Mapping[str, Mapping[str, str]]:
    """Return the errors, the texts with several fonts in a sheet itself, and misleading formats."""
    found = {
        name: {
            address(cell.row, cell.column): _typed(cell) or _shown(cell, rows[name], styles)
            for cell in cells(parts[name])
        }
        for name in sheets
    }
    return {
        name: {place: typed for place, typed in typed_texts.items() if typed}
        for name, typed_texts in found.items()
    }


def _misleading_styles(styles: Sequence[Record]) -> dict[int, Shown]:
    """Return the cell styles, by number, whose format shows another number than the cell holds."""
    own = (r.data for r in styles if r.kind == FORMAT)
    formats = PERCENT | {str(number(data, 0, 2)): text_at(data, 2)[0] for data in own}
    of_style = enumerate(_of_each_style(styles, _FORMAT_AT))
    shown = ((style, shown_by(formats.get(str(form), ""))) for style, form in of_style)
    return {style: found for style, found in shown if found}


def _shown(cell: Cell, rows: Rows, styles: Mapping[int, Shown]) -> str:
    style = styles.get(cell.style)
    value = rows[cell.row][cell.column] if style and cell.row < len(rows) else ""
    return style.typed(value) if style and isinstance(value, float) and value else ""


def _typed(cell: Cell) -> str:
    if cell.kind in (CELL_ERROR, FORMULA_ERROR):
        return ERROR + _ERRORS.get(number(cell.value, 0, 1), "#N/A")
    return as_typed(rich_text(cell.value).text) if cell.kind == RICH_TEXT_CELL else ""


def _decode(sheets: Sequence[Sheet], parts: Mapping[str, bytes], package: Package) -> None:
    """Decode in place what the sheets have in legacy fonts."""
    styles = list(records(package.find(_STYLES)))
    fonts = [font_name(record.data) for record in styles if record.kind == FONT]
    if any(map(is_legacy, fonts)):
        of_style = [
            fonts[number] if number < len(fonts) else ""
            for number in _of_each_style(styles, _FONT_AT)
        ]
        shared = [
            rich_text(record.data)
            for record in records(package.find(_STRINGS))
            if record.kind == SHARED_TEXT
        ]
        for sheet in sheets:
            decode_texts(sheet.rows, _cell_texts(parts[sheet.name], fonts, of_style, shared))


def _of_each_style(styles: Sequence[Record], place: int) -> Iterator[int]:
    """Yield what stands at a place of each style that a cell may have, as a font's number."""
    of_cells = False
    for record in styles:
        of_cells = record.kind == STYLES or (of_cells and record.kind != STYLES_END)
        if of_cells and record.kind == STYLE:
            yield number(record.data, place, 2)


def _cell_texts(
    part: bytes, fonts: Sequence[str], of_style: Sequence[str], shared: Sequence[Text]
) -> Iterator[CellText]:
    for cell in cells(part):
        font = of_style[cell.style] if cell.style < len(of_style) else ""
        text = shared[number(cell.value, 0)] if cell.kind == SHARED_TEXT_CELL else Text("")
        yield CellText(cell.row, cell.column, font, tuple(_runs(text, fonts)))


def _runs(text: Text, fonts: Sequence[str]) -> Iterator[Run]:
    """Yield the runs of a text; one that is all in the cell's font has none."""
    if text.fonts:
        starts = [start for start, _ in text.fonts]
        yield Run(text.text[: starts[0]], None)
        for (start, font), end in zip(text.fonts, [*starts[1:], None], strict=True):
            yield Run(text.text[start:end], fonts[font] if font < len(fonts) else None)
