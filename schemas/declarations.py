"""All declarations together, and the questions that the stages ask of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from schemas.caveats import Caveat
from schemas.dated import valid_on
from schemas.directives import EXCLUDED, Directive, Directives, Duty
from schemas.disclosure import DisclosureLimit
from schemas.forms import Form, FormSheet, Line, Measure
from schemas.history import HistoryLimit
from schemas.issues import IssueKind
from schemas.letterheads import Letterhead, OnwardRecipient
from schemas.narrative import NarrativeSection
from schemas.periods import DerivedPeriod, Period, PeriodAlias, PeriodKind, find_period
from schemas.persons import FamilyName
from schemas.reminders import ReminderCase
from schemas.rules import CellRule, Rule
from schemas.targets import Target
from schemas.units import Unit, UnitName, Units
from schemas.working_days import ONE_DAY, WorkingDays

NATIONAL_RECIPIENT = "BYT"


@dataclass(frozen=True)
class Expected:
    """A report that a unit owes for a period: grain unit × period."""

    unit: Unit
    name: UnitName
    duty: Duty


@dataclass(frozen=True, eq=False)
class Declarations:
    """Everything declared, and the questions that stages ask of it; compared by identity.

    ``consolidating_unit`` is who asks: whose expected reports, directive and national figures these
    are. It is the ministry until ``at`` is called.
    """

    form_sheets: tuple[FormSheet, ...]
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]
    targets: tuple[Target, ...]
    disclosure_limits: tuple[DisclosureLimit, ...]
    rules: tuple[Rule, ...]
    issue_kinds: tuple[IssueKind, ...]
    family_names: tuple[FamilyName, ...]
    history_limits: tuple[HistoryLimit, ...]
    sections: tuple[NarrativeSection, ...]
    period_kinds: tuple[PeriodKind, ...]
    period_aliases: tuple[PeriodAlias, ...]
    caveats: tuple[Caveat, ...]
    letterheads: tuple[Letterhead, ...]
    onward_recipients: tuple[OnwardRecipient, ...]
    reminder_cases: tuple[ReminderCase, ...]
    derived_periods: tuple[DerivedPeriod, ...]
    units: Units
    directives: Directives
    working_days: WorkingDays
    digest: str
    folder: Path
    consolidating_unit: str = NATIONAL_RECIPIENT
    _forms: dict[date, tuple[Form, ...]] = field(default_factory=dict, repr=False, compare=False)
    _rules: dict[date, tuple[CellRule, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _at: dict[str, "Declarations"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def at(self, unit_code: str) -> "Declarations":
        """Return the same declarations as the unit that consolidates sees them, ever the same.

        The digest differs, so that nothing recorded for one unit is taken for another's.
        """
        if unit_code == self.consolidating_unit:
            return self
        if unit_code not in self._at:
            digest = hashlib.sha256(f"{self.digest} {unit_code}".encode()).hexdigest()
            there = replace(self, consolidating_unit=unit_code, digest=digest)
            there._at[self.consolidating_unit] = self
            self._at[unit_code] = there
        return self._at[unit_code]

    def period(self, code: str) -> Period:
        """Return the period with this code; ``UnknownPeriodError`` if there is none."""
        return find_period(code, self.period_kinds)

    def forms_on(self, day: date) -> tuple[Form, ...]:
        """Return the forms in force on ``day``, usually a period's cut-off, in declared order."""
        if day not in self._forms:
            self._forms[day] = tuple(
                Form(
                    sheet,
                    _of(sheet, valid_on(self.measures, day)),
                    _of(sheet, valid_on(self.lines, day)),
                )
                for sheet in valid_on(self.form_sheets, day)
            )
        return self._forms[day]

    def rules_on(self, day: date) -> tuple[CellRule, ...]:
        """Return the rules in force on ``day``, expanded to named cells."""
        if day not in self._rules:
            forms = self.forms_on(day)
            self._rules[day] = tuple(
                cell_rule for rule in valid_on(self.rules, day) for cell_rule in rule.expand(forms)
            )
        return self._rules[day]

    def targets_on(self, day: date) -> tuple[Target, ...]:
        """Return the targets in force on ``day``, usually a period's cut-off."""
        return valid_on(self.targets, day)

    def disclosure_limits_on(self, day: date) -> tuple[DisclosureLimit, ...]:
        """Return the limits of what is told outside, in force on ``day``."""
        return valid_on(self.disclosure_limits, day)

    def sections_on(self, day: date) -> tuple[NarrativeSection, ...]:
        """Return the narrative sections in force on ``day``."""
        return valid_on(self.sections, day)

    def history_limit(self, limit_code: str, day: date) -> Decimal:
        """Return the value on ``day`` of a limit of ``schemas.history``."""
        (value,) = (
            limit.value
            for limit in valid_on(self.history_limits, day)
            if limit.limit_code == limit_code and limit.value is not None
        )
        return value

    @cached_property
    def kind_of_issue(self) -> dict[str, IssueKind]:
        """The catalogue of issues by code."""
        return {kind.code: kind for kind in self.issue_kinds}

    @cached_property
    def reminder_case(self) -> dict[str, ReminderCase]:
        """Why a unit is written to, by case."""
        return {case.reminder_case: case for case in self.reminder_cases}

    @cached_property
    def _line_labels(self) -> dict[str, str]:
        return {line.line_code: line.label for line in self.lines}

    @cached_property
    def _measure_labels(self) -> dict[tuple[str, str], str]:
        return {(m.form_code, m.measure): m.label for m in self.measures}

    def line_label(self, line_code: str) -> str:
        """Return the newest label of a line, or its code if it is not declared."""
        return self._line_labels.get(line_code, line_code)

    def measure_label(self, form_code: str, measure: str) -> str:
        """Return the newest label of a form's column, or its code if it is not declared."""
        return self._measure_labels.get((form_code, measure), measure)

    def expected(self, period: Period, at: str | None = None) -> tuple[Expected, ...]:
        """Return the reports owed for ``period``, in order of kind and unit.

        They are those owed to ``at``, by default the consolidating unit.
        """
        recipient = at or self.consolidating_unit
        duties = {
            d.unit_kind: d for d in self.directives.duties(period) if d.reports_to == recipient
        }
        order = {kind.kind: kind.position for kind in self.units.kinds}
        owing = [
            Expected(unit, self.units.name_on(unit.unit_code, period.cut_off), duties[unit.kind])
            for unit in self.units.open_on(period.cut_off)
            if unit.kind in duties and unit.reports_to == recipient
        ]
        return tuple(sorted(owing, key=lambda expected: order[expected.unit.kind]))

    def letterhead(self, period: Period) -> Letterhead:
        """Return the head of what the consolidating unit publishes for ``period``."""
        (head,) = (
            head
            for head in valid_on(self.letterheads, period.cut_off)
            if head.unit_code == self.consolidating_unit
        )
        return head

    def onward(self, period: Period) -> tuple[OnwardRecipient, ...]:
        """Return to whom the consolidating unit sends its summary of ``period``, as declared."""
        return tuple(
            onward
            for onward in valid_on(self.onward_recipients, period.cut_off)
            if onward.unit_code == self.consolidating_unit and period.kind in onward.period_kinds
        )

    def own_report(self, period: Period) -> Expected | None:
        """Return the report that the consolidating unit owes for ``period``, if it owes one."""
        here = self.units.find(self.consolidating_unit)
        owing = self.expected(period, here.reports_to) if here and here.reports_to else ()
        return next((e for e in owing if e.unit.unit_code == self.consolidating_unit), None)

    def subordinate(self, period: Period) -> tuple[Expected, ...]:
        """Return the reports owed for ``period`` to the units that owe one here.

        Of these the consolidating unit adds up only what their superiors report.
        """
        superiors = {expected.unit.unit_code for expected in self.expected(period)}
        receiving = {duty.reports_to for duty in self.directives.duties(period)}
        return tuple(
            owed
            for superior in sorted(superiors & receiving)
            for owed in self.expected(period, superior)
        )

    def last_day(self, duty: Duty, reading: str = "") -> date | None:
        """Return the last day on which a report is in time, by the terms or by another reading.

        ``None`` if the text names no day, or if it depends on days off not yet announced.
        """
        if duty.due_before is None or duty.terms is None:
            return None
        excluded = (reading or duty.terms.reading) == EXCLUDED
        day: date | None = duty.due_before - ONE_DAY if excluded else duty.due_before
        if day and duty.terms.moves_to_working_day:
            day = self.working_days.on_or_after(day)
        for _ in range(duty.terms.grace_working_days):
            day = self.working_days.on_or_after(day + ONE_DAY) if day else None
        return day

    def governing(self, period: Period, at: str | None = None) -> Directive | None:
        """Return the directive under which ``at`` collects ``period``, if there is one.

        By default it is that of the consolidating unit.
        """
        recipient = at or self.consolidating_unit
        duties = [d for d in self.directives.duties(period) if d.reports_to == recipient]
        return duties[0].directive if duties else None

    def caveats_of(self, period: Period) -> tuple[str, ...]:
        """Return what the ministry has not confirmed of a period that it collects, in sentences."""
        if self.consolidating_unit != NATIONAL_RECIPIENT:
            return ()
        return tuple(caveat.sentence for caveat in valid_on(self.caveats, period.cut_off))

    def recipient_name(self, directive: Directive, period: Period) -> str:
        """Return what the unit that receives the reports is called on the cut-off, if known."""
        recipient = self.directives.recipient_of(directive, period)
        if not recipient or not recipient.recipient:
            return ""
        return self.units.name_on(recipient.recipient, period.cut_off).name

    def addressee(self, directive: Directive, period: Period) -> str:
        """Return for whom the reports are consolidated, if known."""
        recipient = self.directives.recipient_of(directive, period)
        return recipient.addressee if recipient else ""


_Part = TypeVar("_Part", Measure, Line)


def _of(sheet: FormSheet, records: Iterable[_Part]) -> tuple[_Part, ...]:
    return tuple(record for record in records if record.form_code == sheet.form_code)
