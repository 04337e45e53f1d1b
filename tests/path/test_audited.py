"""Every command that changes a house or takes data out of it is recorded, before and after."""

import argparse
import hashlib
import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build import read_here
from tests.path.deciding import VICTIMS, arrive, declared, report, rule
from tonghop.audit.log import ASKED, BEGAN, ENDED, AuditRecord, read_audit
from tonghop.cli.audited import CHANGES, EXPORTS, LEAVES, NOTHING, READS
from tonghop.cli.main import CLEAN, COMMANDS, CRASH, MISUSE, NOTHING_TO_DO, main
from tonghop.house import House
from tonghop.pipeline import build_marts
from tonghop.publish.edition import publish_period
from tonghop.publish.editions import newest_edition

PERIOD, FIGURE = "2026-H1", "2026-H1:D03.vu"
NEEDED = {
    "template": ["--period", PERIOD, "--all"],
    "check": ["bao-cao.xlsx"],
    "publish": ["--period", PERIOD],
    "run": ["--period", PERIOD],
    "remind": ["--period", PERIOD],
    "compare": ["--period", PERIOD],
    "decide": ["exclude", "x.xlsx", "--why", "Đơn vị đề nghị"],
    "trace": [FIGURE],
    "diff": [PERIOD],
    "sql": ["select 1"],
}
"""What each command needs to be given, beside the data folder; the others need nothing."""
NAMES = {command.name for command in COMMANDS}
LOOKING = {
    "status": ["--period", PERIOD],
    "compare": ["--period", PERIOD],
    "decide": ["list"],
    "verify": [],
    "audit": [],
    "sql": ["select count(*) from figure_cell"],
    "trace": [FIGURE],
    "docs": ["--check"],
}
"""Commands as they are given when they are to change and export nothing."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with a report, a decision and an edition without documents, and no audit log yet."""
    house = House(tmp_path_factory.mktemp("published") / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        patch.setattr("tonghop.pipeline.give_back", lambda *_: ())
        patch.setattr("tonghop.publish.edition.write_documents", lambda *_: None)
        arrive(house, {"2026-06-08/quang-ngai.xlsx": report(VICTIMS)})
        rule(house, "correct", "quang-ngai.xlsx", cell="D03.vu", old_value="5", new_value="6")
        build_marts(house)
        publish_period(house, declared(house), declared(house).period(PERIOD))
    return house


@pytest.fixture
def house(published: House, tmp_path: Path) -> House:
    shutil.copytree(published.data, tmp_path / "data")
    return House(tmp_path / "data")


def files(house: House) -> dict[str, str]:
    """Return every file of a house but its audit log, by content."""
    return {
        path.relative_to(house.data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in house.data.rglob("*")
        if path.is_file() and house.audit not in path.parents
    }


def stages(house: House) -> list[tuple[str, str]]:
    return [(record.command, record.stage) for record in read_audit(house.audit)]


def last(house: House) -> AuditRecord:
    return read_audit(house.audit)[-1]


def test_every_command_says_what_it_leaves() -> None:
    assert LEAVES.keys() >= NAMES
    looking = {name for name in NAMES if LEAVES[name].what in (READS, NOTHING)}
    assert looking <= LOOKING.keys()


def leaving() -> Iterator[tuple[str, str]]:
    """Yield each command that changes or exports, with the argument that says where to."""
    for command in COMMANDS:
        leaves = LEAVES[command.name]
        if leaves.what in (CHANGES, EXPORTS):
            yield command.name, leaves.target


@pytest.mark.parametrize(("name", "target"), [*leaving()])
def test_what_changes_or_exports_is_recorded_before_and_after(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, target: str
) -> None:
    """With a work of its own that writes a file in the house, or where the arguments say."""
    written = tmp_path / "out" / "o.csv" if target else house.returned / PERIOD / "o.xlsx"
    seen: list[list[tuple[str, str]]] = []

    def work(chosen: argparse.Namespace) -> int:
        seen.append(stages(house))
        written.parent.mkdir(parents=True)
        written.write_bytes(b"data")
        return CLEAN

    add = _declaring(name)
    module = next(command.module for command in COMMANDS if command.name == name)

    def with_own_work(parser: argparse.ArgumentParser, called: str) -> None:
        add(parser, called)
        for each in (parser, *_below(parser)):
            each.set_defaults(run=work)

    monkeypatch.setattr(f"tonghop.cli.{module}.add_arguments", with_own_work)
    given = [
        *NEEDED.get(name, []),
        *([f"--{'return' if name == 'check' else target}"] if target else []),
    ]
    given += (
        [str(written.parent if name in ("template", "check", "remind") else written)]
        if target
        else []
    )
    assert main([name, *given, "--data", str(house.data)]) == CLEAN
    assert seen == [[(name, BEGAN)]]
    assert stages(house) == [(name, BEGAN), (name, ENDED)]
    assert last(house).told["files"] == {
        "count": 1, "bytes": 4, "sha256": hashlib.sha256(b"data").hexdigest(),
    }  # fmt: skip


def _declaring(name: str):  # type: ignore[no-untyped-def]
    module = next(command.module for command in COMMANDS if command.name == name)
    return importlib.import_module(f"tonghop.cli.{module}").add_arguments


def _below(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parsers of the kinds of a command, such as ``decide accept``."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from set(action.choices.values())


@pytest.mark.parametrize(
    ("name", "given"), [(name, given) for name, given in LOOKING.items() if name in NAMES]
)
def test_what_is_said_to_look_only_leaves_nothing_but_a_note(
    house: House, name: str, given: list[str]
) -> None:
    before = files(house)
    assert main([name, *given, "--data", str(house.data)]) not in (CRASH, MISUSE)
    assert {k: v for k, v in files(house).items() if k != "warehouse.duckdb"} == {
        k: v for k, v in before.items() if k != "warehouse.duckdb"
    }
    noted = stages(house) if house.audit.exists() else []
    assert noted == ([] if name in ("status", "docs") else [(name, ASKED)])


def test_an_export_is_told_by_sums_and_never_by_words(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "select 'Nguyễn Văn An' as person, count(*) as n from figure_cell"
    target = tmp_path / "ong-nguyen-van-an.csv"
    assert main(["sql", query, "-o", str(target), "--data", str(house.data)]) == CLEAN
    assert last(house).told["files"]["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    began = read_audit(house.audit)[0]
    assert began.told["query_sha256"] == hashlib.sha256(query.encode()).hexdigest()
    kept = "".join(path.read_text(encoding="utf-8") for path in house.audit.glob("*.json"))
    assert not any(word in kept for word in ("Nguy", "nguyen", "figure_cell", "select", "csv"))
    capsys.readouterr()
    assert main(["audit", "--command", "sql", "--data", str(house.data)]) == CLEAN
    assert "sql: câu lệnh có sha256" in (told := capsys.readouterr().out)
    assert f"ghi 1 tệp, {target.stat().st_size} byte" in told


def test_a_publication_and_a_refusal_are_told_with_what_came_of_them(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tonghop.publish.edition.write_documents", lambda *_: None)
    publish = ["publish", "--period", PERIOD, "--data", str(house.data)]
    assert main(publish) == NOTHING_TO_DO
    shutil.rmtree(house.marts)
    assert main(publish) == CLEAN
    edition = newest_edition(house.marts)
    assert edition
    manifest = hashlib.sha256((edition / "manifest.json").read_bytes()).hexdigest()
    assert last(house).told["published"] == {f"{PERIOD}/{edition.name}": manifest}
    assert main(["publish", "--period", "2024-H1", "--data", str(house.data)]) == MISUSE
    assert last(house).told["failed"] == "Misuse"
    capsys.readouterr()
    assert main(["audit", "--period", PERIOD, "--data", str(house.data)]) == CLEAN
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith(
        "publish: kỳ 2026-H1; phạm vi noi-bo; tổng hợp tại BYT; không có gì để làm."
    )
    assert f"xong; bản {PERIOD}/{edition.name}, bản kê {manifest[:12]}." in second


def test_what_nobody_recorded_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was there before the log began is its first record's; later only what was run counts."""
    verify = ["audit", "--verify", "--data", str(house.data)]
    main(["sql", "select 1", "--data", str(house.data)])
    assert main(verify) == CLEAN
    monkeypatch.setattr("tonghop.publish.edition.write_documents", lambda *_: None)
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    rule(house, "exclude", "quang-ngai.xlsx")
    build_marts(house)
    publish_period(house, declared(house), declared(house).period(PERIOD))
    capsys.readouterr()
    assert main(verify) == 10
    assert capsys.readouterr().out.splitlines() == [
        "Số quyết định xử lý theo nhật ký và thực có không khớp: 1, 2.",
        f"Bản tổng hợp {PERIOD}/02 không được bản ghi nào nói đến.",
    ]


def test_where_nothing_can_be_recorded_looking_goes_on_and_nothing_is_changed_or_exported(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house.audit.write_text("no folder", encoding="utf-8")
    before = files(house)
    target = tmp_path / "o.csv"
    data = ["--data", str(house.data)]
    assert main(["sql", "select 1", *data]) == CLEAN
    assert "không ghi được nhật ký sử dụng" in capsys.readouterr().err
    for words in (["sql", "select 1", "-o", str(target)], ["build"], ["rebuild"]):
        assert main([*words, *data]) == CRASH
        assert "nên không chạy lệnh" in capsys.readouterr().err
    assert not target.exists()
    assert files(house) == before


def test_an_end_that_cannot_be_recorded_takes_nothing_back(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(chosen: argparse.Namespace) -> int:
        shutil.rmtree(house.audit)
        house.audit.write_text("full", encoding="utf-8")
        return NOTHING_TO_DO

    monkeypatch.setattr("tonghop.cli.steps.build", work)
    assert main(["build", "--data", str(house.data)]) == NOTHING_TO_DO
    assert "không ghi được nhật ký sử dụng" in capsys.readouterr().err


def test_a_house_that_a_command_makes_is_recorded_as_soon_as_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path / "new")
    assert main(["publish", "--period", PERIOD, "--data", str(house.data)]) == MISUSE
    assert not house.data.exists()

    def work(chosen: argparse.Namespace) -> int:
        house.raw.mkdir(parents=True)
        return CLEAN

    monkeypatch.setattr("tonghop.cli.demo.run", work)
    assert main(["demo", "--data", str(house.data)]) == CLEAN
    assert stages(house) == [("demo", ENDED)]
