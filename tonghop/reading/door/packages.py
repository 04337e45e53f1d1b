"""Packages: zip archives of reports, opened one level; nothing of them is ever written by name."""

import hashlib
import stat
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo

from schemas.issues import Finding
from tonghop.reading.door.directory import is_document, may_be_package, place_of, read_directory
from tonghop.reading.inflating import Content, inflated

PACKAGE_OPENED = "package_opened"
MOST_MEMBERS = 500
MOST_BYTES = 64 * 2**20
MOST_BYTES_TOGETHER = 512 * 2**20
_HEAD = 64
_ENCRYPTED = 0x1
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_NOT_RECEIVED = {"readme.md", "thumbs.db", "desktop.ini"}
_SYSTEM_FOLDER = "__MACOSX"
_UNNAMED = "tep"


class Member(NamedTuple):
    """A file in a package: its position in the archive's list, its names, and its content's."""

    position: int
    place: tuple[str, ...]
    sha256: str

    @property
    def file_name(self) -> str:
        """Its own name; in which folder of the package it lies decides nothing."""
        return self.place[-1]


class Package(NamedTuple):
    """What a package holds: members to be read, and what is told of the others."""

    members: tuple[Member, ...]
    findings: tuple[Finding, ...]


def is_received(name: str) -> bool:
    """Say whether a file of this name is received; hidden and passing ones are not."""
    return not name.startswith(".") and name.lower() not in _NOT_RECEIVED


def open_package(path: Path) -> Package | None:
    """Return what the package at ``path`` holds, or ``None`` if the file is none."""
    with path.open("rb") as file:
        if not may_be_package(file.read(_HEAD)):
            return None
        with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            return package_in(content)


def package_in(content: Content) -> Package | None:
    """Return what a package holds, or ``None`` if the content is none."""
    if not may_be_package(content[:_HEAD]):
        return None
    try:
        entries = read_directory(content)
    except BadZipFile:
        return None
    return Package(*_sorted_out(content, entries)) if _is_package(entries) else None


def read_member(path: Path, position: int) -> bytes:
    """Return what one member of the package at ``path`` holds.

    Raises:
        BadZipFile: There is no such member any more, or it does not hold what its header says.
    """
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            entry = read_directory(content)[position]
            if entry.file_size > MOST_BYTES:
                raise BadZipFile(f"{entry.filename} has become too large")
            return inflated(content, entry)
    except (IndexError, ValueError, zlib.error) as error:
        raise BadZipFile(f"{path.name} has changed") from error


def _is_package(entries: Sequence[ZipInfo]) -> bool:
    return not is_document(entries) and any(map(_is_wanted, entries))


def _is_wanted(entry: ZipInfo) -> bool:
    """Leave out what a folder's own files are left out for."""
    if entry.filename.endswith(("/", "\\")):
        return False
    place = place_of(entry) or (_UNNAMED,)
    hidden = any(folder.startswith(".") for folder in place[:-1])
    return is_received(place[-1]) and not hidden and _SYSTEM_FOLDER not in place


def _sorted_out(
    content: Content, entries: Sequence[ZipInfo]
) -> tuple[tuple[Member, ...], tuple[Finding, ...]]:
    """Return the members, each read once to its end within the limits, and why others are none."""
    members: list[Member] = []
    findings: list[Finding] = []
    for position, place, fault in _looked_at(entries):
        held = fault or _held(content, entries[position])
        if isinstance(held, bytes):
            members.append(Member(position, place, hashlib.sha256(held).hexdigest()))
        else:
            name = place[-1]
            findings.append(Finding("package_member_unread", raw_text=name, expected=held))
    return tuple(members), tuple(findings)


def _looked_at(entries: Sequence[ZipInfo]) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield each wanted entry's position, place and what its header tells against it."""
    wanted = [(n, entry) for n, entry in enumerate(entries) if _is_wanted(entry)]
    counts = Counter(entry.filename.replace("\\", "/").lower() for _, entry in wanted)
    left = MOST_BYTES_TOGETHER
    for number, (position, entry) in enumerate(wanted):
        left -= entry.file_size
        is_double = counts[entry.filename.replace("\\", "/").lower()] > 1
        fault = "có quá nhiều tệp" if number >= MOST_MEMBERS else _fault(entry, left, is_double)
        yield position, place_of(entry) or (_UNNAMED,), fault


def _fault(entry: ZipInfo, left: int, is_double: bool) -> str:
    faults = (
        (stat.S_ISLNK(entry.external_attr >> 16), "là liên kết, không phải tệp"),
        (entry.flag_bits & _ENCRYPTED, "được nén có mật khẩu"),
        (is_double, "trùng tên với một tệp khác trong đó"),
        (entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED), "nén theo cách ít dùng"),
        (entry.file_size > MOST_BYTES, "quá lớn"),
        (left < 0, "làm cả tệp nén quá lớn"),
    )
    return next((told for is_so, told in faults if is_so), "")


def _held(content: Content, entry: ZipInfo) -> bytes | str:
    """Return what a member holds, or what is wrong with it."""
    try:
        held = inflated(content, entry)
    except (BadZipFile, zlib.error):
        return "bị hỏng"
    return "là tệp nén bên trong tệp nén" if _is_packed(held) else held


def _is_packed(held: bytes) -> bool:
    """Look at names alone: packages within packages may unfold without end."""
    if not may_be_package(held[:_HEAD]):
        return held.startswith(_OTHER_ARCHIVES)
    try:
        return _is_package(read_directory(held))
    except BadZipFile:
        return False
