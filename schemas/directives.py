"""Directives: the plans and letters that ask for reports, from whom, when and for whom."""

from dataclasses import dataclass
from datetime import date

from schemas.dated import valid_on
from schemas.periods import Period

EXCLUDED, INCLUDED = "excluded", "included"
READINGS = (EXCLUDED, INCLUDED)
"""What “trước ngày” makes of the day that it names: too late already, or the last one in time."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A plan or letter. It governs the periods whose cut-off falls in its span."""

    directive_code: str
    number: str
    issued_on: date | None
    issuer: str
    title: str
    valid_from: date | None
    valid_to: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Reporter:
    """A kind of unit that must report under a directive, and to whom."""

    directive_code: str
    unit_kind: str
    reports_to: str
    source: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Which unit receives a directive's reports and for whom, for the periods cut off in its span.

    ``recipient`` is a unit's code, so that its name follows the date. Either is empty where no
    text that was seen says it.
    """

    directive_code: str
    recipient: str
    addressee: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class DueDate:
    """A report asked for “trước ngày” (before a day, MM-DD); empty if the text names none.

    It holds for the periods cut off in its span; without one, in the directive's.
    """

    directive_code: str
    unit_kind: str
    period_kind: str
    due_before: str
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class DueTerms:
    """How a directive's due dates are counted, for the periods cut off in its span.

    The last day in time is the day before the one named, or that day itself (``reading``); moved to
    the next working day if it is none and the terms say so; then so many working days later.
    """

    directive_code: str
    reading: str
    grace_working_days: int
    moves_to_working_day: bool
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What one kind of unit owes for one period: to whom, under what, and by when if known."""

    directive: Directive
    unit_kind: str
    reports_to: str
    due_before: date | None
    terms: DueTerms | None


@dataclass(frozen=True, slots=True)
class Directives:
    """All directives with their reporters, recipients and due dates."""

    directives: tuple[Directive, ...]
    reporters: tuple[Reporter, ...]
    recipients: tuple[Recipient, ...]
    due_dates: tuple[DueDate, ...]
    due_terms: tuple[DueTerms, ...]

    def duties(self, period: Period) -> tuple[Duty, ...]:
        """Return who owes a report for ``period``: one duty for each kind of unit and recipient."""
        governing = {d.directive_code: d for d in valid_on(self.directives, period.cut_off)}
        terms = {t.directive_code: t for t in valid_on(self.due_terms, period.cut_off)}
        return tuple(
            Duty(
                directive=governing[due.directive_code],
                unit_kind=due.unit_kind,
                reports_to=reporter.reports_to,
                due_before=_day(due, period),
                terms=terms.get(due.directive_code),
            )
            for due in valid_on(self.due_dates, period.cut_off)
            if due.period_kind == period.kind and due.directive_code in governing
            for reporter in self.reporters
            if (reporter.directive_code, reporter.unit_kind) == (due.directive_code, due.unit_kind)
        )

    def recipient_of(self, directive: Directive, period: Period) -> Recipient | None:
        """Return who receives a directive's reports of ``period`` and for whom, if it says.

        The day of the cut-off decides, as it does for units, names and forms: the blank workbook
        that went out, the report that came back and every edition of the period name the same.
        """
        for recipient in valid_on(self.recipients, period.cut_off):
            if recipient.directive_code == directive.directive_code:
                return recipient
        return None


def _day(due: DueDate, period: Period) -> date | None:
    return date.fromisoformat(f"{period.year}-{due.due_before}") if due.due_before else None
