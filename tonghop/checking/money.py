"""Money as people write it where đồng are asked for: "5 tỷ", "1,2 triệu đồng", "2 tỷ 300 triệu"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from schemas.folding import fold
from tonghop.checking.numbers import NUMERAL, Numeral, read_numeral

_DONG = ("đồng", "đ", "vnđ", "vnd", "₫")
_SCALES = {
    "nghìn": Decimal(10) ** 3,
    "ngàn": Decimal(10) ** 3,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
}
_UNITS = {"đồng": Decimal(1)} | {f"{word} đồng": scale for word, scale in _SCALES.items()}
_PART = re.compile(rf"({NUMERAL}) ?({'|'.join(_SCALES)}|{'|'.join(_DONG)})(?![^\W\d_]) ?")


class Amount(NamedTuple):
    """A sum of money in the cell's unit of measure: its numeral's readings, each scaled.

    ``is_scaled`` says that the words ask for more than leaving them out.
    """

    numeral: Numeral
    is_scaled: bool


def read_amount(text: str, unit_of_measure: str) -> Amount | None:
    """Return the sum that ``text`` names, or ``None`` if it or the cell's unit is not of money."""
    unit = _UNITS.get(fold(unit_of_measure))
    if unit is None:
        return None
    parts = list(_parts(text.casefold()))
    if not parts:
        return None
    if len(parts) == 1:
        numeral, scale = parts[0]
        return Amount(_scaled(numeral, scale / unit), is_scaled=scale != unit)
    total = _total(parts)
    return None if total is None else Amount(Numeral(total / unit), is_scaled=True)


def _parts(text: str) -> Iterator[tuple[Numeral, Decimal]]:
    """Yield numeral and scale of each part; nothing unless the parts make up the whole text."""
    at = 0
    parts = []
    while found := _PART.match(text, at):
        numeral = read_numeral(found[1])
        if numeral is None:
            return
        parts.append((numeral, _SCALES.get(found[2], Decimal(1))))
        at = found.end()
    if at == len(text) or (parts and parts[-1][1] > 1 and text[at:] in _DONG):
        yield from parts


def _scaled(numeral: Numeral, scale: Decimal) -> Numeral:
    whole, decimal = (None if n is None else n * scale for n in (numeral.whole, numeral.decimal))
    return numeral._replace(whole=whole, decimal=decimal)


def _total(parts: list[tuple[Numeral, Decimal]]) -> Decimal | None:
    """Add parts as in "2 tỷ 300 triệu": whole numbers, each less than one of the part before."""
    total, least = Decimal(0), None
    for numeral, scale in parts:
        number = numeral.only(0)
        if (
            number is None
            or number != number.to_integral_value()
            or (least and number * scale >= least)
        ):
            return None
        total, least = total + number * scale, scale
    return total
