"""Whatever is done to a published edition is told by the name of the file; nothing else is."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.publish.sealed import publish_sealed
from tonghop.cli.main import CLEAN, ISSUES, MISUSE, NOTHING_TO_DO, main
from tonghop.publish.editions import CURRENT, MANIFEST
from tonghop.publish.sealing import files_of, seal_of
from tonghop.publish.verifying import Fault, verify, verify_place

DOCX, PARQUET = "bao-cao-pctp.docx", "parquet/figure_cell.parquet"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a place with two editions."""
    place = tmp_path / "marts" / "2026-H1"
    publish_sealed(place)
    publish_sealed(place, "số liệu mới")
    return place


@pytest.fixture
def edition(place: Path) -> Path:
    return place / "02"


def write(path: Path, content: bytes) -> None:
    if path.exists():
        path.chmod(0o644)
    path.write_bytes(content)


def flip(path: Path, place: int) -> None:
    """Flip one bit of one byte of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    write(path, bytes(content))


def test_what_was_published_is_intact(edition: Path, place: Path) -> None:
    assert verify(edition) == verify(place / "01") == verify_place(place) == ()


def test_every_file_is_read_only(edition: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in edition.rglob("*") if path.is_file()} == {0o444}


def test_a_flipped_byte_is_named_in_whatever_file_it_is(edition: Path) -> None:
    for name, path in {**files_of(edition), MANIFEST: edition / MANIFEST}.items():
        content = path.read_bytes()
        for place in {0, len(content) // 2, len(content) - 1}:
            flip(path, place)
            assert verify(edition)[:1] == (Fault("changed", name),), (name, place)
            write(path, content)
    assert verify(edition) == ()


def test_a_flipped_byte_is_named_wherever_in_the_manifest_it_is(edition: Path) -> None:
    manifest = edition / MANIFEST
    content = manifest.read_bytes()
    for place in range(len(content)):
        flip(manifest, place)
        faults = verify(edition)
        assert faults[0] == Fault("changed", MANIFEST), content[place - 20 : place + 20]
        assert {fault.kind for fault in faults[1:]} <= {"doubtful"}
        write(manifest, content)


@pytest.mark.parametrize(
    ("done", "faults"),
    [
        (lambda e: (e / DOCX).unlink(), [("missing", DOCX)]),
        (lambda e: shutil.rmtree(e / "parquet"), [("missing", PARQUET)]),
        (lambda e: write(e / "ghi chú.txt", b""), [("added", "ghi chú.txt")]),
        (lambda e: write(e / DOCX, b""), [("changed", DOCX)]),
        (lambda e: (e / DOCX).rename(e / "a.docx"), [("added", "a.docx"), ("missing", DOCX)]),
        (lambda e: (e / MANIFEST).unlink(), [("missing", MANIFEST)]),
        (lambda e: write(e / MANIFEST, b"{}"), [("changed", MANIFEST)]),
        (lambda e: write(e / MANIFEST, b"\xff"), [("changed", MANIFEST)]),
    ],
)
def test_what_is_gone_or_new_is_named(
    edition: Path, done: Callable[[Path], object], faults: list[tuple[str, str]]
) -> None:
    done(edition)
    assert list(verify(edition)) == [Fault(*fault) for fault in faults]


def test_a_file_that_another_program_keeps_shut_is_told_as_such(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> str:
        raise PermissionError(13, "The process cannot access the file", str(path))

    monkeypatch.setattr("tonghop.publish.verifying.sha256_of", refuse)
    assert {fault.kind for fault in verify(edition)} == {"unreadable"}


def test_an_edition_replaced_whole_is_noticed_by_the_next_and_by_the_pointer(
    place: Path, tmp_path: Path
) -> None:
    for number, by in (("01", f"02/{MANIFEST}"), ("02", CURRENT)):
        kept = tmp_path / number
        (place / number).rename(kept)
        another = tmp_path / f"another-{number}"
        while (made := publish_sealed(another, "số liệu bịa")).name != number:
            pass
        shutil.copytree(made, place / number)
        assert Fault("replaced", number, by) in verify(place / number)
        shutil.rmtree(place / number)
        kept.rename(place / number)
    assert verify(place / "01") == verify(place / "02") == ()


def test_an_edition_that_is_gone_is_named(place: Path) -> None:
    shutil.rmtree(place / "01")
    assert verify(place / "02") == (Fault("removed", "01", f"02/{MANIFEST}"),)
    shutil.rmtree(place / "02")
    assert verify_place(place) == (Fault("removed", "02", CURRENT),)


def test_an_edition_copied_under_another_number_is_none(place: Path) -> None:
    for name in ("03", "02 (bản sao)"):
        copy = shutil.copytree(place / "02", place / name)
        assert verify(copy) == (Fault("misnumbered", "02", name),)


def test_the_pointer_is_verified_too(place: Path) -> None:
    write(place / CURRENT, b"{")
    assert verify_place(place) == (Fault("changed", CURRENT),)
    (place / CURRENT).unlink()
    assert verify_place(place) == (Fault("missing", CURRENT),)


def test_a_copy_of_the_folder_stands_for_itself(edition: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(edition, tmp_path / "USB" / "bản sao")
    assert verify(copy) == ()
    flip(copy / DOCX, 0)
    assert verify(copy) == (Fault("changed", DOCX),)


def test_one_made_before_seals_says_so_and_its_files_are_verified(edition: Path) -> None:
    old = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    for key in ("seal", "tables", "previous"):
        del old[key]
    (edition.parent / CURRENT).unlink()
    write(edition / MANIFEST, json.dumps(old).encode())
    assert verify(edition) == (Fault("unsealed", MANIFEST),)
    flip(edition / DOCX, 0)
    assert verify(edition) == (Fault("unsealed", MANIFEST), Fault("changed", DOCX))


def test_one_made_before_seals_is_held_by_the_next(place: Path) -> None:
    old = json.loads((place / "02" / MANIFEST).read_text(encoding="utf-8"))
    for key in ("seal", "tables", "previous"):
        del old[key]
    write(place / "02" / MANIFEST, json.dumps(old).encode())
    (place / CURRENT).unlink()
    publish_sealed(place)
    assert verify(place / "03") == ()
    assert verify(place / "02") == (Fault("unsealed", MANIFEST),)
    write(place / "02" / MANIFEST, json.dumps({**old, "cut_off": "2026-06-15"}).encode())
    assert Fault("replaced", "02", f"03/{MANIFEST}") in verify(place / "02")


def test_the_command_names_in_vietnamese_what_changed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(place.parent.parent)
    assert main(["verify", "--data", data]) == CLEAN
    told = capsys.readouterr().out
    assert "2026-H1/02: nguyên vẹn, 4 tệp đúng như khi niêm phong" in told
    assert seal_of(place / "02") in told
    flip(place / "01" / DOCX, 3)
    assert main(["verify", "--data", data]) == ISSUES
    told = capsys.readouterr().out
    assert f"2026-H1/01: tệp “{DOCX}” đã bị sửa sau khi niêm phong." in told
    assert "2026-H1/02: nguyên vẹn" in told
    assert main(["verify", "2026-H1", "--data", data]) == CLEAN
    assert main(["verify", "2026-H1/1", str(place / "02"), "--data", data]) == ISSUES
    assert main(["verify", "2026-H1/7", "--data", data]) == MISUSE


def test_only_damage_asks_for_the_backup(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(place.parent.parent)
    write(place / "02" / f"~${DOCX}", b"")
    assert main(["verify", "--data", data]) == ISSUES
    told = capsys.readouterr().out
    assert f"2026-H1/02: có tệp lạ “~${DOCX}”" in told
    assert "sao lưu" not in told
    (place / "02" / DOCX).unlink()
    assert main(["verify", "--data", data]) == ISSUES
    assert "Hãy khôi phục từ bản sao lưu" in capsys.readouterr().out


def test_without_editions_there_is_nothing_to_verify(tmp_path: Path) -> None:
    assert main(["verify", "--data", str(tmp_path)]) == NOTHING_TO_DO
