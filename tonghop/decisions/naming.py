"""Naming: another way of writing a unit's name, checked like those that are declared."""

from dataclasses import replace
from datetime import date

from schemas.dated import overlaps
from schemas.decisions import Decision
from schemas.folding import fold
from schemas.integrity import find_faults
from schemas.units import written
from tonghop.decisions.aliases import with_aliases
from tonghop.decisions.grounds import Grounds, printed_text, unit_meant
from tonghop.decisions.refusing import CannotDecideError


def name(grounds: Grounds, wanted: Decision) -> Decision:
    """Refuse an alias that the checks of declarations would find wrong."""
    unit = unit_meant(grounds, wanted)
    named = replace(
        wanted,
        unit_code=unit.unit_code,
        alias=printed_text("tên viết khác", wanted.alias, grounds.declarations),
        valid_from=_day(wanted.valid_from) or _day(unit.valid_from),
        valid_to=_day(wanted.valid_to) or _day(unit.valid_to),
    )
    extended = with_aliases(grounds.declarations, [named])
    alias = extended.units.aliases[-1]
    for called in grounds.declarations.units.called:
        same = fold(written(called)) == fold(named.alias) and overlaps(called, alias)
        if same and called.unit_code == unit.unit_code:
            raise CannotDecideError(f"“{named.alias}” đã là tên của {unit.unit_code}.")
        if same:
            raise CannotDecideError(
                f"“{named.alias}” đã là tên của {called.unit_code}; một tên chỉ của một đơn vị."
            )
    if faults := find_faults(extended):
        raise CannotDecideError(f"tên viết khác trái với khai báo: {'; '.join(map(str, faults))}")
    return named


def _day(day: str | date | None) -> str:
    try:
        return date.fromisoformat(str(day)).isoformat() if day else ""
    except ValueError as error:
        raise CannotDecideError(f"“{day}” không phải là ngày, ví dụ 2025-07-01.") from error
