"""The status workbook's sheets on time: both readings, completeness, and history."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tests.unit.publish.test_status_workbook import (
    BACH_MAI,
    HA_GIANG,
    HUE,
    KON_TUM,
    PERIOD,
    QUANG_NGAI,
    rows,
)
from tests.unit.schemas.edits import change, several
from tonghop.publish.status import write_status


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    """Three health departments and two hospitals."""
    return trimmed(["D00", "D01"], (QUANG_NGAI, KON_TUM, HA_GIANG, BACH_MAI, HUE))


def test_a_report_of_the_very_day_named_shows_both_readings(
    declarations: Declarations, tmp_path: Path
) -> None:
    """16/6/2024 is a Sunday: late by the letter, by no working day, in time if it is included."""
    reports = [Report(KON_TUM, PERIOD, "2024-06-16 09:00+07", {"D00.vu": 3})]
    found = timeliness(declarations, reports, tmp_path / "a.xlsx")
    assert found["Sở Y tế tỉnh Kon Tum"] == [
        datetime(2024, 6, 14), datetime(2024, 6, 16), datetime(2024, 6, 15), datetime(2024, 6, 16),
        "Gửi muộn", 1, 0, "Đúng hạn nếu kể cả ngày 16/06/2024.",
    ]  # fmt: skip
    notes = [row for row in found if "Trước ngày" in row or "Điều 8" in row]
    assert notes == [
        "“Trước ngày 16/06/2024” (331/KH-BYT) được tính là không kể chính ngày đó, không gia hạn: "
        "đúng hạn đến hết ngày 15/06/2024, giờ Hà Nội.",
        "Sau ngày chốt số liệu 14/06/2024 đến hết ngày 15/06/2024 không có ngày làm việc nào, "
        "trong khi Nghị định 09/2019/NĐ-CP (Điều 8 khoản 5) yêu cầu thời hạn gửi sau ngày chốt số "
        "liệu ít nhất 01 ngày làm việc.",
    ]


def test_a_last_day_that_is_the_cut_off_itself_is_told(tmp_path: Path) -> None:
    declarations = trimmed(["D00"], ("SYT34-51",))
    reports = [Report("SYT34-51", "2026-H1", "2026-06-14 09:00+07", {"D00.vu": 3})]
    sheet = rows(workbook(declarations, reports, tmp_path / "a.xlsx", "2026-H1"), "Thời hạn")
    told = [row[0] for row in sheet if isinstance(row[0], str)]
    assert told[1].startswith(
        "Ngày cuối cùng đúng hạn 14/06/2026 chính là ngày chốt số liệu, trong khi Nghị định 09/2019"
    )


def test_the_workbook_follows_the_terms_of_the_directive(
    declarations: Declarations, tmp_path: Path
) -> None:
    terms = {"reading": "included", "grace_working_days": 1, "moves_to_working_day": True}
    graced = change("due_terms", "KH331-2024", **terms)(declarations)
    reports = [
        Report(KON_TUM, PERIOD, "2024-06-18 09:00+07", {"D00.vu": 3}),
        Report(QUANG_NGAI, PERIOD, "2024-06-19 09:00+07", {"D00.vu": 3}),
    ]
    found = timeliness(graced, reports, tmp_path / "a.xlsx")
    last_day, on_time = datetime(2024, 6, 18), found["Sở Y tế tỉnh Kon Tum"]
    assert on_time[2:] == [last_day, last_day, "Đúng hạn", 0, 0, None]
    assert found["Sở Y tế tỉnh Quảng Ngãi"][4:7] == ["Gửi muộn", 1, 1]
    assert any("kể cả ngày đó, lùi đến ngày làm việc kế tiếp" in row for row in found)
    assert any("gia hạn 1 ngày làm việc: đúng hạn đến hết ngày 18/06/2024" in row for row in found)


def test_without_a_due_date_or_a_calendar_the_workbook_says_so(
    declarations: Declarations, tmp_path: Path
) -> None:
    unknown = several(
        change("due_dates", "KH331-2024/ministry_hospital/H1", due_before=""),
        change("public_holidays", "2024-09-02", kind="unclear"),
    )(declarations)
    reports = [
        Report(KON_TUM, PERIOD, "2024-09-04 09:00+07", {"D00.vu": 3}),
        Report(BACH_MAI, PERIOD, "2024-09-04 09:00+07", {"D00.vu": 3}),
    ]
    found = timeliness(unknown, reports, tmp_path / "a.xlsx")
    assert found["Bệnh viện Bạch Mai"][4:] == [
        "Đã nhận (văn bản không nêu hạn)", None, None, "Văn bản không nêu hạn gửi.",
    ]  # fmt: skip
    assert found["Sở Y tế tỉnh Kon Tum"][4:] == [
        "Gửi muộn", 81, None,
        "Chưa tính được số ngày làm việc muộn: từ sau ngày 15/06/2024 đến ngày 04/09/2024 có ngày "
        "chưa rõ là ngày nghỉ hay ngày làm việc.",
    ]  # fmt: skip


def test_completeness_is_told_by_unit_by_form_and_by_cell(
    declarations: Declarations, tmp_path: Path
) -> None:
    """Sixteen cells of Biểu 2 are asked of five units."""
    states: dict[str, int | str] = {
        "D00.vu": 6,
        "D00.doi_tuong": "none",
        "D00.chet": "not_collected",
    }
    reports = [
        Report(QUANG_NGAI, PERIOD, "2024-06-10 09:00+07", states),
        Report(BACH_MAI, PERIOD, "2024-06-10 09:00+07", {"D00.vu": "refused"}, "rejected"),
    ]
    book = workbook(declarations, reports, tmp_path / "a.xlsx")
    by_unit = {row[1]: row for row in rows(book, "Đầy đủ theo đơn vị")}
    assert by_unit["Sở Y tế tỉnh Quảng Ngãi"][-8:] == [16, 1, 1, 1, 13, 0, 0, 12.5]
    assert by_unit["Bệnh viện Bạch Mai"][-8:] == [16, 0, 0, 0, 0, 1, 15, 0]
    assert by_unit["Bệnh viện Trung ương Huế"][-8:] == [16, 0, 0, 0, 0, 0, 16, None]
    by_form = {row[1]: row for row in rows(book, "Đầy đủ theo biểu")}
    assert by_form["Biểu 2"][3:] == [5, 0, 1, 0, 4, 80, 1, 1, 1, 13, 2.5]
    by_cell = {(row[2], row[4]): row for row in rows(book, "Đầy đủ theo chỉ tiêu")}
    assert by_cell["D00", "Số vụ"][5:] == [5, 1, 0, 0, 0, 1, 0, 3, 20]
    assert by_cell["D00", "Đối tượng"][5:] == [5, 0, 1, 0, 0, 0, 1, 3, 20]
    assert by_cell["D00", "Chết"][5:] == [5, 0, 0, 1, 0, 0, 1, 3, 0]


def test_the_history_shows_every_period_and_what_was_before_a_succession(tmp_path: Path) -> None:
    """Quảng Ngãi of today took over Quảng Ngãi and Kon Tum of 2024."""
    whole = load_declarations()
    some = trimmed(["D00"], ("SYT34-51", QUANG_NGAI, KON_TUM))
    declarations = replace(some, units=replace(some.units, successions=whole.units.successions))
    reports = [
        Report(QUANG_NGAI, "2024-H1", "2024-06-10 09:00+07", {"D00.vu": 1}),
        Report(KON_TUM, "2024-Y", "2024-12-18 09:00+07", {"D00.vu": 1}),
        Report("SYT34-51", "2025-Y", "2025-12-14 09:00+07", {"D00.vu": 1}),
        Report("SYT34-51", "2025-Y", "2025-12-17 09:00+07", {"D00.vu": 2}),
    ]
    book = workbook(declarations, reports, tmp_path / "a.xlsx", "2025-Y")
    before = "Trước sắp xếp: Sở Y tế tỉnh"
    heads = [cell.value for cell in book["Lịch sử"][5]][2:5]
    assert heads == ["6 tháng đầu năm 2024", "Năm 2024", "Năm 2025"]
    assert [row[1:] for row in rows(book, "Lịch sử")[:3]] == [
        ["Sở Y tế tỉnh Quảng Ngãi", "–", "–", "Đúng hạn", 1, 1, 1, 1, 100, 1, 0, 0],
        [f"{before} Quảng Ngãi", "Đúng hạn", "Chưa gửi", "–", 2, 1, 2, 1, 50, 0, 0, 0],
        [f"{before} Kon Tum", "Chưa gửi", "Muộn 3 ngày (3)", "–", 2, 1, 2, 0, 0, 0, 0, 0],
    ]


def workbook(
    declarations: Declarations, reports: list[Report], path: Path, period: str = PERIOD
) -> Workbook:
    """Return the status workbook of a small edition."""
    with edition_of(declarations, reports) as con:
        write_status(con, declarations, heading_of(con, declarations, period), path)
    return openpyxl.load_workbook(path)


def timeliness(
    declarations: Declarations, reports: list[Report], path: Path
) -> dict[str, list[str | float | date | None]]:
    """Return the sheet “Thời hạn” from its dates on, by unit; notes are keys without a row."""
    found = rows(workbook(declarations, reports, path), "Thời hạn")
    return {str(row[1] or row[0]): row[3:] for row in found}
