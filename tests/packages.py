"""Packages as senders make them, and as nobody should."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

_LINK = 0o120777 << 16
_DIRECTORY_ENTRY = b"PK\x01\x02"


def package(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of files by their names."""
    return package_of(members.items())


def package_of(members: Iterable[tuple[str, bytes]], compression: int = ZIP_DEFLATED) -> bytes:
    """Return a zip archive; a name may come twice."""
    file = BytesIO()
    with ZipFile(file, "w", compression) as archive:
        for name, content in members:
            archive.writestr(ZipInfo(name), content, compression)
    return file.getvalue()


def stored(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive whose files are not compressed."""
    return package_of(members.items(), ZIP_STORED)


def compressed_oddly(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive compressed in a way that few programs know."""
    return package_of(members.items(), ZIP_LZMA)


def with_link(members: Mapping[str, bytes], name: str) -> bytes:
    """Return a package in which one more entry is a link to a file of the machine."""
    file = BytesIO(package(members))
    with ZipFile(file, "a") as archive:
        link = ZipInfo(name)
        link.create_system, link.external_attr = 3, _LINK
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def locked(content: bytes) -> bytes:
    """Return a package in which the last file says that it is encrypted."""
    at = content.rindex(_DIRECTORY_ENTRY) + 8
    return content[:at] + bytes([content[at] | 1]) + content[at + 1 :]


def named(members: Mapping[bytes, bytes]) -> bytes:
    """Return a package whose names are these very bytes, without a word of what they mean."""
    placeholders = {f"{number:03}".ljust(len(name), "x"): name for number, name in
                    enumerate(members)}  # fmt: skip
    content = package(dict(zip(placeholders, members.values(), strict=True)))
    for placeholder, name in placeholders.items():
        content = content.replace(placeholder.encode(), name)
    return content
