"""What changed between two editions as one paragraph, as an officer would sign it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tonghop.differing import Difference
from tonghop.differing.causes import (
    BOUNDARIES,
    DECISIONS,
    LATE_REPORTS,
    RESUBMISSIONS,
)
from tonghop.differing.reading import (
    NATION,
    Figure,
    changed_elsewhere,
    counts,
    figures,
    rulings,
    units_with,
)
from tonghop.publish.grammar import DONG, PERCENT, count, movement, quantity

_NAMED = 5
"""Units and decisions that are named; of more the others are counted."""
_EXAMPLES = 3


def paragraph(difference: Difference) -> str:
    """Return the paragraph: how much changed, why, and the largest changes with their parts."""
    changed = figures(difference, NATION, period=difference.later.period)
    return " ".join(_sentences(difference, changed))


def _sentences(difference: Difference, changed: Sequence[Figure]) -> Iterator[str]:
    total = counts(difference)[NATION].figures
    if not changed:
        yield f"{_opening(difference)} không có số liệu tổng hợp nào thay đổi."
    else:
        yield (
            f"{_opening(difference)} có {count(Decimal(len(changed)))} trong tổng số "
            f"{total} số liệu tổng hợp thay đổi."
        )
    if difference.is_one_period and (reasons := list(_reasons(difference))):
        yield f"Nguyên nhân: {'; '.join(reasons)}."
    if examples := _largest(changed):
        yield f"Thay đổi lớn nhất: {'; '.join(_told(figure) for figure in examples)}."
    if appeared := sum(figure.value_earlier is None for figure in changed):
        yield f"Trong đó {count(Decimal(appeared))} số liệu trước chưa có, nay đã có."
    if vanished := sum(figure.value_later is None for figure in changed):
        yield f"Trong đó {count(Decimal(vanished))} số liệu trước có, nay không còn."
    if difference.is_one_period and (others := changed_elsewhere(difference)):
        yield f"Số liệu các kỳ khác dùng để so sánh có {count(Decimal(others))} số thay đổi."


def _opening(difference: Difference) -> str:
    earlier, later = difference.earlier, difference.later
    if difference.is_one_period:
        return f"So với {earlier.told}, {later.told}"
    before, now = (_label(difference, edition.period) for edition in (earlier, later))
    return f"So với {before} ({earlier.told}), {now} ({later.told})"


def _label(difference: Difference, period: str) -> str:
    found = difference.con.execute(
        "select label from later.period where period = ?", [period]
    ).fetchall()
    label = str(found[0][0]) if found else period
    return label[:1].lower() + label[1:]


def _reasons(difference: Difference) -> Iterator[str]:
    """Yield what happened between two editions of a period: which reports and decisions."""
    for cause, told in (
        (BOUNDARIES, "đơn vị bắt đầu hoặc thôi phải báo cáo"),
        (LATE_REPORTS, "đơn vị có báo cáo đến sau"),
        (RESUBMISSIONS, "đơn vị gửi lại báo cáo"),
    ):
        if units := units_with(difference, cause):
            yield f"{count(Decimal(len(units)))} {told} ({_named(units, 'đơn vị')})"
    if decided := rulings(difference):
        numbers = _named([*map(str, decided)], "quyết định")
        yield f"{count(Decimal(len(decided)))} {DECISIONS.told} (số {numbers})"


def _named(names: Sequence[str], what: str) -> str:
    shown = ", ".join(names[:_NAMED])
    rest = len(names) - _NAMED
    return f"{shown} và {count(Decimal(rest))} {what} khác" if rest > 0 else shown


def _largest(changed: Sequence[Figure]) -> list[Figure]:
    """Return the largest change of each of the commonest counts, of figures both editions have."""
    by_count: dict[str, Figure] = {}
    for figure in changed:
        if figure.change and figure.unit_of_measure not in (DONG, PERCENT):
            by_count.setdefault(figure.unit_of_measure, figure)
    return list(by_count.values())[:_EXAMPLES]


def _told(figure: Figure) -> str:
    unit = figure.unit_of_measure
    before, now = quantity(figure.value_earlier, unit), quantity(figure.value_later, unit)
    moves = movement(figure.value_later, figure.value_earlier, unit)
    parts = {cause: amount for cause, amount in figure.parts.items() if amount}
    told = ", ".join(
        f"{cause.told} làm {movement(amount, Decimal(0), unit)}" for cause, amount in parts.items()
    )
    why = f", do {next(iter(parts)).told}" if len(parts) == 1 else f": {told}"
    return f"“{figure.label}” từ {before} thành {now} ({moves}{why})"
