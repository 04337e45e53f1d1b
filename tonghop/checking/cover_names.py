"""The cover's codes and names: the codes must be of a unit that reports, the names theirs."""

import re
from collections.abc import Iterator

from schemas.folding import fold
from schemas.issues import Finding
from tonghop.checking.roster import Roster
from tonghop.checking.witnesses import Codes
from tonghop.reading.cover import Text
from tonghop.reading.typed import raw_text

_PROVINCE_CODE = re.compile(r"(?:SYT[-_ ]?)?(\d{2})", re.IGNORECASE)


def check_unit_code(codes: Codes, roster: Roster) -> Iterator[Finding]:
    """Yield why a code is not that of a unit which owes the report; a person can decide nothing."""
    code = codes.unit_code
    if code not in roster.declared:
        yield _unknown(codes, roster)
    elif code not in roster.open:
        yield _closed(codes, roster)
    elif roster.expected and code not in roster.expected and code not in roster.superior_of:
        label = codes.period.label
        yield _at(codes, "unit_not_asked", code, expected=label, other=roster.recipient)


def check_recipient(codes: Codes, roster: Roster) -> Iterator[Finding]:
    """Yield that a report is owed to a unit which reports here itself; it is kept, not counted."""
    code = codes.unit_code
    if superior := roster.superior_of.get(code):
        told, expected = roster.told(code), roster.units.name_near(superior, roster.day)
        yield _at(codes, "report_of_subordinate", told, expected=expected, other=roster.recipient)


def _unknown(codes: Codes, roster: Roster) -> Finding:
    """A bare province code may be of either vintage: seven of them have changed their meaning."""
    bare = _PROVINCE_CODE.fullmatch(codes.unit_code)
    units = [unit.unit_code for unit in roster.with_province_code(bare[1])] if bare else []
    if not units:
        return _at(codes, "unit_unknown", codes.unit_code)
    told = " hoặc ".join(map(roster.told, units))
    changes = [s.effective_from for code in units if (s := roster.succession_of(code))]
    starts = changes or [s.effective_from for code in units for s in roster.predecessors(code)]
    day = f"{min(starts):%d/%m/%Y}"
    return _at(codes, "unit_code_without_vintage", codes.unit_code, expected=told, day=day)


def _closed(codes: Codes, roster: Roster) -> Finding:
    code, told = codes.unit_code, roster.told(codes.unit_code)
    after, before = roster.succession_of(code), roster.predecessors(code)
    if after and after.effective_from <= roster.day:
        kind = "unit_merged" if len(roster.predecessors(after.successor)) > 1 else "unit_replaced"
        day = f"{after.effective_from:%d/%m/%Y}"
        return _at(codes, kind, told, expected=roster.told(after.successor), day=day)
    if before and before[0].effective_from > roster.day:
        earlier = ", ".join(roster.told(succession.predecessor) for succession in before)
        day = f"{before[0].effective_from:%d/%m/%Y}"
        return _at(codes, "unit_not_yet", told, other=earlier, day=day)
    return _at(codes, "unit_closed", code, expected=f"{roster.day:%d/%m/%Y}")


def _at(
    codes: Codes, kind: str, raw: str, *, expected: str = "", other: str = "", day: str = ""
) -> Finding:
    sheet, cell, _ = codes.unit_place
    return Finding(kind, sheet, cell, raw, expected=expected, other=other, day=day)


def check_unit_name(place: Text, codes: Codes, roster: Roster) -> Iterator[Finding]:
    """Yield what a name tells against the code; names that a unit ever bore are its own.

    Whose report it is remains for a person to decide. A name that is like another decides nothing.
    """
    name = raw_text(place.typed).strip()
    owner = roster.code_of.get(fold(name))
    ever = roster.ever_called.get(fold(name), frozenset())
    if codes.unit_code in ({owner} if owner else ever):
        return
    finding = Finding("unit_mismatch", place.sheet, place.cell, name)
    finding = finding._replace(
        expected=roster.told(codes.unit_code),
        other=roster.told(codes.unit_code),
        other_cell=codes.unit_place.cell,
    )
    yield _of_relative(finding, ever, codes, roster) or _of_other(finding, ever, roster)


def _of_relative(
    finding: Finding, ever: frozenset[str], codes: Codes, roster: Roster
) -> Finding | None:
    """Return the finding if the name is that of the unit's predecessor or successor."""
    before = roster.predecessors(codes.unit_code)
    for succession in before:
        if succession.predecessor in ever:
            kind = "unit_name_merged" if len(before) > 1 else "unit_name_replaced"
            return finding._replace(code=kind, day=f"{succession.effective_from:%d/%m/%Y}")
    after = roster.succession_of(codes.unit_code)
    if after and after.successor in ever:
        day = f"{after.effective_from:%d/%m/%Y}"
        return finding._replace(
            code="unit_name_not_yet", expected=roster.told(after.successor), day=day
        )
    return None


def _of_other(finding: Finding, ever: frozenset[str], roster: Roster) -> Finding:
    """Return the finding for a name of another unit, a misspelt one, or one of nobody."""
    if ever:
        return finding
    if proposal := roster.proposal(finding.raw_text):
        return finding._replace(code="unit_name_misspelt", expected=proposal)
    return finding._replace(code="unit_name_unknown")
