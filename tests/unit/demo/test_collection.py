"""The demo's collection: who sends what, the same every time, and never among real reports."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schemas.issues import REJECTING
from tests.build import declarations, read_here
from tonghop.archive import keep
from tonghop.arrivals import find_arrivals
from tonghop.checking import check
from tonghop.cli.main import MISUSE, main
from tonghop.demo.collection import (
    MARKER,
    PERIODS,
    RealReportsError,
    claim,
    plan_collection,
    write_sending,
)
from tonghop.demo.faults import BOOK_FAULTS, FILE_FAULTS
from tonghop.demo.sendings import Sending, plan_sendings
from tonghop.house import House
from tonghop.reading import Source


def plan(period: str) -> tuple[Sending, ...]:
    return plan_sendings(declarations(), declarations().period(period))


def owing(period: str) -> dict[str, date | None]:
    expected = declarations().expected(declarations().period(period))
    return {e.unit.unit_code: e.duty.due_before for e in expected}


def written(sending: Sending, folder: Path) -> Path:
    path = folder / sending.file_name
    write_sending(sending, path, declarations())
    return path


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_has_at_least_120_files_each_in_its_own_place(period: str) -> None:
    places = [sending.place for sending in plan(period)]
    assert len(set(places)) == len(places) >= 120


@pytest.mark.parametrize("period", PERIODS)
def test_every_fault_befalls_one_file_of_a_period(period: str) -> None:
    faults = Counter(sending.fault for sending in plan(period) if sending.fault)
    assert faults == Counter([*BOOK_FAULTS, *FILE_FAULTS])


@pytest.mark.parametrize("period", PERIODS)
def test_three_to_five_units_send_nothing(period: str) -> None:
    assert 3 <= len(owing(period).keys() - {sending.unit_code for sending in plan(period)}) <= 5


@pytest.mark.parametrize("period", PERIODS)
def test_some_are_late_where_a_due_date_is_known(period: str) -> None:
    due = owing(period)
    late = {s.unit_code for s in plan(period) if (day := due.get(s.unit_code)) and s.day >= day}
    assert len(late) == (round(0.08 * len(due)) if any(due.values()) else 0)


@pytest.mark.parametrize("period", PERIODS)
def test_some_send_again_or_twice_or_unasked(period: str) -> None:
    files = Counter(sending.unit_code for sending in plan(period))
    assert sum(count > 1 for count in files.values()) >= 30
    assert len(files.keys() - owing(period).keys()) >= 4


def test_the_last_period_is_published_before_all_its_reports_have_come() -> None:
    collection = plan_collection(declarations())
    parts = (*collection.first, *collection.later)
    assert sorted(s.place for s in parts) == sorted(s.place for p in PERIODS for s in plan(p))
    assert {sending.period for sending in collection.later} == {PERIODS[-1]}
    first = max(s.day for s in collection.first if s.period == PERIODS[-1])
    assert first < min(sending.day for sending in collection.later)
    sent_again = {s.unit_code for s in collection.first} & {s.unit_code for s in collection.later}
    assert any("_lan-2" in s.file_name for s in collection.later if s.unit_code in sent_again)


def test_good_reports_of_every_kind_and_drafts_of_them_are_accepted(tmp_path: Path) -> None:
    taken = [
        replace(sending, fault="", is_draft=is_draft, file_name=f"{is_draft}_{sending.file_name}")
        for period in PERIODS
        for sending in plan(period)[::80]
        for is_draft in (False, True)
        if sending.unit_code in owing(period)
    ]
    paths = [written(sending, tmp_path) for sending in taken]
    sources = [Source(path.name, path.name, path) for path in paths]
    found = check(read_here(sources), declarations())
    assert not [issue for issue in found.issues if issue.severity in REJECTING]
    assert found.submissions["illustrative"].all()
    assert len(found.narratives)


def test_a_file_made_again_has_the_same_bytes_and_time(tmp_path: Path) -> None:
    for sending in (plan("2025-Y")[0], plan("2025-Y")[-20]):
        first = written(sending, tmp_path / "a")
        second = written(sending, tmp_path / "b")
        assert first.read_bytes() == second.read_bytes()
        assert first.stat().st_mtime == second.stat().st_mtime


def test_a_doubled_report_has_the_content_of_its_original(tmp_path: Path) -> None:
    copy = next(sending for sending in plan("2025-Y") if "_ban-sao" in sending.file_name)
    original = replace(copy, file_name=copy.file_name.replace("_ban-sao", ""))
    assert original in plan("2025-Y")
    assert written(copy, tmp_path).read_bytes() == written(original, tmp_path).read_bytes()


def test_a_report_saved_again_has_other_bytes_and_the_same_figures(tmp_path: Path) -> None:
    again = next(sending for sending in plan("2025-Y") if "_luu-lai" in sending.file_name)
    first = next(s for s in plan("2025-Y") if s.unit_code == again.unit_code and s != again)
    paths = [written(sending, tmp_path) for sending in (first, again)]
    assert paths[0].read_bytes() != paths[1].read_bytes()
    found = check(read_here([Source(p.name, p.name, p) for p in paths]), declarations())
    figures = found.values.groupby("sha256", observed=True)["value"].apply(list)
    assert figures.iloc[0] == figures.iloc[1]


def test_a_folder_with_a_real_report_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = tmp_path / "raw" / "2026-H1" / "bao cao.xlsx"
    real.parent.mkdir(parents=True)
    real.write_bytes(b"real")
    assert main(["demo", "--data", str(tmp_path)]) == MISUSE
    assert "không trộn số liệu minh họa với báo cáo thật" in capsys.readouterr().err
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert files - {*(tmp_path / "audit").iterdir()} == {real}


def test_an_archive_with_a_real_report_is_refused_though_nothing_is_left_in_raw(
    tmp_path: Path,
) -> None:
    house = House(tmp_path)
    house.raw.mkdir()
    (house.raw / "bao cao.xlsx").write_bytes(b"real")
    keep(find_arrivals(house.raw, house.archive), house.archive)
    (house.raw / "bao cao.xlsx").unlink()
    with pytest.raises(RealReportsError, match=r"bao cao\.xlsx"):
        claim(house, {"2026-H1/x.xlsx"})


def test_a_folder_that_the_demo_made_may_be_made_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.raw.mkdir()
    (house.raw / "README.md").write_text("Báo cáo đã nhận", encoding="utf-8")
    claim(house, {"2026-H1/old.xlsx"})
    (house.raw / "2026-H1").mkdir()
    (house.raw / "2026-H1" / "old.xlsx").write_bytes(b"made")
    claim(house, {"2026-H1/new.xlsx"})
    noted = (house.raw / MARKER).read_text(encoding="utf-8").splitlines()
    assert noted == ["2026-H1/new.xlsx", "2026-H1/old.xlsx"]
