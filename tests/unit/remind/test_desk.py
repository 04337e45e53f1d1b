"""The desk's workbook: every unit, what to do, and the letter it links to."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from schemas.loading import load_declarations
from tests.unit.publish.small_edition import Report
from tests.unit.publish.workbook_text import workbook_text
from tests.unit.remind.small_house import accounts_of
from tests.unit.remind.test_letters import HOSTILE, NOT_READ, text_in_number
from tests.written import live_content
from tonghop.publish.sheets.list_sheet import HEAD_ROW
from tonghop.remind import Accounts, to_be_written, write_reminders
from tonghop.remind.desk import NONE_UNPLACED

GOLDEN = Path(__file__).parents[2] / "golden" / "danh-sach-don-doc.txt"
PERIOD, DAY = "2026-H1", date(2026, 6, 20)
REPORTS = (
    Report("SYT34-01", PERIOD, "2026-06-10 08:00+07", {"D03.vu": 1}),
    Report("SYT34-48", PERIOD, "2026-06-18 08:00+07", {"D03.vu": 1}),
    Report(
        "SYT34-51", PERIOD, "2026-06-12 08:00+07", {}, "rejected", f"{HOSTILE}.xlsx",
        issues=(text_in_number("E13"),),
    ),
    Report(None, None, "2026-06-12 09:00+07", {}, "rejected", f"{HOSTILE}.pdf", issues=(NOT_READ,)),
    Report(None, None, "2025-06-12 09:00+07", {}, "rejected", "nam-truoc.pdf", issues=(NOT_READ,)),
)  # fmt: skip


@pytest.fixture(scope="module")
def accounts() -> Accounts:
    return accounts_of(REPORTS, PERIOD, DAY)


@pytest.fixture(scope="module")
def folder(accounts: Accounts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The letters of two units and the list of all."""
    folder = tmp_path_factory.mktemp("remind")
    write(accounts, folder)
    return folder


def write(accounts: Accounts, folder: Path) -> None:
    declared = load_declarations()
    due = [u for u in to_be_written(accounts, ahead=False) if u.case in ("late", "rejected")]
    write_reminders(accounts, due, declared, declared.period(PERIOD), folder)


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / "danh-sach-don-doc.xlsx")


def rows(book: Workbook, sheet: str) -> dict[object, tuple[object, ...]]:
    """Return the rows of a list by their second column."""
    found = book[sheet].iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return {row[1]: row[2:] for row in found}


def test_the_workbook_reads_as_approved(folder: Path, pytestconfig: pytest.Config) -> None:
    text = workbook_text(folder / "danh-sach-don-doc.xlsx")
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_every_unit_that_owes_a_report_has_a_row(book: Workbook, accounts: Accounts) -> None:
    found = rows(book, "Theo đơn vị")
    assert {each.unit_code for each in accounts.units} <= found.keys()
    assert found["Tổng số"][0] == f"{len(accounts.units)} đơn vị"


def test_a_row_says_what_is_owed_how_late_and_what_to_do(book: Workbook) -> None:
    found = rows(book, "Theo đơn vị")
    assert found["SYT34-51"][2:11] == (
        "Bị trả lại", "Bị trả lại, phải sửa", found["SYT34-51"][4], found["SYT34-51"][5], 6, 5,
        1, 0, "Gửi công văn kèm tệp trả lại; theo dõi bản sửa.",
    )  # fmt: skip
    assert found["SYT34-51"][11:13] == ("cong-van_SYT34-51_2026-H1.docx", "tra-lai-3.xlsx")
    assert found["SYT34-48"][6:8] == (4, 4)
    assert found["SYT34-01"][3] == "Không phải nhắc"


def test_what_depends_on_the_reading_of_the_due_date_is_noted(tmp_path: Path) -> None:
    """On 15/6 a report is late only if “trước ngày 15/6” leaves that day out."""
    report = Report("SYT34-01", PERIOD, "2026-06-15 08:00+07", {"D03.vu": 1})
    write(accounts_of((report,), PERIOD, DAY), tmp_path)
    found = rows(openpyxl.load_workbook(tmp_path / "danh-sach-don-doc.xlsx"), "Theo đơn vị")
    assert found["SYT34-01"][-1] == "Đúng hạn nếu kể cả ngày 15/06/2026."


def test_who_has_a_closed_units_work_is_noted(tmp_path: Path) -> None:
    accounts = accounts_of((), "2025-H1", date(2025, 7, 3))
    declared = load_declarations()
    write_reminders(accounts, (), declared, declared.period("2025-H1"), tmp_path)
    found = rows(openpyxl.load_workbook(tmp_path / "danh-sach-don-doc.xlsx"), "Theo đơn vị")
    assert found["SYT63-62"][-1] == "Nay là Sở Y tế tỉnh Quảng Ngãi."
    assert found["BV-BACHMAI"][-1] is None


def test_cases_add_up_to_all_units(book: Workbook, accounts: Accounts) -> None:
    found = rows(book, "Tổng hợp")
    cases = [row for label, row in found.items() if label not in ("Tổng số", None)]
    units = [row[0] for row in cases if isinstance(row[0], int)]
    assert sum(units) == found["Tổng số"][0] == len(accounts.units)
    assert found["Tổng số"][1] == 2


def test_files_of_nobody_are_listed_since_the_period_began(book: Workbook) -> None:
    found = rows(book, "Chưa rõ đơn vị")
    assert [row[-1] for row in found.values()] == [None]
    assert "nam-truoc.pdf" not in found
    assert any(str(name).startswith("=cmd|") for name in found)


def test_without_such_files_the_sheet_says_so(tmp_path: Path) -> None:
    write(accounts_of(REPORTS[:3], PERIOD, DAY), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "danh-sach-don-doc.xlsx")["Chưa rõ đơn vị"]
    assert sheet.cell(HEAD_ROW + 1, 1).value == NONE_UNPLACED


def test_the_only_links_are_to_letters_that_lie_beside_it(book: Workbook, folder: Path) -> None:
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.hyperlink]
    targets = [str(cell.hyperlink.target) for cell in cells if cell.hyperlink]
    assert sorted(targets) == [f"cong-van_{unit}_2026-H1.docx" for unit in ("SYT34-48", "SYT34-51")]
    assert all((folder / target).is_file() for target in targets)


def test_nothing_in_it_can_be_run(folder: Path) -> None:
    live = live_content(folder / "danh-sach-don-doc.xlsx")
    ours = ("name _xlnm.Print_", "name _xlnm._FilterDatabase", "<hyperlink ", "cong-van_SYT34-")
    assert [found for found in live if not any(part in found for part in ours)] == []


def test_the_same_accounts_give_the_same_bytes(
    accounts: Accounts, folder: Path, tmp_path: Path
) -> None:
    write(accounts, tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in folder.iterdir()}
