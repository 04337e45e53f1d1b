"""Loading: every table of ``schemas/reference``, read and checked against each other."""

import hashlib
from functools import lru_cache
from pathlib import Path

from schemas.declarations import Declarations
from schemas.directives import Directive, Directives, DueDate, DueTerms, Reporter
from schemas.forms import FormSheet, Line, Measure
from schemas.history import HistoryLimit
from schemas.issues import IssueKind
from schemas.narrative import NarrativeSection
from schemas.periods import PeriodAlias, PeriodKind
from schemas.persons import FamilyName
from schemas.rules import Rule
from schemas.tables import read_table
from schemas.units import Unit, UnitAlias, UnitKind, UnitName, Units, UnitSuccession
from schemas.working_days import PublicHoliday, WorkingCalendar, WorkingDays

REFERENCE = Path(__file__).parent / "reference"


@lru_cache(maxsize=4)
def load_declarations(folder: Path = REFERENCE) -> Declarations:
    """Read every table of ``folder`` and check them against each other.

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
        form_sheets=read_table(folder / "forms.csv", FormSheet),
        measures=read_table(folder / "measures.csv", Measure),
        lines=read_table(folder / "indicators.csv", Line),
        rules=read_table(folder / "rules.csv", Rule),
        issue_kinds=read_table(folder / "issue_kinds.csv", IssueKind),
        family_names=read_table(folder / "family_names.csv", FamilyName),
        history_limits=read_table(folder / "history_limits.csv", HistoryLimit),
        sections=read_table(folder / "narrative_sections.csv", NarrativeSection),
        period_kinds=read_table(folder / "period_kinds.csv", PeriodKind),
        period_aliases=read_table(folder / "period_aliases.csv", PeriodAlias),
        units=_load_units(folder),
        directives=_load_directives(folder),
        working_days=_load_working_days(folder),
        digest=_digest(folder),
        folder=folder,
    )


def _load_units(folder: Path) -> Units:
    return Units(
        kinds=read_table(folder / "unit_kinds.csv", UnitKind),
        units=read_table(folder / "units.csv", Unit),
        names=read_table(folder / "unit_names.csv", UnitName),
        aliases=read_table(folder / "unit_aliases.csv", UnitAlias),
        successions=read_table(folder / "unit_successions.csv", UnitSuccession),
    )


def _load_directives(folder: Path) -> Directives:
    return Directives(
        directives=read_table(folder / "directives.csv", Directive),
        reporters=read_table(folder / "directive_reporters.csv", Reporter),
        due_dates=read_table(folder / "due_dates.csv", DueDate),
        due_terms=read_table(folder / "due_terms.csv", DueTerms),
    )


def _load_working_days(folder: Path) -> WorkingDays:
    return WorkingDays(
        holidays=read_table(folder / "public_holidays.csv", PublicHoliday),
        calendars=read_table(folder / "working_calendars.csv", WorkingCalendar),
    )


def _digest(folder: Path) -> str:
    """Return one sha256 over every table, by name: it changes when any declaration does."""
    tables = (path.name.encode() + path.read_bytes() for path in sorted(folder.glob("*.csv")))
    return hashlib.sha256(b"\0".join(tables)).hexdigest()
