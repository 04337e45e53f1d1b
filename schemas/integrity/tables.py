"""What holds in every table: keys, spans of validity, and cells that may not be empty."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault
from schemas.integrity.spans import clashes, first_day, last_day

REQUIRED = (
    "reports", "version", "sheet", "title", "section", "label", "label_plural", "form_of_address",
    "name", "alias", "expression", "sentence", "prompt", "subject", "action", "issuer",
    "subtrahends", "symbol", "place", "sector", "whole", "part", "part_short", "parts",
    "recipient_code", "source",
)  # fmt: skip


class Table(NamedTuple):
    """A table with the fields that name a row; dated rows may repeat a key on other days."""

    name: str
    records: tuple[Any, ...]
    key: tuple[str, ...]
    may_be_empty: tuple[str, ...] = ()

    def key_of(self, record: Any) -> str:
        """Return a row's key as messages print it."""
        values = (getattr(record, field) for field in self.key)
        return "/".join(" ".join(v) if isinstance(v, tuple) else str(v) for v in values)

    @property
    def is_dated(self) -> bool:
        """Whether a key holds for a span of days only. A directive's code never comes back."""
        return self.name != "directives" and self._has("valid_from")

    def _has(self, field: str) -> bool:
        return bool(self.records) and hasattr(self.records[0], field)

    def fields(self, *names: str) -> tuple[str, ...]:
        """Return those of ``names`` that the table has."""
        return tuple(name for name in names if self._has(name))


def all_tables(declarations: Declarations) -> tuple[Table, ...]:
    """Return every reference table, named like its file."""
    units, directives = declarations.units, declarations.directives
    return (
        Table("forms", declarations.form_sheets, ("form_code",)),
        Table("measures", declarations.measures, ("form_code", "measure")),
        Table("indicators", declarations.lines, ("line_code",)),
        Table("targets", declarations.targets, ("target_code",)),
        Table("disclosure_limits", declarations.disclosure_limits, ("line_code", "measures"),
              may_be_empty=("measures",)),
        Table("rules", declarations.rules, ("rule_code",)),
        Table("issue_kinds", declarations.issue_kinds, ("code",)),
        Table("family_names", declarations.family_names, ("family_name",)),
        Table("history_limits", declarations.history_limits, ("limit_code",)),
        Table("narrative_sections", declarations.sections, ("section_code",)),
        Table("period_kinds", declarations.period_kinds, ("kind",)),
        Table("period_aliases", declarations.period_aliases, ("alias",)),
        Table("reminder_cases", declarations.reminder_cases, ("reminder_case",)),
        Table("derived_periods", declarations.derived_periods, ("kind", "minuend", "subtrahends")),
        Table("unit_kinds", units.kinds, ("kind",)),
        Table("units", units.units, ("unit_code",)),
        Table("unit_names", units.names, ("unit_code",)),
        Table("unit_aliases", units.aliases, ("alias", "unit_code")),
        Table("unit_successions", units.successions, ("predecessor", "successor")),
        Table("unit_handovers", units.handovers,
              ("unit_code", "kind", "other_body"), may_be_empty=("other_body",)),
        Table("caveats", declarations.caveats, ("caveat_code",)),
        Table("letterheads", declarations.letterheads, ("unit_code",)),
        Table("onward_recipients", declarations.onward_recipients,
              ("unit_code", "recipient_code")),
        Table("directives", directives.directives, ("directive_code",)),
        Table("directive_reporters", directives.reporters,
              ("directive_code", "unit_kind", "reports_to")),
        Table("recipients", directives.recipients, ("directive_code",)),
        Table("due_dates", directives.due_dates, ("directive_code", "unit_kind", "period_kind")),
        Table("due_terms", directives.due_terms, ("directive_code",)),
        Table("public_holidays", declarations.working_days.holidays, ("day",)),
        Table("working_calendars", declarations.working_days.calendars, ("calendar",)),
    )  # fmt: skip


def tables_have_rows(declarations: Declarations) -> Iterator[Fault]:
    """A table without rows is a table that was lost."""
    for table in all_tables(declarations):
        if not table.records:
            yield Fault(table.name, "all rows", "there is none, expected some")


def dated_keys_do_not_overlap(declarations: Declarations) -> Iterator[Fault]:
    """On any day a key names one row."""
    for table in all_tables(declarations):
        if table.is_dated:
            for _, second in clashes(table.records, table.key_of):
                wrong = "another row has this key on some of the same days"
                yield Fault(table.name, table.key_of(second), f"{wrong}, expected one a day")


def undated_keys_are_unique(declarations: Declarations) -> Iterator[Fault]:
    """Without dates a key names one row for ever."""
    for table in all_tables(declarations):
        if not table.is_dated:
            counts = Counter(map(table.key_of, table.records))
            for key in (key for key, count in counts.items() if count > 1):
                yield Fault(table.name, key, f"{counts[key]} rows have this key, expected one")


def spans_run_forward(declarations: Declarations) -> Iterator[Fault]:
    """Nothing ends before it starts."""
    for table in all_tables(declarations):
        if table.fields("valid_from"):
            for record in table.records:
                if first_day(record) > last_day(record):
                    wrong = f"valid_from {record.valid_from} is after valid_to {record.valid_to}"
                    yield Fault(table.name, table.key_of(record), f"{wrong}, expected the reverse")


def required_cells_are_filled(declarations: Declarations) -> Iterator[Fault]:
    """Keys, labels, sentences and sources are never empty."""
    for table in all_tables(declarations):
        required = {*table.fields(*table.key, *REQUIRED)} - {*table.may_be_empty}
        for record in table.records:
            for field in sorted(field for field in required if not getattr(record, field)):
                yield Fault(table.name, table.key_of(record), f"{field} is empty, expected a text")


CHECKS: tuple[Check, ...] = (
    tables_have_rows,
    dated_keys_do_not_overlap,
    undated_keys_are_unique,
    spans_run_forward,
    required_cells_are_filled,
)
