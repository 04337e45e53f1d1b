"""The plan of the demo: who sends which file for a period, when, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import islice

from schemas.declarations import Declarations, Expected
from schemas.periods import Period
from tonghop.demo.draws import chance, origins
from tonghop.demo.faults import BOOK_FAULTS, FILE_FAULTS
from tonghop.demo.slips import PERIOD_SLIPS

_LATE, _USUAL = 0.08, 15
_DRAFTS, _COPIES, _RESAVED, _NOT_ASKED, _CLOSED = 20, 5, 2, 5, 3
_SLIPS, _DEPARTMENT = 2, "health_department"
_FAULTS = (*BOOK_FAULTS, *FILE_FAULTS)
_NEVER_MENDED = (
    "sheet_added", "unsigned", "left_blank", "total_not_parts", "line_deleted", "template_borrowed",
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
    slip: str = ""

    @property
    def place(self) -> str:
        """Where the file is put below ``data/raw``."""
        return f"{self.period}/{self.day.isoformat()}/{self.file_name}"


def plan_sendings(declarations: Declarations, period: Period) -> tuple[Sending, ...]:
    """Return every file of a period: good, late, faulty and mended, changed, sent twice, unasked.

    Three to five units send nothing.
    """
    owing = {e.unit.unit_code: e for e in declarations.expected(period)}
    due_dates = [owing[unit].duty.due_before for unit in _shuffled(owing, period)]
    queue = map(partial(_sent, period), _shuffled(owing, period), due_dates)
    missing = 3 + int(3 * chance("missing", period.code))
    late = round(_LATE * len(owing)) if any(due_dates) else 0
    return (
        *_faulty(islice(queue, missing, missing + len(_FAULTS))),
        *_redrawn(islice(queue, _DRAFTS)),
        *_doubled(islice(queue, _COPIES)),
        *_resaved(islice(queue, _RESAVED)),
        *map(_late, islice(queue, late)),
        *_slipped(tuple(queue), declarations, period),
        *(_sent(period, unit, None) for unit in _strangers(declarations, period)),
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


def _faulty(sendings: Iterable[Sending]) -> Iterator[Sending]:
    """Yield one file with each fault; most are mended within days."""
    for fault, good in zip(_FAULTS, sendings, strict=True):
        prefix = FILE_FAULTS[fault].prefix if fault in FILE_FAULTS else ""
        name, day = prefix + good.file_name, good.day - timedelta(days=2)
        yield replace(good, file_name=name, day=day, fault=fault)
        if fault not in _NEVER_MENDED:
            yield _renamed(good, "_sua")


def _redrawn(sendings: Iterable[Sending]) -> Iterator[Sending]:
    """Yield a first report and, the day after, one with other figures, both good."""
    for good in sendings:
        yield replace(good, day=good.day - timedelta(days=1), is_draft=True)
        yield _renamed(good, "_lan-2")


def _doubled(sendings: Iterable[Sending]) -> Iterator[Sending]:
    """Yield the same content under two names."""
    for good in sendings:
        yield good
        yield _renamed(good, "_ban-sao")


def _resaved(sendings: Iterable[Sending]) -> Iterator[Sending]:
    """Yield a report and, the day after, the same one saved again: other bytes, equal figures."""
    for good in sendings:
        yield replace(good, day=good.day - timedelta(days=1))
        yield _renamed(good, "_luu-lai")


def _late(sending: Sending) -> Sending:
    days = 4 + int(9 * chance("late", sending.period, sending.unit_code))
    return replace(sending, day=sending.day + timedelta(days=days))


def _slipped(
    sendings: Iterable[Sending], declarations: Declarations, period: Period
) -> Iterator[Sending]:
    """Yield the files; those of the first departments that surely reported before have a slip."""
    slip, left = PERIOD_SLIPS.get(period.code), _SLIPS
    sure = _surely_reporting(declarations, slip.earlier) if slip else frozenset()
    for sending in sendings:
        unit = declarations.units.find(sending.unit_code)
        before = {sending.unit_code} & sure or {*origins(declarations, sending.unit_code)}
        if slip and left and unit and unit.kind == _DEPARTMENT and before <= sure:
            yield replace(sending, slip=slip.issue)
            left -= 1
        else:
            yield sending


def _surely_reporting(declarations: Declarations, code: str) -> frozenset[str]:
    """Return the units of which nothing but good reports come for a period."""
    sendings = plan_sendings(declarations, declarations.period(code))
    amiss = {s.unit_code for s in sendings if s.fault or s.slip}
    return frozenset(sending.unit_code for sending in sendings) - amiss


def _strangers(declarations: Declarations, period: Period) -> list[str]:
    """Return units that report unasked: some not addressed this time, some no longer there."""
    units = declarations.units
    is_open = {unit.unit_code for unit in units.open_on(period.cut_off)}
    asked = {expected.unit.unit_code for expected in declarations.expected(period)}
    known = {u.unit_code for u in units.units if (u.valid_from or date.min) <= period.cut_off}
    return [
        *_shuffled(is_open - asked, period)[:_NOT_ASKED],
        *_shuffled(known - is_open, period)[:_CLOSED],
    ]


def _sent(period: Period, unit_code: str, due_before: date | None) -> Sending:
    """Return a good report that comes shortly before the due date, or else after the cut-off."""
    last = due_before or period.cut_off + timedelta(days=_USUAL)
    day = last - timedelta(days=1 + int(4 * chance("day", period.code, unit_code)))
    return Sending(period.code, unit_code, day, f"{unit_code}_{period.code}.xlsx")


def _renamed(sending: Sending, suffix: str) -> Sending:
    return replace(sending, file_name=sending.file_name.replace(".xlsx", f"{suffix}.xlsx"))


def _shuffled(units: Iterable[str], period: Period) -> list[str]:
    return sorted(units, key=lambda unit: chance("order", period.code, unit))
