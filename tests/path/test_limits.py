"""A file that goes beyond a limit or ends its reader costs itself alone, and is told why."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
import pytest

from tests.build import declarations
from tests.obedient_worker import START
from tonghop.checking import check
from tonghop.reading import BATCH, Source, read_workbooks
from tonghop.reading.limits import Limits, ReaderError, end_when_heavy, why_it_ended
from tonghop.reading.workbook import Reading

LIMITS = Limits(memory_bytes=500 * 2**20, seconds=2, answer_bytes=2**20)
KILLED_FROM_OUTSIDE = """
import sys
from pathlib import Path
import tonghop.reading.crew
from tests.build import declarations
from tests.obedient_worker import START
from tonghop.checking import check
from tonghop.reading import Source, read_workbooks
tonghop.reading.crew._START = START
print("reading", flush=True)
read_workbooks([Source("a", "a", Path(sys.argv[1]))])
"""


@pytest.fixture(autouse=True)
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tonghop.reading.crew._START", START)


def read(
    folder: Path,
    orders: Sequence[str],
    workers: int = 1,
    advance: Callable[[int], object] = lambda done: None,
) -> list[Reading]:
    sources = []
    for number, order in enumerate(orders):
        path = folder / f"{number:03d}"
        path.write_text(order)
        sources.append(Source(path.name, path.name, path))
    return read_workbooks(sources, workers=workers, advance=advance, limits=LIMITS)


def outcomes(readings: list[Reading]) -> list[str]:
    return [" ".join(finding.code for finding in reading.findings) for reading in readings]


def children() -> set[psutil.Process]:
    return {c for c in psutil.Process().children(recursive=True) if c.is_running()}


@pytest.fixture
def left() -> Callable[[], set[psutil.Process]]:
    """Tell which processes were started in the test and still run; others may keep theirs."""
    before = children()
    return lambda: children() - before


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("hang", "too_slow"),
        ("hang_in_c", "too_slow"),
        ("eat", "too_heavy"),
        ("eat_slowly", "too_heavy"),
        ("babble", "too_heavy"),
        ("die SIGKILL", "too_heavy"),
        ("die SIGABRT", "unreadable"),
        ("die SIGSEGV", "unreadable"),
        ("dig", "unreadable"),
        ("chatter", ""),
    ],
)
def test_a_file_is_told_what_its_reading_came_to_and_its_neighbours_are_read(
    tmp_path: Path, order: str, code: str
) -> None:
    readings = read(tmp_path, ["", order, ""])
    assert outcomes(readings) == ["", code, ""]
    assert [reading.file_name for reading in readings] == ["000", "001", "002"]


def test_a_file_that_takes_too_long_is_told_what_to_do(tmp_path: Path) -> None:
    (issue,) = check(read(tmp_path, ["hang"]), declarations()).issues
    assert issue.sentence == (
        "Không đọc được tệp “000”: tệp quá phức tạp, không đọc xong trong 10 giây. Đề nghị chép số "
        "liệu sang biểu mẫu mới, không chép cả trang, không thêm trang, dòng, cột, hình ảnh ngoài "
        "biểu mẫu, rồi gửi lại."
    )


def test_a_batch_in_which_every_file_ends_its_reader_is_read_to_its_end(tmp_path: Path) -> None:
    orders = ["die SIGSEGV"] * BATCH + ["", "hang", "", "die SIGKILL"]
    started = time.monotonic()
    readings = read(tmp_path, orders, workers=2)
    assert time.monotonic() - started < 60
    assert outcomes(readings) == ["unreadable"] * BATCH + ["", "too_slow", "", "too_heavy"]
    assert [reading.file_name for reading in readings] == [f"{n:03d}" for n in range(BATCH + 4)]


def test_a_death_does_not_undo_what_was_read_long_before_it(tmp_path: Path) -> None:
    orders = [f"pause {tmp_path}/paused", "die SIGSEGV"] * 3
    assert outcomes(read(tmp_path, orders)) == ["", "unreadable"] * 3
    assert (tmp_path / "paused").read_text() == "..."


def test_what_one_file_had_printed_does_not_explain_the_death_of_the_next(tmp_path: Path) -> None:
    assert outcomes(read(tmp_path, ["chatter", "die SIGSEGV"])) == ["", "unreadable"]


def test_no_worker_outlives_the_reading(
    tmp_path: Path, left: Callable[[], set[psutil.Process]]
) -> None:
    read(tmp_path, ["", "die SIGSEGV", "hang"])
    assert not left()


def test_a_fault_of_the_program_stops_the_run_and_leaves_no_worker(
    tmp_path: Path, left: Callable[[], set[psutil.Process]]
) -> None:
    with pytest.raises(ReaderError, match="KeyError: 'no_such_order'"):
        read(tmp_path, ["", "no_such_order", *["hang"] * BATCH], workers=2)
    assert not left()


def test_an_interrupted_run_leaves_no_worker(
    tmp_path: Path, left: Callable[[], set[psutil.Process]]
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path, [""] * BATCH + ["hang"] * 2 * BATCH, workers=2, advance=interrupt)
    assert time.monotonic() - started < BATCH * LIMITS.seconds
    assert not left()


def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "slow").write_text("nap")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED_FROM_OUTSIDE, tmp_path / "slow"], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        parent.stdout.readline()
        workers: list[psutil.Process] = []
        while not workers:
            workers = psutil.Process(parent.pid).children()
        parent.kill()
    gone, alive = psutil.wait_procs(workers, timeout=9)
    assert (len(gone), alive) == (1, [])


def test_a_system_without_limits_has_its_workers_watched() -> None:
    eater = "import time; eaten = bytearray(200 * 2**20); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", eater]) as process:
        assert end_when_heavy(process.pid, Limits(memory_bytes=150 * 2**20))
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.2)"]) as process:
        assert not end_when_heavy(process.pid, Limits(memory_bytes=150 * 2**20))


@pytest.mark.parametrize(
    ("status", "said", "was_heavy", "code"),
    [
        (1, b"Timeout (0:00:10)!\nThread 0x1 (most recent call first):", False, "too_slow"),
        (-6, b"memory allocation of 412316860416 bytes failed", False, "too_heavy"),
        (0xC0000409, b"memory allocation of 412316860416 bytes failed", False, "too_heavy"),
        (-9, b"", False, "too_heavy"),
        (1, b"", True, "too_heavy"),
        (-6, b"thread has overflowed its stack", False, "unreadable"),
        (0xC00000FD, b"", False, "unreadable"),
    ],
)
def test_the_end_of_a_worker_tells_why(
    status: int, said: bytes, was_heavy: bool, code: str
) -> None:
    assert why_it_ended(status, said, was_heavy=was_heavy).code == code
