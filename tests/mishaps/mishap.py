"""A mishap: what it does to a report, and what must come of it.

*Same*: accepted, every value as it was, no issue. *Warned*: accepted, every value as it was but
those that the mishap itself changes, and just these warnings. *Refused*: rejected for just these
reasons, one of them at this cell. *Held*: kept for a person to decide, for just these reasons.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

from openpyxl import Workbook, load_workbook

from schemas.layout import CHECKS
from tests.build import addresses, cell_of, content, declarations
from tonghop.demo.collection import write_sending
from tonghop.demo.sendings import Sending

UNIT, PERIOD = "SYT34-51", "2026-H1"
FILE = "bao-cao.xlsx"
SAME, WARNED, REFUSED, HELD = "same", "warned", "refused", "held"
Changed = Mapping[str, str]
"""Values that the mishap changes: number by cell code, an empty text where none is left."""
NOTHING: Changed = MappingProxyType({})


class Outcome(NamedTuple):
    """What must come of a mishap."""

    kind: str
    codes: frozenset[str] = frozenset()
    cell: str = ""
    changed: Changed = NOTHING


class Mishap(NamedTuple):
    """A mishap, what it does to a report's file, and its outcome."""

    name: str
    spoil: Callable[[bytes], bytes]
    outcome: Outcome
    file_name: str = FILE


def same(changed: Changed = NOTHING) -> Outcome:
    return Outcome(SAME, changed=changed)


def warned(*codes: str, changed: Changed = NOTHING) -> Outcome:
    return Outcome(WARNED, frozenset(codes), changed=changed)


def refused(*codes: str, at: str = "", changed: Changed = NOTHING) -> Outcome:
    return Outcome(REFUSED, frozenset(codes), at, changed)


def held(*codes: str) -> Outcome:
    return Outcome(HELD, frozenset(codes))


@cache
def report() -> bytes:
    """Return a report of a Sở with something in every asked cell and no issue.

    The sheet of live checks, which is never read, is left out because it takes long to load.
    """
    sending = Sending(PERIOD, UNIT, date(2026, 6, 12), FILE)
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        write_sending(sending, path, declarations())
        book = load_workbook(path)
    del book[CHECKS]
    for sheet, address in addresses(PERIOD).values():
        if book[sheet][address].value is None:
            book[sheet][address] = 0
    return content(book)


@cache
def uneven_report() -> bytes:
    """Return the report with another number in every cell for a count, so that no mix-up hides.

    It breaks many rules, and is for looking at what is read alone.
    """
    book = load_workbook(BytesIO(report()))
    cells = [book[sheet][address] for sheet, address in addresses(PERIOD).values()]
    for number, cell in enumerate((c for c in cells if isinstance(c.value, int)), start=1001):
        cell.value = number
    return content(book)


def to_book(
    name: str, spoil: Callable[[Workbook], None], outcome: Outcome, file_name: str = FILE
) -> Mishap:
    """Return a mishap that changes the workbook."""

    def make(file: bytes) -> bytes:
        book = load_workbook(BytesIO(file))
        spoil(book)
        return content(book)

    return Mishap(name, make, outcome, file_name)


def typed(name: str, code: str, entry: object, outcome: Outcome) -> Mishap:
    """Return a mishap that enters something into one cell; a refusal is told at that cell."""
    if outcome.kind == REFUSED:
        outcome = outcome._replace(cell=addresses(PERIOD)[code][1])

    def enter(book: Workbook) -> None:
        cell_of(book, code).value = entry  # type: ignore[assignment]

    return to_book(name, enter, outcome)


def to_bytes(
    name: str, spoil: Callable[[bytes], bytes], outcome: Outcome, file_name: str = FILE
) -> Mishap:
    """Return a mishap that changes the file."""
    return Mishap(name, spoil, outcome, file_name)
