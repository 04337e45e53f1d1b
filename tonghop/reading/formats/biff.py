"""What xlrd does not tell of a workbook stream (BIFF8): formulas that nobody has computed yet."""

from collections.abc import Iterator
from struct import unpack_from

_BOF, _EOF, BOUNDSHEET, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0006
_WORKSHEET = 0
_EMPTY_TEXT = b"\x03", b"\xff\xff"
_TEXT_TOKEN = b"\x17"
_CALCULATE_ON_OPEN = 2
_NOTHING = bytes(8)


def uncomputed_formulas(stream: bytes) -> list[set[tuple[int, int]]]:
    """Return, for each worksheet, the positions (row, column) of formulas without a result.

    Excel always keeps a result. Libraries write a formula with an empty text for one, or with 0 and
    the mark that it is to be calculated on opening; both would be read as what nobody has seen.
    """
    sheets = [
        offset
        for kind, start, _ in records(stream, 0)
        if kind == BOUNDSHEET
        for offset, _, type_ in [unpack_from("<IBB", stream, start)]
        if type_ == _WORKSHEET
    ]
    return [set(_uncomputed(stream, offset)) for offset in sheets]


def records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and length of the records of one substream, with those nested in it."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, position)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, position + 4, length
        if depth <= 0:
            return
        position += 4 + length


def _uncomputed(stream: bytes, offset: int) -> Iterator[tuple[int, int]]:
    for kind, start, length in records(stream, offset):
        if kind == _FORMULA:
            row, column, _, result, flags = unpack_from("<HHH8sH", stream, start)
            tokens = stream[start + 22 : start + length]
            is_empty = (result[:1], result[6:]) == _EMPTY_TEXT and _TEXT_TOKEN not in tokens
            if is_empty or (flags & _CALCULATE_ON_OPEN and result == _NOTHING):
                yield row, column
