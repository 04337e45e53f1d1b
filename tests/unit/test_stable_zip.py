"""Zip files that depend on their content alone."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from tonghop.stable_zip import rewrite_zip, save_workbook

MOMENT = datetime(2026, 6, 14, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def book() -> Workbook:
    made = Workbook()
    made.worksheets[0]["A1"] = "vụ"
    return made


def test_a_workbook_saved_again_has_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        save_workbook(book(), path, MOMENT)
    assert first.read_bytes() == second.read_bytes()
    assert load_workbook(first).worksheets[0]["A1"].value == "vụ"


def test_a_workbook_bears_the_moment_it_is_given(tmp_path: Path) -> None:
    save_workbook(book(), tmp_path / "a.xlsx", MOMENT)
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert properties.created == properties.modified
    assert properties.modified.replace(tzinfo=UTC) == MOMENT


def test_rewriting_keeps_the_members_and_drops_their_times(tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    for path, year in ((first, 2024), (second, 2026)):
        with ZipFile(path, "w") as archive:
            archive.writestr("z.txt", "một")
            archive.writestr("a.txt", f"{year}"[:2])
        rewrite_zip(path)
        rewrite_zip(path)
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        assert archive.namelist() == ["z.txt", "a.txt"]
        assert archive.read("z.txt").decode() == "một"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]
