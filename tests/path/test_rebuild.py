"""The warehouse is made again, table for table, from archive, receipts, decisions, declarations."""

import shutil
from pathlib import Path

import pytest

from tests.build import read_here
from tests.path.deciding import HELD, Rows, arrivals, arrive, declared, dump, recorded, rule
from tonghop.cli.main import CLEAN, CRASH, NOTHING_TO_DO, main
from tonghop.decisions.refusing import CannotDecideError
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


def here(patch: pytest.MonkeyPatch) -> None:
    """Read in this process, which is faster than to start others, and return nothing to units."""
    for module in ("pipeline", "rebuilding"):
        patch.setattr(f"tonghop.{module}.read_workbooks", read_here)
    patch.setattr("tonghop.pipeline.give_back", lambda *_: ())


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    here(monkeypatch)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house in which everything has arrived and most kinds of decision were made."""
    house = House(tmp_path_factory.mktemp("decided") / "data")
    with pytest.MonkeyPatch.context() as patch:
        here(patch)
        arrive(house, arrivals())
        for kind, file, fields in (DECISIONS[0], DECISIONS[3], DECISIONS[5]):
            rule(house, kind, file, **fields)
        rule(house, "exclude", "quang-ngai.xlsx")
        rule(house, "revoke", revokes=4)
        rule(house, "alias", alias="SYT Q. Ngãi", unit_code="SYT34-51")
    return house


@pytest.fixture(scope="module")
def before(decided: House) -> dict[str, Rows]:
    """What the warehouse of that house holds, with its marts."""
    return dump(decided)


@pytest.fixture
def house(decided: House, before: dict[str, Rows], tmp_path: Path) -> House:
    """A copy of that house."""
    shutil.copytree(decided.data, tmp_path / "data")
    return House(tmp_path / "data")


def rebuilt(house: House) -> dict[str, Rows]:
    """Rebuild, and return what is there then: the marts are those that rebuilding has built."""
    rebuild(house, declared(house))
    return recorded(house)


def test_a_rebuilt_warehouse_equals_the_old_one(house: House, before: dict[str, Rows]) -> None:
    assert len(before["warehouse.decision"]) == 6
    assert rebuilt(house) == before
    assert rebuilt(house) == before


def test_what_was_lost_or_damaged_is_made_again(house: House, before: dict[str, Rows]) -> None:
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
    house: House, before: dict[str, Rows], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tonghop.rebuilding.build", lambda con: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rebuild(house, declared(house))
    assert recorded(house) == before
    assert rebuilt(house) == before


@pytest.mark.parametrize("harm", ["changed", "removed"])
def test_a_damaged_archive_is_named_and_nothing_is_replaced(
    house: House, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    old = house.warehouse.read_bytes()
    victim = max(path for path in house.archive.glob("*") if path.is_file())
    if harm == "changed":
        victim.write_bytes(victim.read_bytes()[:-1] + b"?")
    else:
        victim.unlink()
    with pytest.raises(ArchiveDamagedError, match=f"1 archived files .*{victim.name}"):
        rebuild(house, declared(house))
    assert main(["rebuild", "--data", str(house.data)]) == CRASH
    assert victim.name in capsys.readouterr().out
    assert house.warehouse.read_bytes() == old


def test_the_command_tells_what_it_made(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rebuild", "--data", str(house.data)]) == CLEAN
    assert "từ 5 tệp đã nhận và 6 quyết định xử lý" in capsys.readouterr().out
    assert main(["rebuild", "--data", str(tmp_path / "none")]) == NOTHING_TO_DO


def test_whatever_was_decided_between_arrivals_a_rebuild_and_an_ingest_at_once_are_equal(
    tmp_path: Path,
) -> None:
    """Each decision is made as soon as it may be. The histories do so in any order."""
    house, files = House(tmp_path / "data"), arrivals()
    waiting = [*DECISIONS]
    for name in sorted(files, reverse=True):
        arrive(house, {name: files[name]})
        waiting = [each for each in waiting if not is_made(house, each)]
    assert [kind for kind, *_ in waiting] == ["disown"]
    rule(house, "revoke", revokes=1)
    before = dump(house)
    assert len(before["warehouse.decision"]) == len(DECISIONS)
    assert rebuilt(house) == before
    other = House(tmp_path / "at-once")
    shutil.copytree(house.archive, other.archive)
    shutil.copytree(house.decisions, other.decisions)
    shutil.copy(house.owner, other.owner)
    other.raw.mkdir()
    ingest(other, declared(other), workers=1)
    assert recorded(other) == {k: v for k, v in before.items() if not k.startswith("marts.")}


def is_made(house: House, decision: Decision) -> bool:
    """Make a decision, unless it may not be made yet."""
    kind, file, fields = decision
    try:
        rule(house, kind, file, **fields)
    except CannotDecideError:
        return False
    return True
