"""What was known on a day is published as it would have been then, and touches nothing else."""

import hashlib
import html
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tests.build import read_here
from tests.path.deciding import HELD, VICTIMS, arrive, declared, report, rule
from tonghop import archive
from tonghop.archive import HANOI, read_receipts
from tonghop.cli.main import CLEAN, MISUSE, NOTHING_TO_DO, main
from tonghop.decisions.log import read_decisions
from tonghop.house import House
from tonghop.knowledge import (
    RECEIVED,
    TAKEN_IN,
    Known,
    NothingKnownError,
    known_of,
    known_on,
    warehouse_knowing,
)
from tonghop.pipeline import build_marts, decide
from tonghop.publish.edition import publish, publish_period
from tonghop.publish.editions import editions_in, find_edition, newest_edition
from tonghop.publish.heading import Heading
from tonghop.publish.status import write_status
from tonghop.publish.word import write_report
from tonghop.rebuilding import ArchiveDamagedError, rebuild

PERIOD = "2026-H1"
ALIAS = "SYT C. Bằng"
FIGURE = f"{PERIOD}:D03.vu"
SEALED_WITH_THE_MOMENT = {"published_at", "seal", "previous"}
HISTORY = (
    # Day on which it was taken in, then what came: its name holds the day on which it was received.
    (date(2026, 6, 9), {"2026-06-08/quang-ngai.xlsx": report(VICTIMS)}),
    (date(2026, 6, 15), {"2026-06-10/ha-noi.xlsx": report("D03.vu | 2", "SYT34-01")}),
    (date(2026, 6, 16), {"2026-06-16/quang-ngai-2.xlsx": report("D03.vu | 6\nD04.vu | 1")}),
    (date(2026, 6, 18), {"2026-06-18/cao-bang.xlsx": report("D03.vu | 3", "SYT34-04", ALIAS)}),
    (date(2026, 6, 19), {f"2026-06-19/{HELD}": report("D03.vu | 9", "SYT34-11")}),
)  # fmt: skip


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        for module in ("pipeline", "rebuilding"):
            patch.setattr(f"tonghop.{module}.read_workbooks", read_here)
        patch.setattr("tonghop.pipeline.give_back", lambda *_: ())
        patch.setattr("tonghop.publish.edition.write_documents", write_two_documents)
        yield patch


def write_two_documents(
    folder: Path, declarations: Declarations, heading: Heading, _: object
) -> None:
    """Write one document of each sort, to spare the test the others."""
    with duckdb.connect(folder / "tonghop.duckdb", read_only=True) as con:
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        write_report(con, declarations, heading, "pctp", folder / "bao-cao-pctp.docx")
        write_status(con, declarations, heading, folder / "tinh-hinh-gui-bao-cao.xlsx")


def on(patch: pytest.MonkeyPatch, day: date) -> None:
    """Let the archive's clock stand at noon of a day."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Clock":
            return cls(day.year, day.month, day.day, 12, tzinfo=HANOI)

    patch.setattr(archive, "datetime", Clock)


def figure(edition: Path) -> tuple[str, int]:
    """Return what an edition says: the figure's value and of how many units it is."""
    with duckdb.connect(edition / "tonghop.duckdb", read_only=True) as con:
        found = con.execute(
            "select value::integer::varchar, units_reported from national_summary "
            "where figure_id = ?",
            [FIGURE],
        ).fetchone()
    assert found
    return found


def published(house: House, number: int) -> Path:
    build_marts(house)
    done = publish_period(house, declared(house), declared(house).period(PERIOD))
    assert done.is_new
    assert done.folder.name == f"{number:02d}"
    return done.folder


