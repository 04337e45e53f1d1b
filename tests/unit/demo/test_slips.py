"""Slips between periods raise their issue beside the earlier reports, and nothing else."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.build import declarations, read_here
from tonghop.demo.collection import PERIODS, write_sending
from tonghop.demo.draws import origins
from tonghop.demo.sendings import Sending, plan_sendings
from tonghop.demo.slips import PERIOD_SLIPS
from tonghop.house import House
from tonghop.pipeline import ingest
from tonghop.warehouse import open_warehouse

OVERLAPPING = {slip.issue for slip in PERIOD_SLIPS.values()}


@cache
def plan(period: str) -> tuple[Sending, ...]:
    return plan_sendings(declarations(), declarations().period(period))


def slipped(period: str) -> list[Sending]:
    return [sending for sending in plan(period) if sending.slip]


@pytest.mark.parametrize("period", PERIODS)
def test_two_departments_have_the_slip_of_a_period(period: str) -> None:
    slip = PERIOD_SLIPS.get(period)
    expected = Counter({slip.issue: 2}) if slip else Counter()
    assert Counter(sending.slip for sending in slipped(period)) == expected


def test_every_kind_of_issue_between_periods_is_in_the_demo() -> None:
    assert {
        "cumulative_decreased",
        "cumulative_in_quarter",
        "quarter_in_cumulative",
    } == OVERLAPPING


@pytest.mark.parametrize("period", PERIOD_SLIPS)
def test_a_slip_raises_its_issue_and_a_good_report_none(
    period: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    house, slip = House(tmp_path / "data"), PERIOD_SLIPS[period]
    first, good = slipped(period)[0], good_sending(period)
    units = {unit for each in (first, good) for unit in units_before(each, slip.earlier)}
    before = [sending for sending in plan(slip.earlier) if sending.unit_code in units]
    for sending in (first, good, *before):
        write_sending(sending, house.raw / sending.place, declarations())
    ingest(house, declarations(), workers=1)
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            "select distinct unit_code, period, code from warehouse.told_issue"
            " where code in (select unnest(?))",
            [[*OVERLAPPING]],
        ).fetchall()
    assert found == [(first.unit_code, period, slip.issue)]


def good_sending(period: str) -> Sending:
    """Return a good report of a department of which nothing but good reports came before."""
    earlier = PERIOD_SLIPS[period].earlier
    owing = {e.unit.unit_code for e in declarations().expected(declarations().period(period))}
    amiss = {sending.unit_code for sending in plan(earlier) if sending.fault}
    came = {sending.unit_code for sending in plan(earlier)} - amiss
    return next(
        sending
        for sending in plan(period)[::-1]
        if sending.unit_code in owing and sending.unit_code.startswith("SYT")
        if not sending.fault and not sending.slip and units_before(sending, earlier) <= came
    )


def units_before(sending: Sending, earlier: str) -> set[str]:
    """Return the units whose reports of the earlier period stand beside this one."""
    owing = {e.unit.unit_code for e in declarations().expected(declarations().period(earlier))}
    return {sending.unit_code} & owing or {*origins(declarations(), sending.unit_code)}
