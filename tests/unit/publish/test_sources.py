"""Every figure of an annex links to rows of its sources that come to it exactly."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from schemas.declarations import Declarations
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tonghop.publish.annex import write_annex
from tonghop.publish.annex.lines import all_figures
from tonghop.publish.annex.sources.blocks import compared_units
from tonghop.publish.annex.sources.cells import SourceCell, Successions
from tonghop.publish.annex.sources.links import SHEET, SHEET_LAST_YEAR
from tonghop.publish.heading import Heading
from tonghop.publish.sheets.bulk import MOST_LINKS, Bulk
from tonghop.tracing.figure import per_cent

OLD_QUANG_NGAI, KON_TUM, BINH_PHUOC, OLD_DONG_NAI = "SYT63-51", "SYT63-62", "SYT63-70", "SYT63-75"
QUANG_NGAI, DONG_NAI, BACH_MAI = "SYT34-51", "SYT34-75", "BV-BACHMAI"
UNITS = (OLD_QUANG_NGAI, KON_TUM, BINH_PHUOC, OLD_DONG_NAI, QUANG_NGAI, DONG_NAI, BACH_MAI)
LINES = ("A01", "A01a", "D00", "D01", "D03", "D04", "D14", "D15", "D15a", "D16")
REPORTED = {
    "2024-H1": (OLD_QUANG_NGAI, KON_TUM, BINH_PHUOC, BACH_MAI),
    "2025-H1": (OLD_QUANG_NGAI, BINH_PHUOC, OLD_DONG_NAI, BACH_MAI),
    "2026-H1": (QUANG_NGAI, DONG_NAI, BACH_MAI),
}
DEPARTMENT = "2026-H1 of a department"
ANNEXES = (*REPORTED, DEPARTMENT)
PLACE = re.compile(rf"'({SHEET}|{SHEET_LAST_YEAR})'!A(\d+):M(\d+)")
ROLE, LABEL, UNIT, COUNTED, VALUE, COMPARED = 1, 2, 3, 8, 9, 10
WITHOUT_LINK = {
    "Tăng (+), giảm (-)", "Tăng, giảm", "Tỷ lệ (%)",
    "STT", "Mức đặt ra (%)", "Số đơn vị so sánh", "Có số liệu kỳ này", "Phải báo cáo",
    "Số đơn vị có số liệu", "Đơn vị có đủ số liệu", "Đơn vị phải báo cáo", "Đơn vị tính được",
    "Đơn vị chưa đạt",
}  # fmt: skip
"""Heads of columns with numbers that no cells are added up to: what follows from two figures that
have their own links, what was set, and how many units there are."""


def values(number: int, year: int) -> dict[str, Decimal | int | str]:
    """Return a report's values: no two neighbours, and no two years, have the same."""
    grown = 3 * number + 40 * year**2
    return {
        "A01.tong": (number + year) % 2,
        "A01a.tong": number % 2,
        "D00.vu": grown,
        "D01.vu": 2 * grown,
        "D03.vu": number,
        "D03.thiet_hai": Decimal(1000) * grown + Decimal("0.5"),
        "D04.vu": "blank" if number == 2 else grown,
        "D14.so_luong": 100 + grown,
        "D15a.so_luong": number + year,
    }


@pytest.fixture(scope="module")
def declared() -> Declarations:
    return trimmed(LINES, UNITS)


