"""The reference model: what counts and what it comes to, kept in dicts as a clerk on paper.

It is written from GLOSSARY.md and the records of decisions, and shares no line with the SQL.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import reduce, wraps
from typing import Any, NamedTuple, TypeVar

LAST_DAYS = {"2024-H1": date(2024, 6, 15), "2025-H1": None, "2026-H1": date(2026, 6, 14)}
CUT_OFFS = {period: date(int(period[:4]), 6, 14) for period in LAST_DAYS}
NUMBERS, ANSWERS = ("D03.vu", "D14.so_luong", "D15a.so_luong"), ("A01.tong",)
ASKED = (*NUMBERS, *ANSWERS)
RATIO, PART, WHOLE = "D15.ty_le", "D15a.so_luong", "D14.so_luong"
FAULTY = ("mười", "-3")
MARKS = {"": "blank", "x": "not_collected", "mười": "refused", "-3": "refused"}
Made = TypeVar("Made")
Report = dict[str, Any]
"""What a file holds: ``unit``, ``name``, ``period`` and ``cells``; no cells if it is unreadable."""
Decision = dict[str, Any]
Value = tuple[str, Decimal | None]


class Delivery(NamedTuple):
    """One arrival of one content; earlier ones sort first."""

    received_at: datetime
    run: int
    sha256: str
    file_name: str
    folder: str


class Standing(NamedTuple):
    """A file as it stands after the decisions."""

    unit: str | None
    period: str | None
    status: str
    received_at: datetime
    arrival: int


def meaning(cell: str, entry: str) -> Value:
    """Return state and number of an entry: blank is not zero, what is faulty is no number."""
    if entry in MARKS:
        return MARKS[entry], None
    if cell in ANSWERS:
        known = entry in ("Có", "Không")
        return ("number", Decimal(entry == "Có")) if known else ("refused", None)
    return ("none", Decimal(0)) if entry == "không" else ("number", Decimal(entry))


def remembered(work_out: Callable[["Ledger"], Made]) -> Callable[["Ledger"], Made]:
    """Work something out once, until something is added to the ledger."""

    @wraps(work_out)
    def recall(ledger: "Ledger") -> Made:
        if work_out.__name__ not in ledger.memory:
            ledger.memory[work_out.__name__] = work_out(ledger)
        return ledger.memory[work_out.__name__]  # type: ignore[no-any-return]

    return recall


@dataclass
class Ledger:
    """All that arrived, was declared and was decided; everything else follows from it."""

    units: dict[str, tuple[date, date]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    heirs: dict[str, tuple[str, date]] = field(default_factory=dict)
    contents: dict[str, Report] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)

    def deliver(self, content: Report, delivery: Delivery) -> None:
        """Take a file in; the same content, name and folder once."""
        self.contents[delivery.sha256] = content
        if not any(known[2:] == delivery[2:] for known in self.deliveries):
            self.deliveries.append(delivery)
        self.memory.clear()

    def deciding(self, decision: Decision) -> "Ledger":
        """Return the ledger with one more decision."""
        return replace(self, decisions=[*self.decisions, decision], memory={})

    @remembered
    def ordered(self) -> list[Delivery]:
        """Return the deliveries as they arrived: of a day that a person told, or not before others.

        The time of a file may be wrong, so what a later run brings comes later, unless its folder
        is named for a day.
        """
        placed: list[tuple[datetime, int, Delivery]] = []
        for run in sorted({delivery.run for delivery in self.deliveries}):
            latest = max((place for place, *_ in placed), default=None)
            for delivery in (each for each in self.deliveries if each.run == run):
                is_told = delivery.folder.rpartition("/")[2][:2] == "20"
                place = delivery.received_at
                placed.append((max(place, place if is_told else latest or place), run, delivery))
        return [delivery for *_, delivery in sorted(placed)]

    @remembered
    def first(self) -> dict[str, tuple[int, Delivery]]:
        """Return the delivery of each content that counts, with its place: the earliest."""
        return {d.sha256: (n, d) for n, d in reversed([*enumerate(self.ordered(), start=1)])}

    def standing(self, kind: str) -> list[Decision]:
        """Return the decisions of a kind that are not revoked."""
        revoked = {d.get("revokes") for d in self.decisions}
        return [d for d in self.decisions if d["kind"] == kind and d["number"] not in revoked]

    def ruled(self, kind: str) -> dict[str, Decision]:
        """Return the last decision of a kind in force on each file."""
        return {d["sha256"]: d for d in self.standing(kind)}

    def is_open(self, unit: str, period: str) -> bool:
        """Say whether a unit owes a period's report: it exists on the cut-off."""
        span = self.units.get(unit)
        return span is not None and span[0] <= CUT_OFFS[period] <= span[1]

    def witnesses(self, sha256: str, file_name: str) -> tuple[set[str], set[str]]:
        """Return the units and the periods that anything tells a report to be of."""
        report, (stem, _) = self.contents[sha256], file_name.rsplit(".", 1)
        unit, _, period = stem.partition("_")
        named = self.names.get(report["name"])
        units = {report["unit"], named, unit if unit in self.units else None}
        return units - {None}, {report["period"], period or report["period"]}

    def severities(self, sha256: str, file_name: str) -> set[str]:
        """Return how grave what is wrong with a file is: ``file``, ``line``, ``hold``."""
        report = self.contents[sha256]
        if report["cells"] is None:
            return {"file"}
        found = set()
        units, periods = self.witnesses(sha256, file_name)
        if not self.is_open(report["unit"], report["period"]) or not any(report["cells"].values()):
            found.add("file")
        if len(periods) > 1 or (
            self.is_open(report["unit"], report["period"])
            and (len(units) > 1 or self.names.get(report["name"]) != report["unit"])
        ):
            found.add("hold")
        values = {cell: meaning(cell, entry) for cell, entry in report["cells"].items()}
        if any(state == "refused" for state, _ in values.values()) or self.breaks_rule(values):
            found.add("line")
        return found

    @staticmethod
    def breaks_rule(values: dict[str, Value]) -> bool:
        """Say whether more is passed on than was received; a number that is missing breaks none."""
        part, whole = values[PART][1], values[WHOLE][1]
        return part is not None and whole is not None and part > whole

    @remembered
    def files(self) -> dict[str, Standing]:
        """Return every file as it stands after the decisions."""
        accepted, excluded, settled = map(self.ruled, ("accept", "exclude", "settle"))
        disowned = {(d["sha256"], d["unit_code"]) for d in self.standing("disown")}
        found = {}
        for sha256, (arrival, delivery) in self.first().items():
            report, grave = self.contents[sha256], self.severities(sha256, delivery.file_name)
            unit = report["unit"] if report["unit"] in self.units else None
            is_rejected = (
                sha256 in excluded
                or "file" in grave
                or "line" in grave - {"line" if sha256 in accepted else ""}
            )
            is_held = "hold" in grave and sha256 not in settled
            status = "rejected" if is_rejected else "held" if is_held else "accepted"
            told = (None if (sha256, unit) in disowned else unit, report["period"])
            if sha256 in settled:
                told = (settled[sha256]["unit_code"], settled[sha256]["period"])
            if report["cells"] is None:
                told = (None, None)
            found[sha256] = Standing(*told, status, delivery.received_at, arrival)
        return found

    def claims(self, files: dict[str, Standing]) -> Iterator[tuple[str, str, str, bool]]:
        """Yield whose report each file is or, if it is held, may be: unit, period, file, own."""
        first = self.first()
        disowned = {(d["sha256"], d["unit_code"]) for d in self.standing("disown")}
        for sha256, file in files.items():
            if file.unit and file.period:
                yield file.unit, file.period, sha256, True
            if file.status == "held":
                units, periods = self.witnesses(sha256, first[sha256][1].file_name)
                for unit in units:
                    for period in periods:
                        if (sha256, unit) not in disowned and (unit, period) != file[:2]:
                            yield unit, period, sha256, False

    def accepted(self, files: dict[str, Standing]) -> dict[tuple[str, str], list[str]]:
        """Return the accepted files of each unit and period in order; none that repeats."""
        kept: dict[tuple[str, str], list[str]] = defaultdict(list)
        seen = set()
        for sha256, file in sorted(files.items(), key=lambda each: each[1].arrival):
            if file.status == "accepted" and file.unit and file.period:
                values = {c: meaning(c, e) for c, e in self.contents[sha256]["cells"].items() if e}
                content = (*file[:2], frozenset(values.items()))
                if content not in seen:
                    kept[file.unit, file.period].append(sha256)
                seen.add(content)
        return kept

    @remembered
    def corrections(self) -> dict[str, dict[str, Value]]:
        """Return the values that corrections in force put in, the last of each cell, by file."""
        found: dict[str, dict[str, Value]] = defaultdict(dict)
        for of in self.standing("correct"):
            found[of["sha256"]][of["cell"]] = meaning(of["cell"], of["new_value"])
        return found

    def corrected(self, sha256: str) -> dict[str, Value]:
        """Return the values of a file after the corrections in force."""
        report = self.contents[sha256]["cells"] or {}
        sent = {cell: meaning(cell, entry) for cell, entry in report.items()}
        return sent | self.corrections().get(sha256, {})

    @remembered
    def parts(self) -> dict[tuple[str, str], list[str]]:
        """Return whose reports of a period a unit's past is added up from, by unit and period."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for past in self.units:
            unit: str | None = past
            while unit:
                for period in filter(lambda period: self.is_open(past, period), CUT_OFFS):
                    found[unit, period].append(past)
                unit = self.heirs[unit][0] if unit in self.heirs else None
        return found


def figures(values: dict[str, Value]) -> dict[str, tuple[Decimal, Decimal]]:
    """Return what a report adds to each figure: a numerator over one, or both parts of a ratio."""
    found = {cell: (n, Decimal(1)) for cell, (_, n) in values.items() if n is not None}
    if PART in found and WHOLE in found:
        found[RATIO] = (found[PART][0], found[WHOLE][0])
    return found


def added(parts: list[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    """Add numerators and denominators up."""
    return reduce(lambda a, b: (a[0] + b[0], a[1] + b[1]), parts)
