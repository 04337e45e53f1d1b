"""Same inputs, same edition: on another day, in another folder and time zone, by other threads.

Both publications are processes of their own; the second is made from a warehouse that was made
again from the archive.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from schemas.declarations import Declarations
from tests.build import complete, content
from tonghop.cli.main import CLEAN, ISSUES, NOTHING_TO_DO, main
from tonghop.house import House
from tonghop.publish.editions import DATABASE, MANIFEST, read_current, read_manifest
from tonghop.publish.inputs import code
from tonghop.publish.sealing import as_current, files_of
from tonghop.publish.tables import digest_tables
from tonghop.warehouse import open_warehouse

HERE = {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
THERE = {"TZ": "America/Anchorage", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANGUAGE": "vi"}
REPORTS = {
    "2026-06-10/ha-noi.xlsx": content(complete("D03.vu | 7", unit="SYT34-01")),
    "2026-06-09/quang-ngai.xlsx": content(complete("D03.vu | 5\nD04.vu | 1")),
    "2026-06-08/quang-ngai-hong.xlsx": content(complete("D03.vu | mười")),
}
LATER = {"2026-06-13/lang-son.xlsx": content(complete("D03.vu | 9", unit="SYT34-20"))}
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


@contextmanager
def as_it_is(
    house: House, declarations: Declarations, *_: object
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Declarations]]:
    with open_warehouse(house.warehouse) as con:
        yield con, declarations


def copying(edition: Path) -> Callable[..., None]:
    """Return what writes documents as those of an edition, but for the status workbook."""

    def write_documents(folder: Path, *_: object) -> None:
        for path in (*edition.glob("*.docx"), *edition.glob("*.xlsx")):
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / "tinh-hinh-gui-bao-cao.xlsx").write_bytes(b"another")

    return write_documents


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


def test_an_edition_is_made_again_from_what_it_knew_though_more_has_come_since(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left of the warehouse, and a report came that the edition did not know."""
    edition = two[1]
    data = edition.parents[2]
    receive(data, LATER)
    (data / "warehouse.duckdb").unlink()
    capsys.readouterr()
    assert main(["verify", "2026-H1", "--reproduce", "--data", str(data)]) == CLEAN
    told = capsys.readouterr().out
    assert "2026-H1/01: nguyên vẹn" in told
    assert "2026-H1/01: lập lại từ kho lưu trữ và các quyết định xử lý cho đúng bản đã xuất" in told
    assert not (data / "warehouse.duckdb").exists()


def test_what_is_not_made_again_alike_is_named_and_so_is_another_program(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The warehouse is that of the house, and all documents but one are as they were."""
    edition = two[0]
    own = code()
    files = {**own["files"], "tonghop/publish/status/__init__.py": "another"}
    monkeypatch.setattr("tonghop.publish.inputs.code", lambda: {**own, "files": files})
    monkeypatch.setattr("tonghop.publish.reproducing.warehouse_knowing", as_it_is)
    monkeypatch.setattr("tonghop.publish.edition.write_documents", copying(edition))
    data = str(edition.parents[2])
    assert main(["verify", str(edition), "--reproduce", "--data", data]) == ISSUES
    told = [line for line in capsys.readouterr().out.splitlines() if "nguyên vẹn" not in line]
    assert told == [
        "2026-H1/01: tệp “tinh-hinh-gui-bao-cao.xlsx” lập lại khác với tệp đã xuất.",
        "2026-H1/01: chương trình không còn là chương trình đã lập bản này: "
        "“tonghop/publish/status/__init__.py”.",
        "2026-H1/01: vì vậy chỗ khác nhau có thể do đó, không phải do bản đã xuất bị sửa; muốn "
        "chắc chắn, hãy dùng đúng phiên bản chương trình và khai báo ấy.",
    ]


def test_a_changed_program_is_no_longer_nothing_changed(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = two[0]
    data = str(edition.parents[2])
    publishing = ["publish", "--period", "2026-H1", "--data", data]
    assert main(publishing) == NOTHING_TO_DO
    monkeypatch.setattr("tonghop.publish.inputs.code", lambda: {**code(), "sha256": "another"})
    monkeypatch.setattr("tonghop.publish.edition.write_documents", copying(edition))
    assert main(publishing) == CLEAN
    assert read_current(edition.parent) == as_current(edition.with_name("02"))
    assert read_manifest(edition.with_name("02"))["previous"] == as_current(edition).link
