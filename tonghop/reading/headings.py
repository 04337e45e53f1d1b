"""Headings: whose a form's sheet is and for when, by what stands above its table."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.folding import as_code, fold
from schemas.issues import Finding
from schemas.layout import period_line
from schemas.periods import Period
from tonghop.reading.addresses import address
from tonghop.reading.book import Rows
from tonghop.reading.cover import Text
from tonghop.reading.one_form import periods_of
from tonghop.reading.typed import BLANK, raw_text


class Owner(NamedTuple):
    """Whose report it is and for when, as the cover tells it, and how a heading says both."""

    name: str
    unit_code: str
    period: Period
    heads: frozenset[str]


def owner_of(cover: Mapping[str, Text], declarations: Declarations) -> Owner:
    """Return unit and period of a cover whose period is declared."""
    name, code, period = (_entry(cover, field) for field in ("unit_name", "unit_code", "period"))
    declared = declarations.period(as_code(period))
    return Owner(
        name, as_code(code), declared, frozenset((fold(name), fold(period_line(declared))))
    )


def heading_findings(
    sheet: str, rows: Rows, owner: Owner, declarations: Declarations
) -> Iterator[Finding]:
    """Yield what a sheet's heading, the ``rows`` above its table, tells against the cover.

    A unit or period that nobody declared is only worded otherwise; another one that is declared
    means that sheets of two reports lie in one file.
    """
    filled = {value for value in chain.from_iterable(rows) if isinstance(value, str) and value}
    if owner.heads <= set(map(fold, filled)):
        return
    cells = [
        (value, address(row, column))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and value
    ]
    yield from _other_units(sheet, cells, owner, declarations)
    yield from _other_periods(sheet, cells, owner, declarations)


def _other_units(
    sheet: str, cells: Sequence[tuple[str, str]], owner: Owner, declarations: Declarations
) -> Iterator[Finding]:
    names = declarations.units.codes_by_name(owner.period.cut_off)
    codes = {owner.unit_code, names.get(fold(owner.name), owner.unit_code)}
    told = [(text, cell, names[fold(text)]) for text, cell in cells if fold(text) in names]
    if not any(code in codes for _, _, code in told):
        for text, cell, _ in told:
            yield Finding("sheet_of_other_unit", sheet, cell, text, expected=owner.name)


def _other_periods(
    sheet: str, cells: Sequence[tuple[str, str]], owner: Owner, declarations: Declarations
) -> Iterator[Finding]:
    told = [(period, cell) for text, cell in cells for period in periods_of(text, declarations)]
    if not any(period == owner.period for period, _ in told):
        for period, cell in told:
            label = owner.period.label
            yield Finding("sheet_of_other_period", sheet, cell, period.label, expected=label)


def _entry(cover: Mapping[str, Text], field: str) -> str:
    return raw_text(cover[field].typed if field in cover else BLANK).strip()
