"""The declarations as tables, so that marts can join them and analysts can ask about them."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE
from schemas.periods import Period

FIRST_YEAR, LAST_YEAR = 2023, 2035


def reference_tables(declarations: Declarations) -> dict[str, pd.DataFrame]:
    """Return the tables of schema ``reference`` by name."""
    periods = [
        kind.period(year)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for kind in declarations.period_kinds
    ]
    return {
        "declaration": pd.DataFrame([{"digest": declarations.digest}]),
        "indicator_cell": pd.DataFrame(_indicator_cells(declarations)),
        "period": pd.DataFrame(_period(period) for period in periods),
        "unit": pd.DataFrame(_units(declarations)),
        "unit_name": pd.DataFrame(
            {"unit_code": n.unit_code, "name": n.name, "province_name": n.province_name, **_span(n)}
            for n in declarations.units.names
        ),
        "expected_report": pd.DataFrame(_expected(declarations, periods)),
        "succession": pd.DataFrame(
            {
                "predecessor": s.predecessor,
                "successor": s.successor,
                "effective_from": s.effective_from,
            }
            for s in declarations.units.successions
        ),
        "issue_kind": pd.DataFrame(_issue_kinds(declarations)),
    }


def _span(record: object) -> dict[str, date | None]:
    return {"valid_from": record.valid_from, "valid_to": record.valid_to}  # type: ignore[attr-defined]


def _indicator_cells(declarations: Declarations) -> Iterable[dict[str, object]]:
    """Yield each line × measure that was ever asked, and each ratio, over the line's span."""
    reports = {sheet.form_code: " ".join(sheet.reports) for sheet in declarations.form_sheets}
    order = {sheet.form_code: number for number, sheet in enumerate(declarations.form_sheets)}
    lines = sorted(declarations.lines, key=lambda line: order[line.form_code])
    for line in lines:
        asked = [m for m in declarations.measures if m.form_code == line.form_code]
        for measure in asked if line.is_asked else asked[:1]:
            if line.measures and measure.measure not in line.measures:
                continue
            yield {
                "form_code": line.form_code,
                "line_code": line.line_code,
                "measure": measure.measure if line.is_asked else RATIO_MEASURE,
                "reports": reports[line.form_code],
                "section": line.section,
                "line_label": line.label,
                "measure_label": measure.label if line.is_asked else "Tỷ lệ",
                "unit_of_measure": (measure.unit_of_measure if line.is_asked else "")
                or line.unit_of_measure,
                "decimals": measure.decimals if line.is_asked else 2,
                "kind": line.kind,
                "aggregation": line.aggregation,
                "numerator": line.numerator or None,
                "denominator": line.denominator or None,
                "target": line.target,
                "part_of": line.part_of or None,
                "sensitive": line.sensitive,
                "position": (order[line.form_code] + 1) * 100_000
                + lines.index(line) * 100
                + asked.index(measure),
                **_span(line),
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


def _units(declarations: Declarations) -> Iterable[dict[str, object]]:
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


def _expected(declarations: Declarations, periods: list[Period]) -> Iterable[dict[str, object]]:
    """Yield the reports owed to the ministry: grain period × unit."""
    for period in periods:
        for owing in declarations.expected(period):
            yield {
                "period": period.code,
                "unit_code": owing.unit.unit_code,
                "unit_name": owing.name.name,
                "unit_kind": owing.unit.kind,
                "directive_code": owing.duty.directive.directive_code,
                "due_before": owing.duty.due_before,
            }


def _issue_kinds(declarations: Declarations) -> Iterable[dict[str, object]]:
    for kind in declarations.issue_kinds:
        yield {"code": kind.code, "severity": kind.severity, "title": kind.title}
    for rule in declarations.rules:
        yield {
            "code": rule.rule_code,
            "severity": rule.severity,
            "title": "Quy tắc kiểm tra số liệu",
        }
