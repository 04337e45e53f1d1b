"""Archives put together by hand: sizes that lie, parts that share bytes, bombs."""

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

from tests.hostile.report import PART, STRINGS, STYLES, WORKBOOK, parts

MANY = 600 * 2**20


class Member(NamedTuple):
    """A member of an archive, with headers that say what they are told to."""

    name: str
    packed: bytes
    size: int
    checksum: int

    def local(self) -> bytes:
        name = self.name.encode()
        header = struct.pack("<4sHHHHH", b"PK\3\4", 20, 0x800, 8, 0, 33)
        return header + self._sizes(len(name)) + name + self.packed

    def entry(self, offset: int) -> bytes:
        name = self.name.encode()
        header = struct.pack("<4sHHHHHH", b"PK\1\2", 20, 20, 0x800, 8, 0, 33)
        rest = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        return header + self._sizes(len(name)) + rest + name

    def _sizes(self, name: int) -> bytes:
        return struct.pack("<IIIHH", self.checksum, len(self.packed), self.size, name, 0)


def member(name: str, data: bytes, size: int | None = None) -> Member:
    """Return a member; ``size`` is what its headers say that it unpacks to."""
    packing = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    told = len(data) if size is None else size
    return Member(name, packing.compress(data) + packing.flush(), told, zlib.crc32(data[:told]))


def archived(members: Sequence[Member], sharing: str = "") -> bytes:
    """Return an archive; if ``sharing`` is a name, it stands for the last member's bytes too."""
    body, directory, offset = b"", b"", 0
    for each in members:
        offset = len(body)
        directory += each.entry(offset)
        body += each.local()
    if sharing:
        directory += members[-1]._replace(name=sharing).entry(offset)
    count = len(members) + bool(sharing)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def zipped(members: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def with_parts(added: Mapping[str, bytes]) -> bytes:
    """Return the report with further parts, or other ones in their place."""
    return zipped({**parts(), **added})


def _members() -> list[Member]:
    return [member(name, data) for name, data in parts().items()]


def bomb() -> bytes:
    return archived([*_members(), member("xl/media/image1.png", bytes(MANY))])


def lying_bomb() -> bytes:
    return archived([*_members(), member("xl/media/image1.png", bytes(MANY), size=1000)])


def sheet_longer_than_told() -> bytes:
    """The reader that believes the header sees half of what the other one sees."""
    half = len(parts()[PART]) // 2
    sizes = {PART: half}
    return archived([member(name, data, sizes.get(name)) for name, data in parts().items()])


def sharing_bytes() -> bytes:
    big = member("xl/media/image1.png", bytes(2**20))
    return archived([*_members(), big], sharing="xl/media/image2.png")


def many_parts() -> bytes:
    return with_parts({f"xl/media/{number}": b"" for number in range(10_001)})


def packed_otherwise() -> bytes:
    return zipped(parts(), ZIP_LZMA)


def twice(name: str) -> bytes:
    """Return a report in which two parts have a name, or names that Excel takes for the same."""
    return archived([*_members(), member(name, parts()[PART])])


def declaring(part: str, declaration: str, encoding: str = "utf-8") -> bytes:
    """Return a report with a declaration before the root of a part."""
    prologue = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = parts()[part].decode().removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
    return with_parts({part: (prologue + declaration + text).encode(encoding)})


LAUGHS = "".join(
    f"<!ENTITY {more} '{f'&{less};' * 10}'>"
    for less, more in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "unpacks to 600 MB": (bomb, "archive_unsafe"),
    "unpacks to 600 MB and says 1 kB": (lying_bomb, "archive_unsafe"),
    "a sheet longer than its header says": (sheet_longer_than_told, "unreadable"),
    "two parts in the same bytes": (sharing_bytes, "archive_unsafe"),
    "ten thousand parts": (many_parts, "archive_unsafe"),
    "packed as Excel never packs": (packed_otherwise, "archive_unsafe"),
    "a part twice": (lambda: twice(PART), "part_duplicated"),
    "a part twice but for case": (lambda: twice(PART.upper()), "part_duplicated"),
    "a part twice but for slashes": (lambda: twice(PART.replace("/", "\\")), "part_duplicated"),
    "entities without end": (
        lambda: declaring(STRINGS, f"<!DOCTYPE x [<!ENTITY a 'ha'>{LAUGHS}]>"),
        "entities_declared",
    ),
    "entities in UTF-16": (
        lambda: declaring(WORKBOOK, f"<!DOCTYPE x [<!ENTITY a 'ha'>{LAUGHS}]>", "utf-16"),
        "entities_declared",
    ),
    "an entity from another file": (
        lambda: declaring(STYLES, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
        "entities_declared",
    ),
    "a document type after a long comment": (
        lambda: declaring(STRINGS, f"<!--{'-x' * 3000}--><!DOCTYPE x SYSTEM 'http://a.example/'>"),
        "entities_declared",
    ),
}
