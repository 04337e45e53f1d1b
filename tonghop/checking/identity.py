"""Identity: whose report it is and for which period; the cover must agree with its codes."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.issues import Finding
from schemas.layout import ENTRY_FIELDS, ILLUSTRATION, NIL_PREFIX, NO, SECRECY_NONE, YES
from schemas.periods import Period
from tonghop.reading.typed import BLANK, raw_text
from tonghop.reading.workbook import Reading, Text

_ABSENT = Text("", "", BLANK)


class Identity(NamedTuple):
    """Who reports for when, as far as the cover tells it without contradiction."""

    unit_code: str | None
    period: str | None
    illustrative: bool
    findings: tuple[Finding, ...]


class Roster(NamedTuple):
    """The units of one period: those declared at all, open, and owing a report, and their names."""

    declared: frozenset[str]
    open: frozenset[str]
    expected: frozenset[str]
    code_of: dict[str, str]


def identify(reading: Reading, declarations: Declarations) -> Identity:
    """Return the unit and period of a reading; a contradiction is a finding that rejects it."""
    if not reading.cut_off:
        return Identity(None, None, illustrative=False, findings=())
    period = declarations.period(_text(reading, "period"))
    unit_code = _text(reading, "unit_code")
    findings = (
        *_check_unit(reading, unit_code, period, declarations),
        *_check_period(reading, period, declarations),
        *_check_entries(reading),
        *_check_nils(reading),
    )
    known = unit_code if declarations.units.find(unit_code) else None
    illustrative = fold(ILLUSTRATION) == fold(_text(reading, "remark"))
    return Identity(known, period.code, illustrative, findings)


def nil_forms(reading: Reading) -> frozenset[str]:
    """Return the forms that the cover declares as "không phát sinh"."""
    return frozenset(
        code.removeprefix(NIL_PREFIX)
        for code, text in reading.cover.items()
        if code.startswith(NIL_PREFIX) and fold(raw_text(text.typed)) == fold(YES)
    )


def _text(reading: Reading, field: str) -> str:
    return raw_text(reading.cover.get(field, _ABSENT).typed).strip()


@lru_cache(maxsize=64)
def _roster(declarations: Declarations, period: Period) -> Roster:
    day = period.cut_off
    return Roster(
        declared=frozenset(unit.unit_code for unit in declarations.units.units),
        open=frozenset(unit.unit_code for unit in declarations.units.open_on(day)),
        expected=frozenset(owing.unit.unit_code for owing in declarations.expected(period)),
        code_of=declarations.units.codes_by_name(day),
    )


def _check_unit(
    reading: Reading, unit_code: str, period: Period, declarations: Declarations
) -> Iterator[Finding]:
    roster = _roster(declarations, period)
    sheet, cell, _ = reading.cover.get("unit_code", _ABSENT)
    if unit_code not in roster.declared:
        yield Finding("unit_unknown", sheet, cell, unit_code)
    elif unit_code not in roster.open:
        yield Finding("unit_closed", sheet, cell, unit_code, expected=f"{period.cut_off:%d/%m/%Y}")
    elif roster.expected and unit_code not in roster.expected:
        yield Finding("unit_not_asked", sheet, cell, unit_code, expected=period.label)
    elif roster.code_of.get(fold(_text(reading, "unit_name"))) != unit_code:
        expected = declarations.units.name_on(unit_code, period.cut_off).name
        sheet, cell, _ = reading.cover.get("unit_name", _ABSENT)
        yield Finding("unit_mismatch", sheet, cell, _text(reading, "unit_name"), expected=expected)


def _check_period(
    reading: Reading, period: Period, declarations: Declarations
) -> Iterator[Finding]:
    label = _text(reading, "period_label")
    sheet, cell, _ = reading.cover.get("period_label", _ABSENT)
    if fold(label) != fold(period.label):
        yield Finding("period_mismatch", sheet, cell, label, expected=period.label)
    if not _roster(declarations, period).expected:
        yield Finding("period_not_asked", sheet, cell, period.label)


def _check_entries(reading: Reading) -> Iterator[Finding]:
    sheet, cell, _ = reading.cover.get("secrecy", _ABSENT)
    secrecy = _text(reading, "secrecy")
    if secrecy and fold(secrecy) != fold(SECRECY_NONE):
        yield Finding("secrecy_unclear", sheet, cell, secrecy)
    for field in ENTRY_FIELDS:
        if field.required and not _text(reading, field.code):
            sheet, cell, _ = reading.cover.get(field.code, _ABSENT)
            yield Finding("cover_incomplete", sheet, cell, expected=field.label)


def _check_nils(reading: Reading) -> Iterator[Finding]:
    understood = {fold(YES), fold(NO), ""}
    for code, (sheet, cell, typed) in reading.cover.items():
        if code.startswith(NIL_PREFIX) and fold(raw_text(typed)) not in understood:
            yield Finding(
                "nil_unclear", sheet, cell, raw_text(typed), code.removeprefix(NIL_PREFIX)
            )
