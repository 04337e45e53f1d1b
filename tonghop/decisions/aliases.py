"""Aliases that analysts decided, on top of those that are declared."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from schemas.decisions import ALIAS, Decision, standing
from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.loading import load_declarations
from schemas.units import UnitAlias
from tonghop.decisions.log import read_decisions
from tonghop.house import House

_WITHOUT: dict[str, Declarations] = {}
"""What declarations with decided aliases were extended from, by the digest of the extended."""


def declared_in(house: House, declarations: Declarations) -> Declarations:
    """Return the declarations with the aliases decided in ``house``, ever the same for the same."""
    return with_aliases(declarations, read_decisions(house.decisions))


def loaded_for(data: Path) -> Declarations:
    """Return the shipped declarations with the aliases decided in the data folder ``data``."""
    return declared_in(House(data), load_declarations())


def with_aliases_of(declarations: Declarations, decisions: Sequence[Decision]) -> Declarations:
    """Return the declarations with the aliases among these decisions, in place of any others."""
    nation = declarations.at(NATIONAL_RECIPIENT)
    declared = _WITHOUT.get(nation.digest, nation)
    return with_aliases(declared, decisions).at(declarations.consolidating_unit)


def with_aliases(declarations: Declarations, decisions: Sequence[Decision]) -> Declarations:
    """Return the declarations with the aliases among the decisions in force.

    The digest differs, so that what was checked without them is checked again.
    """
    decided = (_alias(d) for d in standing(tuple(decisions)) if d.kind == ALIAS)
    return _extended(declarations, tuple(decided))


@lru_cache(maxsize=8)
def _extended(declarations: Declarations, aliases: tuple[UnitAlias, ...]) -> Declarations:
    if not aliases:
        return declarations
    digest = hashlib.sha256(f"{declarations.digest} {aliases}".encode()).hexdigest()
    units = replace(declarations.units, aliases=(*declarations.units.aliases, *aliases))
    _WITHOUT[digest] = declarations
    return replace(declarations, units=units, digest=digest)


def _alias(decision: Decision) -> UnitAlias:
    return UnitAlias(
        decision.alias,
        decision.unit_code,
        _day(decision.valid_from),
        _day(decision.valid_to),
        f"Quyết định xử lý số {decision.number}",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
