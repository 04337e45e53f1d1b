"""The properties of a workbook of Excel 97–2003: what its user gave, and what it says it is."""

from collections.abc import Iterator, Mapping
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from struct import unpack_from
from typing import TYPE_CHECKING

from tonghop.reading.surroundings import Surrounding, named_property

if TYPE_CHECKING:
    from olefile import OleFileIO

_SUMMARY, _MORE = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_OF_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_OF_MORE = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")
_USER_DEFINED = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
_SAID = (
    (_SUMMARY, _OF_SUMMARY, {2: "title", 3: "subject", 5: "keywords", 6: "description"}),
    (_MORE, _OF_MORE, {2: "category", 27: "contentStatus"}),
)
"""Where a file says what it is: stream, property set, and names by number ([MS-OLEPS] 2.25.1)."""
_NAMES, _CODE_PAGE = 0, 1
_TEXT, _WIDE_TEXT = 0x1E, 0x1F
_UTF16, _UTF8 = 1200, 65001


def user_properties(ole: "OleFileIO") -> dict[str, str]:
    """Return the texts among the user-defined properties, by name ([MS-OLEPS] 2.21, 2.25).

    Where the stream is missing or cannot be followed there are none: nothing is known of it.
    """
    return _properties(ole, _MORE, _USER_DEFINED, None)


def said_properties(ole: "OleFileIO") -> Iterator[Surrounding]:
    """Yield title, subject and the like, as far as they can be followed."""
    for stream, kind, names in _SAID:
        for name, text in _properties(ole, stream, kind, names).items():
            yield from named_property(name, text)


def _properties(
    ole: "OleFileIO", name: str, wanted: bytes, names: Mapping[int, str] | None
) -> dict[str, str]:
    """Return the texts of a property set; without ``names`` it has its own."""
    if not ole.exists(name):
        return {}
    stream = ole.openstream(name).read()
    try:
        for section in range(unpack_from("<I", stream, 24)[0]):
            kind, offset = unpack_from("<16sI", stream, 28 + 20 * section)
            if kind == wanted:
                return _texts(stream[offset:], names)
    except (StructError, UnicodeDecodeError, LookupError):
        return {}
    return {}


def _texts(section: bytes, names: Mapping[int, str] | None) -> dict[str, str]:
    count = unpack_from("<I", section, 4)[0]
    offsets = dict(unpack_from("<II", section, 8 + 8 * number) for number in range(count))
    encoding = _encoding(unpack_from("<IH", section, offsets[_CODE_PAGE])[1])
    if names is None:
        names = _names(section, offsets.pop(_NAMES), encoding)
    else:
        names = {identifier: names[identifier] for identifier in names.keys() & offsets.keys()}
    found = {}
    for identifier, name in names.items():
        kind, length = unpack_from("<II", section, offsets[identifier])
        start = offsets[identifier] + 8
        if kind == _WIDE_TEXT:
            found[name] = section[start : start + 2 * length].decode("utf-16-le").rstrip("\0")
        elif kind == _TEXT:
            found[name] = section[start : start + length].decode(encoding).rstrip("\0")
    return found


def _names(section: bytes, position: int, encoding: str) -> dict[int, str]:
    names = {}
    count = unpack_from("<I", section, position)[0]
    position += 4
    for _ in range(count):
        identifier, length = unpack_from("<II", section, position)
        size = length * 2 if encoding == "utf-16-le" else length
        name = section[position + 8 : position + 8 + size]
        names[identifier] = name.decode(encoding).rstrip("\0")
        position += 8 + (-(-size // 4) * 4 if encoding == "utf-16-le" else size)
    return names


def _encoding(code_page: int) -> str:
    return {_UTF16: "utf-16-le", _UTF8: "utf-8"}.get(code_page, f"cp{code_page}")
