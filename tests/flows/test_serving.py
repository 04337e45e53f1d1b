"""Serving, as a program of its own: schedules start runs, runs finish, nothing stays behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from flows.serving import register
from tonghop.warehouse import open_warehouse

START, FINISH, STOP = 60, 60, 30
SERVE_SOON = str(Path(__file__).with_name("serve_soon.py"))
ROOT = Path(__file__).parents[2]
Serve = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start a program with a home of its own; it and what it started end with the test."""
    home = tmp_path / "home"
    home.mkdir()
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    environment = {**inherited, "HOME": str(home), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        with program:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)


def read_line(program: subprocess.Popen[str]) -> str:
    """Return the next line a program prints; it is killed if none comes in time."""
    assert program.stdout is not None
    alarm = threading.Timer(START, program.kill)
    alarm.start()
    try:
        return program.stdout.readline().rstrip()
    finally:
        alarm.cancel()


def completed_runs(api: str) -> int:
    asked = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    request = Request(
        f"{api}/flow_runs/count",
        json.dumps(asked).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=10) as answer:
        return int(answer.read())


def test_a_scheduled_run_starts_and_finishes(serve: Serve, data: Path) -> None:
    program = serve(SERVE_SOON, str(data))
    api = read_line(program)

    until = time.monotonic() + FINISH
    while not completed_runs(api):
        assert time.monotonic() < until, "no scheduled run has finished"
        time.sleep(0.5)
    program.send_signal(signal.SIGINT)
    told, _ = program.communicate(timeout=STOP)  # Unread, a full pipe would hold it back.

    assert program.returncode == 0, told
    with open_warehouse(data / "warehouse.duckdb") as con:
        assert con.execute("select count(*) from warehouse.submission").fetchall() == [(3,)]


def test_runs_go_one_at_a_time_and_stopping_pauses_no_schedule() -> None:
    runner = register([])

    assert runner.limit == 1
    assert not runner.pause_on_shutdown


def test_tonghop_serve_says_what_it_serves_and_stops_when_told(
    serve: Serve, tmp_path: Path
) -> None:
    program = serve("-m", "tonghop.cli.main", "serve", "--data", str(tmp_path / "data"))

    told = [read_line(program) for _ in range(2)]
    program.send_signal(signal.SIGTERM)

    assert told == [
        "Đang chạy theo lịch, giờ Hà Nội; dừng bằng Ctrl+C.",
        "- Nhận báo cáo mới: 06:00 hằng ngày",
    ]
    assert program.wait(STOP) == 0
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["audit", "prefect"]
    assert not list((tmp_path / "home").iterdir())
