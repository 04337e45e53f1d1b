"""The log of decisions keeps what was ruled, and names whatever was done to it since."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.decisions import Decision, standing
from tonghop.chain import LAST, name_of
from tonghop.decisions.log import append, read_decisions
from tonghop.decisions.refusing import DecisionLogError
from tonghop.durable import write_records


def decision(number: int, kind: str = "exclude", **fields: object) -> Decision:
    return Decision(
        number, "2026-06-20T08:30:00+07:00", "thanh", "Đơn vị đề nghị", kind, **fields  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log of three decisions."""
    log = tmp_path / "decisions"
    append(log, decision(1, sha256="a"))
    append(log, decision(2, "accept", sha256="b", despite=("negative D03.vu",)))
    append(log, decision(3, "revoke", revokes=1))
    return log


def test_what_was_appended_is_read_back_in_order(folder: Path) -> None:
    found = read_decisions(folder)
    assert [d.number for d in found] == [1, 2, 3]
    assert found[1].despite == ("negative D03.vu",)
    assert [bool(d.previous) for d in found] == [False, True, True]
    assert "Đơn vị đề nghị" in (folder / "000001.json").read_text(encoding="utf-8")


def test_there_is_nothing_where_nobody_decided(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none") == ()


def test_a_revoked_decision_and_its_revocation_are_not_in_force(folder: Path) -> None:
    assert [d.number for d in standing(read_decisions(folder))] == [2]


def test_a_number_is_given_once(folder: Path) -> None:
    with pytest.raises(ValueError, match="decision 3 cannot follow decision 3"):
        append(folder, decision(3))
    assert len(read_decisions(folder)) == 3


def rewrite(name: str, why: str = "Khác") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        kept = json.loads((folder / name).read_text(encoding="utf-8"))
        (folder / name).write_text(json.dumps({**kept, "why": why}), encoding="utf-8")

    return change


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def cut(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:20])

    return change


TAMPERING = [
    (rewrite("000001.json"), "000001.json was changed"),
    (rewrite("000002.json"), "000002.json was changed"),
    (rewrite("000003.json"), "000003.json was changed"),
    (cut("000002.json"), "000002.json was changed"),
    (remove("000001.json"), "000001.json was removed"),
    (remove("000002.json"), "000002.json was removed"),
    (remove("000003.json"), "000003.json was removed"),
    (remove(LAST), "last.json was removed"),
    (cut(LAST), "last.json was changed"),
]


@pytest.mark.parametrize(("tamper", "told"), TAMPERING, ids=[told for _, told in TAMPERING])
def test_what_was_changed_or_removed_is_named_and_nothing_is_appended(
    folder: Path, tamper: Callable[[Path], None], told: str
) -> None:
    tamper(folder)
    with pytest.raises(DecisionLogError, match=told):
        read_decisions(folder)
    with pytest.raises(DecisionLogError, match=told):
        append(folder, decision(4))
    assert not (folder / "000004.json").exists()


@pytest.mark.parametrize("known", [None, 2])
def test_a_crash_between_a_decision_and_last_json_is_mended_by_the_next(
    tmp_path: Path, known: int | None
) -> None:
    for number in range(1, (known or 0) + 1):
        append(tmp_path, decision(number))
    before = (tmp_path / LAST).read_bytes() if known else None
    newest = (known or 0) + 1
    append(tmp_path, decision(newest))
    if before is None:
        (tmp_path / LAST).unlink()
    else:
        (tmp_path / LAST).write_bytes(before)
    assert len(read_decisions(tmp_path)) == newest
    append(tmp_path, decision(newest + 1))
    rewrite(f"{newest + 1:06d}.json")(tmp_path)
    with pytest.raises(DecisionLogError, match=f"{newest + 1:06d}.json was changed"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("known", [0, 2])
def test_crashes_one_after_the_other_between_a_decision_and_last_json_lock_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    def power_goes_after(target: Path, records: list[Any]) -> None:
        write_records(target, records)
        if target.name == name_of(records[0].number):
            raise KeyboardInterrupt

    for number in range(1, known + 1):
        append(tmp_path, decision(number))
    with monkeypatch.context() as patch:
        patch.setattr("tonghop.chain.write_records", power_goes_after)
        for number in (known + 1, known + 2, known + 3):
            with pytest.raises(KeyboardInterrupt):
                append(tmp_path, decision(number))
    assert [d.number for d in read_decisions(tmp_path)] == [*range(1, known + 4)]
    assert append(tmp_path, decision(known + 4)).number == known + 4
    (tmp_path / name_of(known + 4)).unlink()
    with pytest.raises(DecisionLogError, match="was removed"):
        read_decisions(tmp_path)


def test_a_partial_file_is_no_decision(folder: Path) -> None:
    (folder / "000004.partial").write_text('{"number": 4', encoding="utf-8")
    assert len(read_decisions(folder)) == 3
    assert append(folder, decision(4)).number == 4
