"""Files that are neither zip nor OLE: named for what they are by how they begin."""

from tonghop.reading.door.judgement import Format, Judgement, admitted, refused
from tonghop.reading.plain_text import decoded, holds_marker

_PICTURE, _FOREIGN, _ARCHIVE, _OLD = (
    "not_a_workbook",
    "format_not_read",
    "archive_file",
    "old_excel",
)
_BINARY = (
    (b"\x89PNG", _PICTURE, "hình ảnh PNG"),
    (b"\xff\xd8\xff", _PICTURE, "hình ảnh JPEG"),
    (b"GIF8", _PICTURE, "hình ảnh GIF"),
    (b"II*\0", _PICTURE, "hình ảnh TIFF"),
    (b"MM\0*", _PICTURE, "hình ảnh TIFF"),
    (b"MZ", _PICTURE, "chương trình máy tính (.exe)"),
    (b"L\0\0\0\x01\x14\x02\0", _PICTURE, "lối tắt của Windows (.lnk)"),
    (b"{\\rtf", _PICTURE, "văn bản RTF"),
    (b"%!PS", _PICTURE, "tệp in PostScript"),
    (b"Rar!", _ARCHIVE, "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE, "tệp nén 7-Zip"),
    (b"\x1f\x8b", _ARCHIVE, "tệp nén GZIP"),
    (b"BZh", _ARCHIVE, "tệp nén BZIP2"),
    (b"\xfd7zXZ\0", _ARCHIVE, "tệp nén XZ"),
    (b"MSCF", _ARCHIVE, "tệp nén CAB"),
    (b"\x09\x00\x04\x00", _OLD, "sổ tính Excel 2.1"),
    (b"\x09\x02\x06\x00", _OLD, "sổ tính Excel 3.0"),
    (b"\x09\x04\x06\x00", _OLD, "sổ tính Excel 4.0"),
    (b"\x09\x08", _OLD, "sổ tính Excel đời cũ, không có vỏ OLE"),
    (b"\0\0\x02\0\x20\x51", _FOREIGN, "bảng tính Quattro Pro"),
    (b"\0\0\x02\0\x01\x10", _FOREIGN, "bảng tính Quattro Pro"),
    (b"\0\0\x02\0\x02\x10", _FOREIGN, "bảng tính Quattro Pro"),
    (b"\0\0\x02\0", _FOREIGN, "bảng tính Lotus 1-2-3"),
    (b"\0\0\x1a\0", _FOREIGN, "bảng tính Lotus 1-2-3"),
    (b"\xff\0\x02\0", _FOREIGN, "bảng tính Microsoft Works"),
)
_TEXTUAL = (
    ("id;", _FOREIGN, "bảng tính SYLK (.slk)"),
    ("table\r\n0,1", _FOREIGN, "bảng dữ liệu DIF"),
    ("table\n0,1", _FOREIGN, "bảng dữ liệu DIF"),
    ("received:", _PICTURE, "thư điện tử (.eml)"),
    ("return-path:", _PICTURE, "thư điện tử (.eml)"),
    ("delivered-to:", _PICTURE, "thư điện tử (.eml)"),
)
_MARKUP = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "XML Spreadsheet 2003 (.xml)"),
    ("urn:oasis:names:tc:opendocument", "OpenDocument dạng XML phẳng (.fods)"),
    ("multipart/related", "trang web (MHTML)"),
    ("<html", "trang web (HTML)"),
    ("<table", "trang web (HTML)"),
    ("<!doctype html", "trang web (HTML)"),
    ("<?xml", "tệp XML"),
)
_DBASE_VERSIONS = {0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0x8C, 0xCB, 0xF5}
_HEAD = 8192


def judge_rest(content: bytes) -> Judgement:
    """Return what a file is that has no container; only a CSV of one form may enter."""
    for signature, code, name in _BINARY:
        if content.startswith(signature):
            return refused(code, name)
    if known := _name_by_structure(content):
        return refused(*known)
    return _judge_text(content) if decoded(content[:_HEAD]) is not None else _judge_bytes(content)


def _name_by_structure(content: bytes) -> tuple[str, str] | None:
    if b"%PDF" in content[:1024]:
        return _PICTURE, "tệp PDF"
    if content[:2] == b"BM" and content[6:10] == b"\0\0\0\0":
        return _PICTURE, "hình ảnh BMP"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _PICTURE, "hình ảnh WebP"
    if content[4:8] == b"ftyp":
        heic = content[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        return _PICTURE, "hình ảnh HEIC" if heic else "tệp phim, âm thanh"
    if content[257:262] == b"ustar":
        return _ARCHIVE, "tệp nén TAR"
    return (_FOREIGN, "bảng dữ liệu dBase (.dbf)") if _is_dbase(content) else None


def _is_dbase(content: bytes) -> bool:
    """A dBase table begins with its version, a date, and a header of 32 bytes a field."""
    if len(content) < 33 or content[0] not in _DBASE_VERSIONS:
        return False
    header = int.from_bytes(content[8:10], "little")
    is_date = 1 <= content[2] <= 12 and 1 <= content[3] <= 31
    return is_date and header >= 65 and header % 32 in (1, 8)


def _judge_text(content: bytes) -> Judgement:
    text = decoded(content[:_HEAD]) or ""
    if holds_marker(text):
        return admitted(Format.CSV)
    head = text.lstrip("\ufeff \t\r\n").lower()
    for start, code, name in _TEXTUAL:
        if head.startswith(start):
            return refused(code, name)
    if head.startswith(("<", "mime-version:")):
        for mark, name in _MARKUP:
            if mark in head:
                return refused(_FOREIGN, name)
    return refused(_FOREIGN, "văn bản thuần, không có mã của biểu mẫu")


def _judge_bytes(content: bytes) -> Judgement:
    if not content.strip(b"\0"):
        return refused("unreadable")
    return refused("not_a_workbook", "tệp nhị phân")
