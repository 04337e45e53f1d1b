"""Privacy: what a text says of a person is found, told by its sort, and never repeated."""

from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from schemas.declarations import Declarations
from schemas.persons import NAME, WITHHELD_IN_NAME
from tonghop.privacy.names import find_names
from tonghop.privacy.numbers import find_numbers

SHORTEST = 6
"""Nothing shorter says anything of a person."""


class Found(NamedTuple):
    """Personal data in a text: of which sort, and from where to where."""

    sort: str
    start: int
    end: int


def find_persons(text: str, declarations: Declarations) -> list[Found]:
    """Return what ``text`` (NFC) says of persons, in no order; spans may overlap."""
    if len(text) < SHORTEST:
        return []
    names = (Found(NAME, *span) for span in find_names(text, declarations))
    return [*(Found(*found) for found in find_numbers(text)), *names]


@lru_cache(maxsize=65_536)
def without_persons(name: str, declarations: Declarations) -> str:
    """Return the name of a file, folder or sheet without what it says of persons."""
    name, end = normalize("NFC", name), 0
    parts = []
    for found in sorted(find_persons(name.replace("_", " "), declarations), key=_start):
        if found.start >= end:
            parts += [name[end : found.start], WITHHELD_IN_NAME]
        end = max(end, found.end)
    return "".join([*parts, name[end:]])


def _start(found: Found) -> int:
    return found.start
