"""What a check is, and how it words a fault: the table, the row's key, and what was expected."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from keyword import iskeyword
from typing import NamedTuple

from schemas.declarations import Declarations


class Fault(NamedTuple):
    """Something wrong in a row of a table, with the first day on which it is, if that matters."""

    table: str
    key: str
    wrong: str
    day: date | None = None

    def __str__(self) -> str:
        """Word the fault, such as ``units.csv, SYT63-01: mark is 'X', expected one of D, F``."""
        day = f", on {self.day}" if self.day and self.day > date.min else ""
        return f"{self.table}.csv, {self.key}{day}: {self.wrong}"


Check = Callable[[Declarations], Iterable[Fault]]


def not_listed(table: str, key: str, field: str, value: str, known: Iterable[str]) -> Fault:
    """Return the fault of a value that is not in its list."""
    return Fault(table, key, f"{field} is {value!r}, expected one of {', '.join(known)}")


def not_an_identifier(table: str, key: str, code: str) -> Iterator[Fault]:
    """Yield a fault unless ``code`` can be written in rules and in code."""
    if not (code.isascii() and code.isidentifier()) or iskeyword(code):
        wrong = f"{code!r} is no identifier, expected letters, digits and _ without diacritics"
        yield Fault(table, key, wrong)
