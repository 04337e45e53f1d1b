"""Unpacking the parts of an archive by what they hold, not by what their headers say."""

import zlib
from mmap import mmap
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from struct import unpack_from
from zipfile import ZIP_STORED, BadZipFile, ZipInfo

Content = bytes | mmap
"""A file, or a map of one, which is read where it is needed."""

_LOCAL_HEADER = b"PK\x03\x04"
_STEP = 2**20


def inflated(content: Content, part: ZipInfo) -> bytes:
    """Return what a part holds.

    Raises:
        BadZipFile: It holds more or less than its header says, or something else.
    """
    packed = _packed(content, part)
    if part.compress_type == ZIP_STORED:
        unpacked, is_whole = packed, True
    else:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        unpacked = inflating.decompress(packed, part.file_size + 1)
        is_whole = inflating.eof
    if not is_whole or len(unpacked) != part.file_size or zlib.crc32(unpacked) != part.CRC:
        raise BadZipFile(f"{part.filename} does not hold what its header says")
    return unpacked


def inflated_size(content: Content, part: ZipInfo, most: int) -> int:
    """Return how many bytes a part unpacks to, counting to ``most``; keeps none of them."""
    packed = _packed(content, part)
    if part.compress_type == ZIP_STORED:
        return len(packed)
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    while size < most and not inflating.eof:
        step = inflating.decompress(packed, _STEP)
        packed = inflating.unconsumed_tail
        if not step and not packed:
            break
        size += len(step)
    return size


def start_of(content: Content, part: ZipInfo, most: int) -> bytes:
    """Return the first bytes of a part, at most so many."""
    packed = _packed(content, part)
    if part.compress_type == ZIP_STORED:
        return packed[:most]
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)


def _packed(content: Content, part: ZipInfo) -> bytes:
    start = part.header_offset
    if content[start : start + 4] != _LOCAL_HEADER:
        raise BadZipFile(f"{part.filename} is not where the directory says")
    try:
        name, extra = unpack_from("<HH", content, start + 26)
    except StructError as error:
        raise BadZipFile(f"{part.filename} is cut short") from error
    start += 30 + name + extra
    return content[start : start + part.compress_size]
