"""The annexes: every figure is there exactly, silence is not zero, and text never computes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import duckdb
import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations
from schemas.layout import ILLUSTRATION
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tests.unit.publish.workbook_text import workbook_text
from tonghop.publish.annex import write_annex
from tonghop.publish.annex.content import read_content
from tonghop.publish.annex.lines import ABSENT, all_figures, main_figures

GOLDEN = Path(__file__).parents[2] / "golden"
PERIOD = "2025-H1"
QUANG_NGAI, KON_TUM, HA_GIANG, BACH_MAI = "SYT63-51", "SYT63-62", "SYT63-02", "BV-BACHMAI"
LINES = [
    "A01",
    "A01b",
    "A02",
    "B01",
    "D00",
    "D01",
    "D03",
    "D10",
    "D10a",
    "D14",
    "D15a",
    "D15",
    "E04",
    "C12",
    "C14",
    "C14a",
    "C14b",
    "C18a",
    "C18b",
    "C18",
    "H01",
    "F01a",
    "F02a",
]
REPORTS = (
    Report(
        QUANG_NGAI,
        "2024-H1",
        "2024-06-14 08:00+07",
        {"D00.vu": 5, "D01.vu": 2, "D03.vu": 3, "B01.tong": 7, "C14.tong": 1, "C14.nu": 1},
    ),
    Report(
        QUANG_NGAI,
        PERIOD,
        "2025-06-13 08:00+07",
        {
            "A01.tong": 1,
            "A02.tong": 12,
            "A02.pctp": 8,
            "B01.tong": 9,
            "D00.vu": 6,
            "D00.thiet_hai": 1_250_000_000,
            "D01.vu": 2,
            "D03.vu": 4,
            "D14.so_luong": 3,
            "D15a.so_luong": 2,
            "C12.tong": 4,
            "C12.nu": 3,
            "C14.tong": 2,
            "C14.nu": 2,
            "C18a.tong": 3,
            "C18b.tong": 2,
            "F01a.khoi_luong": Decimal("1500.25"),
            "F02a.so_luong": 1200,
        },
    ),
    Report(
        KON_TUM,
        PERIOD,
        "2025-06-14 08:00+07",
        {
            "A01.tong": 0,
            "D00.vu": 0,
            "D01.vu": "blank",
            "D03.vu": "not_collected",
            "B01.tong": "refused",
        },
    ),
    Report(BACH_MAI, PERIOD, "2025-06-12 08:00+07", {"A01.tong": 1, "D00.vu": 11, "D03.vu": 11}),
)


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    """Three health departments, Hà Giang silent, and a hospital."""
    return trimmed(LINES, (QUANG_NGAI, KON_TUM, HA_GIANG, BACH_MAI))


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    with edition_of(declarations, REPORTS) as con:
        yield con


@pytest.fixture(scope="module")
def folder(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Both annexes of 2025-H1."""
    folder = tmp_path_factory.mktemp("annexes")
    for report in ("pctp", "pcmbn"):
        path = folder / f"phu-luc-{report}.xlsx"
        write_annex(con, declarations, heading_of(con, declarations, PERIOD), report, path)
    return folder


@pytest.fixture(scope="module")
def pctp(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / "phu-luc-pctp.xlsx")


@pytest.mark.parametrize("report", ["pctp", "pcmbn"])
def test_the_annex_reads_as_approved(
    folder: Path, report: str, pytestconfig: pytest.Config
) -> None:
    golden, text = (
        GOLDEN / f"phu-luc-{report}.txt",
        workbook_text(folder / f"phu-luc-{report}.xlsx"),
    )
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("report", ["pctp", "pcmbn"])
def test_the_same_edition_gives_the_same_bytes(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    folder: Path,
    tmp_path: Path,
    report: str,
) -> None:
    again = tmp_path / "again.xlsx"
    write_annex(con, declarations, heading_of(con, declarations, PERIOD), report, again)
    assert again.read_bytes() == (folder / f"phu-luc-{report}.xlsx").read_bytes()


@pytest.mark.parametrize("report", ["pctp", "pcmbn"])
def test_every_figure_of_the_report_is_printed_exactly(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, folder: Path, report: str
) -> None:
    content = read_content(con, declarations, heading_of(con, declarations, PERIOD), report)
    sheet = openpyxl.load_workbook(folder / f"phu-luc-{report}.xlsx")["Toàn quốc"]
    printed = {
        row[13].value: [cell.value for cell in row[3:12]]
        for row in sheet.iter_rows()
        if row[13].value
    }
    figures = [figure for form in content.forms for figure in all_figures(form)]
    assert len(printed) == len(figures) + 1
    for figure in figures:
        national = content.national[figure.code]
        wanted = [ABSENT if value is None else float(value) for value in national[:9]]
        if figure.is_answer:
            wanted[4:6] = ABSENT, ABSENT
        assert printed[national.figure_id] == wanted, figure.code


