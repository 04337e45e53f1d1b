"""Who signs what a consolidating unit publishes, as its documents print it, and who gets them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a unit's documents (Nghị định 30/2020/NĐ-CP) and how they call what they cover.

    ``superior`` is printed above the unit's own name, ``office`` is where the file copy stays; both
    may be empty. ``sector`` is whose figures they are, ``whole`` what all units together are.
    Tables list ``parts``, one ``part`` a row: units of ``part_kind``, or all if it is empty.
    """

    unit_code: str
    superior: str
    name: str
    symbol: str
    place: str
    office: str
    sector: str
    whole: str
    part: str
    part_short: str
    parts: str
    part_kind: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class OnwardRecipient:
    """To whom a consolidating unit sends its summary, and for which kinds of period."""

    unit_code: str
    recipient_code: str
    recipient: str
    period_kinds: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    source: str
