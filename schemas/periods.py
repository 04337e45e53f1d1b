"""Reporting periods: intervals with a cut-off, as Nghị định 09/2019/NĐ-CP, Điều 12 defines them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class UnknownPeriodError(ValueError):
    """A period code is not of the form ``2025-H1`` with a declared kind."""


@dataclass(frozen=True, slots=True)
class PeriodKind:
    """A kind of period: when it starts and when its figures are cut off, as MM-DD."""

    kind: str
    label: str
    start: str
    start_year_offset: int
    cut_off: str
    source: str

    def period(self, year: int) -> "Period":
        """Return this kind's period in ``year``."""
        return Period(
            code=f"{year}-{self.kind}",
            kind=self.kind,
            year=year,
            label=self.label.format(year=year),
            starts_on=date.fromisoformat(f"{year + self.start_year_offset}-{self.start}"),
            cut_off=date.fromisoformat(f"{year}-{self.cut_off}"),
        )


@dataclass(frozen=True, slots=True)
class DerivedPeriod(PeriodKind):
    """A kind of period that nobody reports: what is left of ``minuend`` without ``subtrahends``.

    Several rows of one kind are several ways to come to it; the first whose parts are asked counts.
    """

    minuend: str
    subtrahends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodAlias:
    """Another way in which people write a kind of period, with a place for the year."""

    alias: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period, both ends included."""

    code: str
    kind: str
    year: int
    label: str
    starts_on: date
    cut_off: date

    @property
    def last_year(self) -> str:
        """Code of the same period of the year before."""
        return f"{self.year - 1}-{self.kind}"

    @property
    def next_year(self) -> str:
        """Code of the same period of the year after."""
        return f"{self.year + 1}-{self.kind}"


def find_period(code: str, kinds: Iterable[PeriodKind]) -> Period:
    """Return the period that ``code`` names.

    Raises:
        UnknownPeriodError: The code has another form or an undeclared kind.
    """
    year, _, kind = code.partition("-")
    found = [declared for declared in kinds if declared.kind == kind]
    if not found or len(year) != 4 or not (year.isascii() and year.isdigit()) or year < "1900":
        raise UnknownPeriodError(
            f"{code!r} is not a period; known kinds: {[k.kind for k in kinds]}"
        )
    return found[0].period(int(year))
