"""A cell of an OpenDocument spreadsheet: its value, or what it is instead of one."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element

from tonghop.reading.number_formats import misleads
from tonghop.reading.typed import ERROR, FORMULA, as_typed, raw_text, shown

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBERS = ("float", "currency", "percentage")
_VALUES = [f"{OFFICE}{name}" for name in ("value", "date-value", "time-value", "boolean-value")]
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_SHOWN_WITHIN = {f"{TEXT}{tag}" for tag in ("span", "a", "meta", "meta-field", "bookmark")}
_BLANKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}s": " "}
_MOST_SPACES = 1000
_SPACES = re.compile(r"[ \t\r\n]+")
_AN_ERROR = re.compile(r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d+")
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


class Fault(str):
    """The typed text of a cell that is an error, or a formula without a result."""

    __slots__ = ()


class Misshown(float):
    """A number that its cell shows as another."""

    typed: str

    def __new__(cls, number: float, seen: str) -> "Misshown":
        """Keep beside the number what the sender sees instead."""
        made = super().__new__(cls, number)
        made.typed = shown(seen, raw_text(as_typed(number)))
        return made


def value_of(cell: Element) -> object:
    """Return a cell's value as ``as_typed`` takes it, a ``Fault``, or the empty text for a blank.

    What a cell's attributes say counts, not how the number is displayed, unless that is another
    number. A value that is not what its type says is the text that the sender sees.
    """
    seen, formula = _text(cell), cell.get(f"{TABLE}formula")
    if cell.get(f"{_CALCEXT}value-type") == "error" or (formula and _AN_ERROR.fullmatch(seen)):
        return Fault(ERROR + (seen or "#N/A"))
    kind = cell.get(f"{OFFICE}value-type", "")
    if formula and not _has_result(cell, kind, seen):
        return Fault(FORMULA + "=" + formula.partition("=")[2])
    try:
        return _typed_value(cell, kind, seen)
    except ValueError:
        return seen


def _has_result(cell: Element, kind: str, seen: str) -> bool:
    return bool(seen) or kind == "string" or any(cell.get(name) for name in _VALUES)


def _typed_value(cell: Element, kind: str, seen: str) -> object:
    if kind in _NUMBERS:
        number = float(cell.get(f"{OFFICE}value", ""))
        return Misshown(number, seen) if number and seen and misleads(seen, number) else number
    if kind == "boolean":
        return {"true": True, "false": False}.get(cell.get(f"{OFFICE}boolean-value", ""), seen)
    if kind == "date":
        return _moment(cell.get(f"{OFFICE}date-value", ""))
    if kind == "time":
        return _duration(cell.get(f"{OFFICE}time-value", ""))
    return cell.get(f"{OFFICE}string-value", seen)


def _moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _duration(text: str) -> time | timedelta:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no duration")
    hours, minutes, seconds = map(int, found.groups())
    if hours < 24:
        return time(hours, minutes, seconds)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _text(cell: Element) -> str:
    """Return a cell's own paragraphs; notes and drawings of the cell are not its text."""
    return "\n".join("".join(_pieces(part)) for part in cell if part.tag in _PARAGRAPHS)


def _pieces(element: Element) -> Iterator[str]:
    yield _SPACES.sub(" ", element.text or "")
    for part in element:
        if part.tag in _BLANKS:
            yield _BLANKS[part.tag] * min(int(part.get(f"{TEXT}c", "1")), _MOST_SPACES)
        elif part.tag in _SHOWN_WITHIN:
            yield from _pieces(part)
        yield _SPACES.sub(" ", part.tail or "")
