"""Whose house a data folder is: one unit consolidates in it, and another's figures never mix in."""

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from tonghop.durable import write_whole
from tonghop.house import House


class AnotherUnitsHouseError(Exception):
    """The data folder is that of another consolidating unit, whose code the message is."""


def owner_of(house: House) -> str | None:
    """Return the unit that consolidates in ``house``; none before the first report.

    Houses that are older than this question are the ministry's.
    """
    if house.owner.exists():
        return house.owner.read_text(encoding="utf-8").strip()
    return NATIONAL_RECIPIENT if any(house.archive.glob("*")) else None


def check_owner(house: House, declarations: Declarations) -> None:
    """Make sure that ``house`` is the consolidating unit's, or nobody's yet; write nothing.

    Raises:
        AnotherUnitsHouseError: It is another unit's.
    """
    owner = owner_of(house)
    if owner and owner != declarations.consolidating_unit:
        raise AnotherUnitsHouseError(owner)


def take_over(house: House, declarations: Declarations) -> None:
    """Note whose house it is from now on, unless that is noted; it outlives the warehouse.

    Raises:
        AnotherUnitsHouseError: It is another unit's.
    """
    check_owner(house, declarations)
    if not house.owner.exists():
        write_whole(house.owner, f"{declarations.consolidating_unit}\n")
