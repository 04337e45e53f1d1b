"""What holds of every text: nothing in it that nobody sees, and one spelling of each syllable."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from unicodedata import category, is_normalized, name, normalize

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault
from schemas.integrity.tables import Table, all_tables

UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"))
ICELANDIC = "Ðð"
_WORD = re.compile(r"[^\W\d_]+")


class Text(NamedTuple):
    """A text and where it stands; most have no fault, so the row's key is made for those only."""

    text: str
    table: Table
    record: Any
    field: str

    def fault(self, wrong: str) -> Fault:
        """Return the fault that the field has."""
        return Fault(self.table.name, self.table.key_of(self.record), f"{self.field} {wrong}")


def texts_show_every_character(declarations: Declarations) -> Iterator[Fault]:
    """No text hides a character, or holds one that only looks like Đ."""
    for each in _texts(declarations):
        for letter in _hidden_in(each.text):
            called = name(letter, f"U+{ord(letter):04X}")
            yield each.fault(f"has {called} in {each.text[:60]!r}, expected letters that are seen")


def texts_have_single_spaces(declarations: Declarations) -> Iterator[Fault]:
    """Words stand one space apart, and none stands around a text."""
    for each in _texts(declarations):
        if "  " in each.text or each.text != each.text.strip():
            wrong = f"is {each.text[:60]!r}, expected one space between words and none around"
            yield each.fault(wrong)


def texts_are_composed(declarations: Declarations) -> Iterator[Fault]:
    """A letter with its marks is one character, so that equal texts are equal."""
    for each in _texts(declarations):
        if not is_normalized("NFC", each.text):
            yield each.fault(f"is {each.text[:60]!r}, expected it in NFC")


def texts_place_tones_one_way(declarations: Declarations) -> Iterator[Fault]:
    """A syllable is spelled one way: "hòa", not "hoà"."""
    for each in _texts(declarations):
        for word, expected in _respelled(each.text):
            yield each.fault(f"has {word!r}, expected its tone as in {expected!r}")


def _texts(declarations: Declarations) -> Iterator[Text]:
    """Yield every text of every table."""
    for table in all_tables(declarations):
        for record in table.records:
            for field in record.__dataclass_fields__:
                if isinstance(text := getattr(record, field), str) and text:
                    yield Text(text, table, record, field)


@cache
def _hidden_in(text: str) -> tuple[str, ...]:
    """Return the hidden letters; like its spelling, that of a text is the same in every table."""
    return tuple(sorted(filter(_is_hidden, {*text})))


def _is_hidden(letter: str) -> bool:
    return letter in ICELANDIC or (letter != " " and category(letter) in UNSEEN)


@cache
def _respelled(text: str) -> tuple[tuple[str, str], ...]:
    """Return each word whose tone stands in another place than expected, with the word expected."""
    words = dict.fromkeys(_WORD.findall(normalize("NFC", text)))
    spelled = ((word, fold(word)) for word in words if not word.isascii())
    return tuple((word, expected) for word, expected in spelled if expected != word.casefold())


CHECKS: tuple[Check, ...] = (
    texts_show_every_character,
    texts_have_single_spaces,
    texts_are_composed,
    texts_place_tones_one_way,
)
