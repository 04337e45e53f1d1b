"""Identity: whose report it is and for which period; all that tell it must agree."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.folding import as_code, fold
from schemas.issues import Finding
from schemas.layout import (
    ENTRY_FIELDS,
    IDENTITY_FIELDS,
    ILLUSTRATION,
    NIL_PREFIX,
    NO,
    SECRECY_NONE,
    YES,
)
from tonghop.checking.cover_names import check_recipient, check_unit_code, check_unit_name
from tonghop.checking.file_names import read_period
from tonghop.checking.roster import Roster, roster_of
from tonghop.checking.witnesses import (
    CODES,
    NAMES,
    Codes,
    Witness,
    another_version,
    of_another_period,
    of_another_unit,
    told_by_file_name,
    told_by_properties,
)
from tonghop.reading.cover import Text
from tonghop.reading.typed import BLANK, raw_text
from tonghop.reading.workbook import Reading

_ABSENT = Text("", "", BLANK)
_LABELS = {field.code: field.label for field in IDENTITY_FIELDS}


class Identity(NamedTuple):
    """Who reports for when, by the cover's codes; what contradicts them is among the findings.

    ``witnesses`` holds all that tell the unit or the period, so that a person can decide between
    them.
    """

    unit_code: str | None
    period: str | None
    illustrative: bool
    findings: tuple[Finding, ...]
    witnesses: tuple[Witness, ...] = ()


def identify(reading: Reading, declarations: Declarations) -> Identity:
    """Return the unit and period of a reading.

    A code of nobody who reports is a finding that rejects it. A contradiction is a finding that
    holds it. Who is silent contradicts nobody: programs drop metadata, and people rename files.
    """
    if not reading.cut_off:
        return Identity(None, None, illustrative=False, findings=())
    codes = _codes(reading, declarations)
    roster = roster_of(declarations, codes.period)
    witnesses = _witnesses(reading, codes, roster, declarations)
    findings = (
        *_check_unit(reading, witnesses, codes, roster),
        *_check_period(reading, witnesses, codes, declarations),
        *another_version(reading),
        *(() if reading.is_one_form else (*_check_entries(reading), *_check_nils(reading))),
    )
    known = codes.unit_code if codes.unit_code in roster.declared else None
    illustrative = fold(ILLUSTRATION) == fold(_text(reading, "remark"))
    return Identity(known, codes.period.code, illustrative, findings, witnesses)


def nil_forms(reading: Reading) -> frozenset[str]:
    """Return the forms that the cover declares as "không phát sinh"."""
    return frozenset(
        code.removeprefix(NIL_PREFIX)
        for code, text in reading.cover.items()
        if code.startswith(NIL_PREFIX) and fold(raw_text(text.typed)) == fold(YES)
    )


def _text(reading: Reading, field: str) -> str:
    return raw_text(reading.cover.get(field, _ABSENT).typed).strip()


def _codes(reading: Reading, declarations: Declarations) -> Codes:
    return Codes(
        _unit_code(reading, declarations),
        declarations.period(as_code(_text(reading, "period"))),
        reading.cover.get("unit_code", _ABSENT),
        reading.cover.get("period", _ABSENT),
    )


def _unit_code(reading: Reading, declarations: Declarations) -> str:
    """Return the unit's code as it is declared, or as it was typed if it is nobody's."""
    typed = _text(reading, "unit_code")
    unit = declarations.units.find(as_code(typed))
    return unit.unit_code if unit else typed


def _witnesses(
    reading: Reading, codes: Codes, roster: Roster, declarations: Declarations
) -> tuple[Witness, ...]:
    """Return who tells anything of the unit or the period, in the order in which they are asked."""
    found = (
        Witness(CODES, codes.unit_code or None, codes.period.code),
        Witness(
            NAMES,
            roster.named(_text(reading, "unit_name")),
            read_period(_text(reading, "period_label"), declarations),
        ),
        told_by_properties(reading),
        told_by_file_name(reading, declarations, codes),
    )
    return tuple(told for told in found if told.unit_code or told.period)


def _check_unit(
    reading: Reading, witnesses: tuple[Witness, ...], codes: Codes, roster: Roster
) -> Iterator[Finding]:
    """A code of nobody who reports is refused, whatever the others tell."""
    if reading.is_one_form and not codes.unit_code:  # Its heading has been found unclear.
        return
    if refusals := tuple(check_unit_code(codes, roster)):
        yield from refusals
        return
    yield from check_recipient(codes, roster)
    if _text(reading, "unit_name"):
        yield from check_unit_name(reading.cover["unit_name"], codes, roster)
    else:
        yield _incomplete(reading, "unit_name", _LABELS["unit_name"])
    yield from of_another_unit(witnesses, codes, roster)


def _check_period(
    reading: Reading, witnesses: tuple[Witness, ...], codes: Codes, declarations: Declarations
) -> Iterator[Finding]:
    period, label = codes.period, _text(reading, "period_label")
    sheet, cell, _ = reading.cover.get("period_label", _ABSENT)
    if not roster_of(declarations, period).expected:
        yield Finding("period_not_asked", sheet, cell, period.label)
        return
    if not label:
        yield _incomplete(reading, "period_label", _LABELS["period_label"])
    elif read_period(label, declarations) != period.code:
        found = Finding("period_mismatch", sheet, cell, label, expected=period.label)
        yield found._replace(other=period.code, other_cell=codes.period_place.cell)
    yield from of_another_period(witnesses, codes, declarations)


def _incomplete(reading: Reading, field: str, label: str) -> Finding:
    sheet, cell, _ = reading.cover.get(field, _ABSENT)
    return Finding("cover_incomplete", sheet, cell, expected=label)


def _check_entries(reading: Reading) -> Iterator[Finding]:
    sheet, cell, _ = reading.cover.get("secrecy", _ABSENT)
    secrecy = _text(reading, "secrecy")
    if secrecy and fold(secrecy) != fold(SECRECY_NONE):
        yield Finding("secrecy_unclear", sheet, cell, secrecy)
    for field in ENTRY_FIELDS:
        if field.required and not _text(reading, field.code):
            yield _incomplete(reading, field.code, field.label)


def _check_nils(reading: Reading) -> Iterator[Finding]:
    understood = {fold(YES), fold(NO), ""}
    for code, (sheet, cell, typed) in reading.cover.items():
        if code.startswith(NIL_PREFIX) and fold(raw_text(typed)) not in understood:
            yield Finding(
                "nil_unclear", sheet, cell, raw_text(typed), code.removeprefix(NIL_PREFIX)
            )
