"""The plan of the demo: who sends which file for a period, when, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from schemas.declarations import Declarations, Expected
from schemas.periods import Period
from tonghop.demo.draws import chance
from tonghop.demo.faults import BOOK_FAULTS, FILE_FAULTS

LATE = 0.08
_DRAFTS, _COPIES, _NOT_ASKED, _CLOSED = 20, 5, 5, 3
_NEVER_MENDED = (
    "sheet_added", "unsigned", "left_blank", "total_not_parts", "line_deleted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sending:
    """One file as it arrives: grain period × file name."""

    period: str
    unit_code: str
    day: date
    file_name: str
    is_draft: bool = False
    fault: str = ""

    @property
    def place(self) -> str:
        """Where the file is put below ``data/raw``."""
        return f"{self.period}/{self.day.isoformat()}/{self.file_name}"


def plan_sendings(declarations: Declarations, period: Period) -> tuple[Sending, ...]:
    """Return every file of a period: good, late, faulty and mended, changed, doubled and unasked.

    Three to five units send nothing.
    """
    due = {e.unit.unit_code: e.duty.due_before for e in declarations.expected(period)}
    queue = iter(_shuffled(due, period))
    late = round(LATE * len(due)) if any(due.values()) else 0
    list(islice(queue, 3 + int(3 * chance("missing", period.code))))
    return (
        *_faulty(queue, due, period),
        *_redrawn(islice(queue, _DRAFTS), due, period),
        *_doubled(islice(queue, _COPIES), due, period),
        *(_sent(unit, due, period, late=True) for unit in islice(queue, late)),
        *(_sent(unit, due, period) for unit in queue),
        *(_sent(unit, due, period) for unit in _strangers(declarations, period)),
    )


def sender(declarations: Declarations, unit_code: str, period: Period) -> Expected:
    """Return the report that a unit owes, or that it believes it owes when nobody asked."""
    owing = declarations.expected(period)
    for expected in owing:
        if expected.unit.unit_code == unit_code:
            return expected
    unit = next(unit for unit in declarations.units.units if unit.unit_code == unit_code)
    name = declarations.units.name_on(unit_code, unit.valid_to or unit.valid_from or period.cut_off)
    return Expected(unit, name, owing[0].duty)


def _faulty(queue: Iterator[str], due: dict[str, date | None], period: Period) -> Iterator[Sending]:
    """Yield one file with each fault; most are mended within days."""
    for fault in (*BOOK_FAULTS, *FILE_FAULTS):
        unit = next(queue)
        prefix = FILE_FAULTS[fault].prefix if fault in FILE_FAULTS else ""
        yield _sent(unit, due, period, days_before=2, fault=fault, prefix=prefix)
        if fault not in _NEVER_MENDED:
            yield _sent(unit, due, period, suffix="_sua")


def _redrawn(
    units: Iterator[str], due: dict[str, date | None], period: Period
) -> Iterator[Sending]:
    """Yield a first report and, later, one with other figures, both good."""
    for unit in units:
        yield _sent(unit, due, period, days_before=1, is_draft=True)
        yield _sent(unit, due, period, suffix="_lan-2")


def _doubled(
    units: Iterator[str], due: dict[str, date | None], period: Period
) -> Iterator[Sending]:
    """Yield the same content under two names."""
    for unit in units:
        yield _sent(unit, due, period)
        yield _sent(unit, due, period, suffix="_ban-sao")


def _strangers(declarations: Declarations, period: Period) -> list[str]:
    """Return units that report unasked: some not addressed this time, some not there any more."""
    units = declarations.units
    is_open = {unit.unit_code for unit in units.open_on(period.cut_off)}
    asked = {expected.unit.unit_code for expected in declarations.expected(period)}
    known = {u.unit_code for u in units.units if (u.valid_from or date.min) <= period.cut_off}
    closed = known - is_open
    return [
        *_shuffled(is_open - asked, period)[:_NOT_ASKED],
        *_shuffled(closed, period)[:_CLOSED],
    ]


def _sent(
    unit: str,
    due: dict[str, date | None],
    period: Period,
    *,
    late: bool = False,
    days_before: int = 0,
    prefix: str = "",
    suffix: str = "",
    is_draft: bool = False,
    fault: str = "",
) -> Sending:
    day = _day(unit, due.get(unit), period, late) - timedelta(days=days_before)
    name = f"{prefix}{unit}_{period.code}{suffix}.xlsx"
    return Sending(period.code, unit, day, name, is_draft, fault)


def _day(unit: str, due: date | None, period: Period, late: bool) -> date:
    """Return a day shortly before the due date, or after it; after the cut-off if none is known."""
    luck = chance("day", period.code, unit)
    if late and due:
        return due + timedelta(days=int(9 * luck))
    return (due or period.cut_off + timedelta(days=15)) - timedelta(days=1 + int(4 * luck))


def _shuffled(units: Iterable[str], period: Period) -> list[str]:
    return sorted(units, key=lambda unit: chance("order", period.code, unit))
