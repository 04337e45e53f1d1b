"""Letters: what each says to whom, and that they keep to the layout of Nghị định 30/2020."""

import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from docx import Document

from schemas.issues import Issue as Found
from schemas.layout import ILLUSTRATION
from schemas.loading import load_declarations
from schemas.reminders import REMINDER_CASES
from tests.facilities import DEPARTMENT, facility, with_facilities
from tests.unit.publish.small_edition import Report, edition_of
from tests.unit.remind.small_house import account_of, accounts_of, letter_text, text_of
from tests.written import live_content
from tonghop.publish.word import DOCUMENTS
from tonghop.publish.word.figures import WordingError
from tonghop.remind.accounts import Account, read_accounts
from tonghop.remind.letters import LONGEST_LIST, TEMPLATE, letter_name, write_letter
from tonghop.returning.reports import Report as Sent

GOLDEN = Path(__file__).parents[2] / "golden"
HOSTILE = '=cmd|\x0b {{ 7 * 7 }} {%p if 1 %} <w:p/> & ]]> \t\n"_x0041_'
Issue = tuple[str, str, str, str, str, str]


def text_in_number(cell: str) -> Issue:
    sentence = f"Biểu 2, ô {cell}: “mười” không phải là số. Đề nghị chỉ ghi chữ số, ví dụ 12."
    return ("text_in_number", "reject_line", "Biểu 2", cell, "mười", sentence)


WARNED = (
    "form_blank", "warn", "Biểu 5", "", "",
    "Biểu 5: cả biểu để trống. Đề nghị điền hoặc chọn không phát sinh.",
)  # fmt: skip
HELD = (
    "unit_differs_in_file_name", "hold", "Bìa", "C7", "",
    "Tên tệp “SYT34-08_2026-H1.xlsx” cho biết báo cáo là của Sở Y tế tỉnh Tuyên Quang (SYT34-08), "
    "nhưng trang “Bìa”, ô C7 ghi mã của Sở Y tế tỉnh Cao Bằng (SYT34-04).",
)  # fmt: skip
COPIED = (
    "copied_report", "warn", "", "", "",
    "Tệp “a.xlsx” có toàn bộ số liệu khác 0 giống hệt tệp “b.xlsx” của Bệnh viện K cùng kỳ.",
)  # fmt: skip
NOT_READ = (
    "not_a_workbook", "reject_file", "", "", "tệp PDF",
    "Tệp “BV-E_2026-H1.xlsx” không phải sổ tính Excel: nội dung là tệp PDF.",
)  # fmt: skip


