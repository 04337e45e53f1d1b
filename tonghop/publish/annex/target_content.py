"""The targets that an annex prints, read from an edition: the nation's result, the units below."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas.forms import Form

_TARGETS = """
    select target_code, target_kind, target_label, line_code, measure, target, numerator,
        denominator, value, is_met, units_reported, units_expected, units_measured, units_below,
        source
    from target_progress
    where period = ?
    order by target_code
"""
_UNITS_BELOW = """
    select target_code, unit_code, unit_name, numerator, denominator, value
    from unit_target
    where period = ? and not is_met
"""


class Target(NamedTuple):
    """A row of ``target_progress``."""

    target_code: str
    kind: str
    label: str
    line_code: str
    measure: str
    target: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    is_met: bool | None
    units_reported: int
    units_expected: int
    units_measured: int
    units_below: int
    source: str

    @property
    def code(self) -> str:
        """The figure that the target is set for, such as ``D00.vu``."""
        return f"{self.line_code}.{self.measure}"

    @property
    def is_reduction(self) -> bool:
        """Whether this period is measured against last year, like for like."""
        return self.kind == "reduction"


class UnitBelow(NamedTuple):
    """A unit that misses a target, and by what."""

    target_code: str
    unit_code: str
    unit_name: str
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None


def read_targets(
    con: duckdb.DuckDBPyConnection, period: str, forms: Sequence[Form]
) -> tuple[Target, ...]:
    """Return the targets of a period that are set for figures of these forms."""
    asked = {line.line_code for form in forms for line in form.lines}
    targets = (Target(*row) for row in con.execute(_TARGETS, [period]).fetchall())
    return tuple(target for target in targets if target.line_code in asked)


def read_units_below(
    con: duckdb.DuckDBPyConnection, period: str, unit_codes: Sequence[str]
) -> tuple[UnitBelow, ...]:
    """Return the units that miss a target, by target and then in the order of ``unit_codes``."""
    found = [UnitBelow(*row) for row in con.execute(_UNITS_BELOW, [period]).fetchall()]
    order = {unit_code: number for number, unit_code in enumerate(unit_codes)}
    return tuple(sorted(found, key=lambda below: (below.target_code, order[below.unit_code])))
