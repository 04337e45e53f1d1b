"""The nation's figures are the same with or without a Sở between, whatever facilities report."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.directives import DueDate, Reporter
from tests.build import complete, content, read_here
from tests.facilities import DEPARTMENT, OFFICE, PERIOD, facility, with_facilities
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.publish.heading import Heading
from tonghop.publish.submission import write_submission
from tonghop.warehouse import open_warehouse

UNITS = (OFFICE, facility(1), facility(2))
DIRECTIVE = "CV5343-2025"
Report = dict[str, object]

UNCOUNTED = st.sampled_from([None, "-", "x", "không phát sinh", 0])
COUNTS = st.integers(1, 9_999)
MONEY = st.integers(1, 300_000_000_000_000)
MILLIGRAMS = st.integers(1, 10**13).map(lambda hundredths: Decimal(hundredths) / 100)


def a_cell(numbers: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return UNCOUNTED | numbers


@st.composite
def denunciations(draw: st.DrawFn) -> Report:
    """Both parts of a ratio, or neither: blank, none, not collected, or numbers that agree."""
    if draw(st.booleans()):
        mark = draw(UNCOUNTED)
        cells = ("D14", "D14a", "D14b", "D14c", "D15a")
        return {f"{line}.so_luong": mark for line in cells}
    parts = [draw(st.integers(0, 500)) for _ in range(3)]
    passed_on = draw(st.integers(0, sum(parts)))
    numbers = [sum(parts), *parts, passed_on]
    cells = ("D14", "D14a", "D14b", "D14c", "D15a")
    return {f"{line}.so_luong": number for line, number in zip(cells, numbers, strict=True)}


@st.composite
def crimes(draw: st.DrawFn) -> Report:
    """A total and its parts, of which all but one are nothing."""
    lines = ("D01", "D04", "D05", "D06", "D07", "D08a", "D08b", "D08c", "D08d", "D00a")
    number = draw(a_cell(COUNTS))
    rest = "-" if isinstance(number, int) else number
    return {"D00.vu": number, "D03.vu": number, **{f"{line}.vu": rest for line in lines}}


@st.composite
def methadone(draw: st.DrawFn) -> Report:
    """A balance with decimals, or nothing at all."""
    if draw(st.booleans()):
        mark = draw(UNCOUNTED)
        return {f"F01{letter}.khoi_luong": mark for letter in "abcdefg"}
    old, new = draw(MILLIGRAMS), draw(MILLIGRAMS)
    balance = (old, new, old + new, old, 0, 0, new)
    return {f"F01{x}.khoi_luong": n for x, n in zip("abcdefg", balance, strict=True)}


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """What one unit enters."""
    wishes = draw(st.integers(0, 50) | st.none())
    entered: Report = {
        "A01.tong": draw(st.sampled_from(["Có", "Không", None])),
        "A03.tong": draw(a_cell(COUNTS)),
        "A10a.tong": draw(a_cell(MONEY)),
        "D16.so_luong": draw(a_cell(COUNTS)),
        "F02a.so_luong": draw(a_cell(COUNTS)),
        "C18a.tong": wishes,
        "C18b.tong": wishes if wishes is None else draw(st.integers(0, wishes)),
        **draw(crimes()),
        **draw(denunciations()),
        **draw(methadone()),
    }
    return {code: entry for code, entry in entered.items() if entry is not None}


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)


def few(declarations: Declarations) -> Declarations:
    """Return declarations of a nation of this Sở alone: others, who report nothing, add nothing."""
    units, kept = declarations.units, {NATIONAL_RECIPIENT, DEPARTMENT, *UNITS}
    return replace(
        declarations,
        digest=f"{declarations.digest}, few",
        units=replace(units, units=tuple(u for u in units.units if u.unit_code in kept)),
    )


def directly(declarations: Declarations) -> Declarations:
    """Return declarations in which the Sở is left out and those below it report to the ministry."""
    kinds = ("facility", "department_office")
    units, directives = declarations.units, declarations.directives
    return replace(
        declarations,
        digest=f"{declarations.digest}, directly",
        units=replace(
            units,
            units=tuple(
                replace(unit, reports_to=NATIONAL_RECIPIENT) if unit.kind in kinds else unit
                for unit in units.units
                if unit.unit_code != DEPARTMENT
            ),
        ),
        directives=replace(
            directives,
            reporters=(
                *directives.reporters,
                *(Reporter(DIRECTIVE, kind, NATIONAL_RECIPIENT, "S") for kind in kinds),
            ),
            due_dates=(
                *directives.due_dates,
                *(DueDate(DIRECTIVE, kind, "Y", "12-15", None, None, "S") for kind in kinds),
            ),
        ),
    )


def received(house: House, files: Mapping[str, bytes], declarations: Declarations) -> list[str]:
    """Ingest files and build the marts; return what became of each."""
    house.raw.mkdir(parents=True)
    for name, data in files.items():
        (house.raw / name).write_bytes(data)
    done = ingest(house, declarations)
    build_marts(house)
    return [*done.checked.submissions["status"]]


def handed_in(house: House, declarations: Declarations, path: Path) -> bytes:
    """Return the workbook in which the Sở consolidates what it received."""
    period = declarations.period(PERIOD)
    with open_warehouse(house.warehouse) as con:
        con.execute("set search_path = 'tonghop.marts,tonghop.reference'")
        assert write_submission(con, declarations, Heading(period, None, 1, False, 3, 3), path)
    return path.read_bytes()


def national(house: House) -> dict[str, Decimal | None]:
    """Return the figures that add up, and the ratios of their sums."""
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            "select line_code || '.' || measure, value from marts.national_summary "
            "where period = ? and kind <> 'yes_no'",
            [PERIOD],
        ).fetchall()
    return dict(found)


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],  # An example takes a second: a smaller one would take minutes to find.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entered=st.tuples(*(reports() for _ in UNITS)))
def test_a_department_between_changes_no_figure_of_the_nation(
    entered: tuple[Report, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = few(with_facilities(tmp_path_factory.getbasetemp() / "rows", len(UNITS) - 1))
    there = own.at(DEPARTMENT)
    files = {
        f"{unit}_{PERIOD}.xlsx": content(complete(told, unit=unit, period=PERIOD, whole=there))
        for unit, told in zip(UNITS, entered, strict=True)
        if told
    }
    with TemporaryDirectory() as scratch:
        at_the_department, with_it, without_it = (House(Path(scratch) / n) for n in "abc")
        assert set(received(at_the_department, files, there)) == {"accepted"}
        report = handed_in(at_the_department, there, Path(scratch) / f"{DEPARTMENT}_{PERIOD}.xlsx")
        assert received(with_it, {f"{DEPARTMENT}_{PERIOD}.xlsx": report}, own) == ["accepted"]
        assert set(received(without_it, files, directly(own))) == {"accepted"}
        assert national(with_it) == national(without_it)
