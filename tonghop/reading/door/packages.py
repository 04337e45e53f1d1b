"""Packages: zip archives of reports, opened one level; nothing of them is ever written by name."""

import hashlib
import stat
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo, is_zipfile

from schemas.issues import Finding
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file

MOST_MEMBERS = 500
MOST_BYTES = 64 * 2**20
MOST_BYTES_TOGETHER = 512 * 2**20
_ZIP = b"PK\x03\x04"
_OF_DOCUMENTS = {"[content_types].xml", "mimetype", "meta-inf/manifest.xml", "index.zip"}
_NOT_RECEIVED = {"readme.md", "thumbs.db", "desktop.ini"}


class Member(NamedTuple):
    """A file in a package: its place in the archive's list, its own name, and its content's."""

    position: int
    file_name: str
    sha256: str


class Package(NamedTuple):
    """What a package holds: members to be read, and what is told of the others."""

    members: tuple[Member, ...]
    findings: tuple[Finding, ...]


def is_package(archive: ZipFile) -> bool:
    """Say whether an archive holds files, and is no document of an office program itself."""
    names = {info.filename.lower().replace("\\", "/") for info in archive.infolist()}
    is_document = names & _OF_DOCUMENTS or any(name.endswith(".iwa") for name in names)
    is_locked = any(info.flag_bits & 1 for info in archive.infolist())
    return not is_document and not is_locked and any(map(_is_wanted, archive.infolist()))


def open_package(file: IO[bytes]) -> Package | None:
    """Return what a file holds if it is a package; whatever cannot be read in it is a finding."""
    if not _may_be_package(file) or not is_zipfile(file):
        return None
    try:
        with blaming_the_file(), ZipFile(file) as archive:
            return list_members(archive) if is_package(archive) else None
    except DamagedWorkbookError:
        return None


def _may_be_package(file: IO[bytes]) -> bool:
    """Look at the first entry alone: that of a workbook saved by Excel tells enough."""
    start = file.read(64)
    file.seek(0)
    length = int.from_bytes(start[26:28], "little")
    return start.startswith(_ZIP) and start[30 : 30 + length].lower() != b"[content_types].xml"


def list_members(archive: ZipFile) -> Package:
    """Return the members of a package, each read once to its end within the limits."""
    wanted = [(n, info) for n, info in enumerate(archive.infolist()) if _is_wanted(info)]
    members: list[Member] = []
    findings: list[Finding] = []
    left = MOST_BYTES_TOGETHER
    for number, (position, info) in enumerate(wanted):
        left -= info.file_size
        fault = "có quá nhiều tệp" if number >= MOST_MEMBERS else _fault(info, left)
        sha256 = "" if fault else _content_of(archive, info)
        if sha256:
            members.append(Member(position, own_name(info), sha256))
        else:
            told = fault or "bị hỏng hoặc là tệp nén bên trong tệp nén"
            findings.append(
                Finding("package_member_unread", raw_text=own_name(info), expected=told)
            )
    return Package(tuple(members), tuple(findings))


def _is_wanted(info: ZipInfo) -> bool:
    """Leave out what a folder's own files are left out for: hidden and passing ones."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    passing = path.name.lower() in _NOT_RECEIVED or "__MACOSX" in path.parts
    return not (info.is_dir() or hidden or passing)


def _fault(info: ZipInfo, left: int) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "là liên kết, không phải tệp"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "nén theo cách ít dùng"  # Others may claim any memory before they give a byte.
    if info.file_size > MOST_BYTES:
        return "quá lớn"
    return "làm cả tệp nén quá lớn" if left < 0 else ""


def _content_of(archive: ZipFile, info: ZipInfo) -> str:
    """Return the sha256 of a member; nothing if it is damaged or a package itself."""
    try:
        with blaming_the_file(), archive.open(info) as member:
            content = member.read()
        return "" if _is_packed(content) else hashlib.sha256(content).hexdigest()
    except DamagedWorkbookError:
        return ""


def _is_packed(content: bytes) -> bool:
    """Look at names alone: packages within packages may unfold without end."""
    if not (content.startswith(_ZIP) and is_zipfile(BytesIO(content))):
        return False
    with ZipFile(BytesIO(content)) as archive:
        return is_package(archive)


def own_name(info: ZipInfo) -> str:
    """Return a member's own name, without folders and without what no name may hold.

    Names that do not say that they are UTF-8 are it all the same where they can be.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    shown = "".join(letter for letter in name if letter.isprintable())
    return shown.replace("\\", "/").rstrip("/").rpartition("/")[2] or "tep"
