"""Loading: every table of ``schemas/reference``, read and checked against each other."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from schemas.caveats import Caveat
from schemas.declarations import Declarations
from schemas.directives import Directive, Directives, DueDate, DueTerms, Recipient, Reporter
from schemas.disclosure import DisclosureLimit
from schemas.forms import FormSheet, Line, Measure
from schemas.history import HistoryLimit
from schemas.issues import IssueKind
from schemas.letterheads import Letterhead, OnwardRecipient
from schemas.narrative import NarrativeSection
from schemas.periods import DerivedPeriod, PeriodAlias, PeriodKind
from schemas.persons import FamilyName
from schemas.reminders import ReminderCase
from schemas.rules import Rule
from schemas.tables import DeclarationError, read_table
from schemas.targets import Target
from schemas.units import (
    Unit,
    UnitAlias,
    UnitHandover,
    UnitKind,
    UnitName,
    Units,
    UnitSuccession,
)
from schemas.working_days import PublicHoliday, WorkingCalendar, WorkingDays

REFERENCE = Path(__file__).parent / "reference"
OWN_TABLES = (
    "directives", "directive_reporters", "recipients", "due_dates", "due_terms", "letterheads",
    "onward_recipients", "units", "unit_names", "unit_aliases", "unit_successions",
    "unit_handovers",
)  # fmt: skip
"""Tables to which whoever consolidates adds rows in a folder of its own."""

Record = TypeVar("Record")


@lru_cache(maxsize=4)
def load_declarations(folder: Path = REFERENCE) -> Declarations:
    """Read every table of ``folder`` and check them against each other.

    A folder without ``forms.csv`` holds rows of one's own, such as a health department's
    facilities: they are read behind the shipped ones, and only ``OWN_TABLES`` may be there.

    Raises:
        DeclarationError: A table or a relation between tables is wrong.
    """
    from schemas.integrity import check_integrity  # Workers, which only read, need none of it.

    declarations = read_declarations(folder)
    check_integrity(declarations)
    return declarations


@lru_cache(maxsize=4)
def read_declarations(folder: Path = REFERENCE) -> Declarations:
    """Read every table of ``folder`` without checking relations: for workers, whose parent has."""
    return Declarations(
        form_sheets=_rows(folder, "forms", FormSheet),
        measures=_rows(folder, "measures", Measure),
        lines=_rows(folder, "indicators", Line),
        targets=_rows(folder, "targets", Target),
        disclosure_limits=_rows(folder, "disclosure_limits", DisclosureLimit),
        rules=_rows(folder, "rules", Rule),
        issue_kinds=_rows(folder, "issue_kinds", IssueKind),
        family_names=_rows(folder, "family_names", FamilyName),
        history_limits=_rows(folder, "history_limits", HistoryLimit),
        sections=_rows(folder, "narrative_sections", NarrativeSection),
        period_kinds=_rows(folder, "period_kinds", PeriodKind),
        period_aliases=_rows(folder, "period_aliases", PeriodAlias),
        caveats=_rows(folder, "caveats", Caveat),
        letterheads=_rows(folder, "letterheads", Letterhead),
        onward_recipients=_rows(folder, "onward_recipients", OnwardRecipient),
        reminder_cases=_rows(folder, "reminder_cases", ReminderCase),
        derived_periods=_rows(folder, "derived_periods", DerivedPeriod),
        units=_load_units(folder),
        directives=_load_directives(folder),
        working_days=_load_working_days(folder),
        digest=_digest(folder),
        folder=folder,
    )


def _load_units(folder: Path) -> Units:
    return Units(
        kinds=_rows(folder, "unit_kinds", UnitKind),
        units=_rows(folder, "units", Unit),
        names=_rows(folder, "unit_names", UnitName),
        aliases=_rows(folder, "unit_aliases", UnitAlias),
        successions=_rows(folder, "unit_successions", UnitSuccession),
        handovers=_rows(folder, "unit_handovers", UnitHandover),
    )


def _load_directives(folder: Path) -> Directives:
    return Directives(
        directives=_rows(folder, "directives", Directive),
        reporters=_rows(folder, "directive_reporters", Reporter),
        recipients=_rows(folder, "recipients", Recipient),
        due_dates=_rows(folder, "due_dates", DueDate),
        due_terms=_rows(folder, "due_terms", DueTerms),
    )


def _load_working_days(folder: Path) -> WorkingDays:
    return WorkingDays(
        holidays=_rows(folder, "public_holidays", PublicHoliday),
        calendars=_rows(folder, "working_calendars", WorkingCalendar),
    )


def _rows(folder: Path, table: str, record: type[Record]) -> tuple[Record, ...]:
    """Return the rows of a table: the folder's, behind the shipped ones if it only adds to them."""
    whole, *own = (place / f"{table}.csv" for place in _folders(folder))
    added = (row for path in own if path.exists() for row in read_table(path, record))
    return (*read_table(whole, record), *added)


def _folders(folder: Path) -> tuple[Path, ...]:
    """Return where tables are read: in a whole set of them, or in the shipped one and one's own."""
    if (folder / "forms.csv").exists():
        return (folder,)
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in OWN_TABLES:
            expected = ", ".join(f"{name}.csv" for name in OWN_TABLES)
            raise DeclarationError(f"{path.name} is no table to add rows to, expected {expected}")
    return (REFERENCE, folder)


def _digest(folder: Path) -> str:
    """Return one sha256 over every table, by name: it changes when any declaration does."""
    paths = (path for place in _folders(folder) for path in sorted(place.glob("*.csv")))
    tables = (path.name.encode() + path.read_bytes() for path in paths)
    return hashlib.sha256(b"\0".join(tables)).hexdigest()
