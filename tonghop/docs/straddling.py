"""Periods within which units or directives changed: who owes the whole, and for whose days."""

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.declarations import Declarations, Expected
from schemas.periods import Period
from schemas.units import Unit
from tonghop.docs import words
from tonghop.docs.markdown import code, joined, table

_ONE_DAY = timedelta(days=1)
Stretch = tuple[str, date, date]
"""A unit, and the first and last day of a period on which it did the work."""


def describe_straddled(declarations: Declarations, periods: Iterator[Period]) -> str:
    """Return a section for each period that is owed and within which something changed."""
    return joined(block for period in periods for block in _period(period, declarations))


def stretches(declarations: Declarations, unit_code: str, period: Period) -> list[Stretch]:
    """Return who did a unit's work on which days of a period: itself and those before it."""
    unit = declarations.units.find(unit_code)
    found = [_own(unit, period)] if unit else []
    for succession in declarations.units.successions:
        if succession.successor == unit_code and succession.effective_from <= period.cut_off:
            before = stretches(declarations, succession.predecessor, period)
            last = succession.effective_from - _ONE_DAY
            found += [(past, first, min(end, last)) for past, first, end in before]
    return sorted((s for s in found if s[1] <= s[2]), key=lambda s: (s[1], s[0]))


def _own(unit: Unit, period: Period) -> Stretch:
    first = max(unit.valid_from or period.starts_on, period.starts_on)
    return unit.unit_code, first, min(unit.valid_to or period.cut_off, period.cut_off)


def _period(period: Period, declarations: Declarations) -> Iterator[str]:
    owing = declarations.expected(period)
    covered = {owed: stretches(declarations, owed.unit.unit_code, period) for owed in owing}
    rows = [_row(owed, days, declarations) for owed, days in covered.items() if len(days) > 1]
    ended = _ended(period, covered, declarations)
    governing = _governing(period, declarations) if owing else ""
    if not rows and not (owing and (ended or governing)):
        return
    yield f"### {period.label}, từ {words.day(period.starts_on)} đến {words.day(period.cut_off)}"
    if governing:
        yield governing
    if rows:
        yield "Các đơn vị sau báo cáo cả kỳ, gồm cả phần của các đơn vị mà mình kế tục:"
        yield table(("Đơn vị phải báo cáo", "Phần trước của", "Phần của chính đơn vị"), rows)
    if ended:
        yield (
            "Các đơn vị sau thôi hoạt động trong kỳ, không có đơn vị kế tục được khai báo, nên "
            "phần đã làm trong kỳ không có trong báo cáo nào:"
        )
        yield "\n".join(f"- {unit}" for unit in ended)


def _row(owed: Expected, days: list[Stretch], declarations: Declarations) -> tuple[str, str, str]:
    own = [_told(s) for s in days if s[0] == owed.unit.unit_code]
    before = [
        f"{declarations.units.name_near(s[0], s[2])} ({code(s[0])}) {_told(s)}"
        for s in days
        if s[0] != owed.unit.unit_code
    ]
    return f"{owed.name.name} ({code(owed.unit.unit_code)})", "; ".join(before), "; ".join(own)


def _told(stretch: Stretch) -> str:
    return f"từ {words.day(stretch[1])} đến {words.day(stretch[2])}"


def _ended(
    period: Period, covered: dict[Expected, list[Stretch]], declarations: Declarations
) -> list[str]:
    """Name the units that owed reports, closed within the period, and are in nobody's report."""
    taken_over = {unit for days in covered.values() for unit, _, _ in days}
    kinds = {owed.unit.kind for owed in covered}
    return [
        f"{declarations.units.name_near(unit.unit_code, unit.valid_to)} ({code(unit.unit_code)}), "
        f"đến {words.day(unit.valid_to)}"
        for unit in declarations.units.open_on(period.starts_on)
        if unit.valid_to and unit.valid_to < period.cut_off
        if unit.kind in kinds and unit.reports_to == declarations.consolidating_unit
        if unit.unit_code not in taken_over
    ]


def _governing(period: Period, declarations: Declarations) -> str:
    """Say which directive a period is under, where another one ended within it in the same year."""
    governing = declarations.governing(period)
    others = [
        directive
        for directive in declarations.directives.directives
        if governing and directive.issuer == governing.issuer
        if directive.valid_to and directive.valid_to < period.cut_off
        if directive.valid_to.year == period.year and directive.valid_to >= period.starts_on
    ]
    if not governing or not others:
        return ""
    told = ", ".join(f"{d.number} (đến kỳ chốt ngày {words.day(d.valid_to)})" for d in others)
    cut_off = words.day(period.cut_off)
    return (
        f"Theo {governing.number}, văn bản áp dụng vào ngày chốt số liệu {cut_off}, dù một phần "
        f"của kỳ nằm trong thời gian của {told}."
    )
