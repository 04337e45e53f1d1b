"""Every figure of an annex links to rows of “Nguồn số liệu” that come to it exactly."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tonghop.publish.annex import write_annex
from tonghop.publish.annex.sources import SHEET
from tonghop.tracing.figure import _per_cent

UNITS = ("SYT63-51", "SYT63-62", "SYT34-51", "SYT63-46", "SYT63-45", "SYT34-46", "BV-BACHMAI")
PLACE = re.compile(rf"'{SHEET}'!A(\d+):L(\d+)")
PERIOD = "2025-H1"


def values(number: int) -> dict[str, Decimal | int | str]:
    return {
        "D03.vu": number,
        "D03.thiet_hai": Decimal(1000) * number,
        "D14.so_luong": 10,
        "D15a.so_luong": number,
        "A01.tong": number % 2,
        "D04.vu": "blank" if number == 2 else number,
    }


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an annex of four departments of the time, two of today, and a hospital."""
    declared = trimmed(("A01", "D03", "D04", "D14", "D15", "D15a", "D16"), UNITS)
    reports = [
        Report(unit, PERIOD, "2025-06-10 09:00+07", values(number))
        for number, unit in enumerate(("SYT63-51", "SYT63-62", "SYT63-46", "BV-BACHMAI"), start=1)
    ]
    with edition_of(declared, reports) as con:
        con.execute("update figure_cell set raw_text = '=1+1', sheet = ' Biểu 2' where value = 1")
        path = tmp_path_factory.mktemp("annex") / "a.xlsx"
        heading = heading_of(con, declared, PERIOD)
        write_annex(con, declared, heading, "pctp", path)
        write_annex(con, declared, heading, "pctp", path.with_name("b.xlsx"))
    return path


@pytest.fixture(scope="module")
def sheets(annex: Path) -> dict[str, Any]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(annex).worksheets}


def linked(sheets: dict[str, Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Yield each linked cell with the rows that it leads to."""
    for sheet in sheets.values():
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and (found := PLACE.fullmatch(cell.hyperlink.location or "")):
                    first, last = map(int, found.groups())
                    yield cell, [*sheets[SHEET].iter_rows(first, last, values_only=True)]


def shown(value: object) -> Decimal:
    """Return a printed figure, or how many units a printed answer says yes for."""
    answer = str(value).partition("/")[0]
    return Decimal({"Có": "1", "Không": "0"}.get(answer, answer))


def come_to(rows: list[Any]) -> Decimal | None:
    sums = {
        role: sum((Decimal(str(row[9])) for row in rows if row[1] == role), Decimal(0))
        for role in (None, "tử số", "mẫu số")
    }
    return _per_cent(sums["tử số"], sums["mẫu số"]) if sums["mẫu số"] else sums[None]


def test_every_link_leads_to_rows_of_one_figure_that_come_to_it(sheets: dict[str, Any]) -> None:
    found = [*linked(sheets)]
    assert len(found) > 60
    for cell, rows in found:
        assert len({row[0] for row in rows}) == 1, cell
        assert come_to(rows) == shown(cell.value), (cell, rows)


def test_every_published_figure_is_linked(sheets: dict[str, Any]) -> None:
    links = {(cell.parent.title, cell.coordinate): rows for cell, rows in linked(sheets)}
    for title, code, value in (
        ("Toàn quốc", 14, 4), ("Số liệu theo tỉnh", 1, 8), ("Số liệu khi báo cáo", 1, 8),
    ):  # fmt: skip
        rows = [row for row in sheets[title].iter_rows() if ":" in str(row[code - 1].value)]
        assert rows
        for row in rows:
            figure, cell = row[code - 1].value, row[value - 1]
            if isinstance(cell.value, int | float):
                traced = links[title, cell.coordinate]
                assert traced[0][0] == figure.partition("@")[0]
            else:
                assert (title, cell.coordinate) not in links


def test_the_rows_of_a_figure_end_with_its_value(sheets: dict[str, Any]) -> None:
    totals = [row for row in sheets[SHEET].iter_rows(6, values_only=True) if row[3] is None]
    told = {row[0]: (row[8], row[9]) for row in totals}
    assert told[f"{PERIOD}:D03.vu"] == ("Tổng của 4 ô", 10)
    assert told[f"{PERIOD}:D15.ty_le"] == ("100 × 10 ÷ 40", 25)
    assert told[f"{PERIOD}:D16.so_luong"] == ("Không ô nào có số liệu", None)


def test_what_units_wrote_stays_text_and_the_bytes_stay_the_same(
    annex: Path, sheets: dict[str, Any]
) -> None:
    written = [cell for cell in sheets[SHEET]["I"] if cell.value == "=1+1"]
    assert written
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in written)
    assert {cell.value for cell in sheets[SHEET]["G"]} >= {" Biểu 2"}
    assert annex.read_bytes() == annex.with_name("b.xlsx").read_bytes()


def test_an_edition_without_cells_has_no_sources(tmp_path: Path) -> None:
    declared = trimmed(("D03",), UNITS)
    with edition_of(declared, [Report("SYT63-51", PERIOD, "2025-06-10", {"D03.vu": 1})]) as con:
        con.execute("drop table figure_cell")
        write_annex(con, declared, heading_of(con, declared, PERIOD), "pctp", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert SHEET not in book.sheetnames
    assert not any(cell.hyperlink for row in book.worksheets[0].iter_rows() for cell in row)


def test_a_total_leads_back_to_its_figure(sheets: dict[str, Any]) -> None:
    for row in sheets[SHEET].iter_rows(6):
        if row[3].value is None:
            title, _, cell = row[0].hyperlink.location.rpartition("!")
            assert sheets[title.strip("'")][cell].value == (
                row[9].value if row[9].value is not None else "…"
            )
