"""The figures that changed between two editions as an aligned table on the screen."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tonghop.differing.causes import Cause
from tonghop.publish.grammar import ABSENT, NOT_REPORTED, number, signed
from tonghop.safe_text import told as one_line

if TYPE_CHECKING:
    from tonghop.differing import Difference
    from tonghop.differing.reading import Figure
    from tonghop.differing.sealed import Sealed

LABEL_WIDTH = 44
NOTE = (
    "Các phần cộng lại bằng đúng thay đổi. “chưa có số liệu” không phải là 0: chỗ ấy không ghi "
    "tăng, giảm, còn các phần cộng lại bằng chính số liệu mới có hoặc không còn.",
)


def told(difference: "Difference", unit: str | None, unchanged: bool) -> Iterator[str]:
    """Yield how many figures changed, then a table of them, then what is not in it."""
    from tonghop.differing.reading import AS_REPORTED, CURRENT, NATION, counts, figures

    own = difference.later.period
    for basis in (CURRENT, AS_REPORTED) if unit else (NATION,):
        if rows := figures(difference, basis, unit=unit, unchanged=unchanged):
            break
    yield f"Thay đổi từ {_edition(difference.earlier)} đến {_edition(difference.later)}."
    for basis, label in (
        (NATION, "tổng hợp"),
        (AS_REPORTED, "đơn vị theo lúc báo cáo"),
        (CURRENT, "đơn vị hiện nay"),
    ):
        if count := counts(difference).get(basis):
            of_units = f" của {count.units} đơn vị" if basis != NATION and count.changed else ""
            yield (
                f"  {label}: {number(Decimal(count.changed))}/{number(Decimal(count.figures))} "
                f"số liệu thay đổi{of_units}"
            )
    if rows:
        causes = [cause for cause in difference.causes if any(row.parts[cause] for row in rows)]
        yield from _table(rows, causes, own)
        yield from NOTE


def _edition(edition: "Sealed") -> str:
    return f"bản {edition.name} (lập {edition.made_on})"


def _table(rows: "Sequence[Figure]", causes: Sequence[Cause], own: str) -> Iterator[str]:
    heads = ("Ô", "Chỉ tiêu", "Trước", "Sau", "Tăng, giảm", *(cause.head for cause in causes))
    written = [heads, *(_written(row, causes, own) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for first, second, *others in written:
        right = (text.rjust(width) for text, width in zip(others, widths[2:], strict=True))
        yield "  ".join((first.ljust(widths[0]), second.ljust(widths[1]), *right))


def _written(row: "Figure", causes: Sequence[Cause], own: str) -> tuple[str, ...]:
    label = one_line(row.label)
    place = row.cell if row.period == own else f"{row.period}:{row.cell}"
    return (
        place,
        label if len(label) <= LABEL_WIDTH else f"{label[: LABEL_WIDTH - 1]}…",
        _value(row.value_earlier),
        _value(row.value_later),
        ABSENT if row.change is None else signed(row.change),
        *(signed(row.parts[cause]) if row.parts[cause] else "" for cause in causes),
    )


def _value(value: Decimal | None) -> str:
    return NOT_REPORTED if value is None else number(value)
