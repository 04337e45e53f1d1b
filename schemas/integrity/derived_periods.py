"""What holds of periods that are derived by difference: the parts fill the whole, day by day."""

from collections.abc import Iterator
from itertools import pairwise

from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.periods import COMMON_YEAR, OFFSETS, not_a_day
from schemas.integrity.spans import ONE_DAY
from schemas.periods import DerivedPeriod, Period

TABLE = "derived_periods"
_LEAP_YEAR = 2024


def derivations_name_period_kinds(declarations: Declarations) -> Iterator[Fault]:
    """What is subtracted, and from what, are kinds of period that are reported."""
    kinds = [kind.kind for kind in declarations.period_kinds]
    for derived in declarations.derived_periods:
        named = [("minuend", derived.minuend), *(("subtrahends", k) for k in derived.subtrahends)]
        for field, kind in named:
            if kind not in kinds:
                yield not_listed(TABLE, _key(derived), field, kind, kinds)


def derived_periods_run_between_days(declarations: Declarations) -> Iterator[Fault]:
    """Start and cut-off are days of every year, and a period starts at most a year before."""
    for derived in declarations.derived_periods:
        for field in ("start", "cut_off"):
            yield from not_a_day(TABLE, _key(derived), field, getattr(derived, field))
        if derived.start_year_offset not in OFFSETS:
            wrong = f"start_year_offset is {derived.start_year_offset}, expected -1 or 0"
            yield Fault(TABLE, _key(derived), wrong)


def derived_labels_name_the_year(declarations: Declarations) -> Iterator[Fault]:
    """A derived period has a code and a label like one that is reported."""
    for derived in declarations.derived_periods:
        rest = derived.label.replace("{year}", "", 1)
        if rest == derived.label or "{" in rest or "}" in rest:
            wrong = f"label is {derived.label!r}, expected {{year}} in it once"
            yield Fault(TABLE, _key(derived), wrong)
        if not (derived.kind.isascii() and derived.kind.isalnum()):
            yield Fault(TABLE, _key(derived), "expected a code of letters and digits only")


def one_kind_is_one_period(declarations: Declarations) -> Iterator[Fault]:
    """All ways to come to a kind mean the same days and label, also where it can be reported."""
    for derived in declarations.derived_periods:
        table, first = next(
            (table, kind)
            for table, kinds in (
                ("period_kinds", declarations.period_kinds),
                (TABLE, declarations.derived_periods),
            )
            for kind in kinds
            if kind.kind == derived.kind
        )
        for field in ("label", "start", "start_year_offset", "cut_off"):
            found, expected = getattr(derived, field), getattr(first, field)
            if found != expected:
                wrong = f"{field} is {found!r}, expected {expected!r}, as in {table}.csv"
                yield Fault(TABLE, _key(derived), wrong)


def parts_fill_the_whole(declarations: Declarations) -> Iterator[Fault]:
    """What is subtracted and what is left fill the whole period: no day is lost or counted twice.

    What is left ends on the same day as the whole.
    """
    for derived in declarations.derived_periods:
        for year in (COMMON_YEAR, _LEAP_YEAR):
            yield from _gaps(derived, year, declarations)


def _gaps(derived: DerivedPeriod, year: int, declarations: Declarations) -> Iterator[Fault]:
    found = _periods(derived, year, declarations)
    if not found:
        return  # Another check tells why.
    whole, *parts = found
    if parts[0].starts_on != whole.starts_on:
        yield _misplaced(derived, parts[0], f"{whole.starts_on}")
    for before, after in pairwise(parts):
        if after.starts_on != before.cut_off + ONE_DAY:
            yield _misplaced(derived, after, f"{before.cut_off + ONE_DAY}")
    if parts[-1].cut_off != whole.cut_off:
        wrong = f"the parts end on {parts[-1].cut_off}, expected {whole.cut_off}"
        yield Fault(TABLE, _key(derived), wrong)


def _misplaced(derived: DerivedPeriod, part: Period, expected: str) -> Fault:
    wrong = f"{part.kind} starts on {part.starts_on}, expected {expected}"
    return Fault(TABLE, _key(derived), wrong)


def _periods(derived: DerivedPeriod, year: int, declarations: Declarations) -> list[Period]:
    """Return the whole, the parts to subtract and what is left; none if one of them is wrong."""
    kinds = {kind.kind: kind for kind in declarations.period_kinds}
    named = [kinds.get(kind) for kind in (derived.minuend, *derived.subtrahends)]
    try:
        return [kind.period(year) for kind in (*named, derived) if kind] if all(named) else []
    except (ValueError, LookupError):  # A day that is none, or a label with another place.
        return []


def _key(derived: DerivedPeriod) -> str:
    return "/".join((derived.kind, derived.minuend, " ".join(derived.subtrahends)))


CHECKS: tuple[Check, ...] = (
    derivations_name_period_kinds,
    derived_periods_run_between_days,
    derived_labels_name_the_year,
    one_kind_is_one_period,
    parts_fill_the_whole,
)
