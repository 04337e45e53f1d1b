"""Directives: the plans and letters that ask for reports, from whom, when and for whom."""

from dataclasses import dataclass
from datetime import date

from schemas.dated import valid_on
from schemas.periods import Period


@dataclass(frozen=True, slots=True)
class Directive:
    """A plan or letter. It governs the periods whose cut-off falls in its span."""

    directive_code: str
    number: str
    issued_on: date | None
    issuer: str
    title: str
    recipient: str
    addressee: str
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
class DueDate:
    """A report asked for before a day (MM-DD), that day excluded; empty if the text names none."""

    directive_code: str
    unit_kind: str
    period_kind: str
    due_before: str
    source: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What one kind of unit owes for one period: to whom, under what, and by when if known."""

    directive: Directive
    unit_kind: str
    reports_to: str
    due_before: date | None


@dataclass(frozen=True, slots=True)
class Directives:
    """All directives with their reporters and due dates."""

    directives: tuple[Directive, ...]
    reporters: tuple[Reporter, ...]
    due_dates: tuple[DueDate, ...]

    def duties(self, period: Period) -> tuple[Duty, ...]:
        """Return who owes a report for ``period``: one duty for each kind of unit and recipient."""
        governing = {d.directive_code: d for d in valid_on(self.directives, period.cut_off)}
        return tuple(
            Duty(
                governing[due.directive_code], due.unit_kind, reporter.reports_to, _day(due, period)
            )
            for due in self.due_dates
            if due.period_kind == period.kind and due.directive_code in governing
            for reporter in self.reporters
            if (reporter.directive_code, reporter.unit_kind) == (due.directive_code, due.unit_kind)
        )


def _day(due: DueDate, period: Period) -> date | None:
    return date.fromisoformat(f"{period.year}-{due.due_before}") if due.due_before else None
