"""A trace in Vietnamese: each cell on two lines, what they come to, and who is not among them."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from schemas.decisions import KINDS
from tonghop.publish.grammar import number
from tonghop.safe_text import told
from tonghop.tracing.figure import DENOMINATOR, FALL, NUMERATOR, SUM, Absent, Cell, Part, Trace

if TYPE_CHECKING:
    import duckdb

WIDTH, SHORT = 100, 12
"""Columns of the screen, and characters of a sha256 that name a file."""
BASES = {
    "current": "theo đơn vị hiện nay",
    "as_reported": "theo đơn vị lúc báo cáo",
}
REASONS = {
    "missing": "chưa có báo cáo",
    "held": "báo cáo chờ xác định",
    "rejected": "báo cáo bị trả lại",
    "blank": "ô để trống",
    "not_collected": "ghi là không thu thập",
    "refused": "ô ghi sai, không được nhận",
    "no_cell": "tệp không có ô này",
}
REASONS_DERIVED = {
    "not_derivable": "chỉ tiêu không suy ra được bằng hiệu",
    "not_owed": "không đơn vị nào phải báo cáo một kỳ",
    "missing": "thiếu báo cáo của một kỳ",
    "not_asked": "một kỳ không yêu cầu chỉ tiêu",
    "blank": "một kỳ không có số, hoặc mẫu số bằng 0",
    "doubtful": "biểu của một kỳ có thể ghi số của kỳ khác, đơn vị chưa giải trình",
    "negative": "kỳ sau nhỏ hơn kỳ trước",
}


class DecisionTold(NamedTuple):
    """What is said of a decision beside a cell: its kind, who made it when, and why."""

    kind: str
    decided_by: str
    decided_at: datetime
    why: str


def read_decisions(con: "duckdb.DuckDBPyConnection") -> dict[int, DecisionTold]:
    """Return the decisions that an edition knows of, by number."""
    rows = con.execute("select number, kind, decided_by, decided_at, why from decision").fetchall()
    return {row[0]: DecisionTold(*row[1:]) for row in rows}


def told_trace(trace: Trace, decisions: Mapping[int, DecisionTold]) -> Iterator[str]:
    """Yield a trace, at most ``WIDTH`` columns wide except where a single word is longer."""
    yield from wrapped(_head(trace), 0)
    if trace.figure.label:
        yield from wrapped(f"{told(trace.figure.label)}.", 0)
    for part in trace.parts:
        if part.title:
            title = f"{part.title[:1].upper()}{part.title[1:]}"
            yield from wrapped(f"{title} – {len(part.cells)} ô, tổng {number(part.total)}:", 0)
        for place, cell in enumerate(part.cells, start=1):
            yield from _told_cell(place, cell, decisions)
    yield from wrapped(_sum(trace), 0)
    yield from _told_absent(trace)


def value_told(value: Decimal | None, unit_of_measure: str) -> str:
    """Return a figure as it is read, or that there is none."""
    if value is None:
        return "chưa có số liệu"
    return f"{number(value)}{'' if unit_of_measure == '%' else ' '}{unit_of_measure}".rstrip()


def told_decisions(cell: Cell, decisions: Mapping[int, DecisionTold]) -> Iterator[str]:
    """Yield each decision that made a cell count, or count with its value."""
    for text in (cell.decisions or "").split("; "):
        if found := decisions.get(int(text)) if text else None:
            sent = f" Đơn vị đã ghi: {_sent(cell)}." if found.kind == "correct" else ""
            yield (
                f"Quyết định số {text} ({KINDS[found.kind]}, {moment(found.decided_at)}, "
                f"{told(found.decided_by)}): {told(found.why).rstrip('.')}.{sent}"
            )


def moment(when: datetime) -> str:
    """Return a moment as people read it: ``10:21 ngày 12/06/2026``."""
    return f"{when:%H:%M ngày %d/%m/%Y}"


def _head(trace: Trace) -> str:
    figure = trace.figure
    basis = f" ({BASES[figure.basis]})" if figure.basis else ""
    unit = "đơn vị trả lời “Có”" if _counts_answers(trace) else figure.unit_of_measure
    return f"{figure.figure_id}{basis}: {value_told(figure.value, unit)}"


def _counts_answers(trace: Trace) -> bool:
    return trace.figure.kind == "yes_no"


def _told_cell(place: int, cell: Cell, decisions: Mapping[int, DecisionTold]) -> Iterator[str]:
    named = f"{place:>4}  {told(cell.unit_name)} ({cell.unit_code})"
    value = number(cell.value) + (" (không phát sinh)" if cell.state == "none" else "")
    room = WIDTH - len(named) - 2
    yield f"{named}  {value:>{room}}" if room >= len(value) else f"{named}: {value}"
    yield from wrapped(
        f"{told(cell.file_name)} [{cell.sha256[:SHORT]}], {told(cell.sheet or '')}!{cell.cell}, "
        f"{_typed(cell)}, nhận {moment(cell.received_at)}",
        6,
    )
    for sentence in told_decisions(cell, decisions):
        yield from wrapped(sentence, 6)


def _typed(cell: Cell) -> str:
    if cell.raw_text or cell.sent_state != "none":
        return f"ghi “{told(cell.raw_text or '')}”"
    return "ô trống, biểu khai không phát sinh"


def _sent(cell: Cell) -> str:
    if cell.sent_value is not None:
        return number(cell.sent_value)
    return REASONS.get(cell.sent_state, cell.sent_state)


def _sum(trace: Trace) -> str:
    if not any(part.cells for part in trace.parts):
        return "Không có ô nào."
    traced, figure = trace.traced, trace.figure
    result = value_told(traced, "%" if figure.method != SUM else "")
    verdict = "đúng bằng con số đã công bố" if trace.is_closed else "KHÁC con số đã công bố"
    if figure.value is None:
        verdict = "không công bố vì lý do dưới đây"
    return f"Tổng {sum(1 for _ in trace.cells)} ô: {_formula(trace)}{result}, {verdict}."


def _formula(trace: Trace) -> str:
    """Return how the parts make the figure, where there are several."""
    above, below = _side(trace.parts, NUMERATOR), _side(trace.parts, DENOMINATOR)
    if trace.figure.method == FALL:
        return f"100 × ({below} - {above}) ÷ {below} = "
    if trace.figure.method == "answers":
        return f"100 × {above} ÷ {sum(1 for _ in trace.cells)} = "
    if below:
        return f"100 × {above} ÷ {below} = "
    return f"{above} = " if len(trace.parts) > 1 else ""


def _side(parts: Sequence[Part], side: str) -> str:
    chosen = [part for part in parts if part.side == side]
    first = "".join(
        f"{' - ' if part.sign < 0 else ' + '}{number(part.total)}" for part in chosen
    ).removeprefix(" + ")
    return f"({first})" if len(chosen) > 1 and len({part.side for part in parts}) > 1 else first


def _told_absent(trace: Trace) -> Iterator[str]:
    if not trace.absent:
        return
    is_derived = trace.figure.subject.startswith("derived")
    reasons = REASONS_DERIVED if is_derived else REASONS
    yield from wrapped(f"Không có số liệu trong con số này: {len(trace.absent)} đơn vị.", 0)
    for reason, label in reasons.items():
        found = [absent for absent in trace.absent if absent.reason == reason]
        if found and reason == "not_derivable":
            yield f"  {label}: {len(found)} đơn vị."
        elif found:
            yield from wrapped(f"{label}: {'; '.join(map(_absent, found))}.", 2)


def _absent(absent: Absent) -> str:
    named = f"{told(absent.unit_name)} ({absent.unit_code}"
    if absent.cell:
        place = f"{told(absent.sheet or '')}!{absent.cell}"
        raw = f", ghi “{told(absent.raw_text)}”" if absent.raw_text else ""
        return f"{named}, {told(absent.file_name or '')}, {place}{raw})"
    if absent.file_name:
        return f"{named}, {told(absent.file_name)})"
    return f"{named}; thiếu {told(absent.raw_text)})" if absent.raw_text else f"{named})"


def wrapped(text: str, indent: int) -> list[str]:
    """Return a text as lines of the screen, those after the first set in."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
