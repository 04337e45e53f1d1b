"""Workbooks in OpenDocument, written from those that ``tests.build`` makes, or from their XML."""

from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{_ODF}:office:1.0",
        "table": f"{_ODF}:table:1.0",
        "text": f"{_ODF}:text:1.0",
        "draw": f"{_ODF}:drawing:1.0",
        "meta": f"{_ODF}:meta:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)
_ROWS, _COLUMNS = 1_048_576, 16_384


def as_ods(book: Workbook) -> bytes:
    """Return a workbook as .ods, with merged areas, and blank to its last row as offices have it.

    A formula has no result, as when nothing has computed it.
    """
    properties = {
        each.name: each.value
        for each in book.custom_doc_props.props  # type: ignore[attr-defined]
    }
    tables = "".join(_table(sheet) for sheet in book.worksheets)
    return packed(tables, {str(name): str(value) for name, value in properties.items()})


def one_table(rows: str, name: str = "Trang") -> bytes:
    """Return a spreadsheet of one table with these rows."""
    return packed(f'<table:table table:name="{name}">{rows}</table:table>')


def packed(tables: str, properties: dict[str, str] | None = None, *parts: str) -> bytes:
    """Return a spreadsheet with these tables, and with empty parts of these names."""
    file = BytesIO()
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    given = "".join(
        f"<meta:user-defined meta:name={quoteattr(name)}>{escape(value)}</meta:user-defined>"
        for name, value in (properties or {}).items()
    )
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", _document("content", body))
        archive.writestr("meta.xml", _document("meta", f"<office:meta>{given}</office:meta>"))
        for part in parts:
            archive.writestr(part, "")
    return file.getvalue()


def _document(kind: str, body: str) -> str:
    name = f"office:document-{kind}"
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {_NAMESPACES}>{body}</{name}>'


def _table(sheet: Worksheet) -> str:
    spans = {area.coord.split(":")[0]: area.size for area in sheet.merged_cells.ranges}
    rows = "".join(
        f"<table:table-row>{''.join(_cell(cell, spans) for cell in row)}</table:table-row>"
        for row in sheet.iter_rows()
    )
    blank = f'<table:table-cell table:number-columns-repeated="{_COLUMNS}"/>'
    below = _ROWS - sheet.max_row
    rest = f'<table:table-row table:number-rows-repeated="{below}">{blank}</table:table-row>'
    return f"<table:table table:name={quoteattr(sheet.title)}>{rows}{rest}</table:table>"


def _cell(cell: Cell | MergedCell, spans: dict[str, dict[str, int]]) -> str:
    if isinstance(cell, MergedCell):
        return "<table:covered-table-cell/>"
    size = spans.get(cell.coordinate, {"columns": 1, "rows": 1})
    span = "".join(f' table:number-{way}-spanned="{times}"' for way, times in size.items())
    return (
        f"<table:table-cell{span}{_attributes(cell.value)}>{_shown(cell.value)}</table:table-cell>"
    )


def _attributes(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        case int() | float():
            return f' office:value-type="float" office:value="{value}"'
        case date():
            return f' office:value-type="date" office:date-value="{value.isoformat()}"'
        case str() if value.startswith("="):
            return f" table:formula={quoteattr('of:' + value)}"
        case str() if value.startswith("#") and value.isupper() and value[-1] in "!?A":
            return ' office:value-type="string" calcext:value-type="error"'
        case _:
            return ' office:value-type="string"'


def _shown(value: object) -> str:
    if value is None or (isinstance(value, str) and value.startswith("=")):
        return ""
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
