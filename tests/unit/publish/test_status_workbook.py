"""The status workbook: every unit, every issue and every file, with nothing left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from schemas.declarations import Declarations
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tests.unit.publish.workbook_text import workbook_text
from tonghop.publish.status import write_status
from tonghop.publish.status.lists import UNPLACED

GOLDEN = Path(__file__).parents[2] / "golden" / "tinh-hinh-gui-bao-cao.txt"
PERIOD = "2024-H1"
QUANG_NGAI, KON_TUM, HA_GIANG, BACH_MAI, HUE = (
    "SYT63-51", "SYT63-62", "SYT63-02", "BV-BACHMAI", "BV-TWHUE",
)  # fmt: skip
HOSTILE = "=cmd|' /C calc'!A0\x0b_x0041_"
FRACTION = (
    "fraction",
    "reject_line",
    "Biểu 2",
    "E14",
    HOSTILE,
    "Biểu 2, ô E14: giá trị có phần lẻ.",
)
BLANK = ("form_blank", "warn", "Biểu 5", "", "", "Biểu 5: cả biểu để trống.")
NO_BOOK = (
    "not_a_workbook",
    "reject_file",
    "",
    "",
    "Word",
    "Tệp “a.docx” không phải sổ tính Excel.",
)
REPORTS = (
    Report(QUANG_NGAI, PERIOD, "2024-06-15 23:59+07", {"D00.vu": 6}, issues=(BLANK,)),
    Report(KON_TUM, PERIOD, "2024-06-18 00:30+07", {"D00.vu": 0}, file_name="@kontum.xlsx"),
    Report(KON_TUM, PERIOD, "2024-06-19 09:00+07", {"D00.vu": 1}, again_as="bản sao.xlsx"),
    Report(BACH_MAI, PERIOD, "2024-06-12 08:00+07", {}, "rejected", issues=(FRACTION, BLANK)),
    Report(None, None, "2024-06-12 09:00+07", {}, "rejected", "a.docx", issues=(NO_BOOK,)),
    Report(QUANG_NGAI, "2024-Q1", "2024-03-12 09:00+07", {"D00.vu": 3}, issues=(BLANK,)),
)


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    """Three health departments, Hà Giang silent, and two hospitals, Huế silent."""
    return trimmed(["D00", "D01"], (QUANG_NGAI, KON_TUM, HA_GIANG, BACH_MAI, HUE))


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    with edition_of(declarations, REPORTS) as con:
        yield con


@pytest.fixture(scope="module")
def path(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("status") / "tinh-hinh-gui-bao-cao.xlsx"
    write_status(con, declarations, heading_of(con, declarations, PERIOD), path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def test_the_workbook_reads_as_approved(path: Path, pytestconfig: pytest.Config) -> None:
    text = workbook_text(path)
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_same_edition_gives_the_same_bytes(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, path: Path, tmp_path: Path
) -> None:
    write_status(con, declarations, heading_of(con, declarations, PERIOD), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == path.read_bytes()


def test_kinds_of_unit_are_counted_by_status(book: Workbook) -> None:
    assert rows(book, "Tổng hợp")[:3] == [
        [1, "Sở Y tế", "trước 16/06/2024", 3, 1, 1, 0, 0, 0, 1, 0, 66.67],
        [2, "Bệnh viện trực thuộc Bộ Y tế", "trước 16/06/2024", 2, 0, 0, 0, 0, 1, 1, 0, 0],
        [None, "Tổng số", None, 5, 1, 1, 0, 0, 1, 2, 0, 40],
    ]


def test_every_expected_unit_has_a_row_with_hanoi_time(book: Workbook) -> None:
    found = {row[1]: row[3:] for row in rows(book, "Theo đơn vị")}
    assert len(found) == 5
    due, received_at = datetime(2024, 6, 16), datetime(2024, 6, 19, 9)
    assert found["Sở Y tế tỉnh Kon Tum"] == [
        due, "Gửi muộn", received_at, 3, 2, "SYT63-62_2024-H1.xlsx", 2, 1, 0, 0,
    ]  # fmt: skip
    assert found["Sở Y tế tỉnh Quảng Ngãi"][1] == "Đúng hạn"
    assert found["Bệnh viện Bạch Mai"][1] == "Bị trả lại"
    assert found["Sở Y tế tỉnh Hà Giang"][1:4] == ["Chưa gửi", None, None]


def test_every_issue_of_the_period_is_listed_and_unplaced_ones_apart(book: Workbook) -> None:
    listed = rows(book, "Lỗi, cảnh báo")
    apart = next(n for n, row in enumerate(listed) if row[0] == UNPLACED)
    assert [row[4] for row in listed[:apart]] == ["Cảnh báo", "Lỗi (phải sửa)", "Cảnh báo"]
    assert [row[3] for row in listed[apart + 1 :]] == ["a.docx"]


def test_text_from_reports_stays_text(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    hostile = [cell for cell in cells if str(cell.value).startswith(("=", "@"))]
    assert {str(cell.value) for cell in hostile} == {
        "=cmd|' /C calc'!A0\ufffd_x005F_x0041_",
        "@kontum.xlsx",
    }
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)


def test_every_file_is_listed_and_copies_name_each_other(book: Workbook) -> None:
    found = {row[1]: row[2:] for row in rows(book, "Tệp đã nhận")}
    assert found["bản sao.xlsx"][-2:] == ["Được tính", "SYT63-62_2024-H1.xlsx"]
    assert found["SYT63-62_2024-H1.xlsx"][-1] == "bản sao.xlsx"
    assert found["@kontum.xlsx"][-2:] == ["Đã có bản thay thế", None]
    assert found["a.docx"][-3:] == ["không xác định", "Trả lại", None]
    assert not any("2024-Q1" in str(name) for name in found)


def test_each_changed_cell_of_a_resubmission_is_listed(book: Workbook) -> None:
    (change,) = rows(book, "Thay đổi khi gửi lại")
    assert change[1:6] == [
        "Sở Y tế tỉnh Kon Tum",
        "@kontum.xlsx",
        "SYT63-62_2024-H1.xlsx",
        "Được tiếp nhận",
        "Tổng số vụ việc, tội phạm xảy ra tại cơ sở y tế – Số vụ",
    ]
    assert change[6:] == ["không có ô", 0, "không có ô", 1]


def test_what_a_rejected_resubmission_would_change_says_so(
    declarations: Declarations, tmp_path: Path
) -> None:
    good = Report(KON_TUM, PERIOD, "2024-06-12 08:00+07", {"D00.vu": 3})
    bad = Report(KON_TUM, PERIOD, "2024-06-13 08:00+07", {"D00.vu": "refused"}, "rejected")
    with edition_of(declarations, [good, bad]) as con:
        write_status(con, declarations, heading_of(con, declarations, PERIOD), tmp_path / "a.xlsx")
    (change,) = rows(openpyxl.load_workbook(tmp_path / "a.xlsx"), "Thay đổi khi gửi lại")
    assert (change[4], change[7], change[9]) == ("Trả lại", 3, "ô sai, không nhận")


def test_a_report_that_repeats_an_earlier_one_is_not_called_replaced(
    declarations: Declarations, tmp_path: Path
) -> None:
    again = ("resaved_copy", "warn", "", "", "a.xlsx", "Tệp giống hệt.")
    first = Report(KON_TUM, PERIOD, "2024-06-12 08:00+07", {"D00.vu": 3}, file_name="a.xlsx")
    second = Report(
        KON_TUM, PERIOD, "2024-06-13 08:00+07", {"D00.vu": 3}, file_name="b.xlsx", issues=(again,)
    )
    with edition_of(declarations, [first, second]) as con:
        write_status(con, declarations, heading_of(con, declarations, PERIOD), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    results = {row[1]: row[6] for row in rows(book, "Tệp đã nhận")}
    assert results == {"a.xlsx": "Được tính", "b.xlsx": "Trùng số liệu với bản đã nhận"}
    assert rows(book, "Thay đổi khi gửi lại")[0][0] == (
        "Không có báo cáo gửi lại nào thay đổi số liệu."
    )


def test_a_period_without_issues_says_so(declarations: Declarations, tmp_path: Path) -> None:
    with edition_of(declarations, REPORTS[1:2]) as con:
        write_status(con, declarations, heading_of(con, declarations, PERIOD), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert rows(book, "Lỗi, cảnh báo")[0][0] == "Không có lỗi, cảnh báo."


def test_a_report_of_nobody_knows_whom_is_said_to_wait(
    declarations: Declarations, tmp_path: Path
) -> None:
    unclear = ("unit_mismatch", "hold", "Bìa", "C8", "Kon Tum", "Tên đơn vị không khớp mã.")
    held = Report(QUANG_NGAI, PERIOD, "2024-06-12 08:00+07", {}, "held", issues=(unclear,))
    with edition_of(declarations, [held]) as con:
        write_status(con, declarations, heading_of(con, declarations, PERIOD), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert rows(book, "Tổng hợp")[0][4:] == [0, 0, 0, 1, 0, 2, 0, 0]
    found = {row[1]: row[4] for row in rows(book, "Theo đơn vị")}
    assert found["Sở Y tế tỉnh Quảng Ngãi"] == "Chờ xác định"
    assert [row[4] for row in rows(book, "Lỗi, cảnh báo")] == ["Chờ xác định"]
    assert [row[6] for row in rows(book, "Tệp đã nhận")] == ["Chờ xác định"]


def rows(book: Workbook, sheet: str) -> list[list[str | float | date | None]]:
    """Return the values below the heads of a list."""
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=6)]  # type: ignore[misc]


def test_what_the_ministry_has_not_confirmed_is_told_below_the_counts(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    sentence = "Danh sách đơn vị chờ Bộ Y tế xác nhận."
    heading = replace(heading_of(con, declarations, PERIOD), caveats=(sentence,))
    write_status(con, declarations, heading, tmp_path / "a.xlsx")
    text = workbook_text(tmp_path / "a.xlsx")
    assert text.count(f"Lưu ý: {sentence}") == 1