@pytest.fixture(scope="module")
def lived(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house in which reports came, some late; decisions were made and one revoked.

    Decisions are of 21/6; edition 01 was published on 9/6, edition 02 after all of it.
    """
    house = House(tmp_path_factory.mktemp("lived") / "data")
    for day, files in HISTORY:
        on(patch, day)
        arrive(house, files)
        if day == date(2026, 6, 9):
            published(house, 1)
    rule(house, "exclude", "quang-ngai-2.xlsx")
    rule(house, "settle", HELD, unit_code="SYT34-11", period=PERIOD)
    rule(house, "alias", alias=ALIAS, unit_code="SYT34-04")
    revoke_later(house, 1)
    published(house, 2)
    return house


def revoke_later(house: House, revokes: int) -> None:
    """Revoke a decision half an hour after the end of the day after all others."""
    moment = "2026-06-23T00:30:00+07:00"
    revocation = Decision(0, moment, "thanh", "Nhầm", "revoke", revokes=revokes)
    decide(house, declared(house), revocation)


@pytest.fixture
def house(lived: House, tmp_path: Path) -> House:
    shutil.copytree(lived.data, tmp_path / "data")
    return House(tmp_path / "data")


def units_and_decisions(house: House, known: Known) -> tuple[str, int]:
    """Return which reports were known, by the last letters of their names, and how many rulings."""
    receipts = known.receipts_among(read_receipts(house.archive))
    names = sorted(receipt.file_name.removesuffix(".xlsx")[-4:] for receipt in receipts)
    return " ".join(names), len(known.decisions_among(read_decisions(house.decisions)))


@pytest.mark.parametrize(
    ("day", "reckoned_by", "found"),
    [
        (8, RECEIVED, ("ngai", 0)),
        (9, TAKEN_IN, ("ngai", 0)),
        (14, TAKEN_IN, ("ngai", 0)),  # Hà Nội's has lain in the mail since the 10th.
        (14, RECEIVED, ("-noi ngai", 0)),
        (15, TAKEN_IN, ("-noi ngai", 0)),
        (16, TAKEN_IN, ("-noi ai-2 ngai", 0)),
        (21, TAKEN_IN, ("-noi 6-H1 ai-2 bang ngai", 3)),
        (22, RECEIVED, ("-noi 6-H1 ai-2 bang ngai", 3)),  # Half past midnight in Hanoi is the 23rd.
        (23, TAKEN_IN, ("-noi 6-H1 ai-2 bang ngai", 4)),
    ],
)
def test_what_was_known_on_a_day(
    lived: House, day: int, reckoned_by: str, found: tuple[str, int]
) -> None:
    known = known_on(lived, date(2026, 6, day), reckoned_by)
    assert units_and_decisions(lived, known) == found


def test_what_comes_later_changes_nothing_that_was_known(
    house: House, patch: pytest.MonkeyPatch
) -> None:
    day = date(2026, 6, 14)
    before = {by: known_on(house, day, by) for by in (TAKEN_IN, RECEIVED)}
    told = {by: units_and_decisions(house, known) for by, known in before.items()}
    on(patch, date(2026, 6, 29))
    arrive(house, {"2026-06-11/tuyen-quang.xlsx": report("D03.vu | 2", "SYT34-08")})
    assert known_on(house, day, TAKEN_IN) == before[TAKEN_IN]
    assert {by: units_and_decisions(house, known) for by, known in before.items()} == told
    assert units_and_decisions(house, known_on(house, day, RECEIVED)) == ("-noi ngai uang", 0)


def test_receipts_without_a_moment_of_taking_in_are_known_since_they_were_received(
    house: House,
) -> None:
    for path in (house.archive / "receipts").glob("*.jsonl"):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        old = [{k: v for k, v in line.items() if k != "taken_in_at"} for line in lines]
        path.write_text("\n".join(map(json.dumps, old)) + "\n", encoding="utf-8")
    known = known_on(house, date(2026, 6, 14), TAKEN_IN)
    assert units_and_decisions(house, known) == ("-noi ngai", 0)


def test_before_anything_came_nothing_was_known(lived: House, tmp_path: Path) -> None:
    with pytest.raises(NothingKnownError) as error:
        known_on(lived, date(2026, 6, 8), TAKEN_IN)
    assert error.value.first == date(2026, 6, 9)
    with pytest.raises(NothingKnownError):
        known_on(House(tmp_path), date(2026, 6, 8))


def test_a_decision_revoked_later_stands_and_a_name_decided_by_then_is_read(lived: House) -> None:
    known = known_on(lived, date(2026, 6, 22))
    with warehouse_knowing(lived, declared(lived), known) as (con, _):
        found = con.execute(
            "select sum(value)::integer, string_agg(right(unit_code, 2), ' ' order by unit_code) "
            "from marts.figure_cell where figure_id = ?",
            [FIGURE],
        ).fetchone()
    assert found == (19, "01 04 11 51")  # Quảng Ngãi's second report was excluded: 5, not 6.
    assert not [*lived.data.glob("warehouse.known*")]


def everything(house: House) -> dict[str, str]:
    """Return the sha256 of every file outside the editions as of a day and the audit log."""
    return {
        path.relative_to(house.data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in house.data.rglob("*")
        if path.is_file() and not {"tai-ngay", "audit"} & {*path.parts}
    }


def test_the_command_publishes_a_day_apart_and_once(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """While the real warehouse is open elsewhere."""
    before = everything(house)
    command = ["publish", "--period", PERIOD, "--as-of", "9/6/2026", "--data", str(house.data)]
    with duckdb.connect(house.warehouse):
        assert main(command) == CLEAN
    folder = house.marts / "tai-ngay" / PERIOD / "2026-06-09" / "01"
    assert "theo tình hình đến hết ngày 09/06/2026" in capsys.readouterr().out
    assert everything(house) == before
    assert figure(folder) == figure(house.marts / PERIOD / "01") == ("5", 1)
    assert figure(house.marts / PERIOD / "02") == ("20", 4)
    assert main(command) == NOTHING_TO_DO
    assert editions_in(folder.parent) == [folder]
    assert newest_edition(house.marts) == find_edition(house.marts, f"{PERIOD}/02")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2026-06-09"
    assert known_of(manifest) == known_on(house, date(2026, 6, 9)) == Known(1, 0, date(2026, 6, 9))
    told = texts(folder)
    assert "lập lại tình hình đến hết ngày 09/06/2026" in told["tinh-hinh-gui-bao-cao.xlsx"]
    assert "không phải khai báo đã dùng tại ngày" in told["tinh-hinh-gui-bao-cao.xlsx"]
    assert "Chưa đến hạn." in told["tinh-hinh-gui-bao-cao.xlsx"]
    assert "Đến hết ngày 09/6/2026 có 1/" in told["bao-cao-pctp.docx"]


def texts(folder: Path) -> dict[str, str]:
    """Return all that the documents of an edition say."""
    return {
        path.name: "".join(
            html.unescape(re.sub(r"<[^>]+>", "", ZipFile(path).read(name).decode()))
            for name in ZipFile(path).namelist()
            if name.endswith(".xml")
        )
        for path in folder.glob("*.*x")
    }


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("8/6/2026", "ngày đầu tiên có tệp là 09/06/2026"),
        ("31/6/2026", "ngày “31/6/2026” không hợp lệ"),
        ("hôm qua", "ngày “hôm qua” không hợp lệ"),
        ("2999-01-01", "ngày 01/01/2999 chưa đến"),
    ],
)
def test_a_day_of_which_nothing_can_be_said_is_refused(
    lived: House, capsys: pytest.CaptureFixture[str], day: str, told: str
) -> None:
    command = ["publish", "--period", PERIOD, "--as-of", day, "--data", str(lived.data)]
    assert main(command) == MISUSE
    assert told in capsys.readouterr().err


def test_a_damaged_archive_is_told_before_anything_is_made(house: House) -> None:
    known = known_on(house, date(2026, 6, 9))
    (receipt,) = known.receipts_among(read_receipts(house.archive))
    (house.archive / receipt.sha256).write_bytes(b"other")
    with (
        pytest.raises(ArchiveDamagedError, match=receipt.sha256),
        warehouse_knowing(house, declared(house), known),
    ):
        pass
    assert not [*house.data.glob("warehouse.known*")]


def test_past_editions_are_made_again_from_what_was_known_after_the_warehouse_is_lost(
    house: House, tmp_path: Path
) -> None:
    house.warehouse.unlink()
    rebuild(house, declared(house))
    editions = [house.marts / PERIOD / name for name in ("01", "02")]
    other = tmp_path / "other"
    for edition in editions:
        manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
        with warehouse_knowing(house, declared(house), known_of(manifest)) as (con, then):
            again = publish(con, other, then, then.period(PERIOD)).folder
        assert again.name == edition.name
        assert sealed(again) == sealed(edition)
    assert known_of(manifest) == known_now(house)


def known_now(house: House) -> Known:
    """Return all that is known now."""
    receipts, decisions = read_receipts(house.archive), read_decisions(house.decisions)
    return Known(max((r.run for r in receipts), default=0), len(decisions))


def sealed(edition: Path) -> dict[str, object]:
    """Return what the manifest says but when; the database is equal by its tables."""
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    return {
        **{k: v for k, v in manifest.items() if k not in SEALED_WITH_THE_MOMENT},
        "files": {k: v for k, v in manifest["files"].items() if not k.endswith(".duckdb")},
    }
