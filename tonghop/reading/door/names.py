"""What a file's name tells: that it is a lock file, or a format that its content has not."""

from collections.abc import Iterator
from pathlib import PurePath

from schemas.issues import Finding
from tonghop.reading.door.judgement import Format

_FORMAT_NAMES = {
    Format.OOXML: "sổ tính Excel (.xlsx)",
    Format.XLSB: "sổ tính Excel nhị phân (.xlsb)",
    Format.XLS: "sổ tính Excel 97–2003 (.xls)",
    Format.ODS: "bảng tính OpenDocument (.ods)",
    Format.CSV: "văn bản CSV",
}
_EXTENSIONS = {
    Format.OOXML: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    Format.XLSB: {".xlsb"},
    Format.XLS: {".xls", ".xlt", ".et", ".ett"},
    Format.ODS: {".ods", ".ots"},
    Format.CSV: {".csv", ".txt", ".tsv"},
}
_CLAIMING = set[str]().union(*_EXTENSIONS.values()) | {
    ".doc", ".docx", ".pdf", ".ppt", ".pptx", ".odt", ".rtf", ".htm", ".html", ".mht", ".xml",
    ".fods", ".numbers", ".dbf", ".dif", ".slk", ".prn", ".wk1", ".wk3", ".wk4", ".wks", ".qpw",
    ".zip", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".msg", ".eml",
}  # fmt: skip
"""Extensions that say what a file is; ``báo cáo quý I.2026`` has none of them."""

_OWNER_FILE, _OWNER_NAME = 165, 54
"""Length of the file that Excel keeps beside an open workbook, and of its user's name."""


def mismatch(file_name: str, found: Format) -> Iterator[Finding]:
    """Yield the warning that a readable file is named as something else."""
    extension = PurePath(file_name).suffix.lower()
    if found in _EXTENSIONS and extension in _CLAIMING - _EXTENSIONS[found]:
        yield Finding("name_mismatch", raw_text=extension, expected=_FORMAT_NAMES[found])


def is_lock_file(file_name: str, content: bytes) -> bool:
    """Say whether a file is what Excel, WPS or LibreOffice keeps beside an open workbook."""
    owner = len(content) == _OWNER_FILE and 0 < content[0] <= _OWNER_NAME
    return owner or file_name.startswith(("~$", ".~"))
