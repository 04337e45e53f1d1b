"""``don-vi.md``: kinds of unit and their counts by date, today's codes, and who succeeded whom."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from schemas.dated import valid_on
from schemas.declarations import Declarations
from schemas.integrity.spans import change_days
from schemas.units import CONFIRMED_MARKS, UnitKind
from tonghop.docs import words
from tonghop.docs.markdown import code, document, table


def describe_units(declarations: Declarations) -> str:
    """Return the kinds of unit, how many there were from which day on, and the units in force."""
    units = declarations.units
    newest = max(change_days((*units.units, *units.names)))
    return document(
        "# Đơn vị báo cáo",
        "Mỗi đơn vị, tên gọi và cách viết khác đều có ngày bắt đầu và kết thúc hiệu lực. Mã Sở Y tế mang "
        "theo danh mục tỉnh của nó (`SYT63-51`, `SYT34-51`), vì từ ngày 01/7/2025 nhiều mã tỉnh đổi nghĩa.",
        "## Số lượng theo thời gian",
        "Không tính đơn vị chưa kiểm chứng.",
        _counts(declarations),
        _unconfirmed(declarations),
        f"## Đơn vị đang hoạt động, tên gọi tại ngày {words.day(newest)}",
        *_open_units(declarations, newest),
        "## Đơn vị thôi hoạt động và đơn vị kế tục",
        _successions(declarations),
    )


def _kinds(declarations: Declarations) -> list[UnitKind]:
    """Return the kinds that have units, but for the recipient itself, in printed order."""
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
    counts = Counter(
        unit.kind for unit in declarations.units.units if unit.mark not in CONFIRMED_MARKS
    )
    told = "; ".join(
        f"{kind.label} {counts[kind.kind]}" for kind in _kinds(declarations) if counts[kind.kind]
    )
    return (
        f"Đơn vị có trong danh mục nhưng chưa kiểm chứng, nên chưa được giao báo cáo: {told}."
        if told
        else ""
    )


def _open_units(declarations: Declarations, day: date) -> Iterator[str]:
    units = declarations.units
    for kind in _kinds(declarations):
        members = [unit for unit in units.open_on(day) if unit.kind == kind.kind]
        if members:
            yield f"### {kind.label_plural} ({len(members)})"
            yield table(
                ("Mã đơn vị", "Tên", "Áp dụng", "Căn cứ"),
                [
                    (code(unit.unit_code), units.name_on(unit.unit_code, day).name,
                     words.span(unit), words.plain(unit.source))
                    for unit in members
                ],
            )  # fmt: skip


def _successions(declarations: Declarations) -> str:
    units = declarations.units
    successors = {pair.predecessor: pair for pair in units.successions}
    rows = []
    for unit in units.units:
        if unit.valid_to and unit.mark in CONFIRMED_MARKS:
            pair = successors.get(unit.unit_code)
            rows.append(
                (
                    code(unit.unit_code),
                    units.name_on(unit.unit_code, unit.valid_to).name,
                    words.day(unit.valid_to),
                    code(pair.successor) if pair else words.UNKNOWN,
                    _first_name(declarations, pair.successor, pair.effective_from) if pair else "",
                )
            )
    return table(("Mã", "Đơn vị", "Ngày cuối", "Mã đơn vị kế tục", "Đơn vị kế tục"), rows)


def _first_name(declarations: Declarations, unit_code: str, day: date) -> str:
    names = valid_on(declarations.units.names, day)
    return next((name.name for name in names if name.unit_code == unit_code), words.UNKNOWN)
