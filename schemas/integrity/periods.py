"""What holds of the ways in which people write a period."""

from collections.abc import Iterator

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault, not_listed


def period_aliases_are_of_known_kinds(declarations: Declarations) -> Iterator[Fault]:
    """An alias means a kind of period that is declared."""
    kinds = [kind.kind for kind in declarations.period_kinds]
    for alias in declarations.period_aliases:
        if alias.kind not in kinds:
            yield not_listed("period_aliases", alias.alias, "kind", alias.kind, kinds)


def period_aliases_end_in_the_year(declarations: Declarations) -> Iterator[Fault]:
    """An alias has the place for its year, once, where the reader looks for it."""
    for alias in declarations.period_aliases:
        if alias.alias.count("{") != 1 or not alias.alias.endswith("{year}"):
            wrong = f"alias is {alias.alias!r}, expected {{year}} at its end and no other place"
            yield Fault("period_aliases", alias.alias, wrong)


def period_aliases_mean_one_kind(declarations: Declarations) -> Iterator[Fault]:
    """However it is spelled, a wording is that of one kind of period."""
    kinds = {fold(kind.label): kind.kind for kind in declarations.period_kinds}
    for alias in declarations.period_aliases:
        kind = kinds.setdefault(fold(alias.alias), alias.kind)
        if kind != alias.kind:
            wrong = f"kind is {alias.kind!r}, expected {kind!r}, which is written the same way"
            yield Fault("period_aliases", alias.alias, wrong)


CHECKS: tuple[Check, ...] = (
    period_aliases_are_of_known_kinds,
    period_aliases_end_in_the_year,
    period_aliases_mean_one_kind,
)
