"""Returning: the sender's own workbook with what is wrong in it listed, coloured and explained."""

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from tonghop.returning.listing import Listing, Row

OPENED = {
    "not_our_template",
    "template_version_unknown",
    "nothing_reported",
    "form_missing",
    "column_missing",
    "csv_is_one_form",
    "heading_period_unclear",
    "heading_unit_unclear",
}
"""Kinds of issue that name no sheet although the file was opened to find them."""
_MACROS = b"xl/vbaProject.bin"
_SECRET = {"secrecy_marked", "secrecy_unclear"}


class Returned(NamedTuple):
    """A returned workbook: what its name ends with, and its bytes."""

    suffix: str
    content: bytes


def return_workbook(content: bytes, listing: Listing) -> Returned:
    """Return the sender's own workbook, marked, if it is one of Excel's since 2007.

    Of a file of another format, and of one whose parts do not fit together, the sheets go as values
    into a new workbook; of one that could not be read, or must not be, or came locked, nothing but
    the list does. The same file and list give the same bytes. Nothing is written.
    """
    from tonghop.reading.damage import DamagedWorkbookError
    from tonghop.reading.door import Format
    from tonghop.reading.unlocking import admit
    from tonghop.returning.anew import copied, listed_only
    from tonghop.returning.marking import mark_workbook

    if not was_opened(listing.rows):
        return Returned(".xlsx", listed_only(listing))
    try:
        judged, content = admit(listing.file_name, content, passwords=())
    except DamagedWorkbookError:
        return Returned(".xlsx", listed_only(listing))
    if judged.format is Format.OOXML:
        with suppress(DamagedWorkbookError):
            suffix = ".xlsm" if _MACROS in content else ".xlsx"
            return Returned(suffix, mark_workbook(content, listing))
    return Returned(".xlsx", copied(content, judged.format, listing))


def was_opened(rows: Sequence[Row]) -> bool:
    """Say whether the file was read as a workbook: what could not be is not tried again here."""
    return not any(
        row.key.code in _SECRET
        or (row.rejects_file and not row.sheet and row.key.code not in OPENED)
        for row in rows
    )
