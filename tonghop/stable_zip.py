"""Zip files (.xlsx, .docx) whose bytes depend on their content alone: same content, same sha256."""

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_MEMBER_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16


def save_workbook(book: Workbook, path: Path, moment: datetime) -> None:
    """Save ``book`` as made and changed at ``moment``; saving it again gives the same bytes.

    A moment without time zone is taken as UTC, as the file format does.
    """
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    book.properties.created = book.properties.modified = moment
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        # Not book.save(), which would write the present moment as the time of change.
        ExcelWriter(book, archive).save()
    rewrite_zip(path)


def rewrite_zip(path: Path) -> None:
    """Write a zip file anew with the same members in the same order, all of one fixed time."""
    with ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    partial = path.with_name(f".{path.name}.partial")
    with ZipFile(partial, "w") as archive:
        for name, content in members:
            archive.writestr(_member(name), content, ZIP_DEFLATED)
    partial.replace(path)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _MEMBER_TIME)
    member.create_system, member.external_attr = _UNIX, _READABLE
    return member
