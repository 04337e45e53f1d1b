"""The witnesses besides the cover: metadata and the file's name must agree with its codes."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.issues import Finding
from schemas.layout import TEMPLATE_VERSION
from schemas.periods import Period, UnknownPeriodError
from tonghop.checking.file_names import read_file_name
from tonghop.checking.roster import Roster
from tonghop.reading.cover import Text
from tonghop.reading.workbook import Reading

PROPERTIES, CODES, NAMES, FILE_NAME = "properties", "codes", "names", "file_name"
_BESIDES = (PROPERTIES, FILE_NAME)


class Witness(NamedTuple):
    """What one place tells of whose report it is and for when; ``None`` where it is silent."""

    witness: str
    unit_code: str | None
    period: str | None


class Codes(NamedTuple):
    """The cover's codes, which the other witnesses are compared with, and where they stand."""

    unit_code: str
    period: Period
    unit_place: Text
    period_place: Text


def told_by_properties(reading: Reading) -> Witness:
    """Return what the template wrote into the hidden metadata."""
    found = (reading.properties.get(name, "").strip() for name in ("unit_code", "period"))
    return Witness(PROPERTIES, *(text or None for text in found))


def told_by_file_name(reading: Reading, declarations: Declarations, codes: Codes) -> Witness:
    """Return what the file's name tells.

    In the name of a report that no health department sends, a province is only a place.
    """
    found = read_file_name(reading.file_name, declarations, codes.period.cut_off)
    unit = declarations.units.find(codes.unit_code)
    is_elsewhere = found.is_place and unit is not None and not unit.province_code
    return Witness(FILE_NAME, None if is_elsewhere else found.unit_code, found.period)


def of_another_unit(
    witnesses: tuple[Witness, ...], codes: Codes, roster: Roster
) -> Iterator[Finding]:
    """Yield which witnesses other than the cover tell another unit than its code."""
    for witness, unit_code, _ in witnesses:
        if witness in _BESIDES and unit_code and unit_code != codes.unit_code:
            sheet, cell, _ = codes.unit_place
            told, expected = roster.told(unit_code), roster.told(codes.unit_code)
            yield Finding(f"unit_differs_in_{witness}", sheet, cell, told, expected=expected)


def of_another_period(
    witnesses: tuple[Witness, ...], codes: Codes, declarations: Declarations
) -> Iterator[Finding]:
    """Yield which witnesses other than the cover tell another period than its code."""
    for witness, _, period in witnesses:
        if witness in _BESIDES and period and period != codes.period.code:
            sheet, cell, _ = codes.period_place
            told, expected = (_told(code, declarations) for code in (period, codes.period.code))
            yield Finding(f"period_differs_in_{witness}", sheet, cell, told, expected=expected)


def another_version(reading: Reading) -> Iterator[Finding]:
    """Yield a finding if the metadata are those of another version of the template."""
    version = reading.properties.get("template_version", "").strip()
    if version and version != TEMPLATE_VERSION:
        yield Finding(
            "template_version_differs",
            reading.cover["period"].sheet,
            raw_text=version,
            expected=TEMPLATE_VERSION,
        )


def _told(code: str, declarations: Declarations) -> str:
    try:
        return f"{declarations.period(code).label} ({code})"
    except UnknownPeriodError:
        return code
