"""Caveats: what the declarations keep as it is until the ministry confirms it, from a day on."""

from dataclasses import dataclass
from datetime import date

UNITS, DIRECTIVES = "units", "directives"
SUBJECTS = (UNITS, DIRECTIVES)
"""What a caveat may be about: each has a document that prints its caveats."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """A sentence that is told with every period whose cut-off falls in its span."""

    caveat_code: str
    about: str
    sentence: str
    valid_from: date | None
    valid_to: date | None
    source: str
