"""The directory of a zip archive, read with bounds, and whether the archive is one document."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from struct import unpack_from
from typing import IO, cast
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile, ZipInfo

from tonghop.reading.inflating import Content

MOST_DIRECTORY_BYTES = 2**20
"""As long as the directory of a package gets, whatever the names in it."""
_ZIP, _END = b"PK\x03\x04", b"PK\x05\x06"
_END_BYTES, _LONGEST_COMMENT = 22, 2**16
_NAME_STARTS = 30
_FIRST_IN_DOCUMENTS = (
    b"[content_types].xml", b"_rels/", b"docprops/", b"xl/", b"word/", b"ppt/", b"customxml/",
    b"mimetype",
)  # fmt: skip
_IN_DOCUMENTS = {
    "[content_types].xml", "xl/workbook.xml", "xl/workbook.bin", "word/document.xml",
    "mimetype", "meta-inf/manifest.xml", "content.xml", "index.zip",
}  # fmt: skip
"""Parts by which even a damaged document is told from a package of files."""
_UTF8 = 0x800


def may_be_package(head: bytes) -> bool:
    """Say from a file's first bytes whether to look closer; ordinary workbooks are told apart."""
    return head.startswith(_ZIP) and not (
        head[_NAME_STARTS:].lower().startswith(_FIRST_IN_DOCUMENTS)
    )


def read_directory(content: Content) -> list[ZipInfo]:
    """Return the entries of an archive, in order.

    Raises:
        BadZipFile: The directory cannot be read, or is longer than that of any package.
    """
    end = content.rfind(_END, max(len(content) - _END_BYTES - _LONGEST_COMMENT, 0))
    if end < 0 or end + _END_BYTES > len(content):
        raise BadZipFile("the archive has no end")
    if int(unpack_from("<L", content, end + 12)[0]) > MOST_DIRECTORY_BYTES:
        raise BadZipFile("the directory is too long")
    file = BytesIO(content) if isinstance(content, bytes) else content
    try:
        with ZipFile(cast(IO[bytes], file)) as archive:
            return archive.infolist()
    except (ValueError, OverflowError, NotImplementedError, StructError) as error:
        raise BadZipFile(str(error)) from error


def is_document(entries: Sequence[ZipInfo]) -> bool:
    """Say whether an archive is one document, such as a workbook, and no package of files."""
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    return bool(names & _IN_DOCUMENTS) or any(name.endswith(".iwa") for name in names)


def place_of(entry: ZipInfo) -> tuple[str, ...]:
    """Return an entry's name after those of its folders, without what no name may hold.

    Old archivers kept no word of what the bytes of a name mean.
    """
    shown = "".join(letter for letter in _name(entry) if letter.isprintable())
    return tuple(part for part in shown.replace("\\", "/").split("/") if part.strip(". "))


def _name(entry: ZipInfo) -> str:
    if not entry.flag_bits & _UTF8:
        for encoding in ("utf-8", "cp1258"):
            with suppress(UnicodeError):
                return normalize("NFC", entry.filename.encode("cp437").decode(encoding))
    return normalize("NFC", entry.filename)