class Told(NamedTuple):
    """A letter: its golden text, who gets it, about what, when, and what came before."""

    golden: str
    unit_code: str
    period: str
    day: date
    reports: tuple[Report, ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    case: str = ""

    @property
    def account(self) -> Account:
        """How the unit stands."""
        return _account(self.golden)


def rejected(unit_code: str, *issues: Issue, file_name: str = "") -> Report:
    return Report(
        unit_code, "2026-H1", "2026-06-12 08:00+07", {}, "rejected", file_name, issues=issues
    )


LETTERS = (
    Told("overdue-2024-H1", "SYT63-62", "2024-H1", date(2024, 6, 20), case="overdue"),
    Told("overdue-2025-Y", "BV-BACHMAI", "2025-Y", date(2025, 12, 20), case="overdue"),
    Told("overdue-2026-H1-noi-nhan", "BYT-BTXH", "2026-H1", date(2026, 6, 15), case="overdue"),
    Told("undated-2025-H1", "SYT63-62", "2025-H1", date(2025, 7, 3), case="undated"),
    Told("ahead-2026-H1", "BYT-PB", "2026-H1", date(2026, 6, 5), case="ahead"),
    Told(
        "rejected-2026-H1", "SYT34-51", "2026-H1", date(2026, 6, 20),
        (rejected("SYT34-51", WARNED, text_in_number("E13"), COPIED),), case="rejected",
    ),
    Told(
        "rejected-truoc-han-2026-H1", "SYT34-51", "2026-H1", date(2026, 6, 13),
        (rejected("SYT34-51", text_in_number("E13")),), case="rejected",
    ),
    Told(
        "rejected-phu-luc-2026-H1", "SYT34-31", "2026-H1", date(2026, 6, 20),
        (rejected("SYT34-31", *(text_in_number(f"E{row}") for row in range(11, 18))),),
        case="rejected",
    ),
    Told(
        "rejected-khong-doc-duoc-2026-H1", "BV-E", "2026-H1", date(2026, 6, 20),
        (Report(None, None, "2026-06-12 08:00+07", {}, "rejected", "BV-E_2026-H1.xlsx",
                issues=(NOT_READ,)),), case="rejected",
    ),
    Told(
        "held-2026-H1", "SYT34-04", "2026-H1", date(2026, 6, 20),
        (Report("SYT34-04", "2026-H1", "2026-06-12 08:00+07", {}, "held",
                "SYT34-08_2026-H1.xlsx", issues=(HELD, text_in_number("E13"))),),
        ((1, "SYT34-04"), (1, "SYT34-08")), case="held",
    ),
    Told(
        "claimed-2026-H1", "SYT34-08", "2026-H1", date(2026, 6, 20),
        (Report("SYT34-04", "2026-H1", "2026-06-12 08:00+07", {}, "held",
                "SYT34-08_2026-H1.xlsx", issues=(HELD, text_in_number("E13"))),),
        ((1, "SYT34-04"), (1, "SYT34-08")), case="claimed",
    ),
    Told(
        "late-2026-H1", "SYT34-48", "2026-H1", date(2026, 6, 20),
        (Report("SYT34-48", "2026-H1", "2026-06-18 08:00+07", {"D03.vu": 1}, issues=(WARNED,)),),
        case="late",
    ),
)  # fmt: skip


@cache
def _account(golden: str) -> Account:
    told = next(told for told in LETTERS if told.golden == golden)
    accounts = accounts_of(told.reports, told.period, told.day, named=told.named)
    return account_of(accounts, told.unit_code)


DANGLING = re.compile(r"None|\{%|\{\{|[,;:] ?[.,;]|[^./]\.\.[^.]|\(\)|(?<=\w)  +(?=\w)| [,.;]|“”")


@pytest.mark.parametrize("told", LETTERS, ids=lambda told: told.golden)
def test_a_letter_reads_as_approved(
    told: Told, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    text = letter_text(told.account, told.period, tmp_path / "a.docx")
    golden = GOLDEN / f"cong-van-{told.golden}.txt"
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert told.account.case == told.case
    assert text == golden.read_text(encoding="utf-8")
    assert not DANGLING.findall(text)


def test_every_case_has_a_letter_of_its_own() -> None:
    assert {told.case for told in LETTERS} == set(REMINDER_CASES)


def text(golden: str, tmp_path: Path) -> str:
    told = next(told for told in LETTERS if told.golden == golden)
    return letter_text(told.account, told.period, tmp_path / "a.docx")


def test_the_head_names_the_office_that_collects_by_the_directive_of_the_period(
    tmp_path: Path,
) -> None:
    assert (
        text("overdue-2024-H1", tmp_path).splitlines()[2].startswith("| BỘ Y TẾ / THANH TRA BỘ |")
    )
    later = text("overdue-2025-Y", tmp_path)
    assert later.splitlines()[2].startswith("| BỘ Y TẾ / CỤC BẢO TRỢ XÃ HỘI |")
    assert "Thanh tra" not in later


def test_an_office_that_has_closed_is_not_named_any_more(tmp_path: Path) -> None:
    """Thanh tra Bộ closed on 31/5/2025, and nobody is known to have its work."""
    account = account_of(accounts_of((), "2024-Y", date(2025, 6, 2)), "BV-BACHMAI")
    written = letter_text(account, "2024-Y", tmp_path / "a.docx")
    assert written.splitlines()[2].startswith("| BỘ Y TẾ |")
    assert "Thanh tra" not in written
    assert "Nơi nhận: Bộ Y tế." in written


def test_an_office_does_not_write_to_itself(tmp_path: Path) -> None:
    written = text("overdue-2026-H1-noi-nhan", tmp_path)
    assert written.splitlines()[2].startswith("| BỘ Y TẾ |")
    assert "Bộ Y tế đề nghị đơn vị" in written


def test_a_merged_unit_is_written_to_where_its_work_is_now(tmp_path: Path) -> None:
    written = text("undated-2025-H1", tmp_path)
    assert "Kính gửi: Sở Y tế tỉnh Quảng Ngãi" in written
    assert "Sở Y tế tỉnh Kon Tum (nay là Sở Y tế tỉnh Quảng Ngãi)" in written


def test_where_no_day_is_named_nobody_is_told_to_be_late(tmp_path: Path) -> None:
    written = text("undated-2025-H1", tmp_path)
    assert "Thời hạn" not in written
    assert "quá hạn" not in written


def test_lateness_is_told_in_days_and_in_working_days(tmp_path: Path) -> None:
    """The last day is Sunday 14/6/2026; 20/6 is a Saturday."""
    assert "đã quá hạn 06 ngày (05 ngày làm việc)" in text("rejected-2026-H1", tmp_path)
    late = text("late-2026-H1", tmp_path)
    assert "nhận được ngày 18/6/2026, muộn 04 ngày (04 ngày làm việc)" in late


def test_a_late_report_that_counts_is_not_asked_for_again(tmp_path: Path) -> None:
    late = text("late-2026-H1", tmp_path)
    assert "không phải gửi lại" in late
    for asking in ("Cách gửi", "Biểu 5", "khẩn trương", "Báo cáo phải gửi", "tra-lai"):
        assert asking not in late


def test_another_unit_is_never_named_to_the_one_that_was_copied(tmp_path: Path) -> None:
    written = text("rejected-2026-H1", tmp_path)
    assert "Bệnh viện K" not in written
    assert "01 lỗi phải sửa và 01 cảnh báo" in written


def test_of_a_file_that_may_be_anothers_only_the_doubt_is_told(tmp_path: Path) -> None:
    held = text("held-2026-H1", tmp_path)
    assert "Sở Y tế tỉnh Tuyên Quang (SYT34-08)" in held
    assert "mười" not in held
    assert "tra-lai" not in held


def test_a_unit_that_may_have_sent_a_file_learns_nothing_of_it(tmp_path: Path) -> None:
    claimed = text("claimed-2026-H1", tmp_path)
    for word in ("Cao Bằng", "mười", "tra-lai", "12/6/2026"):
        assert word not in claimed


def test_the_returned_workbook_is_named(tmp_path: Path) -> None:
    assert "Tệp kèm theo công văn này: “tra-lai-1.xlsx”" in text("rejected-2026-H1", tmp_path)
    unread = text("rejected-khong-doc-duoc-2026-H1", tmp_path)
    assert "“tra-lai-1.xlsx”, nêu lý do chưa đọc được báo cáo" in unread


@pytest.mark.parametrize("issues", [LONGEST_LIST, LONGEST_LIST + 1, 400])
def test_every_issue_is_told_in_the_letter_or_its_appendix(issues: int, tmp_path: Path) -> None:
    report = rejected("SYT34-51", *(text_in_number(f"E{row}") for row in range(1, issues + 1)))
    account = account_of(accounts_of((report,), "2026-H1", date(2026, 6, 20)), "SYT34-51")
    written = letter_text(account, "2026-H1", tmp_path / "a.docx")
    assert written.count("không phải là số") == issues
    assert ("Phụ lục\n" in written) == (issues > LONGEST_LIST)
    assert len(Document(str(tmp_path / "a.docx")).sections) == (2 if issues > LONGEST_LIST else 1)


def test_only_what_is_left_to_do_is_told() -> None:
    """An explained warning is settled; a reason changes nothing about an error."""
    warned, explained = found("form_blank", "warn"), found("form_blank", "warn", "Đã kiểm tra")
    error, unneeded = found("negative", "reject_line", "Đúng"), found("reason_unneeded", "warn")
    sent = Sent("", "", "SYT34-51", "2026-H1", (warned, explained, error, unneeded))
    assert sent.left == (warned, error)


def found(code: str, severity: str, reason: str = "") -> Found:
    return Found("", code, severity, "", "", "", "", "", "", "", reason=reason)


def test_the_same_account_gives_the_same_bytes(tmp_path: Path) -> None:
    told = LETTERS[7]
    for name in ("a.docx", "b.docx"):
        letter_text(told.account, told.period, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_illustrations_are_marked_on_every_page_and_in_the_letter(tmp_path: Path) -> None:
    told = LETTERS[7]
    marked = letter_text(told.account, told.period, tmp_path / "a.docx", illustrative=True)
    heads = [line for line in marked.splitlines() if line.startswith("[đầu trang")]
    assert all(f"DỰ THẢO – {ILLUSTRATION}" in head for head in heads)
    assert f"\n{ILLUSTRATION}\n" in marked
    assert ILLUSTRATION not in letter_text(told.account, told.period, tmp_path / "b.docx")


def test_text_from_outside_stays_text(tmp_path: Path) -> None:
    issue = ("text_in_number", "reject_line", HOSTILE, "E13", HOSTILE, f"{HOSTILE} sai.")
    report = rejected("SYT34-51", issue, file_name=f"{HOSTILE}.xlsx")
    account = account_of(accounts_of((report,), "2026-H1", date(2026, 6, 20)), "SYT34-51")
    written = letter_text(account, "2026-H1", tmp_path / "a.docx")
    assert '{{ 7 * 7 }} {%p if 1 %} <w:p/> & ]]>   "_x0041_ sai.' in written
    assert [found for found in live_content(tmp_path / "a.docx") if "PAGE" not in found] == []


def test_a_letters_name_is_plain_whatever_the_unit_sent() -> None:
    declared = load_declarations()
    accounts = accounts_of((), "2026-H1", date(2026, 6, 20))
    names = [letter_name(each, declared.period("2026-H1")) for each in accounts.units]
    assert all(re.fullmatch(r"cong-van_[A-Z0-9-]+_2026-H1\.docx", name) for name in names)
    assert len(set(names)) == len(names)


def test_a_misspelt_word_in_the_template_names_the_template(tmp_path: Path) -> None:
    shutil.copy(DOCUMENTS / TEMPLATE, tmp_path)
    document = Document(str(tmp_path / TEMPLATE))
    document.add_paragraph("{{ khong_co }}")
    document.save(str(tmp_path / TEMPLATE))
    declared = load_declarations()
    with pytest.raises(WordingError, match=r"cong-van-don-doc\.docx: 'khong_co' is undefined"):
        write_letter(
            LETTERS[0].account, declared, declared.period("2024-H1"), tmp_path / "a.docx",
            illustrative=False, documents=tmp_path,
        )  # fmt: skip


def test_the_layout_is_that_of_decree_30(tmp_path: Path) -> None:
    letter_text(LETTERS[7].account, "2026-H1", tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    for section in document.sections:
        margins = (
            section.page_width, section.page_height, section.top_margin, section.bottom_margin,
            section.left_margin, section.right_margin,
        )  # fmt: skip
        assert [round(length.mm) for length in margins if length] == [210, 297, 20, 20, 30, 15]
        assert section.different_first_page_header_footer
        assert not any("PAGE" in p._p.xml for p in section.first_page_header.paragraphs)
        assert any("PAGE" in p._p.xml for p in section.header.paragraphs)
        assert section._sectPr.xpath("./w:pgNumType/@w:start") == ["1"]
    with ZipFile(tmp_path / "a.docx") as parts:
        xml = parts.read("word/styles.xml").decode() + parts.read("word/document.xml").decode()
    assert set(re.findall(r'w:ascii="([^"]+)"', xml)) == {"Times New Roman"}


SIZES = {
    "BỘ Y TẾ": (13, False, False),
    "CỤC BẢO TRỢ XÃ HỘI": (13, True, False),
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (13, True, False),
    "Độc lập - Tự do - Hạnh phúc": (14, True, False),
    "Hà Nội, ngày …… tháng …… năm ………": (14, False, True),
    "Kính gửi: Sở Y tế thành phố Hải Phòng": (14, False, False),
    "Nơi nhận:": (12, True, True),
    "- Như trên;": (11, False, False),
    "Phụ lục": (14, True, False),
}


def test_sizes_and_weights_are_those_of_decree_30(tmp_path: Path) -> None:
    letter_text(LETTERS[7].account, "2026-H1", tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    found = {}
    for paragraph in paragraphs:
        if paragraph.text in SIZES:
            run, style = paragraph.runs[0], paragraph.style
            size = run.font.size or (style and style.font.size)
            assert size
            found[paragraph.text] = (size.pt, bool(run.bold), bool(run.italic))
    assert found == SIZES


def test_number_date_and_signature_are_left_to_whoever_issues_the_letter(tmp_path: Path) -> None:
    written = text("overdue-2025-Y", tmp_path)
    assert "Số:           /……………" in written
    assert "Hà Nội, ngày …… tháng …… năm ………" in written
    assert "(quyền hạn, chức vụ của người ký)" in written
    assert "@" not in written


def test_a_health_department_reminds_its_facilities_in_its_own_name(tmp_path: Path) -> None:
    """Which people's committee stands above it, the drafter fills in."""
    seen = with_facilities(tmp_path / "rows", 1).at(DEPARTMENT)
    period = seen.period("2025-Y")
    with edition_of(replace(seen, lines=(), rules=(), _forms={}, _rules={}), ()) as con:
        accounts = read_accounts(con, seen, period, date(2025, 12, 20), {})
    account = next(each for each in accounts if each.unit_code == facility(1))
    write_letter(account, seen, period, tmp_path / "a.docx", illustrative=False)
    written = text_of(tmp_path / "a.docx")
    assert "| …………………… / SỞ Y TẾ TỈNH QUẢNG NGÃI |" in written
    assert "| Quảng Ngãi, ngày …… tháng …… năm ……… |" in written
    assert "Sở Y tế tỉnh Quảng Ngãi đề nghị Cơ sở khẩn trương" in written
    assert "Nơi nhận: Sở Y tế tỉnh Quảng Ngãi." in written
    assert "tệp Excel do Sở Y tế tỉnh Quảng Ngãi lập cho Trung tâm Y tế minh họa 01" in written


def test_golden_texts_are_those_of_letters() -> None:
    golden = {path.stem.removeprefix("cong-van-") for path in GOLDEN.glob("cong-van-*.txt")}
    assert golden == {told.golden for told in LETTERS}


def test_text_of_reads_heads_too(tmp_path: Path) -> None:
    letter_text(LETTERS[0].account, "2024-H1", tmp_path / "a.docx")
    assert text_of(tmp_path / "a.docx").startswith("[đầu trang 1] DỰ THẢO\n")
