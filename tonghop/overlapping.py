"""Overlapping periods: what a unit reports for a period, beside the earlier ones of the same year.

Quý I, 6 tháng, 9 tháng and năm all start on 15/12, so what flows can only grow from one to the
next, and a year holds at least its first half and its third quarter together. A single figure that
falls is told by its cell. Where a whole form tells that it was filled in for another period, as a
quarter cumulated from the start of the year or a cumulative period from its last report on, that is
told instead, once for the form.

The findings warn: a fall may be a correction, and which of two reports is wrong nobody can see in
them. They follow from the reports that count, whatever came first, so they are worked out anew at
each recording. Where an earlier report is missing, or one of a merged unit's, nothing is compared.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from schemas.declarations import Declarations
from schemas.history import CUMULATIVE_SHARE, LEAST_LINES, NOT_CUMULATIVE_SHARE
from schemas.issues import Finding, Issue
from tonghop.checking.sentences import tell, written

FALLEN, CUMULATED, NOT_CUMULATED = (
    "cumulative_decreased", "cumulative_in_quarter", "quarter_in_cumulative",
)  # fmt: skip
_HAS_EARLIER = """
    select 1
    from warehouse.decided_submission as submission
    inner join reference.period as period on submission.period = period.period
    where submission.status = 'accepted'
    group by period.year
    having count(distinct period.period) > 1
    limit 1
"""
_FORMS = "select * from warehouse.form_beside_earlier order by period, unit_code, form_code"
_VALUES = """
    select * from warehouse.value_below_earlier
    order by period, unit_code, line_code, measure, earlier_value desc, second nulls first, first
"""
_Form = tuple[str, str, str]
"""Period, unit and form."""


def find_overlapping(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> list[Issue]:
    """Return an issue for each form of another period and each other figure that fell.

    Most houses have one period of a year, and nothing to compare: they are spared the comparison.
    """
    if not con.execute(_HAS_EARLIER).fetchall():
        return []
    forms: dict[_Form, Issue] = {}
    for row in _rows(con, _FORMS):
        if code := _other_period(row, declarations):
            forms[row["period"], row["unit_code"], row["form_code"]] = _form_issue(
                code, row, declarations
            )
    return [*forms.values(), *_fallen(con, forms, declarations)]


def _other_period(form: dict[str, Any], declarations: Declarations) -> str:
    """Return the kind of issue of a form that holds another period's figures, or nothing."""
    day = declarations.period(form["period"]).cut_off
    if form["lines"] < declarations.history_limit(LEAST_LINES, day):
        return ""
    below = Decimal(form["lines_below"]) / form["lines"]
    if form["is_inside"]:
        fallen = below >= declarations.history_limit(NOT_CUMULATIVE_SHARE, day)
        return NOT_CUMULATED if fallen else ""
    return CUMULATED if 1 - below >= declarations.history_limit(CUMULATIVE_SHARE, day) else ""


def _form_issue(code: str, form: dict[str, Any], declarations: Declarations) -> Issue:
    below, lines = form["lines_below"], form["lines"]
    line = declarations.line_label(form["example_line"])
    values = f"{written(form['example_value'])} so với {written(form['example_earlier'])}"
    count = below if code == NOT_CUMULATED else lines - below
    finding = Finding(
        code,
        sheet=form["sheet"] or "",
        raw_text=f"{count}/{lines} chỉ tiêu (trong các chỉ tiêu so sánh có {line}: {values})",
        form_code=form["form_code"],
        expected=form["earlier_label"],
        other=form["period_label"],
        day=_day(form["starts_on"]),
    )
    return tell(finding, form["sha256"], "", declarations)


def _fallen(
    con: duckdb.DuckDBPyConnection, forms: dict[_Form, Issue], declarations: Declarations
) -> Iterator[Issue]:
    """Yield an issue for each figure below what is sure, unless its form is told of already.

    A sum with a form that seems cumulated is not sure.
    """
    told: set[tuple[str, str, str]] = set()
    for row in _rows(con, _VALUES):
        place = (row["sha256"], row["line_code"], row["measure"])
        of_form = [
            forms.get((period, row["unit_code"], row["form_code"]))
            for period in (row["period"], row["second"])
        ]
        if place not in told and not any(of_form):
            told.add(place)
            yield _value_issue(row, declarations)


def _value_issue(row: dict[str, Any], declarations: Declarations) -> Issue:
    past, value = _past(row), written(row["value"])
    finding = Finding(
        FALLEN,
        sheet=row["sheet"] or "",
        cell=row["cell"] or "",
        raw_text=value,
        form_code=row["form_code"],
        line_code=row["line_code"],
        measure=row["measure"],
        expected=past,
        other=row["period_label"],
        day=_day(row["starts_on"]),
    )
    return tell(finding, row["sha256"], "", declarations)._replace(basis=f"{value} < {past}")


def _past(row: dict[str, Any]) -> str:
    """Word what was reported before, such as ``6 tháng đầu năm 2024: 8; Quý III năm 2024: 4``."""
    past = f"{row['first_label']}: {written(row['first_value'])}"
    if row["second"]:
        past += f"; {row['second_label']}: {written(row['second_value'])}"
        past += f"; cộng {written(row['earlier_value'])}"
    return f"{past}, gồm số của {row['past_names']}" if row["past_names"] else past


def _rows(con: duckdb.DuckDBPyConnection, select: str) -> Iterator[dict[str, Any]]:
    found = con.execute(select)
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        yield dict(zip(names, row, strict=True))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
