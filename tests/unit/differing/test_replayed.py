"""On random histories every change sums exactly, and is put down to what a replay puts it down to."""

# ruff: noqa: E501

import itertools
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.derivations import asked, served
from tests.unit.differing.replaying import CAUSES, PERIODS, File, Ruling, Story, replayed, stories
from tests.unit.differing.sealing import seal_edition
from tests.warehouses import copy_laid_out
from tonghop.differing import difference


def record(con: duckdb.DuckDBPyConnection, told: Sequence[Story], *, later: bool) -> None:
    """Record what the earlier edition is made of or, after that, what the later one is made of."""
    if later:
        _read_again(con, told)
    _owe(con, [story for story in told if (story.owed_after if later else story.owed_before)])
    for story in told:
        for number, file in enumerate(story.files):
            if file.is_after == later:
                _receive(con, story, number, file)
        for ruling in story.rulings:
            if ruling.is_after == later:
                _decide(con, ruling, ruling.number)
    if later:
        _revoke(con, [ruling for story in told for ruling in story.rulings if ruling.revoked_by])


def _owe(con: duckdb.DuckDBPyConnection, owing: Sequence[Story]) -> None:
    con.execute(
        "delete from reference.expected_report where period in $periods", {"periods": PERIODS}
    )
    for period in PERIODS:
        asked(
            con,
            period.removeprefix("2024-"),
            " ".join(story.unit for story in owing if story.period == period),
        )


def _revoke(con: duckdb.DuckDBPyConnection, rulings: Sequence[Ruling]) -> None:
    for ruling in rulings:
        con.execute(
            "insert into warehouse.decision by name select ? as number, 'revoke' as kind, ? as revokes",
            [ruling.revoked_by, ruling.number],
        )


def _receive(con: duckdb.DuckDBPyConnection, story: Story, number: int, file: File) -> None:
    known = [file.sha256, f"2024-07-{number + 1:02d} 09:00+07"]
    con.execute(
        "insert into warehouse.receipt by name select ? as sha256, cast(? as timestamptz) as received_at",
        known,
    )
    con.execute(
        "insert into warehouse.submission by name select ? as sha256, cast(? as timestamptz) as received_at, ? as unit_code, ? as period, ? as status",
        [*known, story.unit, story.period, "accepted" if file.is_good else "rejected"],
    )
    con.execute(
        "insert into warehouse.narrative by name select ? as sha256, 'KQ' as section_code, ? as text",
        [file.sha256] * 2,
    )
    if not file.is_good:
        con.execute(
            "insert into warehouse.issue by name select ? as sha256, 1 as issue_number, 'negative' as code, 'reject_line' as severity",
            [file.sha256],
        )
    for cell, value in file.values.items():
        con.execute(
            "insert into warehouse.value by name select ? as sha256, 'PCTP2' as form_code, ? as line_code, 'vu' as measure, cast(? as decimal(20, 2)) as value, 'number' as state",
            [file.sha256, cell.removesuffix(".vu"), value],
        )


def _decide(con: duckdb.DuckDBPyConnection, ruling: Ruling, number: int) -> None:
    is_correction = ruling.kind == "correct"
    con.execute(
        "insert into warehouse.decision by name select ? as number, ? as kind, ? as sha256, ? as line_code, ? as measure, ? as new_state, cast(? as decimal(20, 2)) as new_value",
        [number, ruling.kind, ruling.sha256, ruling.cell.removesuffix(".vu") or None, "vu" if is_correction else None,
         "number" if is_correction else None, ruling.value if is_correction else None],
    )  # fmt: skip


def _read_again(con: duckdb.DuckDBPyConnection, told: Sequence[Story]) -> None:
    for file in (file for story in told for file in story.files):
        for cell, value in file.read_again.items():
            if value != file.values[cell]:
                con.execute(
                    "update warehouse.value set value = ? where sha256 = ? and line_code = ?",
                    [value, file.sha256, cell.removesuffix(".vu")],
                )
        if file.is_good_later and not file.is_good:
            con.execute(
                "update warehouse.submission set status = 'accepted' where sha256 = ?",
                [file.sha256],
            )
            con.execute("delete from warehouse.issue where sha256 = ?", [file.sha256])


def differences(
    marts: Path, told: Sequence[Story]
) -> dict[str, tuple[Decimal | None, Decimal | None, dict[str, Decimal]]]:
    """Seal both editions and return each figure's values and the part of each cause."""
    with duckdb.connect() as con:
        copy_laid_out(con)
        served(con)
        record(con, told, later=False)
        earlier = seal_edition(con, marts, "2024-H1", 1)
        record(con, told, later=True)
        later = seal_edition(con, marts, "2024-H1", 2)
    with difference(earlier, later) as found:
        rows = found.con.execute(
            f"select period || ':' || line_code || '.' || measure || if(unit_code = '', '', '@' || unit_code), value_earlier, value_later, {', '.join(CAUSES)} from change where basis <> 'current'"
        ).fetchall()
        assert found.con.execute(
            "select count(*) from change where moved <> boundaries + declarations + late_reports + resubmissions + decisions"
        ).fetchall() == [(0,)]
    return {
        name: (old, new, dict(zip(CAUSES, parts, strict=True))) for name, old, new, *parts in rows
    }


@pytest.mark.parametrize("seed", range(2))
def test_what_a_change_is_put_down_to_is_what_a_replay_shows(tmp_path: Path, seed: int) -> None:
    told = stories(seed)
    worlds = replayed(told)
    found = differences(tmp_path, told)
    wrong = {}
    for name, (old, new, parts) in found.items():
        values = [world.get(name) for world in worlds]
        steps = [
            (after or Decimal(0)) - (before or Decimal(0))
            for before, after in itertools.pairwise(values)
        ]
        expected = (values[0], values[-1], dict(zip(CAUSES, steps, strict=True)))
        if expected != (old, new, parts):
            wrong[name] = (expected, (old, new, parts))
    assert not wrong, f"{len(wrong)} of {len(found)}: {dict(list(wrong.items())[:5])}"
    assert all(any(parts[cause] for _, _, parts in found.values()) for cause in CAUSES)
