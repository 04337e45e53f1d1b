"""Who consolidates is a value: whose reports are expected, whose house it is, whose rows count."""

from datetime import date
from pathlib import Path

import pytest

from schemas.declarations import NATIONAL_RECIPIENT
from schemas.loading import load_declarations
from schemas.tables import DeclarationError
from tests.build import complete, content, declarations, read_here
from tests.facilities import (
    DEPARTMENT,
    OFFICE,
    PERIOD,
    add_facilities,
    add_rows,
    facility,
    with_facilities,
)
from tonghop.belonging import AnotherUnitsHouseError, owner_of
from tonghop.cli.main import main
from tonghop.cli.status import told_time_left
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest, reporting_status
from tonghop.publish.edition import publish_period
from tonghop.warehouse import open_warehouse


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A data folder of its own."""
    return House(tmp_path / "so")


def owing(at: str, tmp_path: Path, period: str = PERIOD) -> list[str]:
    seen = with_facilities(tmp_path / "rows", 2).at(at)
    return [expected.unit.unit_code for expected in seen.expected(seen.period(period))]


def test_reports_are_owed_to_whoever_consolidates(tmp_path: Path) -> None:
    assert owing(DEPARTMENT, tmp_path) == [OFFICE, facility(1), facility(2)]
    at_the_ministry = owing(NATIONAL_RECIPIENT, tmp_path)
    assert DEPARTMENT in at_the_ministry
    assert not {OFFICE, facility(1), facility(2)} & {*at_the_ministry}


def test_facilities_report_before_the_day_of_their_plan() -> None:
    seen = declarations().at(DEPARTMENT)
    days = {kind: seen.period(f"2025-{kind}") for kind in ("Q3", "Y")}
    assert {k: seen.expected(p)[0].duty.due_before for k, p in days.items()} == {
        "Q3": date(2025, 9, 15),
        "Y": date(2025, 12, 15),
    }
    directive = seen.governing(days["Y"])
    assert directive is not None
    assert directive.directive_code == "QN-2025"


def test_declarations_seen_from_elsewhere_are_others_and_always_the_same() -> None:
    seen = declarations().at(DEPARTMENT)
    assert seen.digest != declarations().digest
    assert declarations().at(DEPARTMENT) is seen
    assert seen.at(NATIONAL_RECIPIENT) is declarations()
    assert declarations().at(NATIONAL_RECIPIENT) is declarations()


def test_rows_of_ones_own_are_added_to_the_shipped_ones(tmp_path: Path) -> None:
    own = with_facilities(tmp_path, 1)
    assert own.lines == declarations().lines
    assert [u.unit_code for u in own.units.units] == [
        *(unit.unit_code for unit in declarations().units.units),
        facility(1),
    ]
    assert own.digest != declarations().digest


def test_rows_that_excel_saved_are_read(tmp_path: Path) -> None:
    path = add_facilities(tmp_path, 1) / "units.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_declarations(tmp_path).units.find(facility(1)) is not None


def test_a_table_that_takes_no_rows_of_ones_own_is_refused(tmp_path: Path) -> None:
    add_rows(tmp_path, "unit.csv", "unit_code")
    with pytest.raises(DeclarationError, match=r"unit\.csv is no table to add rows to"):
        load_declarations(tmp_path)


def test_rows_of_ones_own_are_checked_with_all_others(tmp_path: Path) -> None:
    add_rows(
        tmp_path,
        "unit_names.csv",
        "unit_code,name,province_name,valid_from,valid_to,source",
        f"{facility(1)},Trung tâm Y tế minh họa,,,,Minh họa",
    )
    with pytest.raises(DeclarationError, match=f"unit_names.csv, {facility(1)}"):
        load_declarations(tmp_path)


def test_a_house_is_one_consolidating_units(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    own = with_facilities(house.declarations, 1)
    _put(house, OFFICE, own.folder)
    ingest(house, own.at(DEPARTMENT))
    build_marts(house)
    assert owner_of(house) == DEPARTMENT
    with open_warehouse(house.warehouse) as con:
        recorded = con.execute("select consolidating_unit from reference.declaration").fetchall()
    assert recorded == [(DEPARTMENT,)]
    house.warehouse.unlink()  # It can be made again from the archive; whose house it is stays.
    for refused in (
        lambda: ingest(house, own),
        lambda: reporting_status(house, own, own.period(PERIOD)),
        lambda: publish_period(house, own, own.period(PERIOD)),
    ):
        with pytest.raises(AnotherUnitsHouseError, match=DEPARTMENT):
            refused()


def test_a_house_from_before_is_the_ministrys(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    _put(house, DEPARTMENT, declarations().folder)
    ingest(house, declarations())
    house.owner.unlink()
    assert owner_of(house) == NATIONAL_RECIPIENT
    with pytest.raises(AnotherUnitsHouseError, match=NATIONAL_RECIPIENT):
        ingest(house, declarations().at(DEPARTMENT))


def test_nobody_owns_an_empty_house(house: House) -> None:
    assert owner_of(house) is None


@pytest.mark.parametrize("command", ["ingest", "build", "publish", "run", "status"])
def test_commands_tell_whose_house_it_is(
    command: str, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.raw.mkdir(parents=True)
    house.owner.write_text(f"{DEPARTMENT}\n", encoding="utf-8")
    period = ["--period", PERIOD] if command in ("publish", "run", "status") else []
    assert main([command, "--data", str(house.data), *period]) == 2
    told = capsys.readouterr().err
    assert f"là của đơn vị tổng hợp “{DEPARTMENT}”, không dùng chung cho “BYT”" in told


def test_templates_are_for_those_who_owe_the_department(house: House, tmp_path: Path) -> None:
    add_facilities(house.declarations, 2)
    data, out = str(house.data), tmp_path / "bieu-mau"
    arguments = ["--at", DEPARTMENT, "--period", PERIOD, "--all", "-o", str(out)]
    assert main(["template", "--data", data, *arguments]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        f"{unit}_{PERIOD}.xlsx" for unit in (OFFICE, facility(1), facility(2))
    ]


def test_a_department_hears_that_it_has_no_day_left_to_consolidate(tmp_path: Path) -> None:
    seen = with_facilities(tmp_path, 1).at(DEPARTMENT)
    assert list(told_time_left(seen, seen.period(PERIOD))) == [
        "Sở Y tế tỉnh Quảng Ngãi gửi Bộ Y tế chậm nhất ngày 14/12/2025: sau hạn của đơn vị còn 0 "
        "ngày để tổng hợp; đề nghị yêu cầu đơn vị gửi sớm hơn."
    ]
    assert list(told_time_left(seen, seen.period("2025-Q3"))) == []
    assert list(told_time_left(declarations(), seen.period(PERIOD))) == []


def test_wrong_rows_of_ones_own_are_told_in_vietnamese(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_rows(house.declarations, "units.csv", "unit_code")
    arguments = ["--period", PERIOD, "--all", "-o", str(tmp_path)]
    assert main(["template", "--data", str(house.data), *arguments]) == 2
    assert "chưa đúng" in capsys.readouterr().err


def _put(house: House, unit: str, folder: Path) -> None:
    """Put a unit's report into the raw folder."""
    seen = load_declarations(folder)
    book = complete(
        "D03.vu | 1",
        unit=unit,
        period=PERIOD,
        whole=seen.at(DEPARTMENT) if unit != DEPARTMENT else seen,
    )
    house.raw.mkdir(parents=True, exist_ok=True)
    (house.raw / f"{unit}_{PERIOD}.xlsx").write_bytes(content(book))
