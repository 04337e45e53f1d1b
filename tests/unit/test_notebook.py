"""The analyst's notebook runs from its first cell to its last, on an edition and without one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.unit.publish.small_edition import Report, edition_of, trimmed
from tonghop.publish.editions import DATABASE, MANIFEST

REPORTS = (
    Report("SYT34-51", "2026-H1", "2026-06-10", {"D03.vu": 5}),
    Report("SYT34-01", "2026-H1", "2026-06-10", {"D03.vu": 1200}),
)


def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Mapping[str, Any]]:
    """Run every cell and return all that they show and define."""
    monkeypatch.setenv("TONGHOP_DATA", str(data))
    from notebooks.tra_cuu import app

    outputs, defined = app.run()
    return "".join(output.text for output in outputs if output is not None), defined


def publish(edition: Path) -> None:
    """Write a tiny edition: its database and its manifest."""
    edition.mkdir(parents=True)
    with edition_of(trimmed(["D03"], ["SYT34-51", "SYT34-01"]), REPORTS) as con:
        con.execute(f"attach '{edition / DATABASE}' as edition")
        copied = "select table_name from duckdb_tables() where schema_name = 'main'"
        for (name,) in con.execute(copied).fetchall():
            con.execute(f"create table edition.{name} as from main.{name}")
        con.execute("detach edition")
    manifest = {"period": "2026-H1", "cut_off": "2026-06-14", "illustrative": True}
    (edition / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def test_it_shows_the_newest_edition_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "marts" / "2026-H1" / "01")
    before = files(tmp_path)

    shown, defined = run(tmp_path, monkeypatch)

    assert "14/06/2026" in shown
    assert "SỐ LIỆU MINH HỌA" in shown
    national = {row["Mã con số"]: row["Số liệu"] for row in defined["national"].to_pylist()}
    assert national["2026-H1:D03.vu"] == 1205
    assert [(row["unit_name"], row["value"]) for row in defined["by_unit"]] == [
        ("Sở Y tế thành phố Hà Nội", 1200),
        ("Sở Y tế tỉnh Quảng Ngãi", 5),
    ]
    assert defined["answer"].to_pylist() == [{"status": "on_time", "units": 2}]
    assert files(tmp_path) == before


def test_a_query_can_neither_write_nor_reach_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path / "marts" / "2026-H1" / "01")
    ask = run(tmp_path, monkeypatch)[1]["ask"]

    for question in ("delete from national_summary", f"from read_text('{Path(__file__)}')"):
        with pytest.raises(duckdb.Error):
            ask(question)


def test_without_an_edition_it_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, _ = run(tmp_path, monkeypatch)

    assert "Chưa có bản tổng hợp nào" in shown


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
