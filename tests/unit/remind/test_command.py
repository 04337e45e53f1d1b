"""The command ``tonghop remind``: what it says, writes and returns."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.build import complete, declarations, read_here, save
from tests.unit.remind.small_house import text_of
from tonghop.archive import HANOI
from tonghop.cli.main import CLEAN, MISUSE, NOTHING_TO_DO, main
from tonghop.cli.periods import chosen_day
from tonghop.house import House
from tonghop.pipeline import ingest

Run = Callable[..., tuple[int, str, str]]
FOLDER = "data/reminders/2026-H1"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A late report, a rejected one under a name with a phone number, and one on time."""
    house = House(tmp_path_factory.mktemp("remind") / "data")
    save(complete("D03.vu | 5", unit="SYT34-01"), house.raw / "2026-06-10" / "a.xlsx")
    save(complete("D03.vu | 5", unit="SYT34-48"), house.raw / "2026-06-18" / "b.xlsx")
    save(complete("D03.vu | mười"), house.raw / "2026-06-12" / "gọi 0912345678.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        ingest(house, declarations(), workers=1)
    return house.data


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, data: Path
) -> Iterator[Run]:
    """Run the command beside the data folder; no letter takes time but those asked for."""
    monkeypatch.chdir(data.parent)
    monkeypatch.delenv("TONGHOP_DATA", raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["remind", *map(str, arguments)])
        return code, *capsys.readouterr()

    yield run


def test_the_letters_and_the_list_are_written_and_told(run: Run, data: Path) -> None:
    code, told, _ = run("--period", "2026-H1", "--on", "20/6/2026")
    owing = declarations().expected(declarations().period("2026-H1"))
    assert code == CLEAN
    assert told.splitlines() == [
        f"6 tháng đầu năm 2026, tính đến ngày 20/06/2026: đã lập {len(owing) - 1} công văn tại "
        f"“{FOLDER}”.",
        f"  chưa gửi, đã quá hạn: {len(owing) - 3}",
        "  bị trả lại, phải sửa: 1",
        "  gửi muộn, đã được tính: 1",
        f"Danh sách đôn đốc: “{FOLDER}/danh-sach-don-doc.xlsx”.",
    ]
    written = {path.name for path in (data.parent / FOLDER).iterdir()}
    assert len(written) == len(owing) - 1 + 2
    assert "cong-van_SYT34-01_2026-H1.docx" not in written


def test_nothing_is_told_of_a_person_in_a_files_name(run: Run, tmp_path: Path) -> None:
    run("--period", "2026-H1", "--on", "2026-06-20", "--unit", "SYT34-51", "-o", tmp_path)
    letter = text_of(tmp_path / "cong-van_SYT34-51_2026-H1.docx")
    assert "0912345678" not in letter
    assert "tệp “gọi [đã giữ lại].xlsx”" in letter
    assert "Tệp kèm theo công văn này: “SYT34-51_goi-da-giu-lai_" in letter


def test_the_letters_name_the_new_day_that_the_drafter_chose(run: Run, tmp_path: Path) -> None:
    given = ("--period", "2026-H1", "--on", "2026-06-20", "-o", tmp_path, "--before", "25/6/2026")
    for unit, told in (
        ("SYT34-51", "sửa và gửi lại báo cáo trước ngày 25/6/2026."),
        ("SYT34-04", "khẩn trương hoàn thành và gửi báo cáo trước ngày 25/6/2026."),
    ):
        assert run(*given, "--unit", unit)[0] == CLEAN
        assert told in text_of(tmp_path / f"cong-van_{unit}_2026-H1.docx")


def test_one_units_letter_comes_without_a_list(run: Run, tmp_path: Path) -> None:
    code, told, _ = run("--period", "2026-H1", "--on", "2026-06-20", "--unit", "SYT34-48", "-o",
                        tmp_path)  # fmt: skip
    assert (code, "Danh sách" in told) == (CLEAN, False)
    assert {p.name for p in tmp_path.iterdir()} == {
        "cong-van_SYT34-48_2026-H1.docx", "ban-ke.json",
    }  # fmt: skip


