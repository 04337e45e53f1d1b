"""A Sở's own report: its figures are sums, its answers its office's, and all tell their cells."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from schemas.declarations import Declarations
from schemas.issues import Issue
from schemas.layout import ILLUSTRATION, SOURCES
from tests.build import (
    addresses,
    complete,
    content,
    field_of,
    filled,
    issues_of,
    read_here,
    values_of,
)
from tests.facilities import DEPARTMENT, OFFICE, PERIOD, facility, with_facilities
from tonghop.cli.submission import tell_submission
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.publish.edition import publish_period
from tonghop.publish.submission.filling import LEFT, as_entry
from tonghop.template import template_name

SENT: dict[str, dict[str, object]] = {
    OFFICE: {"A01.tong": "Có", "A01b.tong": "12/KH-SYT", "A03.tong": "-", "A04.tong": "-",
             "A05a.tong": "x"},
    facility(1): {"A01.tong": "Không", "A05.tong": "Có", "A03.tong": 4, "A05a.tong": "x",
                  "A10a.tong": 123456789012345, "D14.so_luong": 2},
    facility(2): {"A01.tong": "Không", "A03.tong": 3, "A10a.tong": 876543210987655},
}  # fmt: skip


class Edition:
    """An edition of the Sở, of which one facility's report is missing."""

    def __init__(self, house: House, declarations: Declarations) -> None:
        self.declarations = declarations
        self.period = declarations.period(PERIOD)
        self.folder = publish_period(house, declarations, self.period).folder
        self.path = self.folder / template_name(DEPARTMENT, self.period)

    @property
    def book(self) -> Workbook:
        return load_workbook(self.path)

    def typed(self, code: str) -> object:
        sheet, address = addresses(PERIOD)[code]
        return self.book[sheet][address].value

    def is_left(self, code: str) -> bool:
        sheet, address = addresses(PERIOD)[code]
        return bool(self.book[sheet][address].fill == LEFT)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    house = House(tmp_path_factory.mktemp("so"))
    own = with_facilities(house.declarations, 3).at(DEPARTMENT)
    house.raw.mkdir()
    for unit, entries in SENT.items():
        book = filled(entries, unit=unit, period=PERIOD, whole=own)
        field_of(book, "remark").value = ILLUSTRATION
        field_of(book, "N02a").value = f"Kết quả của {unit}."
        (house.raw / template_name(unit, own.period(PERIOD))).write_bytes(content(book))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        ingest(house, own)
    build_marts(house)
    return Edition(house, own)


def rejecting(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.code for issue in issues if issue.severity != "warn"]


def test_counts_are_added_up_and_keep_what_they_are(edition: Edition) -> None:
    assert {code: edition.typed(code) for code in ("A03.tong", "A05a.tong", "D14.so_luong")} == {
        "A03.tong": 7,
        "A05a.tong": "x",
        "D14.so_luong": 2,
    }
    assert edition.typed("A04a.tong") is None


def test_none_everywhere_stays_none(edition: Edition) -> None:
    values = values_of(edition.path.read_bytes())
    assert "A04a.tong" not in values
    assert values["A04.tong"] == ("none", "0.00")
    assert values["A03.tong"] == ("number", "7.00")
    assert values["A05a.tong"] == ("not_collected", "")


def test_only_the_office_answers_for_the_department(edition: Edition) -> None:
    assert edition.typed("A01.tong") == "Có"
    assert edition.typed("A01b.tong") == "12/KH-SYT"
    assert edition.typed("A05.tong") is None
    assert edition.is_left("A05.tong")
    assert not edition.is_left("A01.tong")
    assert field_of(edition.book, "N02a").value == f"Kết quả của {OFFICE}."


def test_it_bears_the_mark_of_what_it_is_made_of(edition: Edition) -> None:
    assert field_of(edition.book, "remark").value == ILLUSTRATION
    assert field_of(edition.book, "unit_code").value == DEPARTMENT
    assert field_of(edition.book, "recipient").value == "Bộ Y tế (qua Cục Bảo trợ xã hội)"


