"""From workbooks filled in by hand to the national figures, and on to the published documents."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from docx import Document
from openpyxl import load_workbook

from tests.build import cell_of, declarations, field_of
from tests.tables import TextTable, parse, rows
from tonghop.cli.main import ISSUES, main
from tonghop.house import House
from tonghop.publish.edition import publish_period
from tonghop.warehouse import open_warehouse

THIS_YEAR = """
    cell            | SYT34-51   | SYT34-01 | BV-BACHMAI
    D03.vu          | 5          | 7        | 0
    D03.doi_tuong   | 4          | -        |
    D03.thiet_hai   | 1234567890 | 65432110 | x
    D04.vu          |            |          |
    D14.so_luong    | 3          | 5        | 9
    D15a.so_luong   | 2          | 5        |
    A01.tong        | Có         | Không    | Có
    A04.tong        | 2          | 3        | 4
    F01a.khoi_luong | 0.1        | 0.2      | 12.55
    C14.tong        | 2          | không phát sinh |
"""
LAST_YEAR = """
    cell            | SYT63-51 | BV-BACHMAI
    D03.vu          | 6        | 3
    D14.so_luong    | 4        | 0
    D15a.so_luong   | 3        | 0
    A01.tong        | Không    | Không
    C14.tong        | 0        | 0
"""
NATIONAL = """
    figure_id               | value      | value_last_year | change | change_pct | units_reported | units_reported_last_year
    2026-H1:A01.tong        | 2          | 0               | 2      |            | 3              | 2
    2026-H1:A04.tong        | 9          |                 |        |            | 3              | 0
    2026-H1:C14.tong        | 2          | 0               | 2      |            | 2              | 2
    2026-H1:D03.doi_tuong   | 4          |                 |        |            | 2              | 0
    2026-H1:D03.thiet_hai   | 1300000000 |                 |        |            | 2              | 0
    2026-H1:D03.vu          | 12         | 9               | 3      | 33.33      | 3              | 2
    2026-H1:D04.vu          |            |                 |        |            | 0              | 0
    2026-H1:D14.so_luong    | 17         | 4               | 13     | 325        | 3              | 2
    2026-H1:D15.ty_le       | 87.5       | 75              | 12.5   | 16.67      | 2              | 2
    2026-H1:D15a.so_luong   | 7          | 3               | 4      | 133.33     | 2              | 2
    2026-H1:F01a.khoi_luong | 12.85      |                 |        |            | 3              | 0
"""  # noqa: E501
"""D15 is 100 × (2 + 5) ÷ (3 + 5): the hospital did not say how many it passed on."""


def fill_by_hand(folder: Path, period: str, text: str, received_on: str) -> None:
    """Fill the blank workbooks that ``tonghop template`` wrote, and file them by day of arrival."""
    header, *lines = parse(text)
    for column, unit in enumerate(header[1:], start=1):
        book = load_workbook(folder / f"{unit}_{period}.xlsx")
        for line in lines:
            if entry := line[column]:
                is_number = entry.replace(".", "").isdigit()
                cell_of(book, line[0]).value = float(entry) if is_number else entry
        field_of(book, "prepared_by").value = "Nguyễn Văn An"
        target = folder.parent / "data" / "raw" / period / received_on
        target.mkdir(parents=True, exist_ok=True)
        book.save(target / f"{unit}.xlsx")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Three units report this year, two reported last year."""
    folder = tmp_path_factory.mktemp("sums")
    for period, text, day in (
        ("2026-H1", THIS_YEAR, "2026-06-10"),
        ("2025-H1", LAST_YEAR, "2025-06-20"),
    ):
        for unit in parse(text)[0][1:]:
            told = ["--period", period, "--unit", unit, "-o", str(folder / "blank")]
            assert main(["template", *told]) == 0
        fill_by_hand(folder / "blank", period, text, day)
    assert main(["ingest", "--data", str(folder / "data")]) == ISSUES
    assert main(["build", "--data", str(folder / "data")]) == 0
    return House(folder / "data")


@pytest.fixture
def con(house: House) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(house.warehouse) as con:
        yield con


def national(con: duckdb.DuckDBPyConnection, columns: str) -> TextTable:
    cells = [line[0].removeprefix("2026-H1:") for line in parse(NATIONAL)[1:]]
    asked = f"period = '2026-H1' and line_code || '.' || measure in {tuple(cells)}"
    return rows(con, "national_summary", columns=columns, where=asked)


def test_national_figures_are_the_sums_of_what_was_written(con: duckdb.DuckDBPyConnection) -> None:
    assert national(con, ", ".join(parse(NATIONAL)[0])) == NATIONAL


def test_every_figure_says_how_many_units_were_expected(con: duckdb.DuckDBPyConnection) -> None:
    owing = [len(declarations().expected(declarations().period(p))) for p in ("2026-H1", "2025-H1")]
    counted = con.execute(
        """
        select distinct units_expected, units_expected_last_year from marts.national_summary
        where period = '2026-H1' and line_code <> 'C21a'
        """
    ).fetchall()
    assert counted == [tuple(owing)]


