"""A full disk and a read-only one: told in Vietnamese, nothing spoilt, and the next run goes on."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.chaos.children import done_in_child
from tests.chaos.disk import fill, forbid
from tests.chaos.mounts import Disk
from tests.chaos.tiny import Step, Tiny

FREE = {
    "first": (0, 64),
    "ingest": (0, 64),
    "decide": (4,),
    "build": (64,),
    "publish": (512,),
    "rebuild": (2048,),
}


def can_mount(folder: Path) -> bool:
    try:
        done_in_child(partial(_mounted, folder))
    except Exception:
        return False
    return True


def _mounted(folder: Path) -> None:
    Disk(folder)


@pytest.mark.parametrize("name", FREE)
def test_a_full_disk_is_told_and_healed(steps: dict[str, Step], tmp_path: Path, name: str) -> None:
    counts = fill(steps[name], FREE[name], tmp_path)
    assert not counts.findings
    assert counts.refused == counts.healed == counts.scenarios == len(FREE[name])


def test_a_read_only_disk_is_told_and_can_be_asked(
    tiny: Tiny, steps: dict[str, Step], tmp_path: Path
) -> None:
    if not can_mount(tmp_path / "try"):
        pytest.skip("this system lets nobody but root mount a disk")
    counts = forbid(tiny, [steps["ingest"], steps["decide"], steps["publish"]], tmp_path)
    assert not counts.findings
    assert counts.refused == counts.healed == 3


def test_the_command_says_so_and_exits_one(steps: dict[str, Step], tmp_path: Path) -> None:
    house = steps["ingest"].copy(tmp_path / "house")
    command = (
        "import resource, sys; from tonghop.cli.main import main; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
        f"sys.exit(main(['ingest', '--data', '{house.data}', '--at', 'SYT34-51']))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1].startswith("tonghop: ổ đĩa đã hết chỗ")
    assert "Traceback" not in done.stderr.decode()
