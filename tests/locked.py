"""Workbooks behind a password, as Excel saves them."""

from collections.abc import Iterator
from hashlib import md5
from io import BytesIO
from struct import pack, unpack_from

import olefile
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4
from xlwt.CompoundDoc import XlsDoc

_SALT = bytes(range(16))
_VERIFIER = bytes(range(16, 32))
_BLOCK = 1024
_NEVER_ENCRYPTED = {0x0809, 0x002F, 0x00E1}
_BOUNDSHEET, _FILEPASS = 0x0085, 0x002F
_END = pack("<HH", 0x000A, 0)


def lock_xlsx(content: bytes, password: str) -> bytes:
    """Return a workbook of Excel 2007 and later encrypted with a password."""
    locked = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()


def lock_xls(content: bytes, password: str) -> bytes:
    """Return a workbook of Excel 97–2003 encrypted with a password by RC4 ([MS-XLS] 2.2.10)."""
    plain = _with_filepass(_stream(content), _filepass(password))
    keys, locked = _keystream(password, len(plain)), bytearray(plain)
    for kind, start, length in _records(plain):
        spared = length if kind in _NEVER_ENCRYPTED else 4 if kind == _BOUNDSHEET else 0
        for position in range(start + spared, start + length):
            locked[position] ^= keys[position]
    return _in_container(bytes(locked))


def obfuscate_xls(content: bytes) -> bytes:
    """Return a workbook of Excel 97–2003 that says it is hidden by XOR behind some password."""
    return _in_container(_with_filepass(_stream(content), pack("<HHH", 0, 0x1234, 0x5678)))


def _stream(content: bytes) -> bytes:
    """Return the workbook's records up to the last, which ends it, without the padding."""
    with olefile.OleFileIO(BytesIO(content)) as ole:
        padded = bytes(ole.openstream("Workbook").read())
    return padded.rstrip(b"\0") + _END[1:]


def _in_container(stream: bytes) -> bytes:
    """Save a stream whose padding, which the container adds, reads as records too."""
    rest = -len(stream) % 4
    stream += pack("<HH", 0, rest) + bytes(rest)
    file = BytesIO()
    XlsDoc().save(file, stream)
    return file.getvalue()


def _keystream(password: str, length: int) -> bytes:
    return DocumentRC4.decrypt(password, _SALT, BytesIO(bytes(length)), _BLOCK).read()  # type: ignore[no-any-return]


def _filepass(password: str) -> bytes:
    proof = _VERIFIER + md5(_VERIFIER).digest()
    hidden = bytes(a ^ b for a, b in zip(proof, _keystream(password, len(proof)), strict=True))
    return pack("<HHH", 1, 1, 1) + _SALT + hidden


def _with_filepass(stream: bytes, body: bytes) -> bytes:
    """Put the record behind the first one, and move the places that the workbook names."""
    record = pack("<HH", _FILEPASS, len(body)) + body
    moved = bytearray(stream)
    for kind, start, _ in _records(stream):
        if kind == _BOUNDSHEET:
            moved[start : start + 4] = pack("<I", unpack_from("<I", stream, start)[0] + len(record))
    first = 4 + unpack_from("<H", stream, 2)[0]
    return bytes(moved[:first]) + record + bytes(moved[first:])


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    position = 0
    while position + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, position)
        yield kind, position + 4, length
        position += 4 + length
