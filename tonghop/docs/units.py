"""``don-vi.md``: kinds of unit with counts by date, codes in force, and who succeeded whom."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from schemas.caveats import UNITS
from schemas.declarations import Declarations
from schemas.integrity.spans import change_days
from schemas.units import CONFIRMED_MARKS, ENDED, FROM_OUTSIDE, Unit, UnitKind
from tonghop.docs import words
from tonghop.docs.markdown import code, joined, table

_OUTSIDE, _TAKEN_OVER_BY_NOBODY = "ngoài danh sách", "không chuyển cho đơn vị nào"


def describe_units(declarations: Declarations) -> Mapping[str, str]:
    """Return how many units there were from which day on, those in force, and successions."""
    newest = max(change_days((*declarations.units.units, *declarations.units.names)))
    return {
        "counts": _counts(declarations),
        "unconfirmed": _unconfirmed(declarations),
        "newest": words.day(newest),
        "units": joined(_open_units(declarations, newest)),
        "successions": _successions(declarations),
        "came": _came_from_outside(declarations),
        "caveats": words.caveats(declarations, UNITS),
    }


def _kinds(declarations: Declarations) -> list[UnitKind]:
    """Return the kinds that report to somebody and have units, in printed order."""
    used = {unit.kind for unit in declarations.units.units if unit.reports_to}
    kinds = (kind for kind in declarations.units.kinds if kind.kind in used)
    return sorted(kinds, key=lambda kind: kind.position)


def _counts(declarations: Declarations) -> str:
    kinds = _kinds(declarations)
    rows = []
    for day in change_days(declarations.units.units):
        counts = Counter(unit.kind for unit in declarations.units.open_on(day) if unit.reports_to)
        start = "ban đầu" if day == date.min else words.day(day)
        rows.append((start, *(counts[kind.kind] for kind in kinds), counts.total()))
    return table(("Từ ngày", *(kind.label for kind in kinds), "Cộng"), rows)


def _unconfirmed(declarations: Declarations) -> str:
    units = (unit for unit in declarations.units.units if unit.mark not in CONFIRMED_MARKS)
    counts = Counter(unit.kind for unit in units)
    found = [
        f"{kind.label}: {counts[kind.kind]}" for kind in _kinds(declarations) if counts[kind.kind]
    ]
    return "; ".join(found) or "không có"


def _open_units(declarations: Declarations, day: date) -> Iterator[str]:
    for kind in _kinds(declarations):
        members = [unit for unit in declarations.units.open_on(day) if unit.kind == kind.kind]
        if members:
            rows = [_open_unit(unit, declarations, day) for unit in members]
            yield f"### {kind.label_plural} ({len(members)})"
            yield table(("Mã đơn vị", "Tên", "Áp dụng", "Căn cứ"), rows)


def _open_unit(unit: Unit, declarations: Declarations, day: date) -> tuple[str, ...]:
    name = declarations.units.name_on(unit.unit_code, day).name
    return code(unit.unit_code), name, words.span(unit), words.plain(unit.source)


def _successions(declarations: Declarations) -> str:
    rows = [
        (*_closed_unit(unit, declarations, unit.valid_to), *_successor(unit, declarations))
        for unit in declarations.units.units
        if unit.valid_to and unit.mark in CONFIRMED_MARKS
    ]
    return table(("Mã", "Đơn vị", "Ngày cuối", "Mã đơn vị kế tục", "Đơn vị kế tục"), rows)


def _closed_unit(unit: Unit, declarations: Declarations, last: date) -> tuple[str, ...]:
    return (
        code(unit.unit_code),
        declarations.units.name_on(unit.unit_code, last).name,
        words.day(last),
    )


def _successor(unit: Unit, declarations: Declarations) -> tuple[str, str]:
    for pair in declarations.units.successions:
        if pair.predecessor == unit.unit_code:
            name = declarations.units.name_on(pair.successor, pair.effective_from).name
            return code(pair.successor), name
    (left,) = (
        row
        for row in declarations.units.handovers
        if row.unit_code == unit.unit_code and row.kind != FROM_OUTSIDE
    )
    return _TAKEN_OVER_BY_NOBODY if left.kind == ENDED else _OUTSIDE, left.other_body


def _came_from_outside(declarations: Declarations) -> str:
    rows = [
        (
            code(handover.unit_code),
            declarations.units.name_near(handover.unit_code, handover.effective_from),
            handover.other_body,
            words.day(handover.effective_from),
            words.plain(handover.source),
        )
        for handover in declarations.units.handovers
        if handover.kind == FROM_OUTSIDE
    ]
    return table(("Mã", "Đơn vị", "Nhận nhiệm vụ từ", "Từ ngày", "Căn cứ"), rows)
