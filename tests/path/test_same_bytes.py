"""Same inputs, same edition: on another day, in another folder and time zone, by other threads.

Both publications are processes of their own; the second is made from a warehouse that was made
again from the archive.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build import complete, content
from tonghop.cli.main import main
from tonghop.publish.editions import DATABASE, MANIFEST, read_manifest
from tonghop.publish.sealing import files_of
from tonghop.publish.tables import digest_tables

HERE = {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
THERE = {"TZ": "America/Anchorage", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANGUAGE": "vi"}
REPORTS = {
    "2026-06-10/ha-noi.xlsx": content(complete("D03.vu | 7", unit="SYT34-01")),
    "2026-06-09/quang-ngai.xlsx": content(complete("D03.vu | 5\nD04.vu | 1")),
    "2026-06-08/quang-ngai-hong.xlsx": content(complete("D03.vu | mười")),
}
LATER = {"2026-06-12/cao-bang.xlsx": content(complete("D03.vu | 2", unit="SYT34-04"))}
MOMENTS = ("published_at", "seal")


def receive(data: Path, reports: Mapping[str, bytes]) -> None:
    for name, report in reports.items():
        path = data / "raw" / "2026-H1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report)
    main(["ingest", "--data", str(data)])


def run(surroundings: Mapping[str, str], moment: str, threads: int, *command: str) -> None:
    arguments = [sys.executable, "-m", "tests.elsewhere", moment, str(threads), *command]
    subprocess.run(arguments, env={**os.environ, **surroundings}, check=True, capture_output=True)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the same edition as published by two houses that know the same."""
    here = tmp_path_factory.mktemp("here") / "data"
    receive(here, REPORTS)
    receive(here, LATER)
    there = tmp_path_factory.mktemp("another folder") / "số liệu năm 2026"
    shutil.copytree(here, there)
    main(["build", "--data", str(here)])
    (there / "warehouse.duckdb").unlink()
    main(["rebuild", "--data", str(there)])
    published = []
    for data, surroundings, moment, threads in (
        (here, HERE, "2026-06-20T08:00:00+07:00", 1),
        (there, THERE, "2031-12-31T23:59:00-09:00", 7),
    ):
        run(surroundings, moment, threads, "publish", "--period", "2026-H1", "--data", str(data))
        published.append(data / "marts" / "2026-H1" / "01")
    return published[0], published[1]


def test_documents_and_parquet_are_the_same_to_the_last_byte(two: tuple[Path, Path]) -> None:
    one, other = (files_of(edition) for edition in two)
    assert one.keys() == other.keys()
    differing = [n for n in one if n != DATABASE and one[n].read_bytes() != other[n].read_bytes()]
    assert differing == []


def test_databases_have_the_same_content(two: tuple[Path, Path]) -> None:
    one, other = (digest_tables(edition / DATABASE) for edition in two)
    assert one == other
    assert len(one) > len({"figure_cell", "submission", "receipt", "issue", "decision"})


def test_manifests_differ_in_the_moment_and_what_covers_it(two: tuple[Path, Path]) -> None:
    one, other = map(read_manifest, two)
    assert [one["published_at"], other["published_at"]] == [
        "2026-06-20T08:00:00+07:00",
        "2032-01-01T15:59:00+07:00",
    ]
    for manifest in (one, other):
        for name in MOMENTS:
            del manifest[name]
        del manifest["files"][DATABASE]
    assert one == other


def test_nothing_published_says_where_or_when_it_was_made(two: tuple[Path, Path]) -> None:
    there = two[1]
    told = b"".join(path.read_bytes() for path in files_of(there).values())
    assert str(there.parents[2]).encode() not in told
    assert str(there.parents[2]) not in (there / MANIFEST).read_text(encoding="utf-8")
