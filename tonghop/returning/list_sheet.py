"""The sheet “Tổng hợp lỗi” as XML: written as text, since a report may have thousands of issues.

Texts are inline and never formulas. The sheet is locked but for the reasons of warnings.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from schemas.layout import RETURNED_PART, marker
from schemas.returned import (
    HEADS,
    REASON_COLUMN,
    RETURNED_VERSION,
    write_key,
)
from tonghop.reading.addresses import address
from tonghop.returning.addresses import is_address, quoted
from tonghop.returning.list_looks import Looks
from tonghop.returning.listing import HOW_TO, PRIVACY, Listing, Row
from tonghop.safe_text import stored

HEAD_ROW = 6
_LINE, _TALLEST = 15.0, 405.0
_PAGE = (
    '<pageMargins left="0.59" right="0.59" top="0.79" bottom="0.79" header="0.35" footer="0.35"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;P</oddFooter></headerFooter>"
)
_LAST = address(0, REASON_COLUMN)[:-1]


def list_names(sheet: str, listing: Listing) -> dict[str, str]:
    """Return the sheet's own names: what is repeated in print, printed, and filtered."""
    name, last = quoted(sheet), HEAD_ROW + len(listing.rows)
    return {
        "_xlnm._FilterDatabase": f"{name}!$B${HEAD_ROW}:${_LAST}${last}",
        "_xlnm.Print_Area": f"{name}!$B$1:${_LAST}${last}",
        "_xlnm.Print_Titles": f"{name}!${HEAD_ROW}:${HEAD_ROW}",
    }


def list_sheet(
    listing: Listing, sheets: Set[str], remembered: Sequence[str], looks: Looks, namespace: str
) -> bytes:
    """Return the sheet; ``sheets`` are those that a link can lead to.

    ``remembered`` is kept in hidden rows below the list.
    """
    last = HEAD_ROW + len(listing.rows)
    widths = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, (_, width) in enumerate(HEADS, start=2)
    )
    merged = "".join(f'<mergeCell ref="B{row}:{_LAST}{row}"/>' for row in range(1, HEAD_ROW))
    parts = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">',
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">',
        f'<pane ySplit="{HEAD_ROW}" topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft"',
        ' state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>',
        '<sheetFormatPr defaultRowHeight="15"/><cols>',
        f'<col min="1" max="1" width="4" hidden="1" customWidth="1"/>{widths}</cols><sheetData>',
        *_head_rows(listing, looks),
        *(_row(number, row, looks) for number, row in enumerate(listing.rows, start=1)),
        *(_hidden_row(last + n, text) for n, text in enumerate(remembered, start=1)),
        "</sheetData>",
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"'
        ' autoFilter="0"/>',
        f'<autoFilter ref="B{HEAD_ROW}:{_LAST}{last}"/>',
        f'<mergeCells count="{HEAD_ROW - 1}">{merged}</mergeCells>',
        _links(listing.rows, sheets),
        _PAGE,
        f'<ignoredErrors><ignoredError sqref="B{HEAD_ROW + 1}:{_LAST}{last + 1}"',
        ' numberStoredAsText="1"/></ignoredErrors></worksheet>',
    )
    return "".join(parts).encode()


def _head_rows(listing: Listing, looks: Looks) -> Iterator[str]:
    texts = (
        ("TỔNG HỢP LỖI, CẢNH BÁO TRONG BÁO CÁO", looks.title),
        (
            f"Đơn vị: {listing.unit}. Kỳ báo cáo: {listing.period}. Tệp: {listing.file_name}",
            looks.plain,
        ),
        (listing.result, looks.strong),
        (HOW_TO, looks.note),
        (PRIVACY, looks.note),
    )
    width = sum(width for _, width in HEADS)
    for number, (text, look) in enumerate(texts, start=1):
        cells = _text(0, number, marker(RETURNED_PART, RETURNED_VERSION)) if number == 1 else ""
        cells += _text(1, number, text, look)
        yield _line(number, cells, _lines(text, width) + (number == 1))
    heads = (_text(at, HEAD_ROW, head, looks.head) for at, (head, _) in enumerate(HEADS, start=1))
    yield _line(HEAD_ROW, "".join(heads), 2)


def _row(number: int, row: Row, looks: Looks) -> str:
    at = HEAD_ROW + number
    link = looks.link if row.sheet and is_address(row.cell) else looks.centre
    reason = looks.entry if row.takes_reason else looks.closed
    severity = looks.warning if row.takes_reason else looks.error
    texts = (row.severity, row.sheet, row.cell, row.subject, row.sentence, row.raw_text, row.reason)
    wanted = (severity, looks.text, link, looks.text, looks.text, looks.text, reason)
    cells = [
        _text(0, at, write_key(number, row.key)),
        f'<c r="B{at}" s="{looks.centre}"><v>{number}</v></c>',
        *(_text(n, at, *cell) for n, cell in enumerate(zip(texts, wanted, strict=True), start=2)),
    ]
    lines = max(_lines(text, width) for text, (_, width) in zip(texts, HEADS[1:], strict=True))
    return _line(at, "".join(cells), lines)


def _hidden_row(at: int, text: str) -> str:
    return f'<row r="{at}" hidden="1">{_text(0, at, text)}</row>'


def _line(at: int, cells: str, lines: int) -> str:
    height = min(lines * _LINE + 3, _TALLEST)
    return f'<row r="{at}" ht="{height}" customHeight="1">{cells}</row>'


def _text(column: int, row: int, text: str, look: int = 0) -> str:
    place = f'<c r="{address(row - 1, column)}" s="{look}"'
    if not text:
        return f"{place}/>"
    return f'{place} t="inlineStr"><is><t xml:space="preserve">{escape(stored(text))}</t></is></c>'


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) / (1.05 * width))) for line in text.split("\n"))


def _links(rows: Iterable[Row], sheets: Set[str]) -> str:
    links = "".join(
        f'<hyperlink ref="E{at}" location={quoteattr(f"{quoted(row.sheet)}!{row.cell}")}'
        f" display={quoteattr(row.cell)}/>"
        for at, row in enumerate(rows, start=HEAD_ROW + 1)
        if row.sheet in sheets and is_address(row.cell)
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""
