"""Reports sent again: saved again, corrected, copied from a neighbour, in whatever order they come.

What counts, what is warned about and what is listed as changed depend on when the files were
received, never on when they were read.
"""

from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from tests.build import complete, content, declarations, read_here
from tests.path.test_ingest_again import national_value, take_in
from tonghop.cli.steps import told
from tonghop.house import House
from tonghop.pipeline import Ingested, build_marts, reporting_status
from tonghop.warehouse import open_warehouse

LINES = ("D03", "D04", "D05", "D06", "D07", "D08a", "D08b", "D08c", "D08d", "D10a", "D10b")
TABLES = (
    "warehouse.submission",
    "warehouse.issue",
    "marts.resubmission_change",
    "marts.reporting_status",
    "marts.issue_summary",
    "marts.national_summary",
)
PERIOD = "2026-H1"


@cache
def report(first: int, unit: str = "SYT34-51", saved: str = "") -> bytes:
    """Return a report of many numbers; ``saved`` makes other bytes of the same report."""
    numbers = {f"{line}.vu": first + n for n, line in enumerate(LINES)}
    book = complete(numbers, unit=unit)
    book.properties.description = saved
    return content(book)


def wrong() -> bytes:
    numbers: dict[str, object] = {f"{line}.vu": 9 + n for n, line in enumerate(LINES)}
    return content(complete(numbers | {"D04.vu": -1}))


ARRIVALS = {
    "2026-06-08/lan-1.xlsx": report(1),
    "2026-06-09/lan-2.xlsx": report(2),
    "2026-06-12/luu-lai.xlsx": report(1, saved="lưu lại"),
    "2026-06-13/lan-3.xlsx": wrong(),
    "2026-06-14/ha-noi.xlsx": report(2, unit="SYT34-01"),
    "2026-06-20/luu-muon.xlsx": report(2, unit="SYT34-01", saved="lưu lại"),
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An empty house whose files are read in this process, which is faster than to start others."""
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    return House(tmp_path / "data")


def dump(house: House) -> dict[str, list[tuple[object, ...]]]:
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        return {
            name: con.execute(f"select * from {name} order by all").fetchall() for name in TABLES
        }


def lines(done: Ingested) -> list[str]:
    return told(done, declarations())[1:]


def test_what_names_another_unit_is_not_sent_back(house: House) -> None:
    done = take_in(house, {name: ARRIVALS[name] for name in list(ARRIVALS)[1::3]})
    with open_warehouse(house.warehouse) as con:
        told = con.execute("select distinct code from warehouse.issue").fetchall()
    assert ("copied_report",) in told
    assert done.returned == ()


def test_a_report_saved_again_changes_neither_figures_nor_lateness(house: House) -> None:
    take_in(house, ARRIVALS)
    assert national_value(house, "2026-H1:D03.vu") == "4.00"
    rows = {
        r.unit_code: r
        for r in reporting_status(house, declarations(), declarations().period(PERIOD))
    }
    assert (rows["SYT34-51"].status, rows["SYT34-01"].status) == ("on_time", "on_time")
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            "select file_name, code from warehouse.told_issue "
            "where code in ('resaved_copy', 'copied_report') order by all"
        ).fetchall()
    assert found == [
        ("ha-noi.xlsx", "copied_report"),
        ("lan-2.xlsx", "copied_report"),
        ("luu-lai.xlsx", "resaved_copy"),
        ("luu-muon.xlsx", "copied_report"),
        ("luu-muon.xlsx", "resaved_copy"),
    ]


def test_all_that_is_derived_is_in_the_issue_summary(house: House) -> None:
    take_in(house, ARRIVALS)
    codes = {row[3] for row in dump(house)["marts.issue_summary"]}
    assert {"resaved_copy", "copied_report", "negative"} <= codes


def test_the_changes_of_each_resubmission_are_listed(house: House) -> None:
    take_in(house, ARRIVALS)
    changes = dump(house)["marts.resubmission_change"]
    assert {(row[4], row[6], row[8]) for row in changes} == {
        ("lan-2.xlsx", "accepted", "lan-1.xlsx"),
        ("lan-3.xlsx", "rejected", "lan-2.xlsx"),
    }
    assert len(changes) == 2 * len(LINES)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What the warehouse holds when everything comes in one ingest."""
    house = House(tmp_path_factory.mktemp("at-once"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        take_in(house, ARRIVALS)
    return dump(house)


@pytest.mark.parametrize("order", [*permutations(range(6))][::131])
def test_the_order_of_reading_changes_nothing(
    house: House, at_once: dict[str, list[tuple[object, ...]]], order: tuple[int, ...]
) -> None:
    files = list(ARRIVALS.items())
    for number in order:
        take_in(house, dict([files[number]]))
    assert dump(house) == at_once


def test_ingest_tells_what_a_resubmission_changes_and_what_repeats(house: House) -> None:
    files = list(ARRIVALS.items())
    unit = "Sở Y tế tỉnh Quảng Ngãi"
    assert lines(take_in(house, dict(files[:1]))) == []
    assert lines(take_in(house, dict(files[1:2]))) == [
        f"Gửi lại: tệp “lan-2.xlsx” của {unit}: 11 ô thay đổi so với tệp “lan-1.xlsx”."
    ]
    (repeated,) = lines(take_in(house, dict(files[2:3])))
    assert repeated.startswith("Tệp “luu-lai.xlsx” có số liệu và thuyết minh giống hệt tệp “lan-1")
    assert lines(take_in(house, dict(files[3:4]))) == [
        f"Gửi lại: tệp “lan-3.xlsx” của {unit}: 11 ô khác, chưa được tính vì báo cáo bị trả lại, "
        "so với tệp “lan-2.xlsx”.",
        "Trả lại: lan-3.xlsx",
    ]
    (copied,) = lines(take_in(house, dict(files[4:5])))
    assert copied.startswith("Tệp “ha-noi.xlsx” có toàn bộ số liệu khác 0 giống hệt tệp “lan-2")
