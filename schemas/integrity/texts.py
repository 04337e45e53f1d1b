"""What holds of every text: nothing in it that nobody sees, and one spelling of each syllable."""

import re
from collections.abc import Iterator
from unicodedata import category, name, normalize

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault
from schemas.integrity.tables import all_tables

UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"))
ICELANDIC = "Ðð"
_WORD = re.compile(r"[^\W\d_]+")


def texts_show_every_character(declarations: Declarations) -> Iterator[Fault]:
    """No text hides a character, or holds one that only looks like Đ."""
    for table, key, field, text in _texts(declarations):
        for letter in sorted({each for each in text if _is_hidden(each)}):
            called = name(letter, f"U+{ord(letter):04X}")
            wrong = f"{field} has {called} in {text[:60]!r}, expected letters that are seen"
            yield Fault(table, key, wrong)


def texts_have_single_spaces(declarations: Declarations) -> Iterator[Fault]:
    """Words stand one space apart, and none stands around a text."""
    for table, key, field, text in _texts(declarations):
        if "  " in text or text != text.strip():
            wrong = f"{field} is {text[:60]!r}, expected one space between words and none around"
            yield Fault(table, key, wrong)


def texts_are_composed(declarations: Declarations) -> Iterator[Fault]:
    """A letter with its marks is one character, so that equal texts are equal."""
    for table, key, field, text in _texts(declarations):
        if text != normalize("NFC", text):
            yield Fault(table, key, f"{field} is {text[:60]!r}, expected it in NFC")


def texts_place_tones_one_way(declarations: Declarations) -> Iterator[Fault]:
    """A syllable is spelled one way: "hòa", not "hoà"."""
    for table, key, field, text in _texts(declarations):
        for word in dict.fromkeys(_WORD.findall(normalize("NFC", text))):
            if not word.isascii() and fold(word) != word.casefold():
                wrong = f"{field} has {word!r}, expected its tone as in {fold(word)!r}"
                yield Fault(table, key, wrong)


def _texts(declarations: Declarations) -> Iterator[tuple[str, str, str, str]]:
    """Yield every text of every table, with the table's name, the row's key and the field."""
    for table in all_tables(declarations):
        for record in table.records:
            for field in record.__dataclass_fields__:
                if isinstance(text := getattr(record, field), str) and text:
                    yield table.name, table.key_of(record), field, text


def _is_hidden(letter: str) -> bool:
    return letter in ICELANDIC or (letter != " " and category(letter) in UNSEEN)


CHECKS: tuple[Check, ...] = (
    texts_show_every_character,
    texts_have_single_spaces,
    texts_are_composed,
    texts_place_tones_one_way,
)
