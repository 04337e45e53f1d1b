"""The command that publishes for outside, as the ministry and as a department give it."""

from pathlib import Path

import duckdb
import pytest

from schemas.loading import load_declarations
from tests.build import complete, content, read_here
from tests.facilities import DEPARTMENT, OFFICE, add_facilities, facility
from tests.facilities import PERIOD as PERIOD_THERE
from tests.path.deciding import VICTIMS, arrive, report
from tonghop.cli.main import CLEAN, MISUSE, NOTHING_TO_DO, main
from tonghop.house import House
from tonghop.publish.editions import OUTSIDE
from tonghop.publish.verifying import verify

PERIOD = "2026-H1"
DAY = "2026-06-09"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house of its own, whose reports are read here."""
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    monkeypatch.setattr("tonghop.pipeline.give_back", lambda *_: ())
    monkeypatch.setattr("tonghop.publish.edition.write_documents", lambda *_: None)
    return House(tmp_path / "data")


def told(house: House, period: str, *more: str) -> int:
    return main(["publish", "--period", period, "--data", str(house.data), *more])


def test_the_ministry_publishes_for_outside(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    arrive(house, {"2026-06-08/quang-ngai.xlsx": report(VICTIMS)})
    assert main(["build", "--data", str(house.data)]) == CLEAN
    assert told(house, PERIOD, "--audience", OUTSIDE) == MISUSE
    assert "chưa có bản nội bộ nào" in capsys.readouterr().err
    assert told(house, PERIOD) == CLEAN
    before = set(house.marts.rglob("*"))
    assert told(house, PERIOD, "--audience", OUTSIDE, "--as-of", DAY, "--by", "received") == MISUSE
    assert "không dùng cùng với --as-of" in capsys.readouterr().err
    assert set(house.marts.rglob("*")) == before
    assert told(house, PERIOD, "--audience", OUTSIDE) == CLEAN
    assert told(house, PERIOD, "--audience", OUTSIDE) == NOTHING_TO_DO
    made = house.marts / OUTSIDE / PERIOD / "01"
    assert str(made) in capsys.readouterr().out
    assert verify(made) == ()


def test_a_department_publishes_for_outside(house: House) -> None:
    """Two victims in all of it: a figure that the ministry keeps back as the department's."""
    seen = load_declarations(add_facilities(house.declarations, 2)).at(DEPARTMENT)
    house.raw.mkdir(parents=True)
    for unit in (OFFICE, facility(1)):
        book = complete("D03.vu | 1\nC13.tong | 1", unit=unit, period=PERIOD_THERE, whole=seen)
        (house.raw / f"{unit}_{PERIOD_THERE}.xlsx").write_bytes(content(book))
    at = ("--at", DEPARTMENT)
    assert main(["ingest", "--data", str(house.data), *at]) == CLEAN
    assert main(["build", "--data", str(house.data), *at]) == CLEAN
    assert told(house, PERIOD_THERE, *at) == CLEAN
    assert told(house, PERIOD_THERE, "--audience", OUTSIDE, *at) == CLEAN
    made = house.marts / OUTSIDE / PERIOD_THERE / "01"
    assert verify(made) == ()
    with duckdb.connect(made / "tonghop.duckdb", read_only=True) as con:
        totals = con.execute(
            "select line_code, value from national_summary where value is not null or kept_back "
            "is not null and line_code = 'C13' order by all"
        ).fetchall()
    assert ("C13", None) in totals
    assert ("D03", 2) in totals
