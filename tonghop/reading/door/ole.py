"""Files in the container of Office 97–2003 (OLE): told apart by the streams that they hold."""

from io import BytesIO
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from struct import iter_unpack, unpack, unpack_from
from typing import TYPE_CHECKING

from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.door.judgement import Format, Judgement, admitted, refused

if TYPE_CHECKING:
    from olefile import OleFileIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    ("WordDocument", "not_a_workbook", "văn bản Word 97–2003 (.doc)"),
    ("PowerPoint Document", "not_a_workbook", "bản trình chiếu PowerPoint 97–2003 (.ppt)"),
    ("VisioDocument", "not_a_workbook", "bản vẽ Visio"),
    ("__properties_version1.0", "not_a_workbook", "thư Outlook (.msg)"),
    ("NativeContent_MAIN", "format_not_read", "bảng tính Quattro Pro"),
    ("PerfectOffice_MAIN", "format_not_read", "tài liệu WordPerfect Office"),
)
_BIFF8, _FILEPASS, _BOF = 0x0600, 0x002F, 0x0809
_FIRST_RECORDS = 8
"""The record that says that a workbook is encrypted comes among its first."""


def judge_ole(content: bytes) -> Judgement:
    """Return what an OLE file is.

    Raises:
        DamagedWorkbookError: The container or the stream that matters cannot be read.
    """
    from olefile import OleFileIO

    try:
        with blaming_the_file(), OleFileIO(BytesIO(content)) as ole:
            return _judge_streams(ole)
    except (DamagedWorkbookError, IndexError, StructError, RecursionError) as error:
        if _is_cut_short(content):
            return refused("truncated")
        raise DamagedWorkbookError(str(error)) from error


def _judge_streams(ole: "OleFileIO") -> Judgement:
    if ole.exists("EncryptedPackage"):
        if ole.exists("EncryptionInfo"):
            return admitted(Format.LOCKED_OOXML)
        return refused("not_a_workbook", "tệp bị giới hạn quyền truy cập (IRM)")
    if ole.exists("Workbook"):
        return _judge_workbook(ole, "Workbook")
    if ole.exists("Book"):
        return _judge_workbook(ole, "Book")
    for stream, code, name in _OTHERS:
        if ole.exists(stream):
            return refused(code, name)
    return refused("not_a_workbook", "tệp OLE không chứa sổ tính")


def _judge_workbook(ole: "OleFileIO", stream: str) -> Judgement:
    start = ole.openstream(stream).read()
    if len(start) < ole.get_size(stream):
        return refused("truncated")
    kind, _, version = unpack("<HHH", start[:6])
    if kind != _BOF:
        raise DamagedWorkbookError(f"the workbook's stream begins with record {kind:#06x}")
    if version == _BIFF8:
        return admitted(Format.LOCKED_XLS if _has_filepass(start) else Format.XLS)
    old = refused("old_excel", "sổ tính Excel 5.0/95")
    locked = refused("password_protected") if _has_filepass(start) else Judgement(None)
    return Judgement(None, (*old.findings, *locked.findings))


def _has_filepass(start: bytes) -> bool:
    position = 0
    for _ in range(_FIRST_RECORDS):
        if position + 4 > len(start):
            return False
        kind, length = unpack_from("<HH", start, position)
        if kind == _FILEPASS:
            return True
        position += 4 + length
    return False


def _is_cut_short(content: bytes) -> bool:
    """Say whether the header names sectors that lie behind the end of the file."""
    if len(content) < 512:
        return True
    size = 1 << min(unpack_from("<H", content, 30)[0], 12)
    tables = [sector for (sector,) in iter_unpack("<I", content[76:512])]
    used = [sector for sector in (unpack_from("<I", content, 48)[0], *tables) if sector < 1 << 31]
    return bool((max(used, default=0) + 2) * size > len(content))
