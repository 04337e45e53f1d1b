"""A marked file leaves no trace but its refusal: not in the archive, the warehouse or a message."""

import json
import shutil
from pathlib import Path

import pytest

from schemas.declarations import Declarations
from tests.build import PREPARED, complete, content, declarations, filled, read_here
from tonghop.cli.steps import told
from tonghop.house import House
from tonghop.pipeline import Ingested, ingest
from tonghop.refusals import read_refusals
from tonghop.warehouse import open_warehouse

GOOD = content(complete("D03.vu | 5"))
SECRET = content(
    filled("D03.vu | 41977", cover={**PREPARED, "secrecy": "Mật", "N01a": "Chuyên án X-4711"})
)
IN_RAW = "2026-H1/2026-06-10"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    return House(tmp_path / "data")


def put(house: House, name: str, data: bytes) -> Path:
    path = house.raw / IN_RAW / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def take_in(house: House, using: Declarations | None = None) -> Ingested:
    return ingest(house, using or declarations(), workers=1)


def recorded(house: House) -> list[str]:
    with open_warehouse(house.warehouse) as con:
        rows = con.execute("select file_name from warehouse.submission order by all").fetchall()
    return [name for (name,) in rows]


def elsewhere(house: House) -> list[Path]:
    """Return every file of the house that is not in raw."""
    return [p for p in house.data.rglob("*") if p.is_file() and house.raw not in p.parents]


def test_a_marked_file_is_kept_nowhere_and_its_neighbours_are(house: House) -> None:
    put(house, "tot.xlsx", GOOD)
    secret = put(house, "bao-cao.xlsx", SECRET)
    done = take_in(house)
    assert [receipt.file_name for receipt in done.received] == ["tot.xlsx"]
    assert [refusal.file_name for refusal in done.refused] == ["bao-cao.xlsx"]
    assert recorded(house) == ["tot.xlsx"]
    copies = [path for path in elsewhere(house) if path.read_bytes() == SECRET]
    assert copies == []
    assert secret.read_bytes() == SECRET


def test_nothing_of_its_content_is_anywhere(house: House) -> None:
    put(house, "bao-cao.xlsx", SECRET)
    done = take_in(house)
    kept = b"".join(path.read_bytes() for path in elsewhere(house))
    for trace in ("41977", "4711", "Chuyên án"):
        assert trace.encode() not in kept
        assert trace not in repr(done)


def test_the_refusal_says_when_what_and_where_once(house: House) -> None:
    put(house, "bao-cao.xlsx", SECRET)
    take_in(house)
    take_in(house)
    (path,) = (house.archive / "refusals").iterdir()
    (line,) = path.read_text(encoding="utf-8").splitlines()
    noted = json.loads(line)
    assert noted.pop("refused_at") and noted.pop("sha256")
    assert noted == {
        "file_name": "bao-cao.xlsx", "folder": IN_RAW, "mark": "Mật",
        "where": "trang “Bìa”, ô C16",
    }  # fmt: skip


def test_it_is_told_on_every_run_until_it_is_gone(house: House) -> None:
    secret = put(house, "bao-cao.xlsx", SECRET)
    for _ in range(2):
        lines = told(take_in(house), declarations())
        assert lines[1].startswith(
            "Tệp “bao-cao.xlsx” mang dấu độ mật “Mật” (trang “Bìa”, ô C16) nên không được đọc"
        )
    secret.unlink()
    assert told(take_in(house), declarations()) == [
        "Nhận 0 tệp mới; đọc 0 báo cáo: 0 hợp lệ, 0 bị trả lại; 0 lỗi và cảnh báo."
    ]
    assert len(read_refusals(house.archive)) == 1


def test_a_marked_name_is_a_mark_on_every_new_copy_of_its_content(house: House) -> None:
    put(house, "bao-cao.xlsx", GOOD)
    put(house, "MẬT bao-cao.xlsx", GOOD)
    done = take_in(house)
    assert {r.file_name for r in done.refused} == {"bao-cao.xlsx", "MẬT bao-cao.xlsx"}
    assert (done.received, recorded(house)) == ((), [])
    kept = {"000001.jsonl", "consolidating_unit.txt", "tonghop.lock", "warehouse.duckdb"}
    assert {path.name for path in elsewhere(house)} == kept


def test_a_file_refused_for_its_name_is_taken_in_under_another(house: House) -> None:
    path = put(house, "Mật bao-cao.xlsx", GOOD)
    take_in(house)
    path.rename(path.with_name("bao-cao.xlsx"))
    done = take_in(house)
    assert ([r.file_name for r in done.received], done.refused) == (["bao-cao.xlsx"], ())
    assert recorded(house) == ["bao-cao.xlsx"]


def test_a_marked_copy_of_what_was_received_before_gets_no_receipt(house: House) -> None:
    put(house, "bao-cao.xlsx", GOOD)
    take_in(house)
    put(house, "Mật bao-cao.xlsx", GOOD)
    done = take_in(house)
    assert ([r.file_name for r in done.refused], done.received) == (["Mật bao-cao.xlsx"], ())
    assert recorded(house) == ["bao-cao.xlsx"]


def test_a_marked_file_that_is_archived_already_is_told_and_not_counted(house: House) -> None:
    """As when it was received by a version that did not know its mark."""
    put(house, "tot.xlsx", GOOD)
    done = take_in(house)
    (sha256,) = [receipt.sha256 for receipt in done.received]
    (house.archive / sha256).write_bytes(SECRET)
    house.warehouse.unlink()
    shutil.rmtree(house.raw)
    house.raw.mkdir()
    again = take_in(house)
    assert [issue.code for issue in again.checked.issues] == ["secrecy_marked"]
    assert list(again.checked.submissions["status"]) == ["rejected"]
    assert len(again.checked.values) == 0


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(house, "bao-cao.xlsx", GOOD[:100])

    def read_after_more_has_come(*given: object, **named: object) -> object:
        path.write_bytes(GOOD)
        return read_here(*given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_after_more_has_come)
        done = take_in(house)
    assert (done.received, len(done.checked.submissions), recorded(house)) == ((), 0, [])
    assert recorded(house) == []
    take_in(house)
    assert recorded(house) == ["bao-cao.xlsx"]


def test_a_file_that_goes_while_it_is_read_stops_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(house, "tot.xlsx", GOOD)
    path = put(house, "bao-cao.xlsx", SECRET)

    def read_when_it_is_gone(*given: object, **named: object) -> object:
        path.unlink()
        return read_here(*given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_when_it_is_gone)
        take_in(house)
    assert recorded(house) == ["tot.xlsx"]


def test_a_stamp_in_the_header_of_a_page_keeps_a_file_out_of_the_archive(house: House) -> None:
    book = complete("D03.vu | 41977")
    book["Biểu 2"].oddHeader.right.text = "TỐI MẬT"  # type: ignore[union-attr]
    secret = content(book)
    put(house, "bao-cao.xlsx", secret)
    done = take_in(house)
    assert [(r.mark, r.where) for r in done.refused] == [
        ("Tối mật", "đầu trang của trang “Biểu 2”")
    ]
    assert (done.received, recorded(house)) == ((), [])
    assert [path for path in elsewhere(house) if path.read_bytes() == secret] == []
