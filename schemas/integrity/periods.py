"""What holds of kinds of period and of the ways in which people write them."""

import re
from collections.abc import Iterator
from datetime import date

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.periods import PeriodKind

COMMON_YEAR = 2023
OFFSETS = (-1, 0)
_MONTH_DAY = re.compile(r"\d\d-\d\d")


def period_codes_have_no_dash(declarations: Declarations) -> Iterator[Fault]:
    """A period's code is its year, a dash and its kind."""
    for kind in declarations.period_kinds:
        if not (kind.kind.isascii() and kind.kind.isalnum()):
            yield Fault("period_kinds", kind.kind, "expected a code of letters and digits only")


def period_labels_are_unique(declarations: Declarations) -> Iterator[Fault]:
    """Covers and lists tell kinds of period apart by their labels."""
    first: dict[str, str] = {}
    for kind in declarations.period_kinds:
        other = first.setdefault(fold(kind.label), kind.kind)
        if other != kind.kind:
            wrong = f"label {kind.label!r} is also that of {other}, expected its own"
            yield Fault("period_kinds", kind.kind, wrong)


def period_labels_name_the_year(declarations: Declarations) -> Iterator[Fault]:
    """A period's label has the place for its year, once, and no other."""
    for kind in declarations.period_kinds:
        rest = kind.label.replace("{year}", "", 1)
        if rest == kind.label or "{" in rest or "}" in rest:
            wrong = f"label is {kind.label!r}, expected {{year}} in it once"
            yield Fault("period_kinds", kind.kind, wrong)


def periods_run_between_days(declarations: Declarations) -> Iterator[Fault]:
    """Start and cut-off are days of every year."""
    for kind in declarations.period_kinds:
        for field in ("start", "cut_off"):
            yield from not_a_day("period_kinds", kind.kind, field, getattr(kind, field))


def periods_start_before_their_cut_off(declarations: Declarations) -> Iterator[Fault]:
    """A period starts in its year or the year before, and before it is cut off."""
    for kind in declarations.period_kinds:
        if kind.start_year_offset not in OFFSETS:
            wrong = f"start_year_offset is {kind.start_year_offset}, expected -1 or 0"
            yield Fault("period_kinds", kind.kind, wrong)
        elif not _starts_in_time(kind):
            wrong = f"start is {kind.start}, expected a day before the cut-off {kind.cut_off}"
            yield Fault("period_kinds", kind.kind, wrong)


def period_aliases_are_of_known_kinds(declarations: Declarations) -> Iterator[Fault]:
    """An alias means a kind of period that is declared."""
    kinds = [kind.kind for kind in declarations.period_kinds]
    for alias in declarations.period_aliases:
        if alias.kind not in kinds:
            yield not_listed("period_aliases", alias.alias, "kind", alias.kind, kinds)


def period_aliases_end_in_the_year(declarations: Declarations) -> Iterator[Fault]:
    """An alias has the place for its year, once, where the reader looks for it."""
    for alias in declarations.period_aliases:
        if alias.alias.count("{") != 1 or not alias.alias.endswith("{year}"):
            wrong = f"alias is {alias.alias!r}, expected {{year}} at its end and no other place"
            yield Fault("period_aliases", alias.alias, wrong)


def period_aliases_mean_one_kind(declarations: Declarations) -> Iterator[Fault]:
    """However it is spelled, a wording is that of one kind of period."""
    kinds = {fold(kind.label): kind.kind for kind in declarations.period_kinds}
    for alias in declarations.period_aliases:
        kind = kinds.setdefault(fold(alias.alias), alias.kind)
        if kind != alias.kind:
            wrong = f"kind is {alias.kind!r}, expected {kind!r}, which is written the same way"
            yield Fault("period_aliases", alias.alias, wrong)


def not_a_day(table: str, key: str, field: str, text: str) -> Iterator[Fault]:
    """Yield a fault unless ``text`` is a day of every year, as MM-DD."""
    try:
        found = _MONTH_DAY.fullmatch(text) and date.fromisoformat(f"{COMMON_YEAR}-{text}")
    except ValueError:
        found = None
    if not found:
        yield Fault(table, key, f"{field} is {text!r}, expected MM-DD, a day of every year")


def _starts_in_time(kind: PeriodKind) -> bool:
    """A period of more than a year would count some days twice."""
    return kind.start < kind.cut_off if kind.start_year_offset == 0 else kind.start > kind.cut_off


CHECKS: tuple[Check, ...] = (
    period_codes_have_no_dash,
    period_labels_are_unique,
    period_labels_name_the_year,
    periods_run_between_days,
    periods_start_before_their_cut_off,
    period_aliases_are_of_known_kinds,
    period_aliases_end_in_the_year,
    period_aliases_mean_one_kind,
)
