"""A file of one form, without a cover: whose it is and for when, told by the form's own heading."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.issues import Finding
from schemas.layout import COLUMN_CODES, COVER, MARKER_ROWS, NOT_FORMS, period_line, read_marker
from schemas.periods import Period
from tonghop.reading.addresses import address
from tonghop.reading.book import Sheet

_THE_REST = "mọi trang còn lại của biểu mẫu"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Heading(NamedTuple):
    """What a form's heading tells: period, and the cover's entries, each with its cell."""

    period: Period | None
    entries: Mapping[str, tuple[str, str]]
    findings: tuple[Finding, ...]


def read_heading(sheet: Sheet, declarations: Declarations) -> Heading:
    """Read period and unit above the table of a form.

    Each must be there as the template writes it, and only one of each: nothing else tells whose the
    figures are.
    """
    if _part(sheet) in NOT_FORMS:
        return Heading(None, {}, ())
    texts = dict(_texts_above_table(sheet))
    periods = {cell: period for cell in texts for period in periods_of(texts[cell], declarations)}
    if len(set(periods.values())) != 1:
        told = _listed(texts[cell] for cell in periods)
        return Heading(None, {}, (Finding("heading_period_unclear", raw_text=told),))
    (cell, period), *_ = periods.items()
    entries = {"period": (cell, period.code), "period_label": (cell, period.label)}
    names = declarations.units.codes_by_name(period.cut_off)
    named = {cell: names[fold(text)] for cell, text in texts.items() if fold(text) in names}
    if len(set(named.values())) != 1:
        told = _listed(texts[cell] for cell in named)
        return Heading(period, entries, (Finding("heading_unit_unclear", raw_text=told),))
    (cell, unit_code), *_ = named.items()
    entries |= {"unit_code": (cell, unit_code), "unit_name": (cell, texts[cell])}
    return Heading(period, entries, ())


def named_after_form(sheet: Sheet, period: Period | None, declarations: Declarations) -> Sheet:
    """Return the sheet under the name that the template gives to its form."""
    code = _part(sheet)
    forms = declarations.forms_on(period.cut_off) if period else ()
    names = {form.code: form.sheet.sheet for form in forms}
    return Sheet(names.get(code, code), sheet.rows)


def told_as_one_form(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a file of one form: that it lacks the other sheets is one of them."""
    missing = [finding.expected for finding in findings if finding.code == "form_missing"]
    expected = _listed((COVER, *missing)) if missing else _THE_REST
    rest = [finding for finding in findings if finding.code != "form_missing"]
    return [Finding("csv_is_one_form", expected=expected), *rest]


def _part(sheet: Sheet) -> str:
    markers = (read_marker(str(value)) for row in sheet.rows[:MARKER_ROWS] for value in row)
    return next((marker[0] for marker in markers if marker), "")


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts) or "không có"


def _texts_above_table(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for row, cells in enumerate(sheet.rows):
        if COLUMN_CODES in cells:
            return
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.strip():
                yield address(row, column), value


def periods_of(text: str, declarations: Declarations) -> Iterator[Period]:
    """Yield the periods whose line a text is."""
    for year in set(map(int, _YEAR.findall(text))):
        for kind in declarations.period_kinds:
            if fold(period_line(kind.period(year))) == fold(text):
                yield kind.period(year)