def test_whole_numbers_are_whole_and_quantities_keep_their_decimals(folder: Path) -> None:
    with ZipFile(folder / "phu-luc-pctp.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1250000000</v>" in sheet
    assert "<v>1500.25</v>" in sheet
    assert not re.search(r"<v>\d+\.0+</v>", sheet)


def test_a_province_without_report_is_shaded_and_empty_not_zero(pctp: Workbook) -> None:
    row = row_of(pctp["Theo tỉnh – Biểu 2"], "Tỉnh Hà Giang")
    assert [cell.value for cell in row[2:]] == ["chưa gửi"] + [None] * (len(row) - 3)
    assert {cell.fill.fgColor.rgb for cell in row} == {"FFF2DCDB"}


def test_states_of_a_cell_stay_apart(pctp: Workbook) -> None:
    sheet = pctp["Theo tỉnh – Biểu 2"]
    codes = [cell.value for cell in next(r for r in sheet.iter_rows() if r[3].value == "D00")]
    row = {
        code: cell.value for code, cell in zip(codes, row_of(sheet, "Tỉnh Kon Tum"), strict=True)
    }
    assert (row["D01"], row["D03"]) == (None, "x")
    assert row_of(sheet, "Tỉnh Kon Tum")[3].value == 0
    first = pctp["Theo tỉnh – Biểu 1"]
    assert "(lỗi)" in [cell.value for cell in row_of(first, "Tỉnh Kon Tum")]


def test_the_total_of_the_health_departments_leaves_the_hospitals_out(pctp: Workbook) -> None:
    sheet = pctp["Theo tỉnh – Biểu 2"]
    assert row_of(sheet, "Tổng các Sở Y tế", column=0)[3].value == 6
    national = next(r for r in pctp["Toàn quốc"].iter_rows() if r[13].value == f"{PERIOD}:D00.vu")
    assert national[3].value == 17


def test_the_long_list_has_every_province_and_figure_with_a_filter(pctp: Workbook) -> None:
    sheet = pctp["Số liệu theo tỉnh"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert sheet.auto_filter.ref == f"A3:P{3 + len(rows)}"
    assert len(rows) % 3 == 0
    by_code = {row[0]: row for row in rows}
    silent, told = (by_code[f"{PERIOD}:D00.vu@{unit}"][7:] for unit in (HA_GIANG, QUANG_NGAI))
    name = "Sở Y tế tỉnh Hà Giang"
    assert silent == [None] * 4 + ["chưa gửi", "0/1", name, "0/1", name]
    assert told == [6, 5, 1, 20, "có số liệu", "1/1", None, "1/1", None]


def test_no_cell_is_a_formula_or_an_error(folder: Path) -> None:
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "d"}
        with ZipFile(path) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_a_hostile_unit_name_stays_text(declarations: Declarations, tmp_path: Path) -> None:
    with edition_of(declarations, REPORTS) as con:
        name = '=HYPERLINK("http://example.vn";"x")'
        con.execute(
            "update province_summary set unit_name = ? where unit_code = ?", [name, KON_TUM]
        )
        write_annex(
            con, declarations, heading_of(con, declarations, PERIOD), "pctp", tmp_path / "a.xlsx"
        )
    cells = [
        cell
        for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["Số liệu theo tỉnh"].iter_rows()
        for cell in row
        if cell.value == name
    ]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_every_sheet_and_printed_page_says_that_figures_are_illustrative(pctp: Workbook) -> None:
    for sheet in pctp.worksheets:
        for head in (sheet.oddHeader, sheet.firstHeader):
            assert head is not None
            assert head.right.text == ILLUSTRATION
        top = [cell.value for row in sheet.iter_rows(max_row=7) for cell in row]
        assert sheet.title == "Số liệu theo tỉnh" or ILLUSTRATION in top


def test_real_figures_carry_no_mark(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    heading = heading_of(con, declarations, PERIOD, illustrative=False)
    write_annex(con, declarations, heading, "pctp", tmp_path / "a.xlsx")
    assert ILLUSTRATION not in workbook_text(tmp_path / "a.xlsx")


def test_the_notes_tell_what_the_ministry_has_not_confirmed(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    sentence = "Danh sách đơn vị chờ Bộ Y tế xác nhận."
    heading = replace(heading_of(con, declarations, PERIOD), caveats=(sentence,))
    write_annex(con, declarations, heading, "pctp", tmp_path / "a.xlsx")
    notes = openpyxl.load_workbook(tmp_path / "a.xlsx")["Ghi chú"]
    assert [c.value for c in row_of(notes, "Chờ Bộ xác nhận", column=0)][2] == sentence


def test_sheet_names_are_short_enough_for_excel(folder: Path) -> None:
    for path in folder.glob("*.xlsx"):
        assert all(len(name) <= 31 for name in openpyxl.load_workbook(path).sheetnames)


def test_a_line_with_parts_shows_all_its_columns_by_province(declarations: Declarations) -> None:
    form = next(
        f for f in declarations.forms_on(declarations.period(PERIOD).cut_off) if f.code == "PCTP2"
    )
    lines = {line.line_code: line for line in form.lines}
    assert len(main_figures(form, lines["D00"])) == 8
    assert [figure.code for figure in main_figures(form, lines["D01"])] == ["D01.vu"]


def test_victims_are_never_cross_tabulated(declarations: Declarations) -> None:
    form = next(
        f for f in declarations.forms_on(declarations.period(PERIOD).cut_off) if f.code == "PCMBN4"
    )
    dimensions = {figure.measure for figure in all_figures(form)}
    assert dimensions == {measure.measure for measure in form.measures} | {"ty_le"}


def row_of(sheet: Worksheet, text: str, column: int = 1) -> tuple[Cell | MergedCell, ...]:
    return next(row for row in sheet.iter_rows() if row[column].value == text)
