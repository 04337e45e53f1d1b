"""Text as a workbook's XML holds it: characters that XML forbids replaced, escapes kept apart."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
MOST_CHARACTERS = 32_000
"""A cell holds 32,767 characters, and escaping adds some."""


def storable(text: str) -> str:
    """Return a text as a cell or comment can store it: what looks like an escape stays as it is."""
    shown = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    return _LOOKS_ESCAPED.sub("_x005F_", _FORBIDDEN.sub("\ufffd", shown))
