"""Legacy fonts: text typed for the fonts of TCVN3 (``.VnTime``) and VNI (``VNI-Times``), decoded.

Before Unicode a Vietnamese letter was a Western character that the font drew as another one, so
what such a text says depends on the font of its cell alone. Decode before anything is trimmed: in
TCVN3 the letter ư is the soft hyphen, which trimming takes for invisible.

TCVN3 is the character set VN3 of TCVN 5712:1993: no capital has a tone there, fonts whose name ends
in H draw every letter as a capital. VNI writes a letter and its mark as two characters.
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

from schemas.folding import fold

_VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of both character sets."""
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđ"
"""From 0xA1 on, without a tone."""
_TCVN3_TONED = (
    "µ¶·¸¹", "»¼½¾Æ", "ÇÈÉÊË", "ÌÎÏÐÑ", "ÒÓÔÕÖ", "×ØÜÝÞ",
    "ßáâãä", "åæçèé", "êëìíî", "ïñòóô", "õö÷øù", "úûüýþ",
)  # fmt: skip
"""For each vowel what stands for it with each tone."""

_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKS = (
    ("aeiouyôö", dict(zip("øûõùï", _TONES, strict=True))),
    ("aeo", dict(zip("âàåãáä", (_CIRCUMFLEX + tone for tone in ("", *_TONES)), strict=True))),
    ("a", dict(zip("êèúüéë", (_BREVE + tone for tone in ("", *_TONES)), strict=True))),
)
"""After which letters a character is a mark, and which mark it is."""


def is_legacy(font: str) -> bool:
    """Say whether text in ``font`` is to be decoded."""
    return font.lower().startswith((".vn", "vni-"))


def decode(text: str, font: str) -> str:
    """Return ``text`` in Unicode (NFC) as a legacy font shows it; in any other font as it is.

    Text that says by its letters that it is Unicode stays as it is, whatever its font: so does text
    without any Vietnamese letter, such as the hidden codes.
    """
    if not is_legacy(font) or text.isascii() or _UNICODE.search(text):
        return text
    if not font.startswith("."):
        return _VNI.sub(lambda found: _FROM_VNI[found[0]], text)
    decoded = text.translate(_FROM_TCVN3)
    return decoded.upper() if font.upper().endswith("H") else decoded


def undecoded(text: str) -> tuple[str, ...]:
    """Return what a text says if it was typed for a legacy font, whatever font it has now."""
    return tuple(decode(text, font) for font in (".Vn", "VNI-"))


def has_lost_its_font(text: str, declared: str) -> bool:
    """Say whether a text is ``declared`` as it was typed for a legacy font, now in another one."""
    return any(fold(read) == fold(declared) for read in undecoded(text))


def looks_garbled(text: str) -> bool:
    """Say whether words look as if typed for a legacy font that their cell no longer has.

    Such text has Western signs within words (``viÖc``, ``ngµy``) and no letter that only Unicode
    has. This is reason to ask, never to decode.
    """
    if text.isascii() or _UNICODE.search(text):
        return False
    return any(len(signs.findall(text)) >= _FEWEST_SIGNS for signs in (_TCVN3_SIGNS, _VNI_SIGNS))


def _tcvn3() -> Iterator[tuple[str, str]]:
    yield from zip(map(chr, range(0xA1, 0xAF)), _TCVN3_LETTERS, strict=True)
    for vowel, characters in zip(_VOWELS, _TCVN3_TONED, strict=True):
        for character, tone in zip(characters, _TONES, strict=True):
            yield character, normalize("NFC", vowel + tone)


def _vni() -> Iterator[tuple[str, str]]:
    """Yield what stands for each small letter; a capital's mark is a capital, too."""
    yield from _VNI_LETTERS.items()
    for letters, marks in _VNI_MARKS:
        for letter in letters:
            for character, mark in marks.items():
                unicode = normalize("NFC", _VNI_LETTERS.get(letter, letter) + mark)
                yield letter + character, unicode


_FROM_TCVN3 = str.maketrans(dict(_tcvn3()))
_FROM_VNI = {
    cased(typed): cased(letter)
    for typed, letter in _vni()
    for cased in (str.lower, str.upper, str.capitalize)
}
_VNI = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
                      "\u0300-\u036f\u1ea0-\u1ef9]")  # fmt: skip
"""Vietnamese letters that no Western character set has: nobody types them for a legacy font."""
_FEWEST_SIGNS = 3
_TCVN3_SIGNS = re.compile("(?<=[a-zà-ÿ])[¦-¾À-Þ](?=[a-zà-ÿ])|(?<![^\\W_])[§©®µ¸](?=[a-z])")
_VNI_SIGNS = re.compile("[aeoyAEOY][øØûÛïÏåÅäÄëË]|[uUôÔöÖ][øØùÙûÛïÏ]")
"""Neither stands so in Vietnamese written in Unicode, and seldom in any other language."""
