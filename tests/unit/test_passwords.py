"""``--password-file`` opens what units locked; the passwords themselves are never told."""

from pathlib import Path
from unicodedata import normalize

import pytest

from tests.build import complete, content, read_here
from tests.locked import lock_xlsx
from tonghop.cli.main import CLEAN, ISSUES, MISUSE, NOTHING_TO_DO, main
from tonghop.house import House
from tonghop.passwords import PasswordFileError, read_passwords
from tonghop.warehouse import open_warehouse

PASSWORD = "Bí mật 2026"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a locked report in ``data/raw``, and the password beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    monkeypatch.setattr("tonghop.reading.read_workbooks", read_here)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    locked = lock_xlsx(content(complete("D03.vu | 5")), PASSWORD)
    (tmp_path / "data" / "raw" / "a.xlsx").write_bytes(locked)
    (tmp_path / "mat-khau.txt").write_text(f"sai\n{PASSWORD}\n", encoding="utf-8-sig")
    (tmp_path / "sai.txt").write_text("sai\n", encoding="utf-8")
    return tmp_path


def statuses(folder: Path) -> list[str]:
    with open_warehouse(House(folder / "data").warehouse) as con:
        found = con.execute("select status from warehouse.submission").fetchall()
    return [status for (status,) in found]


def test_check_opens_a_locked_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "data/raw/a.xlsx", "--password-file", "mat-khau.txt"]) == CLEAN
    assert main(["check", "data/raw/a.xlsx", "--password-file", "sai.txt"]) == ISSUES
    assert main(["check", "data/raw/a.xlsx"]) == ISSUES
    told, wrong = capsys.readouterr()
    assert "Lỗi password_wrong" in told
    assert "Lỗi password_protected" in told
    assert PASSWORD not in told + wrong


def test_a_report_that_was_locked_is_read_again_once_its_password_is_known(folder: Path) -> None:
    assert main(["ingest"]) == ISSUES
    assert statuses(folder) == ["rejected"]
    assert main(["ingest"]) == NOTHING_TO_DO
    assert main(["ingest", "--password-file", "sai.txt"]) == ISSUES
    assert main(["ingest", "--password-file", "mat-khau.txt"]) == CLEAN
    assert statuses(folder) == ["accepted"]
    assert main(["ingest", "--password-file", "mat-khau.txt"]) == NOTHING_TO_DO
    assert main(["ingest"]) == NOTHING_TO_DO
    assert statuses(folder) == ["accepted"]


def test_the_file_may_be_named_by_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHOP_PASSWORD_FILE", str(folder / "mat-khau.txt"))
    assert main(["ingest"]) == CLEAN


@pytest.mark.parametrize("command", ["check a.xlsx", "ingest", "run --period 2026-H1"])
def test_a_password_file_that_cannot_be_read_is_misuse(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (folder / "a.xlsx").write_bytes(b"")
    (folder / "anh.png").write_bytes(b"\x89PNG\xff")
    for name in ("khong-co.txt", "anh.png"):
        assert main([*command.split(), "--password-file", name]) == MISUSE
        assert f"không đọc được tệp mật khẩu “{name}”" in capsys.readouterr().err
    assert not (folder / "data" / "archive").exists()


def test_each_line_is_one_password_whatever_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff a b \r\n\r\n#c\nmật\na b".encode())
    assert read_passwords(path) == (" a b ", "#c", "mật", normalize("NFD", "mật"), "a b")
    assert read_passwords(None) == ()
    with pytest.raises(PasswordFileError):
        read_passwords(tmp_path / "b.txt")
