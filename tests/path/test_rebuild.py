"""The warehouse is made again, table for table, from archive, receipts, decisions, declarations."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build import read_here
from tests.path.deciding import HELD, Rows, arrivals, arrive, declared, dump, recorded, rule
from tonghop.cli.main import CLEAN, CRASH, NOTHING_TO_DO, main
from tonghop.decisions.refusing import CannotDecideError, DecisionMisfitError
from tonghop.house import House
from tonghop.pipeline import ingest
from tonghop.rebuilding import ArchiveDamagedError, rebuild

Decision = tuple[str, str, dict[str, str]]
DECISIONS: tuple[Decision, ...] = (
    ("accept", "ha-noi.xlsx", {}),
    ("exclude", "quang-ngai-2.xlsx", {}),
    ("exclude", "quang-ngai.xlsx", {}),
    ("settle", HELD, {"unit_code": "SYT34-11", "period": "2026-H1"}),
    ("disown", HELD, {"unit_code": "SYT34-12"}),
    ("correct", "quang-ngai-2.xlsx", {"cell": "D03.vu", "old_value": "6", "new_value": "4"}),
    ("correct", "quang-ngai-2.xlsx", {"cell": "D03.vu", "old_value": "4", "new_value": "x"}),
    ("correct", "ha-noi.xlsx", {"cell": "D03.vu", "old_value": "mười", "new_value": "10"}),
)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, which is faster than to start others, and return nothing to units."""
    for module in ("pipeline", "rebuilding"):
        monkeypatch.setattr(f"tonghop.{module}.read_workbooks", read_here)
    monkeypatch.setattr("tonghop.pipeline.give_back", lambda *_: ())


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house in which everything has arrived and most kinds of decision were made."""
    house = House(tmp_path / "data")
    arrive(house, arrivals())
    for kind, file, fields in (DECISIONS[0], DECISIONS[3], DECISIONS[5]):
        rule(house, kind, file, **fields)
    rule(house, "exclude", "quang-ngai.xlsx")
    rule(house, "revoke", revokes=4)
    rule(house, "alias", alias="SYT Q. Ngãi", unit_code="SYT34-51")
    return house


def rebuilt(house: House) -> dict[str, Rows]:
    rebuild(house, declared(house))
    return dump(house)


def test_a_rebuilt_warehouse_equals_the_old_one(house: House) -> None:
    before = dump(house)
    assert len(before["warehouse.decision"]) == 6
    assert rebuilt(house) == before
    assert rebuilt(house) == before


def test_what_was_lost_or_damaged_is_made_again(house: House) -> None:
    before = dump(house)
    house.warehouse.unlink()
    shutil.rmtree(house.raw)
    assert rebuilt(house) == before
    house.warehouse.write_bytes(b"no database" * 1000)
    assert rebuilt(house) == before
    assert [path.name for path in house.data.glob("warehouse*")] == ["warehouse.duckdb"]


def test_nothing_but_the_warehouse_is_touched(house: House) -> None:
    def others() -> dict[Path, tuple[int, bytes]]:
        files = (path for path in house.data.rglob("*") if path.is_file())
        return {
            path: (path.stat().st_mtime_ns, path.read_bytes())
            for path in files
            if path != house.warehouse
        }

    before = others()
    rebuild(house, declared(house))
    assert others() == before


def test_a_rebuild_that_fails_leaves_the_old_warehouse(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(house)
    with monkeypatch.context() as patch:
        patch.setattr("tonghop.rebuilding.build", lambda con: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rebuild(house, declared(house))
    assert dump(house) == before
    assert rebuilt(house) == before


@pytest.mark.parametrize("harm", ["changed", "removed"])
def test_a_damaged_archive_is_named_and_nothing_is_replaced(
    house: House, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = house.warehouse.read_bytes()
    victim = max(path for path in house.archive.glob("*") if path.is_file())
    if harm == "changed":
        victim.write_bytes(victim.read_bytes()[:-1] + b"?")
    else:
        victim.unlink()
    with pytest.raises(ArchiveDamagedError, match=f"1 archived files .*{victim.name}"):
        rebuild(house, declared(house))
    assert main(["rebuild", "--data", str(house.data)]) == CRASH
    assert victim.name in capsys.readouterr().out
    assert house.warehouse.read_bytes() == before


def test_the_command_tells_what_it_made(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rebuild", "--data", str(house.data)]) == CLEAN
    assert "từ 5 tệp đã nhận và 6 quyết định xử lý" in capsys.readouterr().out
    assert main(["rebuild", "--data", str(tmp_path / "none")]) == NOTHING_TO_DO


@settings(
    max_examples=int(os.environ.get("HISTORIES", "2")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_was_decided_and_in_whatever_order_files_came_a_rebuild_is_equal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Decisions that may not be made at that moment are refused, and so change nothing."""
    house = House(tmp_path_factory.mktemp("history") / "data")
    files = arrivals()
    every: list[str | int | Decision] = [*files, *DECISIONS, 1, 2]
    steps = data.draw(st.permutations(every))
    made = 0
    for step in steps:
        if isinstance(step, str):
            arrive(house, {step: files[step]})
            continue
        try:
            if isinstance(step, int):
                rule(house, "revoke", revokes=step)
            else:
                rule(house, step[0], step[1], **step[2])
            made += 1
        except (CannotDecideError, DecisionMisfitError):
            continue
    before = dump(house)
    assert len(before["warehouse.decision"]) == made
    assert rebuilt(house) == before
    other = House(house.data.with_name("at-once"))
    shutil.copytree(house.archive, other.archive)
    if house.decisions.exists():
        shutil.copytree(house.decisions, other.decisions)
    shutil.copy(house.owner, other.owner)
    other.raw.mkdir()
    ingest(other, declared(other), workers=1)
    assert recorded(other) == {k: v for k, v in before.items() if not k.startswith("marts.")}
