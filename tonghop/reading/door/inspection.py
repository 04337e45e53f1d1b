"""Inspection: what is told of an archive before anything that it holds is read.

A workbook is an archive of XML parts. Built with intent, a small one unpacks to any size, shows one
reader other parts than the next, or has entities that grow without end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from schemas.issues import Finding
from tonghop.reading.inflating import inflated_size, start_of

MOST_BYTES = 512 * 2**20
"""What a file may unpack to: a sheet of a million formatted rows has a few hundred million."""
MOST_PARTS = 10_000
_BEST_RATIO = 1032
"""Deflate packs nothing better, so a small archive cannot unpack to too much, whatever it says."""
_HEADER_BYTES = 30

_PROLOGUE = 512
_LONG_PROLOGUE = 2**16
_BEFORE_TEXT = b" \t\r\n\xef\xbb\xbf\xff\xfe"
_ROOT = re.compile(rb"<[A-Za-z_]")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_DECLARES_ENTITY = re.compile(rb"<!ENTITY")
_ODD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|[/\\])\.\.(?:[/\\]|$)")


def refusal(archive: ZipFile, content: bytes, *, doctypes: bool) -> Finding | None:
    """Return why an archive is not to be read, or ``None``.

    ``doctypes`` are allowed in parts of old OpenDocument files, as long as they declare nothing.
    """
    parts = [member for member in archive.infolist() if not member.is_dir()]
    if fault := _fault(archive, parts, content):
        return Finding("archive_unsafe", raw_text=fault)
    if twice := _duplicated(parts):
        return Finding("part_duplicated", raw_text=twice)
    declaring = _DECLARES_ENTITY if doctypes else _DECLARES
    for part in parts:
        if declaring.search(_prologue(content, part)):
            return Finding("entities_declared", raw_text=part.filename)
    return None


def odd_names(archive: ZipFile) -> Iterator[Finding]:
    """Yield the first name that leads out of the archive; nothing is ever written by such names."""
    names = (name for name in archive.namelist() if _ODD_NAME.search(name))
    if name := next(names, None):
        yield Finding("part_named_oddly", raw_text=name)


def _fault(archive: ZipFile, parts: Sequence[ZipInfo], content: bytes) -> str | None:
    if len(parts) > MOST_PARTS:
        return "có quá nhiều thành phần"
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return "nén theo cách Excel không dùng"
    if sum(part.file_size for part in parts) > MOST_BYTES:
        return "giải nén ra quá lớn"
    if _overlap(parts, archive.start_dir):
        return "các thành phần chồng lên nhau"
    if len(content) * _BEST_RATIO > MOST_BYTES and any(_lies(content, part) for part in parts):
        return "kích thước khai không đúng"
    return None


def _overlap(parts: Sequence[ZipInfo], end: int) -> bool:
    """Say whether two parts share bytes, by which few of them unpack to many."""
    places = sorted((part.header_offset, part.compress_size) for part in parts)
    ends = [start + _HEADER_BYTES + size for start, size in places]
    starts = [start for start, _ in places]
    return any(a > b for a, b in zip(ends, [*starts[1:], end], strict=True))


def _lies(content: bytes, part: ZipInfo) -> bool:
    return inflated_size(content, part, part.file_size + 1) != part.file_size


def _duplicated(parts: Sequence[ZipInfo]) -> str | None:
    counts = Counter(part.filename.replace("\\", "/").lower() for part in parts)
    return next((name for name, count in counts.items() if count > 1), None)


def _prologue(content: bytes, part: ZipInfo) -> bytes:
    """Return what comes before the root of an XML part, in UTF-8 or UTF-16; empty for others."""
    start = _text_start(content, part, _PROLOGUE)
    if start and not start.startswith(b"<"):
        return b""
    if not (root := _ROOT.search(start)):
        start = _text_start(content, part, _LONG_PROLOGUE)
        root = _ROOT.search(start)
    return start[: root.start()] if root else start


def _text_start(content: bytes, part: ZipInfo, most: int) -> bytes:
    return start_of(content, part, most).replace(b"\0", b"").lstrip(_BEFORE_TEXT)
