"""The figures of a comparison as an aligned table on the screen."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tonghop.comparing import Comparison
from tonghop.publish.grammar import ABSENT, PERCENT, number, signed
from tonghop.safe_text import told

LABEL_WIDTH = 44
HEADS = (
    "Ô", "Chỉ tiêu", "Kỳ này", "Cùng kỳ", "Tăng, giảm", "%",
    "Có số liệu", "Tăng, giảm*", "%*", "Đơn vị*",
)  # fmt: skip
NOTE = (
    "Có số liệu: số đơn vị có số liệu trên số đơn vị phải báo cáo, kỳ này và cùng kỳ.",
    "* So sánh cùng phạm vi: tính riêng những đơn vị có đủ số liệu ở cả hai kỳ. “–” là không có.",
)


def table(rows: Sequence[Comparison]) -> Iterator[str]:
    """Yield an aligned table of the figures that there are, then which units are missing."""
    shown = [row for row in rows if row.value is not None or row.value_last_year is not None]
    written = [HEADS, *map(_written, shown)]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for first, second, *others in written:
        right = (text.rjust(width) for text, width in zip(others, widths[2:], strict=True))
        yield "  ".join((first.ljust(widths[0]), second.ljust(widths[1]), *right))
    if hidden := len(rows) - len(shown):
        yield f"Còn {hidden} ô chưa có số liệu ở cả hai kỳ."
    yield from _missing("Kỳ này", [row.missing for row in rows])
    yield from _missing("Cùng kỳ", [row.missing_last_year for row in rows])
    yield from NOTE


def _missing(when: str, names: Sequence[str | None]) -> Iterator[str]:
    counts = Counter(
        name for told_names in names for name in (told_names or "").split("; ") if name
    )
    for name, cells in counts.items():
        yield f"{when} thiếu số liệu của {told(name)}: {cells} ô."


def _written(row: Comparison) -> tuple[str, ...]:
    label = told(row.label)
    reported = f"{row.reported}/{row.expected}"
    if row.expected_last_year is not None:
        reported += f"; {row.reported_last_year}/{row.expected_last_year}"
    return (
        row.cell,
        label if len(label) <= LABEL_WIDTH else f"{label[: LABEL_WIDTH - 1]}…",
        _number(row.value, row.unit_of_measure),
        _number(row.value_last_year, row.unit_of_measure),
        _change(row.change, row.unit_of_measure),
        _percentage(row.change_pct),
        reported,
        _change(row.change_like, row.unit_of_measure),
        _percentage(row.change_pct_like),
        ABSENT if row.units_like is None else str(row.units_like),
    )


def _number(value: Decimal | None, unit_of_measure: str) -> str:
    if value is None:
        return ABSENT
    return f"{number(value)}%" if unit_of_measure == PERCENT else number(value)


def _change(value: Decimal | None, unit_of_measure: str) -> str:
    """Write how much a figure has changed; a percentage changes by points."""
    if value is None:
        return ABSENT
    return f"{signed(value)} điểm" if unit_of_measure == PERCENT else signed(value)


def _percentage(value: Decimal | None) -> str:
    return ABSENT if value is None else f"{signed(value)}%"
