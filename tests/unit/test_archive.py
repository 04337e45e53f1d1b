"""Nothing received is lost, changed or counted twice, and each arrival has its receipt."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from tonghop.archive import HANOI, Receipt, first_receipts, keep, read_receipts
from tonghop.arrivals import find_arrivals


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def receive(raw: Path, archive: Path) -> tuple[Receipt, ...]:
    return keep(find_arrivals(raw, archive), archive)


def put(path: Path, content: bytes, saved: str = "2026-06-10T08:30:00") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = datetime.fromisoformat(saved).replace(tzinfo=HANOI).timestamp()
    os.utime(path, (moment, moment))
    return path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def kept(archive: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in archive.iterdir() if path.is_file()}


def test_a_file_is_kept_under_its_content_with_a_receipt(raw: Path, archive: Path) -> None:
    put(raw / "2026-H1" / "a.xlsx", b"one")
    assert receive(raw, archive) == (
        Receipt("2026-06-10T08:30:00.000000+07:00", 1, sha256(b"one"), "a.xlsx", "2026-H1"),
    )
    assert kept(archive) == {sha256(b"one"): b"one"}


def test_a_second_run_finds_nothing_new(raw: Path, archive: Path) -> None:
    put(raw / "a.xlsx", b"one")
    receive(raw, archive)
    before = read_receipts(archive)
    put(raw / "a.xlsx", b"one", saved="2026-06-12T09:00:00")
    assert receive(raw, archive) == ()
    assert read_receipts(archive) == before


def test_the_day_in_the_folder_is_the_day_of_arrival(raw: Path, archive: Path) -> None:
    put(raw / "2026-H1" / "2026-06-14" / "Sở Y tế" / "a.xlsx", b"one", saved="2026-06-20T08:30:00")
    assert [r.received_at for r in receive(raw, archive)] == ["2026-06-14T08:30:00.000000+07:00"]


def test_the_last_of_several_days_counts(raw: Path, archive: Path) -> None:
    put(raw / "2026-06-01" / "2026-06-14" / "a.xlsx", b"one")
    assert [r.received_at[:10] for r in receive(raw, archive)] == ["2026-06-14"]


def test_content_that_comes_again_under_another_name_has_two_receipts_and_one_copy(
    raw: Path, archive: Path
) -> None:
    put(raw / "a.xlsx", b"one")
    put(raw / "copy of a.xlsx", b"one", saved="2026-06-11T08:30:00")
    assert len(receive(raw, archive)) == 2
    assert len(kept(archive)) == 1
    assert first_receipts(read_receipts(archive))[sha256(b"one")].file_name == "a.xlsx"


def test_of_two_arrivals_at_one_moment_the_run_before_counts(raw: Path, archive: Path) -> None:
    put(raw / "b.xlsx", b"one")
    receive(raw, archive)
    (raw / "b.xlsx").rename(raw / "a.xlsx")
    (again,) = receive(raw, archive)
    assert (again.file_name, again.run) == ("a.xlsx", 2)
    assert first_receipts(read_receipts(archive))[sha256(b"one")].file_name == "b.xlsx"


def test_a_file_replaced_under_its_name_is_a_new_arrival(raw: Path, archive: Path) -> None:
    put(raw / "a.xlsx", b"one")
    receive(raw, archive)
    put(raw / "a.xlsx", b"two")
    receive(raw, archive)
    assert set(kept(archive).values()) == {b"one", b"two"}


@pytest.mark.parametrize(
    "name", ["README.md", "Thumbs.db", "desktop.ini", ".gitkeep", ".~lock.a.xlsx#"]
)
def test_what_the_system_puts_there_is_not_received(raw: Path, archive: Path, name: str) -> None:
    put(raw / name, b"not a report")
    assert receive(raw, archive) == ()


def test_whatever_else_comes_is_received(raw: Path, archive: Path) -> None:
    for name in ("~$a.xlsx", "scan.pdf", "empty.xlsx", "không đuôi"):
        put(raw / name, b"" if name == "empty.xlsx" else name.encode())
    assert {r.file_name for r in receive(raw, archive)} == {
        "~$a.xlsx", "scan.pdf", "empty.xlsx", "không đuôi",
    }  # fmt: skip


def test_a_run_that_died_while_copying_is_made_good(raw: Path, archive: Path) -> None:
    put(raw / "a.xlsx", b"one and the rest")
    archive.mkdir()
    (archive / f"{sha256(b'one and the rest')}.partial").write_bytes(b"one")
    receive(raw, archive)
    assert kept(archive) == {sha256(b"one and the rest"): b"one and the rest"}


def test_a_run_that_died_before_its_receipts_is_made_good(raw: Path, archive: Path) -> None:
    put(raw / "a.xlsx", b"one")
    first = receive(raw, archive)
    for path in (archive / "receipts").iterdir():
        path.unlink()
    assert receive(raw, archive) == first


def test_an_empty_folder_writes_no_receipts(raw: Path, archive: Path) -> None:
    raw.mkdir()
    assert receive(raw, archive) == ()
    assert not list((archive / "receipts").glob("*"))
    assert receive(raw, archive) == ()


def test_raw_files_are_left_as_they_are(raw: Path, archive: Path) -> None:
    path = put(raw / "a.xlsx", b"one")
    before = path.stat()
    receive(raw, archive)
    after = path.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_mode) == (
        before.st_mtime_ns, before.st_size, before.st_mode,
    )  # fmt: skip


def test_a_folder_named_for_no_day_leaves_the_file_its_own_time(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "2026-06-31"
    folder.mkdir(parents=True)
    (folder / "a.xlsx").write_bytes(b"a")
    os.utime(folder / "a.xlsx", (0, 0))
    (receipt,) = receive(tmp_path / "raw", tmp_path / "archive")
    assert receipt.received_at.startswith("1970-01-01")


def test_a_file_still_being_written_is_left_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, archive = tmp_path / "raw", tmp_path / "archive"
    raw.mkdir()
    (raw / "a.xlsx").write_bytes(b"half")
    copy = shutil.copyfileobj

    def copy_what_grew(source: BinaryIO, target: BinaryIO) -> None:
        copy(source, target)
        target.write(b" and the rest")

    monkeypatch.setattr("tonghop.archive.shutil.copyfileobj", copy_what_grew)
    assert receive(raw, archive) == ()
    monkeypatch.undo()
    assert [receipt.file_name for receipt in receive(raw, archive)] == ["a.xlsx"]
