"""Refusals: why a text in a number cell cannot be taken, so that its sender learns what to write.

A number that was probably meant is proposed where there is only one, and never taken.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from tonghop.checking.numbers import NUMERAL, read_numeral

LONGEST = 200
"""Longer texts are no numbers; they are not searched for what else they could be."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_APPROXIMATELY = (
    "~", "≈", "±", ">", "<", "≥", "≤", "khoảng", "gần", "hơn", "trên", "dưới", "độ", "chừng", "cỡ",
    "ước", "ước tính", "ít nhất", "tối thiểu", "tối đa", "không quá",
)  # fmt: skip
_ERRORS = r"#(?:ref!|div/0!|value!|name\?|n/a|num!|null!|spill!|calc!)"
_REFUSALS = tuple(
    (re.compile(pattern, re.DOTALL), fault)
    for pattern, fault in (
        (_ERRORS, "error_in_cell"),
        (r".*[0-9].*[/⁄∕\\].*[0-9].*", "slash_in_number"),
        (rf"-? ?{NUMERAL} *(?:%|phần trăm)", "percent_in_number"),
        (rf"(?:{'|'.join(_APPROXIMATELY)}) *[0-9].*", "approximate_number"),
        (rf"{NUMERAL} *(?:\+|trở lên|trở xuống)", "approximate_number"),
        (rf"- ?{NUMERAL}\D*|{NUMERAL} ?-|\( ?{NUMERAL} ?\)", "negative"),
        (r".*[0-9].*[^0-9., ].*[0-9].*", "several_numbers"),
        (r"[0-9., ]*[0-9][0-9., ]*", "separators_misplaced"),
        (rf"{NUMERAL} *[^\W\d_]\D*", "unit_of_measure_other"),
    )
)
_LOOK_ALIKES = str.maketrans({"o": "0", "о": "0", "l": "1", "i": "1", "ı": "1"})
_LETTERS = re.compile(r"(?=.*[0-9])[0-9oоliı., ]+|o|о|l")
_EXPONENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)e([+-]?[0-9]{1,2})")


def refuse(keyed: str, is_number: Callable[[Decimal], bool]) -> tuple[str, str]:
    """Return the fault of a text that is no number, and the number that was probably meant.

    A proposal is one that the cell would take, as ``is_number`` says; without one it is empty.
    """
    if len(keyed) > LONGEST:
        return "text_in_number", ""
    text = keyed.casefold().translate(_DASHES)
    if (meant := _probably(text)) is not None and is_number(meant):
        return "letter_in_number", f"{meant:f}".replace(".", ",")
    for pattern, fault in _REFUSALS:
        if pattern.fullmatch(text):
            return fault, ""
    return "text_in_number", ""


def _probably(text: str) -> Decimal | None:
    """Return the number meant by letters that look like digits, or by an exponent."""
    if found := _EXPONENT.fullmatch(text):
        return Decimal(found[1].replace(",", ".")).scaleb(int(found[2]))
    if _LETTERS.fullmatch(text) and (numeral := read_numeral(text.translate(_LOOK_ALIKES))):
        return numeral.readings[0] if len(numeral.readings) == 1 else None
    return None
