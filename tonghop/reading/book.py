"""A book: what a file of any format holds, in the one shape that the reader goes on with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.issues import Finding
from tonghop.reading.surroundings import Surrounding

Rows = list[list[object]]
Typed = Mapping[str, str]
"""Typed texts by the address of their cells."""


class Area(NamedTuple):
    """A merged area, both ends included, counted from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its values where they stand, row by row from A1, text as Unicode.

    A value is what ``as_typed`` takes; a blank cell is the empty text. Rows may differ in length.
    """

    name: str
    rows: Rows
    merged: tuple[Area, ...] = ()


def _nothing_hidden(_: Sequence[str]) -> Mapping[str, Typed]:
    return {}


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets, and what the file tells besides.

    ``properties`` is the hidden metadata that the template wrote, by name. ``findings`` tells what
    the format itself has to say, such as macros. ``hidden`` returns, for those of the named sheets
    that have any, the cells that ``rows`` shows as blank although they are not: errors, and
    formulas without a result. It is asked only for sheets that are read. ``surroundings`` are texts
    beside the cells, such as headers, in which nothing but a secrecy mark is looked for.
    """

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    hidden: Callable[[Sequence[str]], Mapping[str, Typed]] = _nothing_hidden
    surroundings: tuple[Surrounding, ...] = ()
