"""The same files give the same warehouse, whatever the order, names and accidents of arrival."""

import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import pytest

import tonghop.warehouse
from schemas.declarations import Declarations
from schemas.loading import REFERENCE, load_declarations
from tests.build import complete, content, declarations, filled, read_here, with_part
from tonghop.archive import HANOI, keep
from tonghop.arrivals import find_arrivals
from tonghop.house import House
from tonghop.pipeline import Ingested, build_marts, ingest, reporting_status
from tonghop.publish.edition import NothingToPublishError, publish_period
from tonghop.warehouse import open_warehouse

Files = Mapping[str, bytes]
TABLES = (
    "warehouse.submission",
    "warehouse.value",
    "warehouse.issue",
    "warehouse.narrative",
    "warehouse.witness",
    "marts.national_summary",
    "marts.reporting_status",
)

OWN_ORDER = """
    select * replace (row_number() over (partition by unit_code order by arrival) as arrival)
    from warehouse.submission
    order by all
"""


@cache
def report(entries: str, unit: str = "SYT34-51") -> bytes:
    return content(complete(entries, unit=unit))


FIRST = report("D03.vu | 5\nD04.vu | 1")
REJECTED = report("D03.vu | mười\nD04.vu | -1")
CORRECTED = report("D03.vu | 6\nD04.vu | 1")
NEIGHBOUR = report("D03.vu | 7\nD14.so_luong | 1\nD15a.so_luong | 0", "SYT34-01")
EMPTY = content(filled(unit="SYT34-04"))
HELD = report("D03.vu | 9", "SYT34-11")
"""Điện Biên's report, which comes under the name of Lai Châu's."""
ARRIVALS: Files = {
    "2026-H1/2026-06-08/quang-ngai.xlsx": FIRST,
    "2026-H1/2026-06-09/ha-noi.xlsx": NEIGHBOUR,
    "2026-H1/2026-06-10/quang-ngai-2.xlsx": REJECTED,
    "2026-H1/2026-06-10/cao-bang.xlsx": EMPTY,
    "2026-H1/2026-06-11/scan.pdf": b"%PDF-1.7",
    "2026-H1/2026-06-12/SYT34-12_2026-H1.xlsx": HELD,
    "2026-H1/2026-06-16/quang-ngai-3.xlsx": CORRECTED,
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An empty house whose files are read in this process, which is faster than to start others."""
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    return House(tmp_path / "data")


def arrive(house: House, files: Files) -> None:
    """Put files into the raw folder, all saved at the same time of day."""
    moment = datetime(2026, 6, 20, 8, 30, tzinfo=HANOI).timestamp()
    for name, data in files.items():
        path = house.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (moment, moment))


def take_in(house: House, files: Files, using: Declarations | None = None) -> Ingested:
    arrive(house, files)
    return ingest(house, using or declarations(), workers=1)


def dump(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the tables that what came decides, in order of their columns.

    Which of two units' reports of one moment came first depends on the runs, and decides nothing:
    of their places in the order of arrival only those within a unit are told.
    """
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        selects = {name: f"select * from {name} order by all" for name in TABLES}
        selects["warehouse.submission"] = OWN_ORDER
        return {name: con.execute(select).fetchall() for name, select in selects.items()}


def national_value(house: House, figure: str) -> object:
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            "select value::varchar from marts.national_summary where figure_id = ?", [figure]
        ).fetchone()
    return found and found[0]


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What the warehouse holds when everything comes in one ingest."""
    house = House(tmp_path_factory.mktemp("at-once"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        take_in(house, ARRIVALS)
    return dump(house)


def test_all_at_once_is_what_it_should_be(at_once: dict[str, list[tuple[object, ...]]]) -> None:
    assert len(at_once["warehouse.submission"]) == len(ARRIVALS)
    assert len(at_once["warehouse.issue"]) == 6
    assert len(at_once["marts.national_summary"]) > 300


def test_a_held_report_counts_nowhere_and_holds_both_units(house: House) -> None:
    take_in(house, ARRIVALS)
    asked = declarations().period("2026-H1")
    statuses = {r.unit_code: r.status for r in reporting_status(house, declarations(), asked)}
    assert (statuses["SYT34-11"], statuses["SYT34-12"]) == ("held", "held")
    assert (statuses["SYT34-01"], statuses["SYT34-04"]) == ("on_time", "rejected")
    assert national_value(house, "2026-H1:D03.vu") == "13.00"


def test_a_warehouse_of_another_version_is_made_again(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    take_in(house, ARRIVALS)
    with open_warehouse(house.warehouse) as con:
        con.execute("update reference.structure set digest = 'older'")
        con.execute("drop view warehouse.told_issue")
    take_in(house, {})
    assert dump(house) == at_once


def test_a_warehouse_from_before_versions_were_noted_is_made_again(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    take_in(house, ARRIVALS)
    house.warehouse.unlink()
    with duckdb.connect() as con:
        con.execute(f"attach '{house.warehouse}' as old")
        con.execute("create schema old.warehouse")
        con.execute("create table old.warehouse.submission (sha256 varchar)")
    take_in(house, {})
    assert dump(house) == at_once


def test_the_same_folder_twice_changes_nothing(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    take_in(house, ARRIVALS)
    again = take_in(house, ARRIVALS)
    assert (again.received, len(again.checked.submissions), again.duplicates) == ((), 0, ())
    assert dump(house) == at_once


SPLITS = {
    "one by one": [[0], [1], [2], [3], [4], [5], [6]],
    "backwards": [[6], [5], [4], [3], [2], [1], [0]],
    "rejected first": [[2], [6, 0], [4, 3, 1, 5]],
    "late before early": [[6, 1], [3, 5], [0, 2, 4]],
}


@pytest.mark.parametrize("split", SPLITS.values(), ids=SPLITS)
def test_the_order_of_arrival_changes_nothing(
    house: House, at_once: dict[str, list[tuple[object, ...]]], split: list[list[int]]
) -> None:
    files = list(ARRIVALS.items())
    for numbers in split:
        take_in(house, dict(files[number] for number in numbers))
    assert dump(house) == at_once


def test_renaming_and_copying_change_nothing(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    take_in(house, ARRIVALS)
    for path in sorted(house.raw.rglob("*.xlsx")):
        path.rename(path.with_name(f"A {path.name}"))
    copies = {f"2026-H1/2026-07-01/{Path(name).name}": data for name, data in ARRIVALS.items()}
    again = take_in(house, copies)
    assert len(again.duplicates) == len(again.received) == 13
    assert dump(house) == at_once


def test_a_copy_in_the_same_ingest_changes_nothing_but_the_later_name_is_told(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    done = take_in(house, {**ARRIVALS, "2026-H1/2026-06-30/copy.xlsx": FIRST})
    assert [(copy.file_name, first.file_name) for copy, first in done.duplicates] == [
        ("copy.xlsx", "quang-ngai.xlsx")
    ]
    assert dump(house) == at_once


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_earliest_arrival_names_the_file_whenever_it_is_found(
    house: House, order: tuple[int, int]
) -> None:
    """Also in the sentences that name the file, as a warehouse made again would have them."""
    files = [("2026-06-08/early.xlsx", EMPTY), ("2026-06-09/late.xlsx", EMPTY)]
    for number in order:
        take_in(house, dict([files[number]]))
    found = dump(house)
    (submission,) = found["warehouse.submission"]
    assert submission[1] == "early.xlsx"
    assert "Tệp “early.xlsx” chưa điền số liệu nào" in str(found["warehouse.issue"])
    assert "late.xlsx" not in str(found["warehouse.issue"])


@pytest.mark.parametrize(
    ("files", "value"),
    [
        ({"2026-06-08/a.xlsx": FIRST, "2026-06-10/b.xlsx": REJECTED}, "5.00"),
        ({"2026-06-08/a.xlsx": REJECTED, "2026-06-10/b.xlsx": FIRST}, "5.00"),
        ({"2026-06-08/a.xlsx": FIRST, "2026-06-10/b.xlsx": CORRECTED}, "6.00"),
        ({"2026-06-10/b.xlsx": CORRECTED, "2026-06-08/a.xlsx": FIRST}, "6.00"),
        ({"2026-06-08/a.xlsx": REJECTED}, None),
    ],
)
def test_the_last_good_report_received_counts(
    house: House, files: dict[str, bytes], value: str | None
) -> None:
    """Files come in the order of the mapping, one ingest each."""
    for name, data in files.items():
        take_in(house, {name: data})
    assert national_value(house, "2026-H1:D03.vu") == value


@pytest.fixture
def amended(tmp_path: Path) -> Declarations:
    """Declarations in which the rule Q040 warns and a line has another label."""
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)
    rules = (folder / "rules.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in rules if not line.startswith("Q041,")]
    (folder / "rules.csv").write_text("".join(kept), encoding="utf-8")
    return load_declarations(folder)


def test_changed_declarations_check_everything_again(
    house: House, amended: Declarations, tmp_path: Path
) -> None:
    take_in(house, ARRIVALS)
    again = ingest(house, amended, workers=1)
    assert (again.received, len(again.checked.submissions)) == ((), len(ARRIVALS))
    assert "Q041" not in str(dump(house)["warehouse.issue"])
    fresh = House(tmp_path / "fresh")
    take_in(fresh, ARRIVALS, using=amended)
    assert dump(house) == dump(fresh)


def test_declarations_changed_back_give_what_was_before(
    house: House, amended: Declarations, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    take_in(house, ARRIVALS, using=amended)
    take_in(house, {})
    assert dump(house) == at_once


def test_a_deleted_warehouse_is_made_again_from_the_archive(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    take_in(house, ARRIVALS)
    house.warehouse.unlink()
    shutil.rmtree(house.raw)
    house.raw.mkdir()
    take_in(house, {})
    assert dump(house) == at_once


def test_a_run_killed_between_archive_and_load_is_healed_by_the_next(
    house: House, at_once: dict[str, list[tuple[object, ...]]]
) -> None:
    arrive(house, ARRIVALS)
    assert len(keep(find_arrivals(house.raw, house.archive), house.archive)) == len(ARRIVALS)
    healed = take_in(house, {})
    assert (healed.received, len(healed.checked.submissions)) == ((), len(ARRIVALS))
    assert dump(house) == at_once


def test_an_edition_is_never_made_of_marts_that_are_older_than_the_reports(
    house: House, amended: Declarations
) -> None:
    period = declarations().period("2026-H1")
    take_in(house, {"2026-06-08/a.xlsx": FIRST})
    build_marts(house)
    with pytest.raises(NothingToPublishError):
        publish_period(house, amended, period)
    take_in(house, {"2026-06-10/b.xlsx": CORRECTED})
    with pytest.raises(NothingToPublishError):
        publish_period(house, declarations(), period)
    assert not list(house.marts.rglob("*"))


def with_entry_at(address: str) -> bytes:
    book = complete("D03.vu | 5")
    book["Biểu 2"][address] = 1
    return content(book)


def test_a_file_that_ends_or_chokes_its_reader_costs_only_itself(tmp_path: Path) -> None:
    """With an entry in the last cell of all, the reading library aborts its process."""
    house = House(tmp_path / "data")
    hostile = {
        "2026-06-10/last-cell.xlsx": with_entry_at("XFD1048576"),
        "2026-06-10/last-row.xlsx": with_entry_at("A1048576"),
        "2026-06-10/damaged.xlsx": FIRST[: len(FIRST) // 2],
        "2026-06-10/damaged-inside.xlsx": with_part(
            FIRST, "xl/workbook.xml", lambda text: text[:99]
        ),
    }
    done = take_in(house, {**ARRIVALS, **hostile})
    refused = {(issue.code, issue.sentence.split("”")[0]) for issue in done.checked.issues}
    assert refused >= {
        ("entry_far_away", "Không đọc được tệp: trang “Biểu 2"),
        ("truncated", "Tệp “damaged.xlsx"),
        ("unreadable", "Không mở được tệp “damaged-inside.xlsx"),
    }
    assert len(done.checked.submissions) == len(ARRIVALS) + len(hostile)
    assert national_value(house, "2026-H1:D03.vu") == "13.00"


def test_a_run_killed_while_loading_leaves_nothing_behind(
    house: House, at_once: dict[str, list[tuple[object, ...]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = list(ARRIVALS.items())
    take_in(house, dict(files[:2]))
    before = dump(house)
    with monkeypatch.context() as patch:
        patch.setattr(tonghop.warehouse, "_DATE_ARRIVALS", "select * from no_such_table")
        with pytest.raises(duckdb.CatalogException):
            take_in(house, ARRIVALS)
    assert dump(house) == before
    take_in(house, {})
    assert dump(house) == at_once
