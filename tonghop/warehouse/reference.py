"""The declarations as tables, so that marts can join them and analysts can ask about them."""

from collections.abc import Iterator
from datetime import date
from itertools import count

import pandas as pd

from schemas.dated import Dated, overlaps
from schemas.declarations import Declarations, Expected
from schemas.directives import EXCLUDED, INCLUDED
from schemas.forms import RATIO_MEASURE, Line, Measure
from schemas.periods import Period
from schemas.working_days import days

FIRST_YEAR, LAST_YEAR = 2023, 2035
SUBORDINATE_COLUMNS = (
    "superior", "period", "unit_code", "unit_name", "unit_kind", "directive_code", "due_before",
)  # fmt: skip
"""Those of a table that has no row where nobody reports to those who report here."""


def reference_tables(declarations: Declarations) -> dict[str, pd.DataFrame]:
    """Return the tables of schema ``reference`` by name."""
    periods = [
        kind.period(year)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for kind in declarations.period_kinds
    ]
    return {
        "declaration": pd.DataFrame(
            [
                {
                    "digest": declarations.digest,
                    "consolidating_unit": declarations.consolidating_unit,
                }
            ]
        ),
        "indicator_cell": pd.DataFrame(_indicator_cells(declarations)),
        "target": pd.DataFrame(_targets(declarations)),
        "period": pd.DataFrame(_period(period) for period in periods),
        "derivation": pd.DataFrame(_derivations(declarations)),
        "unit": pd.DataFrame(_units(declarations)),
        "unit_name": pd.DataFrame(
            {"unit_code": n.unit_code, "name": n.name, "province_name": n.province_name, **_span(n)}
            for n in declarations.units.names
        ),
        "expected_report": pd.DataFrame(_expected(declarations, periods)),
        "subordinate_report": pd.DataFrame(
            _subordinate(declarations, periods), columns=SUBORDINATE_COLUMNS
        ),
        "succession": pd.DataFrame(
            {
                "predecessor": s.predecessor,
                "successor": s.successor,
                "effective_from": s.effective_from,
            }
            for s in declarations.units.successions
        ),
        "issue_kind": pd.DataFrame(_issue_kinds(declarations)),
        "working_day": pd.DataFrame(_working_days(declarations)),
    }


def _span(*records: Dated) -> dict[str, date | None]:
    """Return the span in which all the records are in force."""
    starts = [record.valid_from for record in records if record.valid_from]
    ends = [record.valid_to for record in records if record.valid_to]
    return {"valid_from": max(starts, default=None), "valid_to": min(ends, default=None)}


def _indicator_cells(declarations: Declarations) -> Iterator[dict[str, object]]:
    """Yield each line × measure that was ever asked, and each ratio, with its span."""
    order = {sheet.form_code: number for number, sheet in enumerate(declarations.form_sheets)}
    reports = {sheet.form_code: " ".join(sheet.reports) for sheet in declarations.form_sheets}
    lines = sorted(declarations.lines, key=lambda line: order[line.form_code])
    positions = count(1)
    for line in lines:
        for measure in _measures_of(line, declarations.measures):
            yield {
                "reports": reports[line.form_code],
                "position": next(positions),
                **_counted(line, measure),
                **_described(line),
                **_span(line, measure or line),
            }


def _measures_of(line: Line, measures: tuple[Measure, ...]) -> list[Measure | None]:
    """Return the measures that a line asks for while it is in force; a ratio asks for none."""
    if not line.is_asked:
        return [None]
    own = (m for m in measures if m.form_code == line.form_code and overlaps(m, line))
    return [m for m in own if not line.measures or m.measure in line.measures]


def _counted(line: Line, measure: Measure | None) -> dict[str, object]:
    """Return what a cell counts and in what; a ratio is a percentage with two decimals."""
    unit = measure.unit_of_measure if measure else ""
    return {
        "measure": measure.measure if measure else RATIO_MEASURE,
        "measure_label": measure.label if measure else "Tỷ lệ",
        "unit_of_measure": unit or line.unit_of_measure,
        "decimals": measure.decimals if measure else 2,
    }


def _described(line: Line) -> dict[str, object]:
    return {
        "form_code": line.form_code,
        "line_code": line.line_code,
        "section": line.section,
        "line_label": line.label,
        "kind": line.kind,
        "aggregation": line.aggregation,
        "numerator": line.numerator or None,
        "denominator": line.denominator or None,
        "part_of": line.part_of or None,
        "sensitive": line.sensitive,
    }


