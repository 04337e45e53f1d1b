"""Headings: whose a form's sheet is and for when, by what stands above its table."""

from collections.abc import Iterator, Mapping

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.issues import Finding
from schemas.layout import period_line
from schemas.periods import find_period
from tonghop.reading.addresses import address
from tonghop.reading.book import Rows
from tonghop.reading.cover import Text
from tonghop.reading.one_form import periods_of
from tonghop.reading.typed import BLANK, raw_text


def heading_findings(
    sheet: str, rows: Rows, cover: Mapping[str, Text], declarations: Declarations
) -> Iterator[Finding]:
    """Yield what a sheet's heading, the ``rows`` above its table, tells against the cover.

    A unit or period that nobody declared is only worded otherwise; another one that is declared
    means that sheets of two reports lie in one file.
    """
    name, code, period = (_entry(cover, field) for field in ("unit_name", "unit_code", "period"))
    day = find_period(period, declarations.period_kinds)
    texts = {
        fold(value): (address(row, column), value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and value
    }
    if fold(name) not in texts:
        names = declarations.units.codes_by_name(day.cut_off)
        for text, (cell, typed) in texts.items():
            if names.get(text, code) not in (code, names.get(fold(name))):
                yield Finding("sheet_of_other_unit", sheet, cell, typed, expected=name)
    if fold(period_line(day)) not in texts:
        for cell, typed in texts.values():
            for other in periods_of(typed, declarations):
                yield Finding("sheet_of_other_period", sheet, cell, other.label, expected=day.label)


def _entry(cover: Mapping[str, Text], field: str) -> str:
    return raw_text(cover[field].typed if field in cover else BLANK).strip()
