"""The flows run to the end with a real Prefect, and fail when a step fails."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.runtime import flow_run

import flows.ingest
import flows.remind
from flows.ingest import find_waiting, ingest
from flows.national import national
from flows.remind import remind
from tonghop.archive import HANOI
from tonghop.audit.log import read_audit
from tonghop.pipeline import waiting_sources
from tonghop.publish.editions import newest_edition
from tonghop.warehouse import open_warehouse

pytestmark = pytest.mark.usefixtures("prefect")


def submissions(warehouse: Path) -> list[tuple[str, str]]:
    with open_warehouse(warehouse) as con:
        return con.execute(
            "select file_name, status from warehouse.submission order by file_name"
        ).fetchall()


def test_ingest_records_good_and_bad_reports_and_a_second_run_changes_nothing(data: Path) -> None:
    expected = [
        ("ha-noi.xlsx", "accepted"),
        ("hong.xlsx", "rejected"),
        ("quang-ngai.xlsx", "accepted"),
    ]

    assert submissions(ingest(data)) == expected
    assert submissions(ingest(data)) == expected


def test_national_ends_with_an_edition_and_a_second_run_finds_it_there(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run of 15/6/2026 publishes 2026-H1, whenever the computer gets round to it."""
    scheduled = datetime(2026, 6, 15, 7, tzinfo=HANOI)
    monkeypatch.setitem(vars(flow_run), "scheduled_start_time", scheduled)

    edition = national(data, period_kind="H1")

    assert edition == newest_edition(data / "marts", "2026-H1")
    assert national(data, period="2026-H1") == edition
    records = read_audit(data / "audit")
    assert [(record.command, record.stage) for record in records] == 2 * [
        ("ingest", "began"), ("ingest", "ended"), ("publish", "began"), ("publish", "ended"),
    ]  # fmt: skip
    assert records[0].told["by_schedule"]
    assert records[1].told["received"] == 3
    assert [*records[3].told["published"]] == ["2026-H1/01"]


def test_remind_writes_letters_and_a_second_run_keeps_edited_ones(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run of 15/6/2026 reminds of 2026-H1, whenever the computer gets round to it."""
    monkeypatch.setitem(
        vars(flow_run), "scheduled_start_time", datetime(2026, 6, 15, 8, tzinfo=HANOI)
    )

    folder = remind(data, period_kind="H1")

    assert folder == data / "reminders" / "2026-H1"
    letters = {path.name: path for path in folder.glob("*.docx")}
    assert "cong-van_BV-BACHMAI_2026-H1.docx" in letters
    assert (folder / "danh-sach-don-doc.xlsx").is_file()
    letters["cong-van_BV-BACHMAI_2026-H1.docx"].write_bytes(b"edited")
    assert remind(data, period="2026-H1") == folder
    assert letters["cong-van_BV-BACHMAI_2026-H1.docx"].read_bytes() == b"edited"


def test_remind_writes_nothing_where_nobody_is_to_be_reminded(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        vars(flow_run), "scheduled_start_time", datetime(2026, 6, 15, 8, tzinfo=HANOI)
    )
    monkeypatch.setattr(flows.remind, "to_be_written", lambda *_, **__: ())
    assert not remind(data, period="2026-H1").exists()


def test_a_batch_that_crashes_fails_the_flow(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("a bug in the reader")

    monkeypatch.setattr(flows.ingest, "read_workbooks", crash)

    state = ingest(data, return_state=True)

    assert state.is_failed()
    with pytest.raises(RuntimeError, match="a bug in the reader"):
        state.result()
    assert read_audit(data / "audit")[-1].told["failed"] == "RuntimeError"


HOLD = """
import sys, time
from pathlib import Path
from tonghop.warehouse import open_warehouse
with open_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(2)
"""


def test_a_locked_warehouse_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = []

    def attempt(*given: Any) -> object:
        attempts.append("one")
        return waiting_sources(*given)

    monkeypatch.setattr(flows.ingest, "waiting_sources", attempt)
    monkeypatch.setattr("tonghop.warehouse.LONGEST_WAIT_SECONDS", 0)
    waiting = find_waiting.with_options(retry_delay_seconds=1)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "warehouse.duckdb")],
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"

        assert waiting(tmp_path) == []
    assert len(attempts) > 1


def test_nothing_but_a_locked_warehouse_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def fail(*_: object) -> None:
        attempts.append("one")
        raise ValueError("a bug")

    monkeypatch.setattr(flows.ingest, "waiting_sources", fail)

    assert ingest(tmp_path, return_state=True).is_failed()
    assert attempts == ["one"]
