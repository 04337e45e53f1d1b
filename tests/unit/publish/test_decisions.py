"""Annexes print what was decided on the period's reports, with who, when and why."""

from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from schemas.declarations import Declarations
from tests.tables import load
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tonghop.publish.annex import write_annex
from tonghop.publish.annex.decisions import SHEET

DECIDED = """
    number | decided_at             | decided_by | why          | kind    | sha256 | unit_code | period  | line_code | measure | old_state | old_value | new_state | new_value | alias    | valid_from | revokes | despite
    1      | 2026-06-20 09:05+07    | thanh      | Đơn vị báo   | correct | {sha}  |           |         | D03       | vu      | number    | 5         | number    | 4         |          |            |         |
    2      | 2026-06-20 23:10+07    | hoa        | Gửi nhầm     | exclude | {sha}  |           |         |           |         |           |           |           |           |          |            |         |
    3      | 2026-06-21 08:00+07    | hoa        | Gửi đúng     | revoke  |        |           |         |           |         |           |           |           |           |          |            | 2       |
    4      | 2026-06-21 08:01+07    | hoa        | Hay viết tắt | alias   |        | SYT34-01  |         |           |         |           |           |           |           | SYT Q.N. | 2025-07-01 |         |
"""  # noqa: E501


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    return trimmed(["D03"], ["SYT34-01", "SYT34-04"])


def edition(declarations: Declarations, decided: str = "") -> duckdb.DuckDBPyConnection:
    """Return an edition with one report, and with these decisions."""
    reports = [Report("SYT34-01", "2026-H1", "2026-06-10 09:00+07", {"D03.vu": 5})]
    con = edition_of(declarations, reports)
    if decided:
        sha = f"{1:064x}"[::-1]
        load(con, "warehouse.decision", decided.format(sha=sha))
        con.execute("create or replace table main.decision as from warehouse.told_decision")
    return con


def printed(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, path: Path, report: str = "pctp"
) -> dict[str, list[tuple[object, ...]]]:
    write_annex(con, declarations, heading_of(con, declarations, "2026-H1"), report, path)
    book = load_workbook(path)
    return {sheet.title: [*sheet.iter_rows(min_row=6, values_only=True)] for sheet in book}


def test_every_decision_is_printed_with_who_when_why_and_whether_it_holds(
    declarations: Declarations, tmp_path: Path
) -> None:
    rows = printed(edition(declarations, DECIDED), declarations, tmp_path / "a.xlsx")[SHEET]
    file = "SYT34-01_2026-H1.xlsx"
    assert [(row[0], row[1], row[2], row[5], row[6], row[7]) for row in rows] == [
        (1, "20/06/2026 09:05", "thanh",
         f"Sửa ô D03.vu (Trộm cắp, móc túi – Số vụ) của báo cáo “{file}”: 5 thành 4.",
         "Đơn vị báo", "Đang áp dụng"),
        (2, "20/06/2026 23:10", "hoa", f"Không tính báo cáo “{file}”.", "Gửi nhầm",
         "Đã hủy bởi quyết định số 3"),
        (3, "21/06/2026 08:00", "hoa", "Hủy quyết định số 2.", "Gửi đúng", None),
        (4, "21/06/2026 08:01", "hoa",
         "Thêm tên viết khác “SYT Q.N.” của Sở Y tế thành phố Hà Nội (SYT34-01), áp dụng từ "
         "01/07/2025.", "Hay viết tắt", "Đang áp dụng"),
    ]  # fmt: skip


def test_without_decisions_there_is_no_such_sheet(
    declarations: Declarations, tmp_path: Path
) -> None:
    assert SHEET not in printed(edition(declarations), declarations, tmp_path / "a.xlsx")
