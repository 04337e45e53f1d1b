"""Numerals: which numbers a writing with digits, dots, commas and spaces may mean.

In Vietnamese a dot or a space groups thousands and a comma is the decimal sign; programs in English
write them the other way round. Both are read, and where they lead to different numbers both are
kept, so that the cell's decimals decide or the sender is asked.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

PLACES = 2
"""No cell asks for more decimals: more digits behind a single separator are no plain decimals."""
NUMERAL = r"[0-9](?:[0-9., ]*[0-9.,])?"
_SEPARATOR = re.compile("[., ]")
_AS_TYPED = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF]),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}
"""Full-width characters and the many spaces as the keyboard has them; invisible ones as nothing."""


class Numeral(NamedTuple):
    """The readings of a numeral: as a whole number with groups of thousands, and as a decimal.

    ``places`` counts the digits behind the decimal sign; ``is_vietnamese`` says that the groups are
    written with dots, each of three digits.
    """

    whole: Decimal | None
    decimal: Decimal | None = None
    places: int = 0
    is_vietnamese: bool = False

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """The different numbers that may be meant, the whole one first."""
        both = (self.whole, self.decimal)
        return tuple(dict.fromkeys(number for number in both if number is not None))

    def only(self, decimals: int) -> Decimal | None:
        """Return the number that a cell with so many decimals can mean, unless there are two."""
        if len(self.readings) == 1:
            return self.readings[0]
        return self.whole if self.is_vietnamese and not decimals else None


def as_keyed(text: str) -> str:
    """Return a text as the plain keyboard writes it, without what nobody sees around or in it."""
    keyed = unicodedata.normalize("NFC", text).translate(_AS_TYPED).strip()
    return keyed[1:].strip() if keyed[:1] in ("'", "‘", "’") else keyed


def read_numeral(text: str) -> Numeral | None:
    """Return the readings of ``text``, or ``None`` if its separators stand where none may."""
    groups = _SEPARATOR.split(text)
    separators = _SEPARATOR.findall(text)
    if not all(group.isascii() and group.isdigit() for group in groups):
        return None
    if not separators:
        return Numeral(Decimal(text))
    if len(set(separators)) == 1 and (len(separators) > 1 or separators == [" "]):
        is_vietnamese = separators[0] == "."
        whole = Decimal("".join(groups))
        return Numeral(whole, is_vietnamese=is_vietnamese) if _are_thousands(groups) else None
    return _with_decimal_sign(groups, separators)


def _are_thousands(groups: list[str]) -> bool:
    first, *others = groups
    return len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in others)


def _with_decimal_sign(groups: list[str], separators: list[str]) -> Numeral | None:
    """Read a numeral whose last separator may be the decimal sign; the others group thousands."""
    *grouping, sign = separators
    *whole, fraction = groups
    if sign == " " or len(set(grouping)) > 1:
        return None
    if grouping and not _are_thousands(whole):
        return None
    decimal = Decimal("".join(whole) + "." + fraction)
    if len(fraction) != 3 or groups[0] == "0":
        return Numeral(None, decimal, len(fraction))
    is_vietnamese = sign == "." and not grouping and _are_thousands(groups)
    return Numeral(Decimal("".join(groups)), decimal, 3, is_vietnamese)
