"""What senders do with a returned workbook: write reasons into its list, and send it again."""

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.returned import REASON_COLUMN, RETURNED
from tests.build import PERIOD, UNIT, content, declarations, issues_of
from tonghop.returning import return_workbook
from tonghop.returning.list_sheet import HEAD_ROW
from tonghop.returning.listing import list_issues

REASON = "Đã đối chiếu với công an tỉnh"
UNEQUAL = "D15a.so_luong | 1\nD14.so_luong | 2"
"""Entries that only warn: the parts of a line are fewer than the whole (rule Q041)."""


def returned(workbook: Workbook | bytes) -> Workbook:
    """Return a workbook as its sender opens it when it comes back."""
    sent = workbook if isinstance(workbook, bytes) else content(workbook)
    listing = list_issues(issues_of(sent), "bao-cao.xlsx", UNIT, PERIOD, declarations())
    return load_workbook(BytesIO(return_workbook(sent, listing).content))


def explained(workbook: Workbook | bytes, reason: str = REASON, number: int = 1) -> Workbook:
    """Return a returned workbook in which the sender explains one issue of the list."""
    book = returned(workbook)
    cell = list_of(book).cell(HEAD_ROW + number, REASON_COLUMN + 1)
    cell.value = reason
    cell.data_type = "s"
    return book


def list_of(book: Workbook) -> Worksheet:
    """Return the list in front of a returned workbook."""
    sheet: Worksheet = book[RETURNED]
    return sheet
