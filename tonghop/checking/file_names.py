"""What a file's name tells of the unit and the period: codes, names and wordings, as whole words.

A name speaks only as far as it is exact. It says nothing where it names several units or periods,
where its words have partly lost their diacritics, or where it speaks of time in other words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from schemas.dated import Dated, is_valid
from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.units import CONFIRMED_MARKS, written
from tonghop.checking.phrases import Phrases

_TOKEN = re.compile(r"\||[^\W_]+")
_YEAR, _ANY_YEAR = re.compile(r"\d{4}$"), "0000"
_READ = "|"
"""What stands for a part of the name that has been understood."""
_OWN_WORDS = {"sở", "so", "syt"}
"""A health department's name without one of these may be no more than the name of a place."""
_TIME_WORDS = {"tháng", "thang", "quý", "quy", "tuần", "tuan", "ngày", "ngay"}
_TO = {"gửi", "gui"}
_END_OF_NAMES = "nam"
"""Without diacritics a year begins like the end of a name: Việt Nam 2025."""


class FileName(NamedTuple):
    """The one unit and the one period that a file's name tells, if it tells them.

    ``is_place`` says that the unit may be named only as the place where another unit is.
    """

    unit_code: str | None = None
    period: str | None = None
    is_place: bool = False


class _Name(NamedTuple):
    """A name or alias of a unit, with the days on which it bears it."""

    unit_code: str
    record: Dated
    is_place: bool


@dataclass(frozen=True, eq=False)
class _Words:
    """The words that the declarations know, ready to be looked for."""

    unit_code: re.Pattern[str]
    period_code: re.Pattern[str]
    names: Phrases[tuple[_Name, ...]]
    wordings: Phrases[str]


def read_file_name(file_name: str, declarations: Declarations, day: date) -> FileName:
    """Return what a file's name tells; names are those of ``day``, or else of any other day."""
    words = _words(declarations)
    stem = unicodedata.normalize("NFC", PurePath(file_name).stem)
    units = {found[0].upper() for found in words.unit_code.finditer(stem)}
    periods = {found[0].upper() for found in words.period_code.finditer(stem)}
    text = words.period_code.sub(_READ, words.unit_code.sub(_READ, stem))
    tokens, named = _take_names(_TOKEN.findall(fold(text)), words, day)
    speaking = {n.unit_code for n in named if not n.is_place or not stem.isascii()}
    unit = _only(units | speaking)
    is_place = not units and all(name.is_place for name in named if name.unit_code == unit)
    return FileName(unit, _only(periods | _worded(tokens, words)), is_place)


def read_period(label: str, declarations: Declarations) -> str | None:
    """Return the code of the period that a text names as a whole, as a cover does."""
    tokens = _TOKEN.findall(fold(label))
    kind = _words(declarations).wordings.meanings.get(" ".join(_without_years(tokens)))
    return f"{tokens[-1][-4:]}-{kind}" if kind else None


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _take_names(tokens: list[str], words: _Words, day: date) -> tuple[list[str], list[_Name]]:
    """Return the words without the units that they name, and those units.

    A unit to which the report is sent is not the one that sends it.
    """
    left: list[str] = []
    named: list[_Name] = []
    for start, size in words.names.spans(tokens):
        if size and not (left and left[-1] in _TO):
            names = words.names.meanings[" ".join(tokens[start : start + size])]
            named += [name for name in names if is_valid(name.record, day)] or names
        left.append(_READ if size else tokens[start])
    return left, named


def _worded(tokens: list[str], words: _Words) -> set[str]:
    """Return the periods that are told in words, none where time is told in others as well."""
    found: set[str] = set()
    dated, before = _without_years(tokens), _READ
    for start, size in words.wordings.spans(dated):
        if not size and tokens[start] in _TIME_WORDS:
            return set()
        if size and (tokens[start] != _END_OF_NAMES or before == _READ):
            kind = words.wordings.meanings[" ".join(dated[start : start + size])]
            found.add(f"{tokens[start + size - 1][-4:]}-{kind}")
        before = _READ if size else tokens[start]
    return found


def _without_years(tokens: Iterable[str]) -> list[str]:
    return [_YEAR.sub(_ANY_YEAR, token) for token in tokens]


@lru_cache(maxsize=4)
def _words(declarations: Declarations) -> _Words:
    kinds = "|".join(kind.kind for kind in declarations.period_kinds)
    return _Words(
        unit_code=_whole(_any_of(sorted(_senders(declarations)))),
        # Whoever writes "2026-Y tế" speaks of health.
        period_code=_whole(rf"\d{{4}}-(?:{kinds})(?!\s*t[eế](?!\w))"),
        names=Phrases(_unit_names(declarations)),
        wordings=Phrases(dict(_wordings(declarations))),
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9A-Za-z])(?:{pattern})(?![0-9A-Za-z])", re.IGNORECASE)


def _any_of(codes: Iterable[str]) -> str:
    """Return a pattern of codes in which what several begin with is looked at once."""
    groups = groupby((code.partition("-") for code in codes), key=lambda parts: parts[0])
    return "|".join(
        f"{first}(?:{'|'.join(sorted((d + rest for _, d, rest in parts), key=len, reverse=True))})"
        for first, parts in groups
    )


def _wordings(declarations: Declarations) -> Iterator[tuple[str, str]]:
    """Yield every wording of a kind of period, with and without diacritics, and the kind."""
    labels = [(kind.label, kind.kind) for kind in declarations.period_kinds]
    for label, kind in [*labels, *((a.alias, a.kind) for a in declarations.period_aliases)]:
        for key in _keys(label.replace("{year}", _ANY_YEAR)):
            yield key, kind


def _unit_names(declarations: Declarations) -> dict[str, tuple[_Name, ...]]:
    senders = _senders(declarations)
    names: dict[str, tuple[_Name, ...]] = {}
    for record in declarations.units.called:
        if record.unit_code in senders:
            for key in _keys(written(record)):
                is_place = senders[record.unit_code] and _OWN_WORDS.isdisjoint(key.split())
                found = _Name(record.unit_code, record, is_place)
                names[key] = (*names.get(key, ()), found)
    return names


def _senders(declarations: Declarations) -> dict[str, bool]:
    """Return the units that send reports, and whether each is named for a place."""
    return {
        unit.unit_code: bool(unit.province_code)
        for unit in declarations.units.units
        if unit.reports_to and unit.mark in CONFIRMED_MARKS
    }


def _keys(text: str) -> set[str]:
    """Return a text's words with and without their diacritics."""
    words = " ".join(_TOKEN.findall(fold(text)))
    marks = unicodedata.normalize("NFD", words)
    plain = "".join(c for c in marks if not unicodedata.combining(c)).replace("đ", "d")
    return {words, plain}
