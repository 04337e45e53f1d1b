"""Ministry units around 01/3/2025: who owes which report, and what their figures compare with."""

from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pytest

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tests.unit.publish.small_edition import Report, edition_of, trimmed

PARTS = {"BYT-YTDP": 2, "BYT-AIDS": 3, "BYT-MT": 5}
UNITS = (*PARTS, "BYT-PB", "BYT-BTXH", "BYT-TTRB")
REPORTS = (
    *(Report(unit, "2024-H1", "2024-06-12", {"D00.vu": value}) for unit, value in PARTS.items()),
    Report("BYT-TTRB", "2024-H1", "2024-06-12", {"D00.vu": 7}),
    Report("BYT-PB", "2025-H1", "2025-06-12", {"D00.vu": 12}),
    Report("BYT-BTXH", "2025-H1", "2025-06-12", {"D00.vu": 4}),
)


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    """Three offices that became Cục Phòng bệnh, one from outside, one that left the ministry."""
    few, whole = trimmed(["D00"], UNITS), load_declarations()
    kept = tuple(s for s in whole.units.successions if s.predecessor in UNITS)
    return replace(few, units=replace(few.units, successions=kept))


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    with edition_of(declarations, REPORTS) as con:
        yield con


@pytest.mark.parametrize(
    ("period", "owing"),
    [
        ("2024-Y", {"BYT-YTDP", "BYT-AIDS", "BYT-MT", "BYT-TTRB"}),
        ("2025-H1", {"BYT-PB", "BYT-BTXH"}),
        ("2026-Y", {"BYT-PB", "BYT-BTXH"}),
    ],
)
def test_the_vintage_of_the_cut_off_owes_the_report(
    declarations: Declarations, period: str, owing: set[str]
) -> None:
    expected = declarations.expected(declarations.period(period))
    assert {each.unit.unit_code for each in expected} == owing


def test_the_past_of_a_merged_office_is_that_of_its_three_parts(
    con: duckdb.DuckDBPyConnection,
) -> None:
    restated = con.execute(
        """
        select unit_code, numerator, parts_reported, parts_expected
        from warehouse.restated_figure
        where period = '2024-H1' and line_code = 'D00' and measure = 'vu'
        order by unit_code
        """
    ).fetchall()
    assert ("BYT-PB", 10, 3, 3) in restated
    assert not any(unit == "BYT-BTXH" for unit, *_ in restated)


def test_like_is_compared_with_like_across_the_ministrys_border(
    con: duckdb.DuckDBPyConnection,
) -> None:
    compared = con.execute(
        """
        select value, value_last_year, value_like, value_last_year_like, units_like
        from national_summary where figure_id = '2025-H1:D00.vu'
        """
    ).fetchall()
    assert compared == [(16, 17, 12, 10, 1)]
