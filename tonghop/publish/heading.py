"""What every published document says at its head."""

from dataclasses import dataclass
from datetime import date

from schemas.directives import Directive
from schemas.periods import Period
from tonghop.publish.kept_back import SIGN


@dataclass(frozen=True, slots=True)
class Heading:
    """The period, the directive that asked for it, the edition's number and its coverage.

    ``caveats`` are sentences about what the ministry has not confirmed.
    ``onward`` is the one recipient of a copy; without it the directive names the addressee.
    Working papers, which are published in no edition, have the number 0.
    ``as_of`` is the day at whose end this was known, if not now; ``as_of_notes`` say how.
    ``changes`` is a paragraph on what changed since the edition before, if there is one.
    """

    period: Period
    directive: Directive | None
    edition: int
    illustrative: bool
    units_reported: int
    units_expected: int
    caveats: tuple[str, ...] = ()
    onward: str = ""
    as_of: date | None = None
    as_of_notes: tuple[str, ...] = ()
    is_outside: bool = False
    changes: str = ""

    @property
    def foot(self) -> str:
        """What stands at the foot of a page: the period and, of a publication, its edition."""
        edition = f", bản tổng hợp số {self.edition:02d}" if self.edition else ""
        return f"{self.period.code}{edition}{_state(self.as_of)}{_audience(self)}"


def interval(heading: Heading) -> str:
    """Return the period, the days it covers and how many units reported."""
    period = heading.period
    days = f"số liệu từ ngày {period.starts_on:%d/%m/%Y} đến ngày {period.cut_off:%d/%m/%Y}"
    coverage = f"{heading.units_reported}/{heading.units_expected} đơn vị có báo cáo"
    return f"({period.label}; {days}; {coverage}{_state(heading.as_of)}{_audience(heading)})"


def _audience(heading: Heading) -> str:
    return f"; bản gửi ngoài, {SIGN} là số liệu được bảo mật" if heading.is_outside else ""


def _state(as_of: date | None) -> str:
    return f", tình hình đến hết ngày {as_of:%d/%m/%Y}" if as_of else ""
