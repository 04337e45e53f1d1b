"""The annexes across the mergers of 1/7/2025: last year under today's provinces, and what lacks."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tests.unit.publish.workbook_text import workbook_text
from tonghop.publish.annex import write_annex
from tonghop.publish.annex.lines import ABSENT

LACKING = (
    "Tỉnh Quảng Ngãi, cùng kỳ năm trước: thiếu Sở Y tế tỉnh Kon Tum (D00, D14); "
    "Sở Y tế tỉnh Quảng Ngãi (D14)."
)
GOLDEN = Path(__file__).parents[2] / "golden"
OLD_QUANG_NGAI, KON_TUM, BINH_PHUOC, OLD_DONG_NAI = "SYT63-51", "SYT63-62", "SYT63-70", "SYT63-75"
QUANG_NGAI, DONG_NAI, BACH_MAI = "SYT34-51", "SYT34-75", "BV-BACHMAI"
LINES = ["A01", "D00", "D01", "D03", "D14", "D14a", "D15a", "D15"]
REPORTS = (
    Report(OLD_QUANG_NGAI, "2025-H1", "2025-06-13 08:00+07", {"D00.vu": 4, "D03.vu": 3}),
    Report(OLD_DONG_NAI, "2025-H1", "2025-06-13 08:00+07", {"D00.vu": 5, "A01.tong": 1}),
    Report(BINH_PHUOC, "2025-H1", "2025-06-13 08:00+07", {"D00.vu": 3, "A01.tong": 1}),
    Report(BACH_MAI, "2025-H1", "2025-06-13 08:00+07", {"D00.vu": 7}),
    Report(
        QUANG_NGAI,
        "2026-H1",
        "2026-06-12 08:00+07",
        {"D00.vu": 9, "D03.vu": 2, "D14.so_luong": 5, "D15a.so_luong": 4},
    ),
    Report(
        DONG_NAI,
        "2026-H1",
        "2026-06-12 08:00+07",
        {"D00.vu": 6, "D03.vu": 1, "A01.tong": 1, "D14.so_luong": 2, "D15a.so_luong": 2},
    ),
    Report(BACH_MAI, "2026-H1", "2026-06-12 08:00+07", {"D00.vu": 8}),
)


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    """Two provinces of today with their four predecessors, and a hospital."""
    before = (OLD_QUANG_NGAI, KON_TUM, BINH_PHUOC, OLD_DONG_NAI)
    return trimmed(LINES, (*before, QUANG_NGAI, DONG_NAI, BACH_MAI))


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    """Kon Tum never reported, so the past of Quảng Ngãi lacks a part."""
    with edition_of(declarations, REPORTS) as con:
        yield con


def written(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: str, path: Path
) -> Workbook:
    write_annex(con, declarations, heading_of(con, declarations, period), "pctp", path)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def after(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path_factory: pytest.TempPathFactory,
) -> Workbook:
    """The annex of 2026-H1."""
    return written(con, declarations, "2026-H1", tmp_path_factory.mktemp("after") / "a.xlsx")


@pytest.fixture(scope="module")
def before(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path_factory: pytest.TempPathFactory,
) -> Workbook:
    """The annex of 2025-H1, when the provinces of today did not exist."""
    return written(con, declarations, "2025-H1", tmp_path_factory.mktemp("before") / "a.xlsx")


@pytest.mark.parametrize("period", ["2025-H1", "2026-H1"])
def test_the_annex_reads_as_approved(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    period: str,
    pytestconfig: pytest.Config,
) -> None:
    written(con, declarations, period, tmp_path / "a.xlsx")
    golden, text = GOLDEN / f"phu-luc-sap-xep-{period}.txt", workbook_text(tmp_path / "a.xlsx")
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_nation_is_compared_on_what_both_periods_cover(after: Workbook) -> None:
    """Quảng Ngãi's 9 cases stand in no comparison: of its past Kon Tum's part is unknown."""
    rows = after["Toàn quốc"].iter_rows()
    row = next(r for r in rows if r[13].value == "2026-H1:D00.vu")
    assert [cell.value for cell in row[3:12]] == [23, 19, 14, 15, -1, -6.67, 2, 3, 3]


def test_answers_of_other_numbers_of_units_are_not_subtracted(after: Workbook) -> None:
    """Two of two departments had a plan, and now one of one has: that is no fall."""
    rows = after["Toàn quốc"].iter_rows()
    row = next(r for r in rows if r[13].value == "2026-H1:A01.tong")
    assert [cell.value for cell in row[3:12]] == [1, 2, ABSENT, ABSENT, ABSENT, ABSENT, 0, 1, 3]


def test_a_merged_province_stands_beside_the_sum_of_its_predecessors(after: Workbook) -> None:
    sheet = after["So cùng kỳ theo tỉnh"]
    assert block(sheet, "Tỉnh Quảng Ngãi") == [9, 4, None, None, "1/2"]
    assert block(sheet, "Thành phố Đồng Nai") == [6, 8, -2, -25, "2/2"]
    last_year = row_of(sheet, "Tỉnh Quảng Ngãi")[3]
    assert last_year.style == "pl_partial_whole"
    notes = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert LACKING in notes


def test_before_the_mergers_both_bases_stand_side_by_side(before: Workbook) -> None:
    assert before.sheetnames == [
        "Toàn quốc",
        "Theo tỉnh – Biểu 1",
        "Theo tỉnh – Biểu 2",
        "Theo tỉnh – Biểu 3",
        "Theo tỉnh – Biểu 5",
        "Khi báo cáo – Biểu 1",
        "Khi báo cáo – Biểu 2",
        "Khi báo cáo – Biểu 3",
        "Khi báo cáo – Biểu 5",
        "Theo loại đơn vị",
        "Mục tiêu",
        "Biểu đồ",
        "Ghi chú",
        "Số liệu theo tỉnh",
        "Số liệu khi báo cáo",
        "Nguồn số liệu",
    ]
    current, then = before["Theo tỉnh – Biểu 2"], before["Khi báo cáo – Biểu 2"]
    assert [cell.value for cell in row_of(current, "Tỉnh Quảng Ngãi")[2:4]] == ["1/2", 4]
    assert [cell.value for cell in row_of(then, "Tỉnh Quảng Ngãi")[2:4]] == ["đã gửi", 4]
    assert [cell.value for cell in row_of(then, "Tỉnh Kon Tum")[2:4]] == ["chưa gửi", None]
    assert row_of(current, "Tỉnh Quảng Ngãi")[3].style == "pl_partial_whole"


def test_answers_of_merged_departments_are_counted_and_never_compared(
    before: Workbook, after: Workbook
) -> None:
    """Two plans became one plan of one department: that is no fall."""
    assert row_of(before["Theo tỉnh – Biểu 1"], "Tỉnh Đồng Nai")[3].value == "2/2 Có"
    listed = {row[0].value: row for row in after["Số liệu theo tỉnh"].iter_rows(min_row=4)}
    row = [cell.value for cell in listed[f"2026-H1:A01.tong@{DONG_NAI}"][7:]]
    assert row == [1, 2, None, None, "có số liệu", "1/1", None, "2/2", None]


def test_units_below_a_target_are_named(after: Workbook) -> None:
    sheet = after["Mục tiêu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["MT03", "Sở Y tế tỉnh Quảng Ngãi", 1, 4, 5, 80] in [row[:6] for row in rows]
    assert ["MT02", "Bệnh viện Bạch Mai", 1, 8, 7, -14.29] in [row[:6] for row in rows]
    fewer = next(row for row in rows if row[0] == "MT02")
    assert fewer[2:11] == [0, 14, 15, 6.67, "Đạt", 2, 3, 2, 1]


def test_charts_draw_what_both_periods_cover(after: Workbook) -> None:
    sheet = after["Biểu đồ"]
    bars = [[cell.value for cell in row[:3]] for row in sheet.iter_rows()]
    assert ["Thành phố Đồng Nai", 6, 8] in bars
    assert ["Tỉnh Quảng Ngãi", 9, None] in bars


def block(sheet: Worksheet, place: str) -> list[object]:
    """Return a province's first block: D00."""
    return [cell.value for cell in row_of(sheet, place)[2:7]]


def row_of(sheet: Worksheet, text: str) -> tuple[Cell | MergedCell, ...]:
    return next(row for row in sheet.iter_rows() if row[1].value == text)
