"""What every published document says at its head."""

from dataclasses import dataclass

from schemas.directives import Directive
from schemas.periods import Period


@dataclass(frozen=True, slots=True)
class Heading:
    """The period, the directive that asked for it, the edition's number and its coverage.

    ``caveats`` are sentences about what the ministry has not confirmed.
    """

    period: Period
    directive: Directive | None
    edition: int
    illustrative: bool
    units_reported: int
    units_expected: int
    caveats: tuple[str, ...] = ()
