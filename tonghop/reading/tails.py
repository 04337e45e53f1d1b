"""Tails: the rows of a sheet that are formatted and hold nothing, as when somebody formats all.

They take a reader seconds and hold nothing to read, so a large sheet is cut below its last entry.
"""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tonghop.reading.inflating import inflated

_LARGE = 8 * 2**20
_SHEETS = "xl/worksheets/"
_FILLED = (b"<v", b"<is", b"<f", b":v", b":is", b":f")
"""How the parts of a cell begin that holds something, with or without a prefix."""
_ROW_END, _DATA_END = b"</row>", b"</sheetData>"


def without_tails(content: bytes) -> bytes:
    """Return a workbook whose large sheets end with their last entry; any other as it is.

    Raises:
        BadZipFile: A part is damaged.
    """
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
    if not any(map(_is_large_sheet, parts)):
        return content
    cut = BytesIO()
    with ZipFile(cut, "w", ZIP_STORED) as target:
        for part in parts:
            xml = inflated(content, part)
            target.writestr(part.filename, _cut(xml) if _is_large_sheet(part) else xml)
    return cut.getvalue()


def _is_large_sheet(part: ZipInfo) -> bool:
    return part.file_size > _LARGE and part.filename.replace("\\", "/").lower().startswith(_SHEETS)


def _cut(xml: bytes) -> bytes:
    """Cut a sheet behind the row of the last mark that a cell holds something.

    A sheet whose tags are written in another way, as with a prefix, stays as it is.
    """
    end = xml.rfind(_DATA_END)
    last = max(xml.rfind(mark, 0, end) for mark in _FILLED) if end >= 0 else -1
    row_end = xml.find(_ROW_END, last, end) if last >= 0 else -1
    return xml if row_end < 0 else xml[: row_end + len(_ROW_END)] + xml[end:]
