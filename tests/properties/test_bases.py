"""Whatever units report and however they merge, the nation is one: on the units of then and of now.

What the marts say is held against sums in Python, which follow each unit to its heirs one by one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.tables import load
from tests.warehouses import warehouse_in_memory
from tonghop.building import read_select

FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # To make a history smaller takes minutes.
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # Each build empties the tables.
)
PERIODS = ("2024-H1", "2025-H1", "2026-H1")
CUT_OFF = {"2024-H1": date(2024, 6, 14), "2025-H1": date(2025, 6, 14), "2026-H1": date(2026, 6, 14)}
MERGERS = (date(2024, 7, 1), date(2025, 7, 1))
FOUNDERS = ("U1", "U2", "U3", "U4", "U5")
ADDED = ("D03.vu", "F01.dang", "D10.co", "D16.vu", "D17.vu")
RATIO = "D15.ty_le"
CELLS = """
    form_code | line_code | measure | kind   | aggregation | numerator | denominator
    PCTP2     | D03       | vu      | flow   | sum         |           |
    PCTP2     | F01       | dang    | stock  | sum         |           |
    PCTP2     | D10       | co      | yes_no | count_yes   |           |
    PCTP2     | D16       | vu      | flow   | sum         |           |
    PCTP2     | D17       | vu      | flow   | sum         |           |
    PCTP2     | D15       | ty_le   | ratio  | ratio       | D16.vu    | D17.vu
"""
STATES = ("blank", "not_collected", "refused")
Sent = dict[str, Decimal | str]
"""What a report has in each cell: a number, or the state of a cell without one."""
Part = tuple[Decimal, Decimal]
"""A numerator and a denominator."""


@dataclass(frozen=True)
class History:
    """Who owed a report when, whose work passed to whom, and what was accepted of them."""

    owing: dict[str, list[str]]
    heirs: dict[str, tuple[str, date]]
    reports: dict[tuple[str, str], Sent]

    def heir(self, unit: str, day: date) -> str:
        """Return the unit that does a unit's work on a day."""
        while unit in self.heirs and self.heirs[unit][1] <= day:
            unit = self.heirs[unit][0]
        return unit

    def parts(self, unit: str, period: str, day: date) -> list[str]:
        """Return the units that owed a period's report and whose work is the unit's on a day."""
        return [past for past in self.owing[period] if self.heir(past, day) == unit]

    def part(self, unit: str, period: str, cell: str) -> Part | None:
        """Return what a unit adds to a figure, if it has a value."""
        if cell == RATIO:
            numerator, denominator = (self.part(unit, period, c) for c in ("D16.vu", "D17.vu"))
            return (numerator[0], denominator[0]) if numerator and denominator else None
        entry = self.reports.get((unit, period), {}).get(cell)
        if entry == "none":
            return Decimal(0), Decimal(1)
        return (entry, Decimal(1)) if isinstance(entry, Decimal) else None


