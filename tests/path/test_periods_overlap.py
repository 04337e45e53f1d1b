"""Reports of overlapping periods, read from workbooks: whatever comes first, the same is told."""

from functools import cache
from pathlib import Path

import pytest

from tests.build import complete, content, read_here
from tests.path.test_ingest_again import take_in
from tonghop.house import House
from tonghop.pipeline import build_marts
from tonghop.warehouse import open_warehouse

UNIT = "SYT63-51"
TABLES = ("warehouse.issue", "marts.unit_derived_period", "marts.derived_period")


@cache
def report(period: str, number: int) -> bytes:
    return content(complete({"D03.vu": number, "D00.vu": 50}, unit=UNIT, period=period))


QUARTER = ("2024-03-14/quy.xlsx", report("2024-Q1", 5))
HALF = ("2024-06-14/6-thang.xlsx", report("2024-H1", 4))
MENDED = ("2024-06-20/quy-sua.xlsx", report("2024-Q1", 3))
FALLEN = [("2024-H1", "D03", "vu", "4")]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An empty house whose files are read in this process, which is faster than to start others."""
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    return House(tmp_path / "data")


def fallen(house: House) -> list[tuple[str, ...]]:
    with open_warehouse(house.warehouse) as con:
        return con.execute(
            "select period, line_code, measure, raw_text from warehouse.told_issue"
            " where code = 'cumulative_decreased'"
        ).fetchall()


def dump(house: House) -> dict[str, list[tuple[object, ...]]]:
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        return {
            name: con.execute(f"select * from {name} order by all").fetchall() for name in TABLES
        }


def test_the_order_in_which_files_are_read_changes_nothing(house: House, tmp_path: Path) -> None:
    for place, file in (QUARTER, HALF, MENDED):
        take_in(house, {place: file})
    other = House(tmp_path / "other")
    for place, file in (MENDED, HALF, QUARTER):
        take_in(other, {place: file})
    told = dump(house)
    assert dump(other) == told
    figures = {(row[1], row[6], row[10], row[16]) for row in told["marts.unit_derived_period"]}
    assert ("2024-Q2", UNIT, "D03", 1) in figures


@pytest.mark.parametrize("first", [QUARTER, HALF])
def test_an_earlier_report_that_is_replaced_takes_the_issue_back(
    house: House, first: tuple[str, bytes]
) -> None:
    second = HALF if first is QUARTER else QUARTER
    take_in(house, dict([first]))
    assert fallen(house) == []
    take_in(house, dict([second]))
    assert fallen(house) == FALLEN
    take_in(house, dict([MENDED]))
    assert fallen(house) == []
