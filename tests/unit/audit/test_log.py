"""The audit log keeps whole records, whoever writes at once, and names what was done to it."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tonghop.audit.log import ASKED, BEGAN, ENDED, read_audit, write
from tonghop.audit.refusing import AuditLogError, AuditUnwritableError
from tonghop.audit.verifying import Fault, unfinished, verify_audit
from tonghop.chain import LAST, name_of
from tonghop.house import House

WRITING = """
import sys
from pathlib import Path
from tonghop.audit.log import ASKED, write
for number in range(int(sys.argv[2])):
    write(Path(sys.argv[1]), sys.argv[3], ASKED, {"exit": number})
    print(number, flush=True)
"""
Tamper = Callable[[Path], object]


def writer(folder: Path, records: int, command: str) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", WRITING, str(folder), str(records), command]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with a log of five records and nothing else."""
    house = House(tmp_path / "data")
    for number in range(1, 6):
        write(house.audit, "sql", ASKED, {"exit": 0, "query_sha256": f"{number:064x}"})
    return house


def test_what_was_written_is_read_back_in_order_with_who_and_when(house: House) -> None:
    records = read_audit(house.audit)
    assert [record.number for record in records] == [1, 2, 3, 4, 5]
    assert records[2].told["query_sha256"] == f"{3:064x}"
    assert all(r.user and r.machine and r.recorded_at.endswith("+07:00") for r in records)
    assert [*verify_audit(house)] == []


def rewrite(name: str) -> Tamper:
    def change(folder: Path) -> None:
        kept = json.loads((folder / name).read_text(encoding="utf-8"))
        (folder / name).write_text(json.dumps({**kept, "user": "khac"}), encoding="utf-8")

    return change


def remove(*names: str) -> Tamper:
    def change(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return change


def swap(folder: Path) -> None:
    one, other = (folder / name_of(number) for number in (2, 3))
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


TAMPERING: dict[str, tuple[Tamper, str, str]] = {
    "the first is rewritten": (rewrite("000001.json"), "changed", "000001.json"),
    "one in the middle is rewritten": (rewrite("000003.json"), "changed", "000003.json"),
    "the newest is rewritten": (rewrite("000005.json"), "changed", "000005.json"),
    "one is cut": (lambda f: (f / "000002.json").write_bytes(b"{"), "changed", "000002.json"),
    "two change places": (swap, "changed", "000001.json"),
    "one in the middle is removed": (remove("000003.json"), "removed", "000003.json"),
    "the newest is removed": (remove("000005.json"), "removed", "000005.json"),
    "the end is removed": (remove("000004.json", "000005.json"), "removed", "000005.json"),
    "last.json is removed": (remove(LAST), "removed", LAST),
}


@pytest.mark.parametrize(("tamper", "fault", "name"), TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_noticed_and_the_first_broken_record_named(
    house: House, tamper: Tamper, fault: str, name: str
) -> None:
    tamper(house.audit)
    assert [*verify_audit(house)] == [Fault(fault, name)]
    with pytest.raises(AuditLogError, match=name):
        read_audit(house.audit)


@pytest.mark.parametrize(("tamper", "fault", "name"), TAMPERING.values(), ids=TAMPERING)
def test_tampering_shows_also_after_other_commands_have_run(
    house: House, tamper: Tamper, fault: str, name: str
) -> None:
    """They go on, and do not mend what was done."""
    tamper(house.audit)
    for _ in range(3):
        write(house.audit, "sql", ASKED, {"exit": 0})
    faults = [*verify_audit(house)]
    if name == LAST:
        assert faults == [Fault("gap", "000006.json")]
    elif name == "000005.json" and not (house.audit / "000004.json").exists():
        assert faults == [Fault("removed", "000004.json")]
    else:
        assert faults == [Fault(fault, name)]


def test_an_end_that_was_cut_off_with_last_json_is_noticed_by_the_next_record(
    house: House,
) -> None:
    remove("000004.json", "000005.json", LAST)(house.audit)
    write(house.audit, "sql", ASKED, {"exit": 0})
    assert [*verify_audit(house)] == [Fault("gap", "000004.json")]


def test_an_end_that_was_cut_off_with_care_shows_in_what_no_record_tells(house: House) -> None:
    """The records gone told of a receipt and a decision; ``last.json`` is as it was before."""
    last = (house.audit / LAST).read_bytes()
    copy = shutil.copytree(house.audit, house.data / "copy")
    write(house.audit, "ingest", ENDED, {"receipts_run": 1, "decisions": 0}, of=None)
    write(house.audit, "decide", ENDED, {"receipts_run": 1, "decisions": 1}, of=None)
    (house.archive / "receipts").mkdir(parents=True)
    (house.archive / "receipts" / "000001.jsonl").write_text("{}\n", encoding="utf-8")
    house.decisions.mkdir()
    (house.decisions / "000001.json").write_text("{}", encoding="utf-8")
    assert [*verify_audit(house)] == []
    shutil.rmtree(house.audit)
    copy.rename(house.audit)
    assert (house.audit / LAST).read_bytes() == last
    assert [*verify_audit(house)] == [Fault("runs", "0, 1"), Fault("decisions", "0, 1")]


def test_a_beginning_without_an_end_is_told_and_may_have_done_what_no_record_tells(
    house: House,
) -> None:
    began = write(house.audit, "decide", BEGAN, {})
    house.decisions.mkdir()
    (house.decisions / "000001.json").write_text("{}", encoding="utf-8")
    assert [*verify_audit(house)] == []
    assert [r.number for r in unfinished(read_audit(house.audit))] == [began.number]
    write(house.audit, "decide", ENDED, {"receipts_run": 0, "decisions": 1}, began.number)
    assert unfinished(read_audit(house.audit)) == ()
    (house.decisions / "000001.json").unlink()
    assert [*verify_audit(house)] == [Fault("decisions", "1, 0")]


def test_two_processes_at_once_write_every_record_once(tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    with writer(folder, 25, "sql") as one, writer(folder, 25, "build") as two:
        assert [process.wait(60) for process in (one, two)] == [0, 0]
    records = read_audit(folder)
    assert [record.number for record in records] == [*range(1, 51)]
    for command in ("sql", "build"):
        told = [record.told["exit"] for record in records if record.command == command]
        assert told == [*range(25)]


def test_a_process_that_is_killed_leaves_whole_records_and_no_lock(tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    for round_ in range(3):
        with writer(folder, 10_000, "sql") as process:
            assert process.stdout
            for _ in range(5):
                process.stdout.readline()
            time.sleep(0.001 * round_)
            process.send_signal(signal.SIGKILL)
        written = len(read_audit(folder))
        assert written >= 5 * (round_ + 1)
        assert write(folder, "build", ASKED, {}).number == written + 1
    assert [*verify_audit(House(tmp_path))] == []


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "audit").write_text("no folder", encoding="utf-8")
    with pytest.raises(AuditUnwritableError, match="audit"):
        write(tmp_path / "audit", "sql", ASKED, {})
