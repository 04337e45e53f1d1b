"""Who writes to a unit and to whom it sends its report: offices by the day of the letter."""

from dataclasses import dataclass
from datetime import date

from schemas.declarations import Declarations, Expected
from schemas.periods import Period
from tonghop.publish.word.heading import BLANK

_PROVINCE = "Tỉnh "
"""What a letter leaves out of the name of the place where it is written."""


@dataclass(frozen=True, slots=True)
class Offices:
    """Who asks for the reports, its office that collects them (empty if unknown), and the unit.

    ``place_name`` is the province of whoever asks, empty for the ministry.
    """

    asking: str
    place_name: str
    recipient: str
    unit: str

    @property
    def writer(self) -> str:
        """Who writes the letter: the collecting office, else whoever asks for the reports."""
        return self.recipient or self.asking

    @property
    def above(self) -> str:
        """Whom the writer belongs to, for the head; a drafter's to fill in where it is a province.

        Empty where the ministry itself writes.
        """
        if self.recipient:
            return self.asking
        return BLANK if self.place_name else ""

    @property
    def place(self) -> str:
        """Where the report is sent to: ``Bộ Y tế (qua Cục Bảo trợ xã hội)``."""
        return f"{self.asking} (qua {self.recipient})" if self.recipient else self.asking


def offices_of(declarations: Declarations, owing: Expected, period: Period, day: date) -> Offices:
    """Return the offices of one letter, by the names that they bear on ``day``.

    A recipient that has closed without successor by then is unknown, and so is one that would write
    to itself. A unit that has closed is written to where its work is now.
    """
    units = declarations.units
    asking = units.name_near(owing.duty.reports_to, day)
    named = units.name_of_heir(owing.duty.reports_to, day)
    heir = units.name_of_heir(owing.unit.unit_code, day)
    unit = heir.name if heir else owing.name.name
    recipient = _recipient(declarations, owing, period, day)
    return Offices(
        asking,
        named.province_name.removeprefix(_PROVINCE) if named else "",
        "" if recipient in (unit, asking) else recipient,
        unit,
    )


def _recipient(declarations: Declarations, owing: Expected, period: Period, day: date) -> str:
    recipient = declarations.directives.recipient_of(owing.duty.directive, period)
    if recipient is None or not recipient.recipient:
        return ""
    heir = declarations.units.name_of_heir(recipient.recipient, day)
    return heir.name if heir else ""
