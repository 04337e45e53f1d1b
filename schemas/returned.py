"""The list in front of a returned workbook: what is wrong, where, and the sender's reason.

Writer and reader share this layout. Column A is hidden, as on every sheet: the marker in its first
row, then beside each issue the key by which a reason is matched when the workbook comes back.
"""

import json
from typing import NamedTuple

from schemas.issues import Issue

RETURNED = "Tổng hợp lỗi"
RETURNED_VERSION = "1"
NUMBER, REASON = "STT", "Giải trình"
HEADS = (
    (NUMBER, 6.0),
    ("Mức độ", 11.0),
    ("Trang", 12.0),
    ("Ô", 8.0),
    ("Chỉ tiêu", 34.0),
    ("Nội dung", 66.0),
    ("Giá trị đã ghi", 16.0),
    (REASON, 36.0),
)
"""Heads and widths of the visible columns, which begin in column B."""
NUMBER_COLUMN = 1
REASON_COLUMN = len(HEADS)
_LONGEST_BASIS = 500


class IssueKey(NamedTuple):
    """What an issue is about, apart from the row it is listed in.

    ``place`` is the sheet and cell of an issue that concerns no line; ``basis`` is the text that
    the issue was judged on, so that a reason is good for that text only.
    """

    code: str
    form_code: str
    line_code: str
    measure: str
    place: str
    basis: str


def write_key(number: int, key: IssueKey) -> str:
    """Return a row's hidden text; ``number`` shows whether the row is still the one it was."""
    return json.dumps([number, *key])


def read_key(text: str) -> tuple[int, IssueKey] | None:
    """Return a row's number and key, or ``None`` if the text is no such key."""
    try:
        number, *parts = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    fits = len(parts) == len(IssueKey._fields) and all(isinstance(part, str) for part in parts)
    return (number, IssueKey(*parts)) if fits and isinstance(number, int) else None


def key_of(issue: Issue) -> IssueKey:
    """Return what an issue is about; a long text that it was judged on by its digest."""
    basis = issue.basis or issue.raw_text
    if len(basis) > _LONGEST_BASIS:
        from hashlib import sha256  # Takes longer to import than a workbook to read.

        basis = sha256(basis.encode()).hexdigest()
    place = "" if issue.line_code else f"{issue.sheet}!{issue.cell}"
    return IssueKey(issue.code, issue.form_code, issue.line_code, issue.measure, place, basis)
