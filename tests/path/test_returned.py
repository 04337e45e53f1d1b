"""What ingesting gives back: one workbook for each report that its sender has to look at again."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from schemas.returned import REASON_COLUMN, RETURNED
from tests.build import cell_of, complete, declarations, read_here, save
from tests.explaining import REASON, UNEQUAL, explained, list_of
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.returning.list_sheet import HEAD_ROW
from tonghop.returning.writing import INDEX
from tonghop.warehouse import open_warehouse

GOOD, BAD = "D03.vu | 5", "D03.vu | mười"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    return House(tmp_path / "data")


def received(house: House, files: Mapping[str, Workbook]) -> list[str]:
    """Put files into the raw folder, ingest, and return the names of what goes back anew."""
    for name, book in files.items():
        save(book, house.raw / name)
    return [
        path.relative_to(house.returned).as_posix()
        for path in ingest(house, declarations()).returned
    ]


def files_in(house: House) -> list[str]:
    paths = (path for path in house.returned.rglob("*") if path.is_file())
    return sorted(path.relative_to(house.returned).as_posix() for path in paths)


def test_a_rejected_report_is_returned_under_its_period_and_a_good_one_is_not(house: House) -> None:
    (name,) = received(house, {"a.xlsx": complete(GOOD), "Báo cáo Đợt 1.xlsx": complete(BAD)})
    folder, _, file = name.partition("/")
    assert folder == "2026-H1"
    assert file.startswith("SYT34-51_Bao-cao-Dot-1_")
    assert files_in(house) == [name, INDEX]
    assert load_workbook(house.returned / name).sheetnames[0] == RETURNED


def test_a_report_of_nobody_is_returned_as_such(house: House) -> None:
    (name,) = received(house, {"a.xlsx": Workbook()})
    assert name.startswith("khong-ro-ky/khong-ro-don-vi_a_")


def test_ingesting_again_returns_nothing_again(house: House) -> None:
    (name,) = received(house, {"a.xlsx": complete(BAD)})
    before = (house.returned / name).stat().st_mtime_ns
    assert received(house, {}) == []
    assert (house.returned / name).stat().st_mtime_ns == before


def test_what_an_interrupted_run_did_not_return_is_returned_by_the_next(house: House) -> None:
    (name,) = received(house, {"a.xlsx": complete(BAD)})
    (house.returned / name).unlink()
    assert received(house, {}) == [name]
    (house.returned / INDEX).unlink()
    assert received(house, {}) == [name]
    assert files_in(house) == [name, INDEX]


def test_a_warehouse_made_again_returns_the_same(house: House) -> None:
    (name,) = received(house, {"a.xlsx": complete(BAD)})
    first = (house.returned / name).read_bytes()
    house.warehouse.unlink()
    (house.returned / INDEX).unlink()
    assert received(house, {}) == [name]
    assert (house.returned / name).read_bytes() == first


def test_what_is_no_longer_wrong_is_no_longer_returned(house: House) -> None:
    (first,) = received(house, {"a.xlsx": complete(BAD)})
    gone = house.returned / "2026-H1" / "cu.xlsx"
    gone.write_bytes(b"")
    index = (house.returned / INDEX).read_text()
    (house.returned / INDEX).write_text(
        index.replace("{", '{"%s": ["2026-H1/cu.xlsx", "x"],' % ("0" * 64), 1)
    )
    assert received(house, {}) == []
    assert files_in(house) == [first, INDEX]


def test_a_damaged_file_returns_the_list_alone(house: House) -> None:
    house.raw.mkdir(parents=True)
    (house.raw / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (name,) = received(house, {})
    assert load_workbook(house.returned / name).sheetnames == [RETURNED]


def recorded(house: House, query: str) -> list[tuple[object, ...]]:
    with open_warehouse(house.warehouse) as con:
        return con.execute(query).fetchall()


REASONS = "select code, severity, reason from warehouse.issue where code <> 'duplicate_content'"


def test_an_explained_report_counts_with_its_reason_and_is_not_returned(house: House) -> None:
    (name,) = received(house, {"1/a.xlsx": complete(UNEQUAL)})
    assert name.startswith("2026-H1/SYT34-51_a_")
    assert received(house, {"2/a.xlsx": explained(complete(UNEQUAL))}) == []
    kept = recorded(house, f"{REASONS} and reason <> ''")
    assert kept == [("Q041", "warn", REASON)]
    build_marts(house)
    assert recorded(
        house, "select issues, explained, reasons from marts.issue_summary where code = 'Q041'"
    ) == [(2, 1, REASON)]


def test_a_leftover_reason_alone_returns_nothing(house: House) -> None:
    book = explained(complete(UNEQUAL))
    cell_of(book, "D15a.so_luong").value = 2
    assert received(house, {"a.xlsx": book}) == []
    assert recorded(house, REASONS) == [("reason_unneeded", "warn", "")]


def test_a_warning_that_shows_beside_other_reports_is_explained_too(house: House) -> None:
    past = complete("D03.vu | 2", period="2025-Y")
    (name,) = received(house, {"2025/a.xlsx": past, "2026/a.xlsx": complete("D03.vu | 90")})
    back = load_workbook(house.returned / name)
    rows = list_of(back).iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    place = next(n for n, row in enumerate(rows, start=1) if "unusual_value" in str(row[0]))
    list_of(back).cell(HEAD_ROW + place, REASON_COLUMN + 1).value = "Mở thêm cơ sở 2"
    assert received(house, {"2026/b.xlsx": back}) == []
    assert ("unusual_value", "warn", "Mở thêm cơ sở 2") in recorded(house, REASONS)
    cell_of(back, "D03.vu").value = 95
    (again,) = received(house, {"2026/c.xlsx": back})
    assert "_c_" in again
    assert recorded(house, f"{REASONS} and code like 'reason%'") == [
        ("reason_outdated", "warn", "")
    ]
