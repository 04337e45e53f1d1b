"""Personal names, found by the title before them or the middle name within, in a text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.persons import AFTER_TITLE, MIDDLE_NAMES, PLACE_WORDS, PLACES, TITLES

_LETTERS = [chr(code) for code in range(0x41, 0x1EFA)]
_CAPITAL = "".join(letter for letter in _LETTERS if category(letter) == "Lu")
_SMALL = "".join(letter for letter in _LETTERS if category(letter) == "Ll")
_WRITTEN = re.compile(
    rf"(?<!\w)(?:[{_CAPITAL}][{_SMALL}]*(?!\w)\.?(?:\s+(?=[{_CAPITAL}]))?){{2,}}"
    rf"|(?<!\w)(?:[{_CAPITAL}]+(?!\w)(?:\s+(?=[{_CAPITAL}]))?){{2,}}"
)
"""Words in a row that are written like a name: capitalised, or in capitals."""
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(rf"[{_CAPITAL}]+[{_SMALL}]*\.?")
_INITIALS = re.compile(rf"(?<![\w.])(?:[{_CAPITAL}]\.\s?){{1,3}}[{_CAPITAL}](?!\w)")
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_TITLED = re.compile(
    rf"(?<!\w)(?:{_TITLE})\.?(?:\s*\([^()\n]{{1,20}}\))?\s*[:,/–-]?\s*"
    rf"(?:(?:{'|'.join(AFTER_TITLE)})\s*[:,]?\s*){{0,2}}$",
    re.IGNORECASE,
)
_PLACED = re.compile(rf"(?:(?<!\w)(?:{'|'.join(PLACE_WORDS)})|\d)[\s,]+$", re.IGNORECASE)
_LONGEST_TITLE, _LONGEST_PLACE = 60, 40


class _Words(NamedTuple):
    families: frozenset[str]
    place: re.Pattern[str]


@lru_cache(maxsize=4)
def _words_of(declarations: Declarations) -> _Words:
    """Return the family names, and the places whose names may look like a person's; folded."""
    provinces = {
        re.sub("^(Tỉnh|Thành phố) ", "", name.province_name) for name in declarations.units.names
    }
    return _Words(
        families=frozenset(fold(name.family_name) for name in declarations.family_names),
        place=re.compile(rf"(?:{'|'.join(fold(p) for p in {*PLACES, *provinces} if p)})(?!\w)"),
    )


def find_names(text: str, declarations: Declarations) -> Iterator[tuple[int, int]]:
    """Yield the span of each personal name in ``text`` (NFC)."""
    words = _words_of(declarations)
    for initials in _INITIALS.finditer(text):
        if _is_titled(text, initials.start()):
            yield initials.span()
    if not any(word[0].isupper() and fold(word) in words.families for word in _WORD.findall(text)):
        return
    for written in _WRITTEN.finditer(text):
        syllables = list(_SYLLABLE.finditer(text, *written.span()))
        for number, syllable in enumerate(syllables[:-1]):
            if fold(syllable[0]) in words.families and _is_named(
                text, syllable.start(), syllables[number + 1][0], words
            ):
                yield syllable.start(), written.end()
                break


def _is_named(text: str, start: int, second: str, words: _Words) -> bool:
    """Say whether a family name and what follows it is a person's name, and not a place's.

    Among capitals everything is written like a name; there it takes a middle name to be one.
    """
    if words.place.match(fold(text[start : start + _LONGEST_PLACE])):
        return False
    has_middle_name = fold(second) in MIDDLE_NAMES
    is_capitals = len(second) > 1 and text[start : start + 2].isupper() and second.isupper()
    if _is_titled(text, start):
        return has_middle_name or not is_capitals
    return has_middle_name and not _PLACED.search(text[max(start - _LONGEST_PLACE, 0) : start])


def _is_titled(text: str, start: int) -> bool:
    return _TITLED.search(text[max(start - _LONGEST_TITLE, 0) : start]) is not None
