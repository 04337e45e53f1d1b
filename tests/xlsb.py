"""Binary workbooks, record by record after MS-XLSB, made from those that ``tests.build`` makes.

No program at hand writes them; the records are those of workbooks that Excel writes.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from tests.build import content

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""


def as_xlsb(book: Workbook) -> bytes:
    """Return a workbook as .xlsb: values, errors, fonts, merged areas and properties."""
    styles = _Styles()
    sheets = [b"".join(_sheet(sheet, styles)) for sheet in book.worksheets]
    with ZipFile(BytesIO(content(book))) as source:
        properties = source.read("docProps/custom.xml")
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "docProps/custom.xml": properties,
        "xl/workbook.bin": b"".join(_workbook(book.sheetnames)),
        "xl/_rels/workbook.bin.rels": _relations(len(sheets)),
        "xl/styles.bin": styles.part(),
        "xl/sharedStrings.bin": styles.shared_part(),
    }
    parts |= {f"xl/worksheets/sheet{n}.bin": part for n, part in enumerate(sheets, 1)}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return file.getvalue()


def record(kind: int, data: bytes = b"") -> bytes:
    """Return one record: its kind and size as seven bits a byte, then its content."""
    return _packed(kind) + _packed(len(data)) + data


def wide(text: str) -> bytes:
    """Return a text as records hold it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, style: int, kind: int, value: bytes) -> bytes:
    """Return the record of a cell."""
    return record(kind, struct.pack("<II", column, style) + value)


class _Styles:
    """The fonts and shared texts of a workbook; a style for each font."""

    def __init__(self) -> None:
        self._fonts: dict[str, int] = {"Calibri": 0}
        self._texts: list[bytes] = []

    def font(self, name: str | None) -> int:
        return self._fonts.setdefault(name or "Calibri", len(self._fonts))

    def shared(self, text: str | CellRichText) -> int:
        self._texts.append(record(19, rich(text, self.font)))
        return len(self._texts) - 1

    def part(self) -> bytes:
        fonts = [record(43, bytes(21) + wide(name)) for name in self._fonts]
        xfs = [struct.pack("<HHHHHHI", 0, 0, n, 0, 0, 0, 0) for n in range(len(self._fonts))]
        count = struct.pack("<I", len(fonts))
        parent = record(47, struct.pack("<HHHHHHI", 0xFFFF, 0, 0, 0, 0, 0, 0))
        return b"".join(
            (record(278), record(611, count), *fonts, record(612),
             record(626, struct.pack("<I", 1)), parent, record(627),
             record(617, count), *(record(47, xf) for xf in xfs), record(618), record(279))
        )  # fmt: skip

    def shared_part(self) -> bytes:
        counts = struct.pack("<II", len(self._texts), len(self._texts))
        return record(159, counts) + b"".join(self._texts) + record(160)


def rich(text: str | CellRichText, font: Callable[[str | None], int]) -> bytes:
    """Return a text with its runs; a run without a font of its own counts to the one before."""
    runs, start = [], 0
    for run in text if isinstance(text, CellRichText) else ():
        if isinstance(run, TextBlock):
            runs.append(struct.pack("<HH", start, font(run.font.rFont)))
        start += len(str(run))
    tail = struct.pack("<I", len(runs)) + b"".join(runs) if runs else b""
    return bytes([bool(runs)]) + wide(str(text)) + tail


def _workbook(names: Sequence[str]) -> Iterator[bytes]:
    yield record(131) + record(143)
    for number, name in enumerate(names, 1):
        yield record(156, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
    yield record(144) + record(132)


def _relations(sheets: int) -> bytes:
    targets = [("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, sheets + 1)]
    targets += [("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")]
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{found}</Relationships>'.encode()


def _sheet(sheet: Worksheet, styles: _Styles) -> Iterator[bytes]:
    last = struct.pack("<IIII", 0, sheet.max_row - 1, 0, sheet.max_column - 1)
    yield record(129) + record(148, last) + record(145)
    for number, row in enumerate(sheet.iter_rows()):
        yield record(0, struct.pack("<IIHBBI", number, 0, 0, 0, 0, 0))
        for column, found in enumerate(row):
            if found.value is not None and not isinstance(found, MergedCell):
                yield cell(column, styles.font(found.font.name), *_value(found, styles))
    yield record(146)
    areas = [area.bounds for area in sheet.merged_cells.ranges]
    if areas:
        yield record(177, struct.pack("<I", len(areas)))
        for left, top, right, bottom in areas:
            yield record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
        yield record(178)
    yield record(130)


def _value(found: Cell, styles: _Styles) -> tuple[int, bytes]:
    """Return the kind of record and the value of a cell."""
    match found.value:
        case bool() as answer:
            return 4, bytes([answer])
        case int() | float() as number:
            return 5, struct.pack("<d", number)
        case str() as text if text in ERRORS:
            return 3, bytes([ERRORS[text]])
        case str() | CellRichText() as text:
            return 7, struct.pack("<I", styles.shared(text))
        case other:
            raise TypeError(f"no record for {other!r}")


def _packed(number: int) -> bytes:
    low, high = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _packed(high) if high else bytes([low])