def test_a_number_too_long_for_excel_is_written_in_words_that_are_read(edition: Edition) -> None:
    assert edition.typed("A10a.tong") == 10**15
    assert as_entry(Decimal("123456789012345.67")) == "123.456.789.012.345,67"
    assert as_entry(Decimal("12345678901234.5")) == 12345678901234.5
    assert as_entry(Decimal("5.00")) == 5
    book = complete({"F01b.khoi_luong": "123.456.789.012.345,67"})
    assert values_of(book)["F01b.khoi_luong"] == ("number", "123456789012345.67")


def test_every_figure_tells_the_cells_that_it_comes_from(edition: Edition) -> None:
    rows = [[cell.value for cell in row][1:] for row in edition.book[SOURCES].iter_rows()]
    told = [(row[5], row[6], row[7], row[8], row[9]) for row in rows if row[0] == "A03.tong"]
    sheet, address = addresses(PERIOD)["A03.tong"]
    names = ("Trung tâm Y tế minh họa 01", "Trung tâm Y tế minh họa 02")
    assert told == [
        *(
            (name, template_name(facility(n), edition.period), sheet, address, str(number))
            for n, name, number in ((1, names[0], 4), (2, names[1], 3))
        ),
        ("1 đơn vị ghi 0 hoặc khai không có", None, None, None, None),
    ]


def test_the_recipient_reads_all_sheets_but_that_of_the_sources(edition: Edition) -> None:
    assert edition.book.sheetnames[-1] == SOURCES
    found = issues_of(edition.path.read_bytes(), edition.path.name)
    assert "sheet_unknown" not in {issue.code for issue in found}
    assert "form_unknown" not in {issue.code for issue in found}
    book = load_workbook(BytesIO(edition.path.read_bytes()))
    book[SOURCES]["A1"] = None
    assert {i.code for i in issues_of(content(book))} - {i.code for i in found}


def test_figures_beyond_what_a_form_takes_are_told_before_sending(
    edition: Edition, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.reading.read_workbooks", read_here)
    assert not tell_submission(edition.folder, edition.declarations, edition.period)
    told = capsys.readouterr().out
    assert told.startswith(f"Báo cáo gửi Bộ Y tế: “{edition.path}”, chưa hợp lệ, 1 lỗi")
    assert "Lỗi too_large" in told


def test_the_same_edition_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    import duckdb

    from tonghop.publish.editions import DATABASE
    from tonghop.publish.heading import Heading
    from tonghop.publish.submission import write_submission

    heading = Heading(
        edition.period, None, 1, illustrative=True, units_reported=3, units_expected=4
    )
    with duckdb.connect(edition.folder / DATABASE, read_only=True) as con:
        assert write_submission(con, edition.declarations, heading, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == edition.path.read_bytes()


def test_the_ministry_hands_in_nothing() -> None:
    from tests.build import declarations

    assert declarations().own_report(declarations().period(PERIOD)) is None
    seen = declarations().at(DEPARTMENT)
    assert seen.own_report(seen.period("2025-Q3")) is None


def test_each_recipient_gets_a_summary_under_the_departments_head(edition: Edition) -> None:
    names = {path.name for path in edition.folder.glob("*.docx")}
    assert names == {
        f"bao-cao-{report}_{recipient}.docx"
        for report in ("pctp", "pcmbn")
        for recipient in ("bo-y-te", "ubnd-tinh", "cong-an-tinh")
    }
    texts = docx_text(edition.folder / "bao-cao-pctp_cong-an-tinh.docx")
    for text in (
        "UBND TỈNH QUẢNG NGÃI",
        "SỞ Y TẾ",
        "/BC-SYT",
        "Quảng Ngãi, ngày",
        "Kính gửi: Công an tỉnh Quảng Ngãi",
        "Sở Y tế tỉnh Quảng Ngãi báo cáo tình hình",
        "trong ngành Y tế tỉnh Quảng Ngãi năm 2025",
        f"Cơ quan Sở Y tế tỉnh Quảng Ngãi: Kết quả của {OFFICE}.",
        "- Lưu: VT, CSXH.",
    ):
        assert text in texts
    assert "BỘ Y TẾ" not in texts
    assert "theo tỉnh, thành phố" not in texts


def docx_text(path: Path) -> str:
    """Return all text of a Word file, one paragraph a line."""
    body = Document(str(path)).element.body
    paragraphs = body.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)
