"""Intake: what arrived is archived, except what is marked secret, and told without persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from schemas.declarations import Declarations
from tonghop.archive import Receipt, keep, read_receipts
from tonghop.arrivals import Arrival, marks_of_packages
from tonghop.belonging import take_over
from tonghop.house import House
from tonghop.privacy import without_persons
from tonghop.reading.secrecy import Mark
from tonghop.reading.workbook import SECRECY_MARKED, Reading
from tonghop.refusals import Refusal, refuse

Named = TypeVar("Named", Receipt, Refusal)
_NAMING = ("file_name", "folder", "where")
"""Where receipts and refusals name files and folders."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a batch: receipts of what was archived, what was refused, what to check."""

    received: tuple[Receipt, ...]
    refused: tuple[Refusal, ...]
    readings: list[Reading]


def take_in(
    house: House,
    arrivals: Sequence[Arrival],
    readings: Sequence[Reading],
    declarations: Declarations,
) -> TakenIn:
    """Archive what arrived, except what bears a secrecy mark; return what remains to be checked.

    A file that changed while it was read is left for the next run. A package that a marked file
    came in is refused like it; the other files that came in it are not. The first to come decide
    whose house it is.
    """
    take_over(house, declarations)
    marks = {r.sha256: mark for r in readings if (mark := _mark_in(r))}
    marks |= {a.receipt.sha256: a.mark for a in arrivals if a.mark}
    marks = marks_of_packages(arrivals, marks) | marks
    unsettled = {reading.sha256 for reading in readings if not reading.is_settled}
    left_out = marks.keys() | unsettled
    received = keep((a for a in arrivals if a.receipt.sha256 not in left_out), house.archive)
    marked = [(a, marks[a.receipt.sha256]) for a in arrivals if a.receipt.sha256 in marks]
    refused = refuse(marked, house.archive)
    archived = [r for r in readings if r.is_settled and (house.archive / r.sha256).exists()]
    return TakenIn(shown(received, declarations), shown(refused, declarations), archived)


def _mark_in(reading: Reading) -> Mark | None:
    """Return the mark that a file bears; then it is its only finding."""
    for finding in reading.findings:
        if finding.code == SECRECY_MARKED:
            return Mark(finding.raw_text, finding.expected)
    return None


def shown_receipts(house: House, declarations: Declarations) -> tuple[Receipt, ...]:
    """Return every receipt as it may be told."""
    return shown(read_receipts(house.archive), declarations)


def shown(records: Iterable[Named], declarations: Declarations) -> tuple[Named, ...]:
    """Return receipts or refusals with names that say nothing of a person; the archive keeps them.

    From here on nothing else is known of a name, so that no table, sentence or log repeats it.
    """
    return tuple(_shown(record, declarations) for record in records)


def _shown(record: Named, declarations: Declarations) -> Named:
    texts = {field: getattr(record, field) for field in _NAMING if hasattr(record, field)}
    told: dict[str, Any] = {
        field: without_persons(text, declarations) for field, text in texts.items()
    }
    return record if told == texts else replace(record, **told)