def _targets(declarations: Declarations) -> Iterator[dict[str, object]]:
    for target in declarations.targets:
        line_code, _, measure = target.cell.partition(".")
        yield {
            "target_code": target.target_code,
            "line_code": line_code,
            "measure": measure,
            "kind": target.kind,
            "value": target.value,
            "label": target.label,
            "source": target.source,
            **_span(target),
        }


def _period(period: Period) -> dict[str, object]:
    return {
        "period": period.code,
        "kind": period.kind,
        "year": period.year,
        "label": period.label,
        "starts_on": period.starts_on,
        "cut_off": period.cut_off,
        "last_year": period.last_year,
    }


def _derivations(declarations: Declarations) -> Iterator[dict[str, object]]:
    """Yield each part of each way to derive a period: grain period, formula number, part."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for number, kind in enumerate(declarations.derived_periods, start=1):
            derived = kind.period(year)
            codes = [f"{year}-{part}" for part in (kind.minuend, *kind.subtrahends)]
            for part in codes:
                yield {
                    "period": derived.code,
                    "label": f"{derived.label} (suy ra)",
                    "starts_on": derived.starts_on,
                    "cut_off": derived.cut_off,
                    "formula_number": number,
                    "formula": " - ".join(codes),
                    "minuend": codes[0],
                    "part": part,
                    "sign": 1 if part == codes[0] else -1,
                    "parts": len(codes),
                }


def _units(declarations: Declarations) -> Iterator[dict[str, object]]:
    kinds = {kind.kind: kind for kind in declarations.units.kinds}
    for unit in declarations.units.units:
        yield {
            "unit_code": unit.unit_code,
            "kind": unit.kind,
            "kind_label": kinds[unit.kind].label,
            "kind_position": kinds[unit.kind].position,
            "province_code": unit.province_code or None,
            "reports_to": unit.reports_to or None,
            **_span(unit),
        }


def _expected(declarations: Declarations, periods: list[Period]) -> Iterator[dict[str, object]]:
    """Yield the reports owed to the consolidating unit: grain period × unit."""
    for period in periods:
        for owing in declarations.expected(period):
            yield {
                **_owed(owing, period),
                "last_day": declarations.last_day(owing.duty),
                "last_day_strict": declarations.last_day(owing.duty, EXCLUDED),
                "last_day_lenient": declarations.last_day(owing.duty, INCLUDED),
            }


def _working_days(declarations: Declarations) -> Iterator[dict[str, object]]:
    """Yield each day from the first calendar on: grain day, with running counts of two kinds."""
    calendars = declarations.working_days.calendars
    first = min(calendar.valid_from for calendar in calendars if calendar.valid_from)
    working, unknown = 0, 0
    for day in days(first, date(LAST_YEAR + 1, 12, 31)):
        works = declarations.working_days.is_working(day)
        holiday = declarations.working_days.holiday(day)
        working, unknown = working + (works is True), unknown + (works is None)
        yield {
            "day": day,
            "is_working": works,
            "name": holiday.name if holiday else None,
            "working_days": working,
            "unknown_days": unknown,
        }


def _subordinate(declarations: Declarations, periods: list[Period]) -> Iterator[dict[str, object]]:
    """Yield the reports owed to those who owe one here: grain period × unit."""
    for period in periods:
        for owing in declarations.subordinate(period):
            yield {"superior": owing.duty.reports_to, **_owed(owing, period)}


def _owed(owing: Expected, period: Period) -> dict[str, object]:
    return {
        "period": period.code,
        "unit_code": owing.unit.unit_code,
        "unit_name": owing.name.name,
        "unit_kind": owing.unit.kind,
        "directive_code": owing.duty.directive.directive_code,
        "due_before": owing.duty.due_before,
    }


def _issue_kinds(declarations: Declarations) -> Iterator[dict[str, object]]:
    for kind in declarations.issue_kinds:
        yield {"code": kind.code, "severity": kind.severity, "title": kind.title}
    for rule in declarations.rules:
        yield {
            "code": rule.rule_code,
            "severity": rule.severity,
            "title": "Quy tắc kiểm tra số liệu",
        }
