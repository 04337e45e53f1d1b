"""Comparing Vietnamese text: two spellings are the same name when they fold to the same text.

Folding removes what typing changes without changing the name: Unicode form, letter case, spacing,
characters that nobody sees, full-width letters, kinds of dash and apostrophe, Icelandic Ð for
Vietnamese Đ, and where the tone mark sits (hoà, hòa; qúy, quý). It never removes a letter, a tone
or a word: five pairs of province names are one letter apart.

Text typed for a legacy font is decoded before: in TCVN3 the soft hyphen is a letter.
"""

import re
from functools import lru_cache
from unicodedata import normalize

SOFT_HYPHEN = "\u00ad"
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_BREAKS = dict.fromkeys([0x85, 0x2028, 0x2029], "\n")
_UNSEEN = dict.fromkeys(
    [*range(0x7F, 0x85), *range(0x86, 0xA0), 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010),
     *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF,
     *range(0xFFF9, 0xFFFC)], ""
)  # fmt: skip
_SEEN = _SPACES | _BREAKS | _UNSEEN
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOOK_ALIKES = (
    _SEEN
    | _FULL_WIDTH
    | {0xAD: "", 0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x256: "đ"}
    | dict.fromkeys([*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")
    | dict.fromkeys([0x2018, 0x2019, 0x2032], "'")
    | dict.fromkeys([0x201C, 0x201D, 0x2033], '"')
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKS = "\u0302\u0306\u031b"
_LEFT_OVER = re.compile("[\u0300-\u036f]")
_TONE_BEFORE_MARK = re.compile(rf"([{_TONES}])([{_MARKS}])")
_TONE_ON_SECOND = re.compile(rf"(?<!q)([ou])([aey])([{_TONES}])(?![^\W\d_]|[{_MARKS}])")
_TONE_AFTER_Q = re.compile(rf"(?<=qu)([{_TONES}])([aeioy][{_MARKS}]?)")
_AROUND_DASH = re.compile(r"\s*-\s*")


def clean(text: str) -> str:
    """Return ``text`` as it is kept: NFC, every space a plain one, without what nobody sees.

    A soft hyphen stays, because it may be a letter typed for a font that was lost since.
    """
    return text if text.isascii() else _composed(text.translate(_SEEN))


def as_code(text: str) -> str:
    """Return ``text`` as codes of units and periods are written, however it was typed."""
    return fold(text).replace(" ", "").upper()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the form of ``text`` under which equal names compare equal, in NFC."""
    spaced = " ".join(_composed(text.translate(_LOOK_ALIKES)).split())
    letters = normalize("NFD", _AROUND_DASH.sub(" - ", spaced).casefold())
    on_first = _TONE_ON_SECOND.sub(r"\1\3\2", letters)
    return normalize("NFC", _TONE_AFTER_Q.sub(r"\2\1", on_first))


def _composed(text: str) -> str:
    """Return ``text`` in NFC, also where a tone was typed before the mark of its vowel (é + ^)."""
    composed = normalize("NFC", text)
    if not _LEFT_OVER.search(composed):
        return composed
    return normalize("NFC", _TONE_BEFORE_MARK.sub(r"\2\1", normalize("NFD", composed)))
