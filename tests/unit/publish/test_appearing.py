"""Editions appear whole or not at all, under numbers of their own, whatever interrupts them."""

import os
from pathlib import Path

import pytest

from tests.unit.publish.sealed import publish_sealed
from tonghop import durable
from tonghop.publish.appearing import alone_in, appearing
from tonghop.publish.editions import (
    CURRENT,
    current_edition,
    editions_in,
    newest_edition,
    next_number,
    read_current,
)
from tonghop.publish.sealing import seal_of
from tonghop.publish.verifying import verify, verify_place


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "marts" / "2026-H1"


class Interruption(BaseException):
    """What no code of ours expects."""


def interrupt(place: Path) -> None:
    with (
        pytest.raises(Interruption),
        alone_in(place),
        appearing(place / "01") as partial,
    ):
        (partial / "bao-cao-pctp.docx").write_text("nửa chừng", encoding="utf-8")
        raise Interruption


def visible(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir() if not path.name.endswith(".lock"))


def test_what_fails_half_way_leaves_nothing(place: Path) -> None:
    interrupt(place)
    assert visible(place) == []
    assert editions_in(place) == []


def test_what_a_killed_publication_left_is_removed_even_if_read_only(place: Path) -> None:
    left = place / ".01.partial" / "parquet"
    left.mkdir(parents=True)
    (left / "figure_cell.parquet").write_bytes(b"PAR1")
    (left / "figure_cell.parquet").chmod(0o444)
    left.chmod(0o555)

    assert publish_sealed(place).name == "01"
    assert visible(place) == ["01", CURRENT]


@pytest.mark.parametrize("left", ["01", "02", "07"])
def test_a_number_that_was_ever_used_is_never_used_again(place: Path, left: str) -> None:
    publish_sealed(place)
    (place / left).mkdir(exist_ok=True)
    assert publish_sealed(place).name == f"{int(left) + 1:02d}"


def test_the_number_of_an_edition_that_is_gone_is_not_used_again(place: Path) -> None:
    publish_sealed(place)
    durable.remove_folder(publish_sealed(place))
    assert next_number(place) == 3


def test_an_edition_that_a_crash_kept_from_being_named_is_current_all_the_same(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_sealed(place)
    with monkeypatch.context() as patch:
        patch.setattr("tests.unit.publish.sealed.make_current", lambda *_: None)
        publish_sealed(place, "số liệu mới")
    assert (read_current(place) or pytest.fail()).edition == 1
    assert current_edition(place) == newest_edition(place.parent) == place / "02"
    assert verify(place / "02") == verify_place(place) == ()

    third = publish_sealed(place, "số liệu mới nữa")
    assert third.name == "03"
    assert read_current(place) == read_current(third.parent)
    assert (read_current(place) or pytest.fail()).seal == seal_of(third)
    assert all(verify(edition) == () for edition in editions_in(place))


def test_a_folder_that_nobody_published_is_not_current(place: Path) -> None:
    first = publish_sealed(place)
    (place / "02").mkdir()
    (place / "02" / "manifest.json").write_bytes((first / "manifest.json").read_bytes())
    assert current_edition(place) == first


def test_without_a_pointer_the_last_edition_is_current(place: Path) -> None:
    publish_sealed(place)
    second = publish_sealed(place)
    (place / CURRENT).write_text("{", encoding="utf-8")
    assert current_edition(place) == second
    (place / CURRENT).unlink()
    assert current_edition(place) == newest_edition(place.parent) == second


def test_whoever_looks_while_the_pointer_moves_sees_one_edition_or_the_other(place: Path) -> None:
    first = publish_sealed(place)
    seen, put = [], durable.put

    def look(new: Path, target: Path) -> None:
        seen.append(current_edition(place))
        put(new, target)
        seen.append(current_edition(place))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.publish.appearing.put", look)
        patch.setattr("tonghop.durable.put", look)
        second = publish_sealed(place)
    assert seen == [first, second, second, second]


def test_moving_waits_for_a_program_that_has_the_folder_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a scanner for viruses does on Windows, which refuses to move what is open."""
    refusals = iter([PermissionError(13, "in use"), PermissionError(13, "in use")])
    move = Path.replace

    def replace(new: Path, target: Path) -> Path:
        if refusal := next(refusals, None):
            raise refusal
        return move(new, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(durable, "LONGEST_WAIT_SECONDS", 5.0)
    (tmp_path / ".01.partial").mkdir()
    durable.put(tmp_path / ".01.partial", tmp_path / "01")
    assert (tmp_path / "01").is_dir()


def test_moving_gives_up_at_last_and_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(new: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(durable, "LONGEST_WAIT_SECONDS", 0.3)
    with pytest.raises(PermissionError):
        durable.write_whole(tmp_path / CURRENT, "{}")
    assert not (tmp_path / CURRENT).exists()


def test_everything_is_flushed_before_it_appears(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are opened for writing to be flushed: Windows flushes no other."""
    flushed: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note(number: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{number}").resolve().name)
        fsync(number)

    def move(new: Path, target: Path) -> Path:
        flushed.append(f"→ {target.name}")
        return replace(new, target)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(Path, "replace", move)
    publish_sealed(place)
    made = flushed.index("→ 01")
    files = {"bao-cao-pctp.docx", "figure_cell.parquet", "tonghop.duckdb", "manifest.json"}
    assert files | {"parquet", ".01.partial"} <= set(flushed[:made])
    assert flushed[made + 1 :] == ["2026-H1", ".current.json.partial", "→ current.json", "2026-H1"]
