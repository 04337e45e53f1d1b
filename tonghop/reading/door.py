"""The door: what a file is, judged by its content and never by its extension."""

from io import BytesIO
from zipfile import is_zipfile

from schemas.issues import Finding

_ZIP = b"PK\x03\x04"
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tệp Excel 97–2003 (.xls) hoặc tệp đặt mật khẩu"),
    (b"%PDF", "tệp PDF"),
    (b"\x09\x08", "tệp Excel đời cũ"),
    (b"\x89PNG", "hình ảnh"),
    (b"\xff\xd8\xff", "hình ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7-Zip"),
)


def judge(file_name: str, content: bytes) -> Finding | None:
    """Return why a file cannot be a report, or ``None`` if it may be an .xlsx workbook."""
    if file_name.startswith("~$"):
        return Finding("locked_by_office")
    if not content:
        return Finding("empty_file")
    if not content.startswith(_ZIP):
        return Finding("not_a_workbook", raw_text=_name_content(content))
    if b"xl/workbook" in content:
        return None
    if not is_zipfile(BytesIO(content)):
        return Finding("unreadable")
    kind = "văn bản Word (.docx)" if b"word/document" in content else "tệp nén hoặc định dạng khác"
    return Finding("not_a_workbook", raw_text=kind)


def _name_content(content: bytes) -> str:
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    if b"<html" in content[:2048].lower() or b"<table" in content[:2048].lower():
        return "trang web (HTML)"
    return "tệp nhị phân" if b"\0" in content[:2048] else "văn bản thuần"
