"""What holds of caveats: they are told as sentences, each in a document."""

from collections.abc import Iterator

from schemas.caveats import SUBJECTS
from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.sentences import unended

TABLE = "caveats"


def caveats_are_about_something(declarations: Declarations) -> Iterator[Fault]:
    """A caveat is about what a document describes."""
    for caveat in declarations.caveats:
        if caveat.about not in SUBJECTS:
            yield not_listed(TABLE, caveat.caveat_code, "about", caveat.about, SUBJECTS)


def caveats_end(declarations: Declarations) -> Iterator[Fault]:
    """A sentence ends with a full stop."""
    for caveat in declarations.caveats:
        yield from unended(TABLE, caveat.caveat_code, caveat.sentence)


def caveats_start_on_a_day(declarations: Declarations) -> Iterator[Fault]:
    """What has always been unconfirmed belongs to the row that it concerns, not to all periods."""
    for caveat in declarations.caveats:
        if not caveat.valid_from:
            yield Fault(TABLE, caveat.caveat_code, "valid_from is empty, expected a day")


CHECKS: tuple[Check, ...] = (
    caveats_are_about_something,
    caveats_end,
    caveats_start_on_a_day,
)