def test_like_for_like_leaves_out_the_merged_province_of_which_a_part_did_not_report(
    con: duckdb.DuckDBPyConnection,
) -> None:
    """Quảng Ngãi reported last year and Kon Tum did not; Bạch Mai reported in both years."""
    columns = "value_like, value_last_year_like, change_like, units_like"
    assert rows(con, "national_summary", columns=columns, where="figure_id = '2026-H1:D03.vu'") == (
        """
        value_like | value_last_year_like | change_like | units_like
        0          | 3                    | -3          | 1
        """
    )
    columns = "basis, value, value_last_year, state_last_year, parts_missing_last_year, change_like"
    where = "figure_id = '2026-H1:D03.vu@SYT34-51'"
    assert rows(con, "province_summary", columns=columns, where=where) == (
        """
        basis       | value | value_last_year | state_last_year | parts_missing_last_year | change_like
        as_reported | 5     |                 |                 |                         |
        current     | 5     | 6               | partial         | Sở Y tế tỉnh Kon Tum    |
        """  # noqa: E501
    )


def test_what_nobody_wrote_is_unknown_and_not_zero(con: duckdb.DuckDBPyConnection) -> None:
    written = {line[0] for line in parse(THIS_YEAR)[1:]} - {"D04.vu"} | {"D15.ty_le"}
    found = con.execute(
        """
        select line_code || '.' || measure from marts.national_summary
        where period = '2026-H1' and (value is not null or units_reported > 0)
        """
    ).fetchall()
    assert {code for (code,) in found} == written


def test_each_figure_is_traced_to_its_cells(con: duckdb.DuckDBPyConnection) -> None:
    assert (
        rows(
            con,
            "figure_cell",
            columns="figure_id, unit_code, file_name, cell, raw_text, state, value",
            where="figure_id in ('2026-H1:D03.vu', '2026-H1:D03.doi_tuong')",
        )
        == """
        figure_id             | unit_code  | file_name       | cell | raw_text | state  | value
        2026-H1:D03.doi_tuong | SYT34-01   | SYT34-01.xlsx   | F13  | -        | none   | 0
        2026-H1:D03.doi_tuong | SYT34-51   | SYT34-51.xlsx   | F13  | 4        | number | 4
        2026-H1:D03.vu        | BV-BACHMAI | BV-BACHMAI.xlsx | E13  | 0        | number | 0
        2026-H1:D03.vu        | SYT34-01   | SYT34-01.xlsx   | E13  | 7        | number | 7
        2026-H1:D03.vu        | SYT34-51   | SYT34-51.xlsx   | E13  | 5        | number | 5
    """
    )


def test_who_reported_and_when(con: duckdb.DuckDBPyConnection) -> None:
    assert (
        rows(
            con,
            "reporting_status",
            columns="period, unit_code, status, days_late",
            where="status <> 'missing'",
        )
        == """
        period  | unit_code  | status   | days_late
        2025-H1 | BV-BACHMAI | received |
        2025-H1 | SYT63-51   | received |
        2026-H1 | BV-BACHMAI | on_time  | 0
        2026-H1 | SYT34-01   | on_time  | 0
        2026-H1 | SYT34-51   | on_time  | 0
    """
    )


@pytest.fixture(scope="module")
def edition(house: House) -> Path:
    return publish_period(house, declarations(), declarations().period("2026-H1")).folder


WORD = {
    "pctp": """
        line | now   | then
        A01  | 2     | 0
        D03  | 12    | 9
        D14  | 17    | 4
        D15  | 87,5  | 75
        D15a | 7     | 3
        F01a | 12,85 | –
    """,
    "pcmbn": """
        line | now | then
        C14  | 2   | 0
    """,
}
ANNEX = {
    "pctp": """
        figure                  | now        | then
        2026-H1:A01.tong        | 2          | 0
        2026-H1:A04.tong        | 9          | …
        2026-H1:D03.doi_tuong   | 4          | …
        2026-H1:D03.thiet_hai   | 1300000000 | …
        2026-H1:D03.vu          | 12         | 9
        2026-H1:D14.so_luong    | 17         | 4
        2026-H1:D15.ty_le       | 87.5       | 75
        2026-H1:F01a.khoi_luong | 12.85      | …
    """,
    "pcmbn": """
        figure           | now | then
        2026-H1:A01.tong | 2   | 0
        2026-H1:C14.tong | 2   | 0
    """,
}


@pytest.mark.parametrize("report", WORD)
def test_the_word_report_tells_the_same_sums(edition: Path, report: str) -> None:
    document = Document(str(edition / f"bao-cao-{report}.docx"))
    printed = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for line, now, then in parse(WORD[report])[1:]:
        label = declarations().line_label(line)
        told = [row[2:4] for row in printed if row[0].lstrip("–+ ") == label and len(row) == 8]
        assert told == [[now, then]], label


@pytest.mark.parametrize("report", WORD)
def test_the_word_report_says_how_many_units_reported(edition: Path, report: str) -> None:
    document = Document(str(edition / f"bao-cao-{report}.docx"))
    owing = len(declarations().expected(declarations().period("2026-H1")))
    assert any(f"3/{owing} đơn vị" in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("report", ANNEX)
def test_the_annex_shows_the_same_sums(edition: Path, report: str) -> None:
    book = load_workbook(edition / f"phu-luc-{report}.xlsx", read_only=True)
    shown = {row[-1]: row for row in book["Toàn quốc"].iter_rows(values_only=True)}
    owing = len(declarations().expected(declarations().period("2026-H1")))
    for figure, now, then in parse(ANNEX[report])[1:]:
        assert [str(shown[figure][3]), str(shown[figure][4])] == [now, then], figure
        assert shown[figure][11] == owing


def test_publishing_again_finds_nothing_changed(edition: Path, house: House) -> None:
    again = publish_period(house, declarations(), declarations().period("2026-H1"))
    assert (again.folder, again.is_new) == (edition, False)
