"""What a killed process leaves beside the warehouse goes; what another one works in stays."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tonghop.beside import folder_beside, remove_left
from tonghop.house import House
from tonghop.sole_writer import sole_writer

WORKING = """
import sys, time
from pathlib import Path
from tonghop.beside import folder_beside
with folder_beside(Path(sys.argv[1])) as folder:
    (folder / "warehouse.duckdb").write_bytes(b"half")
    print("working", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def working(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process at work in a folder of its own."""
    command = [sys.executable, "-c", WORKING, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "working\n"
        yield process
        process.kill()


def left_in(data: Path) -> list[str]:
    return sorted(path.name for path in data.glob("warehouse.known-*"))


def write(data: Path) -> None:
    with sole_writer(House(data)):
        pass


def test_the_next_writer_removes_what_a_killed_process_left(
    tmp_path: Path, working: "subprocess.Popen[str]"
) -> None:
    write(tmp_path)
    (folder,) = (path for path in tmp_path.glob("warehouse.known-*") if path.is_dir())
    assert (folder / "warehouse.duckdb").read_bytes() == b"half"
    working.kill()
    working.wait()
    assert len(left_in(tmp_path)) == 2
    write(tmp_path)
    assert left_in(tmp_path) == []


def test_ones_own_folder_stays_as_long_as_one_works_in_it(tmp_path: Path) -> None:
    with folder_beside(tmp_path) as folder:
        write(tmp_path)
        assert folder.is_dir()
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("name", ["warehouse.known-1a2b", "warehouse.known-1a2b.lock"])
def test_half_of_it_goes_too(tmp_path: Path, name: str) -> None:
    if name.endswith(".lock"):
        (tmp_path / name).touch()
    else:
        (tmp_path / name).mkdir()
    remove_left(tmp_path)
    assert left_in(tmp_path) == []


def test_nothing_else_goes(tmp_path: Path) -> None:
    others = {"warehouse.duckdb", "tonghop.lock", ".warehouse.duckdb.partial"}
    for name in others:
        (tmp_path / name).touch()
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == others
