"""Small changes to the declarations in memory, to see what their checks say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from schemas.declarations import Declarations
from schemas.integrity.tables import all_tables

Edit = Callable[[Declarations], Declarations]
Records = tuple[Any, ...]

DAY = date(2024, 6, 1)
BEFORE = date(2020, 1, 1)

FIELDS = {
    "forms": ("form_sheets",),
    "measures": ("measures",),
    "indicators": ("lines",),
    "targets": ("targets",),
    "disclosure_limits": ("disclosure_limits",),
    "rules": ("rules",),
    "issue_kinds": ("issue_kinds",),
    "family_names": ("family_names",),
    "history_limits": ("history_limits",),
    "narrative_sections": ("sections",),
    "period_kinds": ("period_kinds",),
    "period_aliases": ("period_aliases",),
    "reminder_cases": ("reminder_cases",),
    "derived_periods": ("derived_periods",),
    "unit_kinds": ("units", "kinds"),
    "units": ("units", "units"),
    "unit_names": ("units", "names"),
    "unit_aliases": ("units", "aliases"),
    "unit_successions": ("units", "successions"),
    "unit_handovers": ("units", "handovers"),
    "caveats": ("caveats",),
    "letterheads": ("letterheads",),
    "onward_recipients": ("onward_recipients",),
    "directives": ("directives", "directives"),
    "directive_reporters": ("directives", "reporters"),
    "recipients": ("directives", "recipients"),
    "due_dates": ("directives", "due_dates"),
    "due_terms": ("directives", "due_terms"),
    "public_holidays": ("working_days", "holidays"),
    "working_calendars": ("working_days", "calendars"),
}


def change(table: str, key: str, **values: Any) -> Edit:
    """Give every row with this key other values."""
    return lambda declarations: _with(
        declarations,
        table,
        [
            replace(row, **values) if found == key else row
            for found, row in _rows(declarations, table, key)
        ],
    )


def add(table: str, key: str, **values: Any) -> Edit:
    """Append a copy of the row with this key, with other values."""
    return lambda declarations: _with(
        declarations,
        table,
        [
            *(row for _, row in _rows(declarations, table, key)),
            *(
                replace(row, **values)
                for found, row in _rows(declarations, table, key)
                if found == key
            ),
        ],
    )


def remove(table: str, key: str) -> Edit:
    """Take away every row with this key."""
    return lambda declarations: _with(
        declarations,
        table,
        [row for found, row in _rows(declarations, table, key) if found != key],
    )


def empty(table: str) -> Edit:
    """Take away all rows."""
    return lambda declarations: _with(declarations, table, [])


def several(*edits: Edit) -> Edit:
    """Make one edit after the other."""

    def all_of_them(declarations: Declarations) -> Declarations:
        for edit in edits:
            declarations = edit(declarations)
        return declarations

    return all_of_them


def _rows(declarations: Declarations, name: str, key: str) -> list[tuple[str, Any]]:
    table = next(table for table in all_tables(declarations) if table.name == name)
    rows = [(table.key_of(record), record) for record in table.records]
    if key not in dict(rows):
        raise KeyError(f"{name}.csv has no row {key}")
    return rows


def _with(declarations: Declarations, name: str, records: list[Any]) -> Declarations:
    """Return the declarations with another table, and nothing remembered of the old one."""
    field, *inner = FIELDS[name]
    whole: Any = tuple(records)
    if inner:
        whole = replace(getattr(declarations, field), **{inner[0]: whole})
    changed: dict[str, Any] = {field: whole, "_forms": {}, "_rules": {}}
    return replace(declarations, **changed)