@pytest.fixture(scope="module")
def con(declared: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    """An edition of three years across a merger; Kon Tum is silent in one, Đồng Nai in another."""
    reports = [
        Report(unit, period, f"{period[:4]}-06-10 09:00+07", values(number, year))
        for year, (period, units) in enumerate(REPORTED.items())
        for number, unit in enumerate(units, start=1)
    ]
    with edition_of(declared, reports) as con:
        con.execute("update figure_cell set raw_text = '=1+1', sheet = ' Biểu 2' where value = 1")
        yield con


@pytest.fixture(scope="module")
def written(
    con: duckdb.DuckDBPyConnection,
    declared: Declarations,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return the folder with an annex of each year, and one of a house that lists every unit."""
    folder = tmp_path_factory.mktemp("annexes")
    heads = tuple(replace(head, part_kind="", part="Đơn vị") for head in declared.letterheads)
    for name in ANNEXES:
        whose = replace(declared, letterheads=heads) if name == DEPARTMENT else declared
        heading = heading_of(con, declared, name[:7])
        write_annex(con, whose, heading, "pctp", folder / f"{name}.xlsx")
    write_annex(con, declared, heading_of(con, declared, "2026-H1"), "pctp", folder / "again.xlsx")
    return folder


@pytest.fixture(scope="module")
def books(written: Path) -> dict[str, dict[str, Any]]:
    return {
        name: {sheet.title: sheet for sheet in openpyxl.load_workbook(written / f"{name}.xlsx")}
        for name in ANNEXES
    }


@pytest.fixture(params=ANNEXES)
def sheets(request: pytest.FixtureRequest, books: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return books[request.param]


def printed(sheets: dict[str, Any]) -> Iterator[Any]:
    """Yield every cell of the sheets that print figures."""
    for title, sheet in sheets.items():
        if title not in (SHEET, SHEET_LAST_YEAR):
            for row in sheet.iter_rows():
                yield from row


def linked(sheets: dict[str, Any]) -> Iterator[tuple[Any, str, list[Any]]]:
    """Yield each linked cell with the sheet and the rows that it leads to."""
    for cell in printed(sheets):
        if cell.hyperlink:
            found = PLACE.fullmatch(cell.hyperlink.location)
            assert found, cell.hyperlink.location
            title, first, last = found[1], int(found[2]), int(found[3])
            yield cell, title, [*sheets[title].iter_rows(first, last, values_only=True)]


def shown(value: object) -> Decimal:
    """Return a printed figure, or how many units a printed answer says yes for."""
    answer = str(value).partition("/")[0]
    return Decimal({"Có": "1", "Không": "0"}.get(answer, answer))


def come_to(rows: list[Any]) -> Decimal | None:
    """Return what cells come to: their sum; of both parts of a ratio 100 × sum ÷ sum."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row[ROLE]] = sums.get(row[ROLE], Decimal(0)) + Decimal(str(row[VALUE]))
    if len(sums) == 2:
        return per_cent(sums["tử số"], sums["mẫu số"])
    return next(iter(sums.values()), None)


def as_printed(cell: Any, rows: list[Any]) -> Decimal | None:
    """Return what cells come to in a column; of a target on answers these are both parts."""
    if cell.parent.cell(cell.row, 1).value != "MT01" or head_of(cell) == "Tử số, hoặc kỳ này":
        return come_to(rows)
    answers = Decimal(len(rows))
    is_below = head_of(cell) == "Mẫu số, hoặc cùng kỳ"
    return answers if is_below else per_cent(come_to(rows) or Decimal(0), answers)


def total_of(row: Any, sheet: Any) -> Decimal | None:
    """Return what the cells above a total come to, of those that it speaks of."""
    cells = [
        each
        for each in sheet.iter_rows(6, values_only=True)
        if each[0] == row[0] and each[UNIT] is not None
    ]
    if row[LABEL].startswith("Trong đó"):
        return come_to([each for each in cells if each[COMPARED] == "có"])
    if row[COUNTED] == "Số ô":
        return Decimal(len(cells))
    role = row[LABEL].rpartition(": ")[2]
    if role in ("tử số", "mẫu số"):
        return come_to([each for each in cells if each[ROLE] == role])
    return come_to(cells)


def test_every_link_leads_to_what_is_printed(sheets: dict[str, Any]) -> None:
    found = [*linked(sheets)]
    assert len(found) > 70
    for cell, title, rows in found:
        assert len({row[0] for row in rows}) == 1, cell
        if rows[0][UNIT] is None:
            assert len(rows) == 1
            assert Decimal(str(rows[0][VALUE])) == shown(cell.value), (cell, rows)
        else:
            assert as_printed(cell, rows) == shown(cell.value), (cell, title, rows)


def test_every_total_is_what_its_cells_come_to(sheets: dict[str, Any]) -> None:
    for title in (SHEET, SHEET_LAST_YEAR):
        for row in sheets[title].iter_rows(6, values_only=True) if title in sheets else ():
            if row[UNIT] is None:
                value = row[VALUE] if row[VALUE] is None else Decimal(str(row[VALUE]))
                assert value == total_of(row, sheets[title]), row


def test_every_printed_number_is_linked_or_is_no_sum_of_cells(sheets: dict[str, Any]) -> None:
    heads = {
        head_of(cell)
        for cell in printed(sheets)
        if isinstance(cell.value, int | float)
        and not cell.hyperlink
        # By how much cases fell follows from the two numbers beside it.
        and not (head_of(cell) == "Kết quả (%)" and cell.parent.cell(cell.row, 1).value == "MT02")
    }
    assert heads <= WITHOUT_LINK


def head_of(cell: Any) -> str:
    above = (cell.parent.cell(row, cell.column) for row in range(cell.row - 1, 0, -1))
    return next(str(c.value) for c in above if c.style in ("tt_head", "pl_head_small") and c.value)


def test_links_lead_to_the_year_of_the_column(sheets: dict[str, Any]) -> None:
    for cell, title, _ in linked(sheets):
        is_past = head_of(cell) in ("Cùng kỳ năm trước", "Mẫu số, hoặc cùng kỳ")
        is_past = is_past and cell.parent.cell(cell.row, 1).value not in ("MT01", "MT03")
        assert title == (SHEET_LAST_YEAR if is_past else SHEET), cell


def test_a_comparison_leads_to_the_units_of_both_years(books: dict[str, dict[str, Any]]) -> None:
    """Of Quảng Ngãi's past Kon Tum's part is unknown, so neither year counts it."""
    sheets = books["2026-H1"]
    compared = {
        title: {
            row[UNIT]
            for row in sheets[title].iter_rows(6, values_only=True)
            if row[COMPARED] == "có" and row[0].endswith(":D00.vu")
        }
        for title in (SHEET, SHEET_LAST_YEAR)
    }
    past = {BINH_PHUOC, OLD_DONG_NAI, BACH_MAI}
    assert compared == {SHEET: {DONG_NAI, BACH_MAI}, SHEET_LAST_YEAR: past}
    row = next(r for r in sheets["Toàn quốc"].iter_rows() if r[13].value == "2026-H1:D00.vu")
    found = {cell: (title, rows[0][LABEL]) for cell, title, rows in linked(sheets)}
    label = "Trong đó, các đơn vị có số liệu ở cả hai kỳ"
    assert found[row[5]] == (SHEET, label)
    assert found[row[6]] == (SHEET_LAST_YEAR, label)


def test_a_merged_departments_last_year_leads_to_its_parts(
    books: dict[str, dict[str, Any]],
) -> None:
    for title in ("So cùng kỳ theo tỉnh", "Mục tiêu"):
        units = [
            [row[UNIT] for row in rows]
            for cell, where, rows in linked(books["2026-H1"])
            if (cell.parent.title, where) == (title, SHEET_LAST_YEAR)
        ]
        assert [BINH_PHUOC, OLD_DONG_NAI] in units, title


def test_both_parts_of_a_target_lead_to_their_sums(books: dict[str, dict[str, Any]]) -> None:
    sheets = books["2026-H1"]
    found = {
        (cell.parent.cell(cell.row, 1).value, cell.column): rows[0][LABEL]
        for cell, _, rows in reversed([*linked(sheets)])
        if cell.parent.title == "Mục tiêu"
    }
    assert found["MT03", 4].endswith(": tử số")
    assert found["MT03", 5].endswith(": mẫu số")
    assert {found["MT02", column] for column in (4, 5)} == {
        "Trong đó, các đơn vị có số liệu ở cả hai kỳ"
    }


def test_a_year_without_one_before_has_one_sheet(books: dict[str, dict[str, Any]]) -> None:
    assert SHEET_LAST_YEAR not in books["2024-H1"]
    assert all(title == SHEET for _, title, _ in linked(books["2024-H1"]))
    notes = [cell.value for cell in printed(books["2024-H1"]) if "Bấm vào" in str(cell.value)]
    assert len(notes) == 1


def test_the_rows_of_a_figure_end_with_its_value(books: dict[str, dict[str, Any]]) -> None:
    totals = [
        (row[0], row[COUNTED], row[VALUE])
        for row in books["2026-H1"][SHEET].iter_rows(6, values_only=True)
        if row[UNIT] is None
    ]
    assert ("2026-H1:D03.vu", "Tổng của 3 ô", 6) in totals
    assert ("2026-H1:D15.ty_le", "100 × 12 ÷ 798", 1.5) in totals
    assert ("2026-H1:D16.so_luong", "Không ô nào có số liệu", None) in totals


def test_what_units_wrote_stays_text_and_the_bytes_stay_the_same(
    written: Path, books: dict[str, dict[str, Any]]
) -> None:
    sheet = books["2026-H1"][SHEET]
    cells = [cell for cell in sheet["I"] if cell.value == "=1+1"]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    assert {cell.value for cell in sheet["G"]} >= {" Biểu 2"}
    assert (written / "2026-H1.xlsx").read_bytes() == (written / "again.xlsx").read_bytes()


def test_texts_are_kept_once_and_every_reader_finds_them(
    written: Path, books: dict[str, dict[str, Any]]
) -> None:
    path = written / "2026-H1.xlsx"
    kept = ZipFile(path).read("xl/sharedStrings.xml").decode()
    assert kept.count("<t>SYT34-51</t>") == 1
    read = CalamineWorkbook.from_path(path).get_sheet_by_name(SHEET).to_python(skip_empty_area=True)
    shown = [[cell.value or "" for cell in row] for row in books["2026-H1"][SHEET].iter_rows()]
    assert [[value or "" for value in row] for row in read] == shown


def test_an_edition_without_cells_has_no_sources(declared: Declarations, tmp_path: Path) -> None:
    reports = [Report(BACH_MAI, year, f"{year[:4]}-06-10", {"D03.vu": 1}) for year in REPORTED]
    with edition_of(declared, reports) as con:
        con.execute("drop table figure_cell")
        heading: Heading = heading_of(con, declared, "2026-H1")
        write_annex(con, declared, heading, "pctp", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert not {SHEET, SHEET_LAST_YEAR} & {*book.sheetnames}
    assert not any(cell.hyperlink for row in book.worksheets[0].iter_rows() for cell in row)


def test_a_total_leads_back_to_its_figure(sheets: dict[str, Any]) -> None:
    found = 0
    for title in (SHEET, SHEET_LAST_YEAR):
        for row in sheets[title].iter_rows(6) if title in sheets else ():
            if row[UNIT].value is None and row[0].hyperlink:
                where, _, cell = row[0].hyperlink.location.rpartition("!")
                value = row[VALUE].value
                expected = "…" if value is None else value
                assert sheets[where.strip("'")][cell].value == expected
                found += 1
    assert found > 40


def test_last_years_sheet_says_whose_year_it_is(books: dict[str, dict[str, Any]]) -> None:
    sheets = books["2026-H1"]
    assert sheets[SHEET]["A2"].value.startswith("(6 tháng đầu năm 2026; ")
    covered = (
        "(6 tháng đầu năm 2025; số liệu từ ngày 15/12/2024 đến ngày 14/06/2025; 4/5 đơn vị có "
        "báo cáo)"
    )
    assert sheets[SHEET_LAST_YEAR]["A2"].value == covered
    assert sheets[SHEET_LAST_YEAR].oddFooter.left.text.startswith("2026-H1, ")


def test_a_part_that_would_count_twice_stands_in_no_comparison(declared: Declarations) -> None:
    """One that did the work of two was divided: no rows would come to the comparison's sum."""
    forms = declared.forms_on(date(2026, 6, 14))
    figure = next(f for form in forms for f in all_figures(form) if f.code == "D00.vu")
    now, past = ([("", cell_of(unit)) for unit in units] for units in (("A", "B"), ("P", "Q")))
    divided = Successions({}, {"A": frozenset("P"), "B": frozenset("PQ")})
    assert compared_units(figure, now, past, divided) == (frozenset(), frozenset())
    apart = Successions({}, {"A": frozenset("P"), "B": frozenset("Q")})
    assert compared_units(figure, now, past, apart) == (frozenset("AB"), frozenset("PQ"))
    lacking = Successions({}, {"A": frozenset("P"), "B": frozenset("QR")})
    assert compared_units(figure, now, past, lacking) == (frozenset("A"), frozenset("P"))


def cell_of(unit: str) -> SourceCell:
    return SourceCell(
        "2026-H1", "D00.vu", "kind", unit, unit, "a.xlsx", "0" * 64, "Biểu 2", "D14", "1",
        Decimal(1), "", None, None,
    )  # fmt: skip


def test_where_links_are_too_many_those_of_last_year_stay_away() -> None:
    sheet, bulk = Workbook().create_sheet("A"), Bulk()
    for row in range(1, MOST_LINKS + 1):
        if row % 2:
            bulk.link(sheet, row, 2, "'A'!A2", is_second=True)
        bulk.link(sheet, row, 1, "'A'!A1")
    content = bulk.added("A", b"<sheetData></sheetData><pageMargins/>")
    assert content.count(b"<hyperlink ") == content.count(b'A1"/>') == MOST_LINKS