def test_an_edited_letter_is_told(run: Run, tmp_path: Path) -> None:
    arguments = ("--period", "2026-H1", "--on", "2026-06-20", "--unit", "SYT34-48", "-o", tmp_path)
    run(*arguments)
    (tmp_path / "cong-van_SYT34-48_2026-H1.docx").write_bytes(b"edited")
    assert "Giữ nguyên công văn đã được sửa: cong-van_SYT34-48_2026-H1.docx" in run(*arguments)[1]


def test_a_letter_that_another_program_has_open_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("open in Word")

    monkeypatch.setattr("tonghop.remind.place", refuse)
    arguments = ("--period", "2026-H1", "--on", "2026-06-20", "--unit", "SYT34-48", "-o", tmp_path)
    code, _, wrong = run(*arguments)
    assert code == MISUSE
    assert "hãy đóng tệp rồi chạy lại" in wrong


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--unit SYT34-01", "6 tháng đầu năm 2026: không phải nhắc đơn vị mã “SYT34-01”.\n"),
        (
            "--unit SYT34-04 --on 2026-06-14",
            "6 tháng đầu năm 2026: không phải nhắc đơn vị mã “SYT34-04”. 1 đơn vị chưa gửi nhưng "
            "chưa đến hạn; thêm --ahead để nhắc trước.\n",
        ),
        (
            "--period 2026-Y --on 2026-12-01",
            "Năm 2026: không phải nhắc đơn vị nào. 87 đơn vị chưa gửi nhưng chưa đến hạn; thêm "
            "--ahead để nhắc trước.\n",
        ),
    ],
)
def test_who_is_not_to_be_reminded_gets_nothing(
    run: Run, tmp_path: Path, arguments: str, told: str
) -> None:
    given = ["--period", "2026-H1", "--on", "2026-06-20", "-o", tmp_path / "x", *arguments.split()]
    assert run(*given) == (NOTHING_TO_DO, told, "")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--period 2026-Q1", "không có văn bản yêu cầu đơn vị nào báo cáo cho kỳ Quý I năm 2026."),
        ("--period 2026-H1 --unit SYT63-01", "đơn vị mã “SYT63-01” không phải gửi báo cáo"),
        (
            "--period 2026-H1 --on 20/6/2026 --before 20/6/2026",
            "hạn mới 20/6/2026 phải sau ngày 20/06/2026 dùng để tính quá hạn.",
        ),
        ("--period 2026-H1 --on 31/2/2026", "ngày “31/2/2026” không hợp lệ; ví dụ: 2026-06-20"),
    ],
)
def test_misuse_is_told(run: Run, arguments: str, told: str) -> None:
    code, printed, wrong = run(*arguments.split())
    assert (code, printed) == (MISUSE, "")
    assert told in wrong


def test_nobody_is_reminded_while_files_are_unread(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.pipeline.count_unread", lambda *_: 3)
    code, printed, wrong = run("--period", "2026-H1", "--on", "2026-06-20", "-o", tmp_path)
    assert (code, printed) == (MISUSE, "")
    assert "3 tệp đã nhận nhưng chưa đọc nên chưa biết đơn vị nào chưa gửi" in wrong
    assert not list(tmp_path.iterdir())


def test_files_that_wait_to_be_received_are_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.arrivals.find_arrivals", lambda *_: ("one", "two"))
    given = ("--period", "2026-H1", "--on", "2026-06-20", "--unit", "SYT34-48", "-o", tmp_path)
    told = run(*given)[1]
    assert told.startswith("Chú ý: 2 tệp trong thư mục raw chưa được nhận; nếu là báo cáo mới đến")


def test_the_day_is_today_in_hanoi_or_as_people_write_it() -> None:
    assert chosen_day(None) == datetime.now(HANOI).date()
    assert chosen_day("2026-06-20") == chosen_day("20/6/2026") == date(2026, 6, 20)
