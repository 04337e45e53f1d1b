"""What an officer has edited is never lost, and a second run changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from schemas.loading import load_declarations
from schemas.reminders import AHEAD, LATE
from tests.unit.publish.small_edition import Report
from tests.unit.remind.small_house import accounts_of
from tonghop.remind import Accounts, Reminded, to_be_written, write_reminders
from tonghop.remind.keeping import INDEX, place

PERIOD, DAY = "2026-H1", date(2026, 6, 20)
LATE_REPORTS = tuple(
    Report(unit, PERIOD, "2026-06-18 08:00+07", {"D03.vu": 1}) for unit in ("SYT34-48", "SYT34-51")
)
DA_NANG, QUANG_NGAI = "cong-van_SYT34-48_2026-H1.docx", "cong-van_SYT34-51_2026-H1.docx"
LIST = "danh-sach-don-doc.xlsx"


@pytest.fixture(scope="module")
def accounts() -> Accounts:
    return accounts_of(LATE_REPORTS, PERIOD, DAY)


def remind(accounts: Accounts, folder: Path, *, without: str = "", whole: bool = True) -> Reminded:
    """Write the letters of the two late units, or of one, and the list."""
    declared = load_declarations()
    due = [u for u in to_be_written(accounts, ahead=False) if u.case == LATE]
    due = [unit for unit in due if unit.unit_code != without]
    return write_reminders(accounts, due, declared, declared.period(PERIOD), folder, whole=whole)


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}


def test_a_second_run_touches_nothing(accounts: Accounts, tmp_path: Path) -> None:
    remind(accounts, tmp_path)
    before = state(tmp_path)
    assert before.keys() == {DA_NANG, QUANG_NGAI, LIST, INDEX}
    done = remind(accounts, tmp_path)
    assert state(tmp_path) == before
    assert (done.edited, done.outdated) == ((), ())


def test_an_edited_letter_is_kept_and_told(accounts: Accounts, tmp_path: Path) -> None:
    remind(accounts, tmp_path)
    (tmp_path / DA_NANG).write_bytes(b"edited")
    for _ in range(2):
        done = remind(accounts, tmp_path)
        assert (tmp_path / DA_NANG).read_bytes() == b"edited"
        assert done.edited == (DA_NANG,)
        assert done.letters.total() == 1


def test_an_edited_letter_that_is_not_due_any_more_is_kept_and_told(
    accounts: Accounts, tmp_path: Path
) -> None:
    remind(accounts, tmp_path)
    (tmp_path / DA_NANG).write_bytes(b"edited")
    done = remind(accounts, tmp_path, without="SYT34-48")
    assert (tmp_path / DA_NANG).read_bytes() == b"edited"
    assert (done.edited, done.outdated) == ((), (DA_NANG,))


def test_an_unedited_letter_that_is_not_due_any_more_is_removed(
    accounts: Accounts, tmp_path: Path
) -> None:
    remind(accounts, tmp_path)
    remind(accounts, tmp_path, without="SYT34-48")
    assert not (tmp_path / DA_NANG).exists()
    assert (tmp_path / QUANG_NGAI).exists()


def test_a_deleted_edited_letter_is_written_anew(accounts: Accounts, tmp_path: Path) -> None:
    remind(accounts, tmp_path)
    made = (tmp_path / DA_NANG).read_bytes()
    (tmp_path / DA_NANG).write_bytes(b"edited")
    remind(accounts, tmp_path)
    (tmp_path / DA_NANG).unlink()
    assert remind(accounts, tmp_path).edited == ()
    assert (tmp_path / DA_NANG).read_bytes() == made


def test_an_edited_list_is_kept_and_the_new_one_gets_a_number(
    accounts: Accounts, tmp_path: Path
) -> None:
    remind(accounts, tmp_path)
    (tmp_path / LIST).write_bytes(b"notes of the desk")
    assert remind(accounts, tmp_path).desk == "danh-sach-don-doc-2.xlsx"
    assert remind(accounts, tmp_path).desk == "danh-sach-don-doc-2.xlsx"
    assert (tmp_path / LIST).read_bytes() == b"notes of the desk"


def test_what_a_killed_run_has_left_is_cleared_away(accounts: Accounts, tmp_path: Path) -> None:
    (tmp_path / ".dang-lap").mkdir()
    (tmp_path / ".dang-lap" / DA_NANG).write_bytes(b"half a letter")
    remind(accounts, tmp_path, without="SYT34-48")
    assert {path.name for path in tmp_path.iterdir()} == {QUANG_NGAI, LIST, INDEX}


def test_files_of_others_are_left_alone(accounts: Accounts, tmp_path: Path) -> None:
    (tmp_path / "cong-van-da-ky.pdf").write_bytes(b"signed")
    (tmp_path / DA_NANG).write_bytes(b"made elsewhere")
    remind(accounts, tmp_path)
    remind(accounts, tmp_path, without="SYT34-51")
    assert (tmp_path / "cong-van-da-ky.pdf").read_bytes() == b"signed"
    assert (tmp_path / DA_NANG).read_bytes() == b"made elsewhere"


def test_one_units_letter_leaves_the_others_and_the_list(
    accounts: Accounts, tmp_path: Path
) -> None:
    remind(accounts, tmp_path)
    before = state(tmp_path)
    done = remind(accounts, tmp_path, without="SYT34-51", whole=False)
    assert state(tmp_path) == before
    assert done.desk == ""


@pytest.mark.parametrize("moment", range(4))
def test_a_run_that_was_interrupted_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """Interrupted before or after any file is put in place, nothing passes for edited."""
    folder = made_folder(tmp_path / "folder", {})
    place(folder, made_folder(tmp_path / "one", {"a": "1", "b": "1", "c": "1"}), whole=True)
    moves = iter(range(10))

    def stop(path: Path, target: Path) -> Path:
        if next(moves) == moment:
            raise KeyboardInterrupt
        return real(path, target)

    real = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", stop)
        with pytest.raises(KeyboardInterrupt):
            place(folder, made_folder(tmp_path / "two", {"a": "2", "b": "2"}), whole=True)
    placed = place(folder, made_folder(tmp_path / "three", {"a": "2", "b": "2"}), whole=True)
    assert (placed.written, placed.edited) == (("a", "b"), ())
    assert {p.name: p.read_text() for p in folder.iterdir() if p.name in "abc"} == {
        "a": "2", "b": "2",
    }  # fmt: skip


def made_folder(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_units_that_are_not_yet_due_are_counted_and_written_to_only_ahead(tmp_path: Path) -> None:
    early = accounts_of(LATE_REPORTS[:0], PERIOD, date(2026, 6, 14))
    assert {unit.case for unit in early.units} == {AHEAD}
    assert to_be_written(early, ahead=False) == ()
    assert len(to_be_written(early, ahead=True)) == len(early.units)
    declared = load_declarations()
    done = write_reminders(early, (), declared, declared.period(PERIOD), tmp_path)
    assert done.not_yet_due == len(early.units)


@pytest.mark.parametrize(("day", "case"), [(14, AHEAD), (15, "overdue")])
def test_the_day_after_the_last_day_in_time_is_the_first_to_remind(day: int, case: str) -> None:
    accounts = accounts_of((), PERIOD, date(2026, 6, day))
    assert {unit.case for unit in accounts.units} == {case}