def entries(cell: str) -> st.SearchStrategy[Decimal | str]:
    states = st.sampled_from(["none", "blank", "not_collected", "refused"])
    if cell == "D10.co":
        return st.sampled_from([Decimal(0), Decimal(1), Decimal(1), "blank"])
    small = st.sampled_from([Decimal(0), Decimal(1), Decimal("0.01"), Decimal(7)])
    great = st.decimals(0, Decimal(10) ** 17, places=2)
    return small | great | states


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Five units, some of which merge, twice, into new ones or the first; some reports missing."""
    alive, owing, heirs = list(FOUNDERS), {PERIODS[0]: list(FOUNDERS)}, {}
    for day, period in zip(MERGERS, PERIODS[1:], strict=True):
        founded = [f"N{day.year}", f"M{day.year}"]
        for unit in alive[1:]:
            heir = draw(st.sampled_from([unit, *founded, alive[0]]))
            if heir != unit:
                heirs[unit] = (heir, day)
        alive = sorted({heirs[unit][0] if unit in heirs else unit for unit in alive})
        owing[period] = alive
    sent = st.none() | st.fixed_dictionaries({cell: entries(cell) for cell in ADDED})
    drawn = {(unit, period): draw(sent) for period in PERIODS for unit in owing[period]}
    return History(owing, heirs, {key: report for key, report in drawn.items() if report})


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse_in_memory() as con:
        load(con, "reference.indicator_cell", CELLS)
        con.executemany(
            "insert into reference.period (period, cut_off, last_year) values (?, ?, ?)",
            list(zip(PERIODS, CUT_OFF.values(), (None, *PERIODS), strict=False)),
        )
        yield con


def build(con: duckdb.DuckDBPyConnection, history: History) -> None:
    for table in (
        "reference.unit",
        "reference.succession",
        "reference.expected_report",
        "warehouse.submission",
        "warehouse.witness",
        "warehouse.value",
    ):
        con.execute(f"delete from {table}")
    units = sorted({unit for owing in history.owing.values() for unit in owing})
    insert(con, "reference.unit (unit_code, kind)", [(unit, "department") for unit in units])
    insert(con, "reference.succession", [(unit, *heir) for unit, heir in history.heirs.items()])
    insert(
        con,
        "reference.expected_report (period, unit_code, unit_name, unit_kind)",
        [(p, unit, unit, "department") for p, owing in history.owing.items() for unit in owing],
    )
    record(con, history)
    for mart in ("national_summary", "province_summary"):
        con.execute(f"create or replace table marts.{mart} as {read_select(mart)}")


def record(con: duckdb.DuckDBPyConnection, history: History) -> None:
    """Record what was accepted; of the other units that owed a report, one that was rejected."""
    values = []
    for period, owing in history.owing.items():
        for unit in owing:
            report = history.reports.get((unit, period))
            insert(
                con,
                "warehouse.submission (sha256, received_at, unit_code, period, status)",
                [
                    (
                        unit + period,
                        date(2026, 7, 1),
                        unit,
                        period,
                        "accepted" if report else "rejected",
                    )
                ],
            )
            for cell, entry in (report or {"D03.vu": Decimal(1000)}).items():
                number = Decimal(0) if entry == "none" else entry if entry not in STATES else None
                state = entry if isinstance(entry, str) else "number"
                values.append((unit + period, "PCTP2", *cell.split("."), number, state))
    insert(con, "warehouse.value (sha256, form_code, line_code, measure, value, state)", values)


def insert(con: duckdb.DuckDBPyConnection, target: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        con.executemany(f"insert into {target} values ({', '.join('?' * len(rows[0]))})", rows)


def added(parts: list[Part | None]) -> Part | None:
    """Add up what there is; nothing at all has no sum."""
    there = [part for part in parts if part]
    return (sum(p[0] for p in there), sum(p[1] for p in there)) if there else None  # type: ignore[return-value]


def figure(cell: str, part: Part | None) -> Callable[[Decimal | None], bool]:
    """Return whether a value is that of a sum of parts: itself or, of a ratio, the percentage."""
    if part is None or (cell == RATIO and not part[1]):
        return lambda value: value is None
    if cell == RATIO:
        return lambda value: (
            value is not None and abs(value * part[1] - 100 * part[0]) * 200 <= part[1]
        )
    return lambda value: value == part[0]


@FEW
@given(history=histories())
def test_the_past_is_one_on_the_units_of_then_and_of_now(
    con: duckdb.DuckDBPyConnection, history: History
) -> None:
    build(con, history)
    assert_one_nation(con, history)
    assert_sums_of_parts(con, history)
    assert_like_for_like(con, history)


def assert_one_nation(con: duckdb.DuckDBPyConnection, history: History) -> None:
    """National totals are the same on both bases to the last digit, ratios in both parts."""
    totals = con.execute("""
        select basis, period, line_code || '.' || measure, sum(value), sum(parts_reported)
        from marts.province_summary where kind <> 'ratio' group by all
    """).fetchall()
    assert {row[0] for row in totals} == {"as_reported", "current"}
    for _, period, cell, total, reported in totals:
        parts = [history.part(unit, period, cell) for unit in history.owing[period]]
        assert figure(cell, added(parts))(total)
        assert reported == sum(part is not None for part in parts)
    ends = "unit_code not in (select predecessor from reference.succession)"
    sums = "select period, line_code, measure, sum(numerator), sum(denominator), count(*) > 0 from"
    now = con.execute(f"{sums} warehouse.restated_figure where {ends} group by all order by all")
    restated = now.fetchall()
    then = con.execute(f"{sums} warehouse.unit_figure group by all order by all")
    assert restated == then.fetchall()


def assert_sums_of_parts(con: duckdb.DuckDBPyConnection, history: History) -> None:
    """Each unit of today has the sum of its parts and names those that are missing."""
    found = con.execute("""
        select period, unit_code, line_code || '.' || measure, value, parts_expected,
            coalesce(parts_missing, '')
        from marts.province_summary where basis = 'current'
    """).fetchall()
    for period, unit, cell, value, expected, missing in found:
        units = history.parts(unit, period, date.max)
        parts = {past: history.part(past, period, cell) for past in units}
        assert expected == len(units)
        assert missing == "; ".join(past for past in sorted(units) if parts[past] is None)
        assert figure(cell, added(list(parts.values())))(value)


def assert_like_for_like(con: duckdb.DuckDBPyConnection, history: History) -> None:
    """Only units that are whole in both years are compared."""
    found = con.execute("""
        select period, line_code || '.' || measure, value_like, value_last_year_like,
            coalesce(units_like, 0)
        from marts.national_summary where period <> '2024-H1'
    """).fetchall()
    for period, cell, value, value_last_year, units_like in found:
        last_year = PERIODS[PERIODS.index(period) - 1]
        pairs = []
        for unit in history.owing[period]:
            units = history.parts(unit, last_year, CUT_OFF[period])
            past = [history.part(part, last_year, cell) for part in units]
            if (part := history.part(unit, period, cell)) and past and all(past):
                pairs.append((part, added(past)))
        assert units_like == len(pairs)
        assert figure(cell, added([now for now, _ in pairs]))(value)
        assert figure(cell, added([past for _, past in pairs]))(value_last_year)
