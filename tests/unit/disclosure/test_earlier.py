"""Whoever holds several outside editions subtracts one from the other: nothing small comes out."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from schemas.declarations import Declarations
from tests.unit.disclosure.history import (
    CORRECTED,
    CORRECTING,
    EDITIONS,
    LAST,
    LATE,
    LINES,
    OF_LAST_YEAR,
    TARDY,
    Outsider,
    declarations,
    lay_internal,
    publish,
)
from tests.unit.publish.small_edition import Report, edition_of, trimmed
from tonghop.cli.main import CRASH, main
from tonghop.disclosure import publishing
from tonghop.disclosure.earlier import UnknownEarlierError, earlier_editions
from tonghop.disclosure.publication import NATION, Figure, Place, read_publication
from tonghop.disclosure.publishing import AlreadyTellingError, publish_outside
from tonghop.house import House

NEXT = "2026-H1/02"


@pytest.fixture(scope="module")
def known() -> Declarations:
    return declarations()


@pytest.fixture(scope="module")
def house(known: Declarations, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Internal editions alone; no documents are written of outside ones, whose tables count."""
    marts = tmp_path_factory.mktemp("marts")
    for name in EDITIONS:
        lay_internal(marts, known, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "_write_documents", lambda *given: None)
        yield marts


@pytest.fixture(scope="module")
def joint(house: Path, known: Declarations, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(house, known, tmp_path_factory.mktemp("joint") / "marts", alone=False)


@pytest.fixture(scope="module")
def careless(house: Path, known: Declarations, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each edition protected by itself."""
    return published(house, known, tmp_path_factory.mktemp("careless") / "marts", alone=True)


def published(house: Path, known: Declarations, marts: Path, *, alone: bool) -> Path:
    shutil.copytree(house, marts)
    for name in EDITIONS:
        publish(marts, known, name, alone=alone)
    return marts


def found_out(marts: Path, line: str) -> set[str]:
    return Outsider([marts / "gui-ngoai" / name for name in EDITIONS], line).finds_out()


@pytest.mark.parametrize("line", LINES)
def test_nothing_small_follows_from_the_difference_of_two_editions(joint: Path, line: str) -> None:
    assert found_out(joint, line) == set()


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        (LATE, f"2026-H1/02 2026-H1 {TARDY}.tong"),
        (CORRECTED, f"2026-H1/02 2026-H1 {CORRECTING}.tong"),
        (OF_LAST_YEAR, f"2026-H1/01 2025-H1 {LAST}.tong"),
    ],
)
def test_editions_protected_by_themselves_give_small_figures_away(
    careless: Path, line: str, figure: str
) -> None:
    assert figure in found_out(careless, line)


def test_what_was_told_stays_told_and_no_more_is_kept_back_than_changed(joint: Path) -> None:
    """National totals of reports that nobody changed are printed in every edition."""
    for name in ("2025-H1/01", "2026-H1/01"):
        told = Outsider([joint / "gui-ngoai" / name], LATE).known
        assert told[f"{name} {name[:7]} all.tong"] == 45
    then = Outsider([joint / "gui-ngoai" / NEXT], OF_LAST_YEAR).known
    assert then[f"{NEXT} 2026-H1 all.tong"] == 45
    late = Outsider([joint / "gui-ngoai" / NEXT], LATE).known
    assert late[f"{NEXT} 2026-H1 all.tong"] is None
    assert late[f"{NEXT} 2026-H1 ministry_hospital.tong"] is None
    assert late[f"{NEXT} 2025-H1 all.tong"] == 45


def test_what_earlier_editions_give_away_together_refuses_the_next(
    house: Path, careless: Path, known: Declarations, tmp_path: Path
) -> None:
    """Two editions protected by themselves are out: nothing that is kept back now helps."""
    marts = shutil.copytree(careless, tmp_path / "marts")
    shutil.copytree(marts / NEXT, marts / "2026-H1/03")
    with pytest.raises(AlreadyTellingError) as caught:
        publish_outside(House(tmp_path), known, known.period("2026-H1"))
    assert caught.value.lines == [
        ("2025-H1", OF_LAST_YEAR), ("2026-H1", CORRECTED), ("2026-H1", LATE)
    ]  # fmt: skip
    assert caught.value.editions == list(EDITIONS)
    assert not (marts / "gui-ngoai/2026-H1/03").exists()


def test_a_small_figure_that_is_out_already_is_kept_back_but_refuses_nothing(
    house: Path, known: Declarations, tmp_path: Path
) -> None:
    """Without any limit an edition told everything; then limits are set."""
    marts = shutil.copytree(house, tmp_path / "marts")
    publish(marts, replace(known, disclosure_limits=()), "2026-H1/01")
    publish(marts, known, NEXT)
    lax, strict = (Outsider([marts / "gui-ngoai" / n], OF_LAST_YEAR) for n in ("2026-H1/01", NEXT))
    assert lax.known[f"2026-H1/01 2025-H1 {LAST}.tong"] == 1
    assert strict.known[f"{NEXT} 2025-H1 {LAST}.tong"] is None
    assert strict.known[f"{NEXT} 2025-H1 all.tong"] == 46
    late = Outsider([marts / "gui-ngoai" / n for n in ("2026-H1/01", NEXT)], LATE)
    assert late.finds_out() == set()


def test_without_the_internal_edition_of_an_earlier_one_nothing_is_published(
    joint: Path, known: Declarations, tmp_path: Path
) -> None:
    marts = shutil.copytree(joint, tmp_path / "marts")
    shutil.rmtree(marts / "gui-ngoai" / NEXT)
    shutil.rmtree(marts / "2026-H1/01")
    with pytest.raises(UnknownEarlierError, match="2026-H1/01"):
        publish_outside(House(tmp_path), known, known.period("2026-H1"))
    assert not (marts / "gui-ngoai" / NEXT).exists()


def test_an_edition_whose_tables_do_not_say_what_was_kept_back_is_not_guessed(
    joint: Path, known: Declarations, tmp_path: Path
) -> None:
    marts = shutil.copytree(joint, tmp_path / "marts")
    with duckdb.connect(marts / "gui-ngoai/2025-H1/01/tonghop.duckdb") as con:
        con.execute("drop table unit_kind_summary")
    with pytest.raises(UnknownEarlierError, match="2025-H1/01"):
        publish(marts, known, "2026-H1/02", folder=tmp_path / "new")


def test_editions_of_other_periods_do_not_matter(joint: Path, known: Declarations) -> None:
    def names(period: str) -> list[str]:
        found = earlier_editions(joint, known.period(period))
        return [f"{path.parent.name}/{path.name}" for path in found]

    assert names("2026-Y") == []
    assert names("2024-H1") == ["2025-H1/01"]
    assert names("2026-H1") == ["2025-H1/01", "2026-H1/01", NEXT]
    assert names("2027-H1") == ["2026-H1/01", NEXT]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UnknownEarlierError("2026-H1/01"), "không xác định được bản đã gửi ngoài “2026-H1/01”"),
        (
            AlreadyTellingError([Figure("2026-H1", "C13.nu", frozenset())], []),
            "thuộc chỉ tiêu C13 (kỳ 2026-H1)",
        ),
    ],
)
def test_a_refusal_is_told_in_words(
    error: Exception,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*given: object) -> None:
        raise error

    monkeypatch.setattr(publishing, "publish_outside", refuse)
    wanted = ["publish", "--period", "2026-H1", "--audience", "gui-ngoai", "--data", str(tmp_path)]
    assert main(wanted) == CRASH
    assert told in capsys.readouterr().err


def test_like_for_like_before_a_merger_is_of_the_departments_of_then() -> None:
    """Quảng Ngãi of today is two departments of 2025-H1, of which one reported in 2024-H1."""
    known = replace(trimmed(("C13",), ("BYT", "SYT63-51", "SYT63-62", "SYT34-51")), rules=())
    reports = [
        Report(unit, period, f"{period[:4]}-06-15 08:00+07", {"C13.tong": 7})
        for period, unit in (
            ("2024-H1", "SYT63-51"),
            ("2025-H1", "SYT63-51"),
            ("2025-H1", "SYT63-62"),
        )
    ]
    with edition_of(known, reports) as con:
        found = read_publication(con, known, known.period("2025-H1"))
    assert found.places[Place(NATION, "", "C13.tong", "value_like")].units == {"SYT63-51"}
