"""What units explained stands in the annex of the forms concerned, and beside each issue."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from schemas.declarations import Declarations
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tonghop.publish.annex import write_annex
from tonghop.publish.annex.reasons import SHEET
from tonghop.publish.sheets.list_sheet import HEAD_ROW
from tonghop.publish.status import write_status

PERIOD, UNIT, OTHER = "2024-H1", "SYT63-51", "BV-BACHMAI"
HOSTILE = "=cmd|' /C calc'!A0"
EXPLAINED = (
    ("Q001", "warn", "D00", "vu", "E10", "6", "Biểu 2, ô E10: nhiều hơn.", HOSTILE),
    ("negative", "reject_line", "D00", "vu", "E10", "-6", "Biểu 2, ô E10: số âm.", "Đúng rồi"),
    ("Q002", "warn", "D01", "vu", "E11", "1", "Biểu 2, ô E11: ít hơn.", ""),
)
INSERTED = """
    insert into warehouse.issue by name
    select submission.sha256, ? as issue_number, ? as code, ? as severity, 'PCTP2' as form_code,
        ? as line_code, ? as measure, 'Biểu 2' as sheet, ? as cell, ? as raw_text, ? as sentence,
        ? as reason
    from warehouse.submission
"""


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    return trimmed(["D00", "D01", "C14"], (UNIT, OTHER))


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    """One report that counts and one that is rejected, with the same issues and reasons."""
    reports = (
        Report(UNIT, PERIOD, "2024-06-10 08:00+07", {"D00.vu": 6}),
        Report(OTHER, PERIOD, "2024-06-10 08:00+07", {}, "rejected"),
    )
    with edition_of(declarations, reports) as con:
        for number, issue in enumerate(EXPLAINED, start=1):
            con.execute(INSERTED, [number, *issue])
        con.execute("create or replace table main.issue as select * from warehouse.told_issue")
        yield con


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    return list(book[sheet].iter_rows(min_row=HEAD_ROW + 1, values_only=True))


def test_the_annex_lists_explained_warnings_of_reports_that_count(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    path = tmp_path / "pctp.xlsx"
    write_annex(con, declarations, heading_of(con, declarations, PERIOD), "pctp", path)
    line = declarations.line_label("D00")
    assert rows(path, SHEET) == [
        (1, "Sở Y tế tỉnh Quảng Ngãi", "Biểu 2", "E10", f"{line} – Số vụ", "6",
         "Biểu 2, ô E10: nhiều hơn.", HOSTILE)
    ]  # fmt: skip
    cell = openpyxl.load_workbook(path)[SHEET][f"H{HEAD_ROW + 1}"]
    assert cell.data_type == "s"
    notes = [row[2] for row in openpyxl.load_workbook(path)["Ghi chú"].iter_rows(values_only=True)]
    assert "1 cảnh báo về số liệu đã được đơn vị giải trình, xem trang “Giải trình”." in notes


def test_the_annex_of_other_forms_has_no_such_list(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    path = tmp_path / "pcmbn.xlsx"
    write_annex(con, declarations, heading_of(con, declarations, PERIOD), "pcmbn", path)
    assert SHEET not in openpyxl.load_workbook(path).sheetnames


def test_the_status_workbook_shows_each_reason_beside_its_issue(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    path = tmp_path / "status.xlsx"
    write_status(con, declarations, heading_of(con, declarations, PERIOD), path)
    told = [(row[4], row[9]) for row in rows(path, "Lỗi, cảnh báo") if row[1]]
    assert told[:3] == [
        ("Cảnh báo (đã giải trình)", HOSTILE),
        ("Lỗi (phải sửa)", "Đúng rồi"),
        ("Cảnh báo", None),
    ]
