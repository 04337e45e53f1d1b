"""Disclosure limits: which figures are kept back outside the ministry if they are too small."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from schemas.forms import Form

MONEY = "đồng"


@dataclass(frozen=True, slots=True)
class DisclosureLimit:
    """From how much on the figures of a line's measures may be told outside.

    ``by_unit_below`` holds for figures of units and kinds of unit, ``nation_below`` for national
    ones, which without it are told whatever they are. A nil is never kept back for its size.
    No ``measures`` stands for all that count people or cases; money is never small in this sense.
    """

    line_code: str
    measures: tuple[str, ...]
    by_unit_below: Decimal | None
    nation_below: Decimal | None
    subject: str
    source: str
    valid_from: date | None
    valid_to: date | None

    @property
    def limits(self) -> tuple[Decimal, ...]:
        """The limits that are set."""
        return tuple(x for x in (self.by_unit_below, self.nation_below) if x is not None)

    def within_a_unit(self) -> "DisclosureLimit":
        """Return the limit for where a department consolidates: its total is a unit's figure.

        What the ministry keeps back as that of a unit is not told by the unit either.
        """
        return replace(self, nation_below=max(self.limits, default=None))


def limits_by_cell(
    forms: Iterable[Form], limits: Iterable[DisclosureLimit]
) -> dict[str, list[DisclosureLimit]]:
    """Return the limits of each cell that has any: one, unless the declarations are wrong."""
    found: dict[str, list[DisclosureLimit]] = {}
    of_line: dict[str, list[DisclosureLimit]] = {}
    for limit in limits:
        of_line.setdefault(limit.line_code, []).append(limit)
    for cell in (cell for form in forms for cell in form.cells if cell.unit_of_measure != MONEY):
        for limit in of_line.get(cell.line.line_code, ()):
            if not limit.measures or cell.measure.measure in limit.measures:
                found.setdefault(cell.code, []).append(limit)
    return found
