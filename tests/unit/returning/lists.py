"""What the list of a returned workbook says, as its reader sees it."""

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from schemas.returned import RETURNED
from tonghop.returning.list_sheet import HEAD_ROW


def listed(workbook: bytes) -> list[dict[str, object]]:
    """Return the rows of the list by their heads."""
    sheet = load_workbook(BytesIO(workbook))[RETURNED]
    rows = sheet.iter_rows(min_row=HEAD_ROW, min_col=2, values_only=True)
    heads = [str(head) for head in next(rows)]
    texts = [[unescape(v) if isinstance(v, str) else v for v in row] for row in rows]
    return [dict(zip(heads, row, strict=True)) for row in texts if row[0] is not None]
