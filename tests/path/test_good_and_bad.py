"""A folder of 200 good and 60 bad workbooks gives exactly the sums of the good ones."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from tests.build import complete, content, declarations
from tests.mishaps import MISHAPS
from tests.mishaps.mishap import HELD, REFUSED, Mishap, report
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.warehouse import open_warehouse

GOOD, BAD = 200, 60
UNIT, PERIODS = "SYT34-51", {"2024-Y": "SYT63-51", "2026-H1": "SYT34-51"}
CELLS = ("A03.tong", "A07.tong", "D16.so_luong", "E07.so_luong", "E07a.so_luong", "C05b.tong")
"""Counts that no rule compares with anything."""


@dataclass(frozen=True)
class Good:
    """A good report: who, when, and the numbers of ``CELLS``."""

    unit: str
    period: str
    numbers: tuple[int, ...]


def good_reports() -> list[Good]:
    owing = [
        (expected.unit.unit_code, code)
        for code in PERIODS
        for expected in declarations().expected(declarations().period(code))
    ]
    return [
        Good(unit, period, tuple(number + 37 * place for place in range(len(CELLS))))
        for number, (unit, period) in enumerate(owing[:GOOD], start=1)
    ]


def bad_mishaps() -> list[Mishap]:
    return [mishap for mishap in MISHAPS if mishap.outcome.kind in (REFUSED, HELD)][:BAD]


@cache
def sentinel(period: str) -> bytes:
    """Return a report with a number in each of the cells that stands nowhere else."""
    entries = {code: 900_001 + place for place, code in enumerate(CELLS)}
    return content(complete(entries, unit=PERIODS[period], period=period))


def name_of(unit: str, period: str) -> str:
    cut_off = declarations().period(period).cut_off
    return declarations().units.name_on(unit, cut_off).name


def rewritten(file: bytes, changes: dict[str, str]) -> bytes:
    """Return a workbook in whose parts these texts stand for others."""
    changed = BytesIO()
    with ZipFile(BytesIO(file)) as source, ZipFile(changed, "w", ZIP_STORED) as target:
        for part in source.namelist():
            text = source.read(part).decode()
            for old, new in changes.items():
                text = text.replace(old, new).replace(_referred(old), _referred(new))
            target.writestr(part, text)
    return changed.getvalue()


def _referred(text: str) -> str:
    """Return a text as openpyxl writes it: letters with diacritics as character references."""
    return text.encode("ascii", "xmlcharrefreplace").decode()


def as_unit(file: bytes, unit: str, period: str, sender: str) -> bytes:
    """Return ``sender``'s report as another unit's."""
    old, new = name_of(sender, period), name_of(unit, period)
    return rewritten(file, {sender: unit, old: new, old.upper(): new.upper()})


def workbook(good: Good) -> bytes:
    file = as_unit(sentinel(good.period), good.unit, good.period, PERIODS[good.period])
    numbers = enumerate(good.numbers)
    return rewritten(file, {f"<v>{900_001 + at}</v>": f"<v>{n}</v>" for at, n in numbers})


def bad_files() -> Iterator[tuple[str, bytes]]:
    """Yield the bad files: half from a unit whose good report is there, half from one without."""
    silent = declarations().expected(declarations().period("2026-H1"))[-1].unit.unit_code
    for number, mishap in enumerate(bad_mishaps()):
        file = report() if number % 2 else as_unit(report(), silent, "2026-H1", UNIT)
        yield f"bad/{number:02d}/{mishap.file_name}", mishap.spoil(file)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("good-and-bad") / "data")
    files = {f"good/{g.period}-{g.unit}.xlsx": workbook(g) for g in good_reports()}
    for name, data in (*files.items(), *bad_files()):
        path = house.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    ingest(house, declarations())
    build_marts(house)
    return house


def test_there_are_so_many_of_both() -> None:
    assert (len(good_reports()), len(bad_mishaps())) == (GOOD, BAD)
    assert {good.unit for good in good_reports()} >= {UNIT}


def test_every_good_one_is_accepted_and_no_bad_one(house: House) -> None:
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            "select distinct first.folder, submission.status from warehouse.submission"
            " inner join warehouse.first_receipt as first using (sha256)"
        ).fetchall()
        accepted = con.execute(
            "select count(*) from warehouse.submission where status = 'accepted'"
        ).fetchall()
    assert {status for folder, status in found if folder == "good"} == {"accepted"}
    assert "accepted" not in {status for folder, status in found if folder.startswith("bad")}
    assert accepted == [(GOOD,)]


def test_the_national_figures_are_the_sums_of_the_good_ones(house: House) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for good in good_reports():
        for code, number in zip(CELLS, good.numbers, strict=True):
            sums[good.period, code] += number
    with open_warehouse(house.warehouse) as con:
        found = con.execute(
            """
            select period, line_code || '.' || measure as code, value, units_reported
            from marts.national_summary where value <> 0
            """
        ).fetchall()
    assert {(period, code): int(value) for period, code, value, _ in found} == sums
    reporting = Counter(good.period for good in good_reports())
    assert {(period, units) for period, _, _, units in found} == set(reporting.items())
