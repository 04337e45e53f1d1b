"""A secrecy mark is found wherever it stands, and ordinary words are not taken for one."""

import pytest

from tests.build import PREPARED, complete, declarations, field_of, filled, printed, reading_of
from tests.unit.issue_cases.made import with_field
from tonghop.reading.secrecy import mark_in_entry, mark_in_names, mark_in_text, mark_in_words
from tonghop.reading.workbook import Reading


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("BC_MẬT_2026.xlsx", "Mật"),
        ("MẬT - Báo cáo PCTP 6 tháng.xlsx", "Mật"),
        ("Báo cáo (Mật).xlsx", "Mật"),
        ("mật.xlsx", "Mật"),
        ("MẬT Mã đơn vị 51.xlsx", "Mật"),
        ("Báo cáo tối mật.xlsx", "Tối mật"),
        ("bao_cao_toi_mat.xlsx", "Tối mật"),
        ("TUYET MAT.xlsx", "Tuyệt mật"),
        ("TUYETMAT-2026.xlsx", "Tuyệt mật"),
        ("Ma\u0323\u0302t.xlsx", "Mật"),
        ("BÁO CÁO TUYỆT MẬT", "Tuyệt mật"),
    ],
)
def test_a_name_bears_its_mark_as_words(name: str, mark: str) -> None:
    assert mark_in_words(name) == mark


@pytest.mark.parametrize(
    "name",
    [
        "Bệnh viện Mắt Trung ương.xlsx",
        "BENH VIEN MAT TW.xlsx",
        "BC_MAT_2026.xlsx",
        "mật độ dân số.xlsx",
        "CÔNG TÁC BẢO MẬT.xlsx",
        "Tập huấn bảo vệ bí mật nhà nước.xlsx",
        "Khoa Gan Mật Tụy.xlsx",
        "túi mật, sỏi mật.xlsx",
        "mật ong giả.xlsx",
        "khong ra mat.xlsx",
        "Kỹ thuật, pháp luật.xlsx",
        "có mặt, vắng mặt.xlsx",
        "mật khẩu.xlsx",
        "toimatxa.xlsx",
    ],
)
def test_a_name_with_an_ordinary_word_bears_none(name: str) -> None:
    assert mark_in_words(name) is None


def test_no_name_of_a_unit_bears_a_mark() -> None:
    names = [name.name for name in declarations().units.names]
    names += [alias.alias for alias in declarations().units.aliases]
    assert [name for name in [*names, *map(str.upper, names)] if mark_in_words(name)] == []


def test_the_name_of_a_folder_counts_too() -> None:
    mark = mark_in_names(["2026-H1", "TỐI MẬT", "a.xlsx"])
    assert mark == ("Tối mật", "tên tệp hoặc thư mục")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "Mật"),
        ("Mật", "Mật"),
        (" ( MẬT ) ", "Mật"),
        ("M Ậ T", "Mật"),
        ("TỐI MẬT", "Tối mật"),
        ("T U Y Ệ T  M Ậ T", "Tuyệt mật"),
        ("Độ mật: Mật", "Mật"),
        ("ĐỘ MẬT : TỐI MẬT", "Tối mật"),
        ("Mức độ mật: tuyệt mật", "Tuyệt mật"),
        ("TÀI LIỆU MẬT", "Mật"),
        ("SỞ Y TẾ\nMẬT\nSố: 12/BC-SYT", "Mật"),
        ("MA\u0323\u0302T", "Mật"),
        ("MËT", "Mật"),
        ("TèI MËT", "Tối mật"),
        ("TOÁI MAÄT", "Tối mật"),
    ],
)
def test_a_line_that_is_a_mark_is_one(text: str, mark: str) -> None:
    assert mark_in_text(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "Không,Mật,Tối mật,Tuyệt mật",
        "Không sử dụng biểu này cho nội dung thuộc danh mục bí mật nhà nước.",
        "Độ mật",
        "Độ mật: Không",
        "mật",
        "Mật ong",
        "Mật độ",
        "Văn bản mật",
        "Bảo mật",
        "Số văn bản mật: 3",
        "Mặt",
        "MẾT",
        "",
    ],
)
def test_a_line_that_merely_speaks_of_secrets_is_none(text: str) -> None:
    assert mark_in_text(text) is None


@pytest.mark.parametrize(
    ("entry", "mark"),
    [
        ("mật", "Mật"),
        ("MAT", "Mật"),
        ("Mât", "Mật"),
        ("Độ: tối mật", "Tối mật"),
        ("toi mat", "Tối mật"),
        ("Không", None),
        ("Không mật", None),
        ("A", None),
        ("Độ mật", None),
        ("", None),
    ],
)
def test_an_entry_is_a_mark_however_it_is_spelled(entry: str, mark: str | None) -> None:
    assert mark_in_entry(entry) == mark


def marks(reading: Reading) -> list[tuple[str, str]]:
    """Return the marks of a reading, which holds nothing else."""
    assert reading.findings == [f for f in reading.findings if f.code == "secrecy_marked"]
    assert (reading.cover, reading.forms, reading.narrative) == ({}, [], {})
    return [(finding.raw_text, finding.expected) for finding in reading.findings]


def test_of_a_marked_report_nothing_but_the_mark_is_read() -> None:
    marked = filled("D03.vu | 5", cover={**PREPARED, "secrecy": "Tối mật", "N01a": "x"})
    assert marks(reading_of(marked)) == [("Tối mật", "trang “Bìa”, ô C16")]


@pytest.mark.parametrize("cell", ["B2", "J1", "C60"])
def test_a_stamp_counts_on_any_sheet(cell: str) -> None:
    book = complete("D03.vu | 5")
    book["Biểu 3"][cell] = "MẬT"
    assert marks(reading_of(book)) == [("Mật", f"trang “Biểu 3”, ô {cell}")]


def test_the_name_of_a_sheet_counts_too() -> None:
    book = complete("D03.vu | 5")
    book.create_sheet("Phụ lục TỐI MẬT")
    assert marks(reading_of(book)) == [("Tối mật", "tên trang “Phụ lục TỐI MẬT”")]


@pytest.mark.parametrize("name", ["Mật độ dân số", "Bảo mật", "Mặt bằng", "mat"])
def test_the_name_of_a_sheet_may_speak_of_other_things(name: str) -> None:
    book = complete("D03.vu | 5")
    book.create_sheet(name)
    assert "secrecy_marked" not in [finding.code for finding in reading_of(book).findings]


def test_a_stamp_counts_in_a_workbook_that_is_not_ours() -> None:
    book = complete("D03.vu | 5")
    for name in book.sheetnames[1:]:
        del book[name]
    book["Bìa"].delete_rows(1, 30)
    book["Bìa"]["A3"], book["Bìa"]["B3"] = "Mức độ mật:", "mật"
    assert marks(reading_of(book)) == [("Mật", "trang “Bìa”, ô B3")]


def test_the_name_alone_is_enough_and_nothing_is_opened() -> None:
    named = reading_of(b"no workbook", "BC MẬT.xlsx")
    assert marks(named) == [("Mật", "tên tệp hoặc thư mục")]


def test_a_blank_workbook_as_printed_bears_no_mark() -> None:
    assert [f.code for f in reading_of(printed()).findings] == []


def test_a_list_of_all_marks_offers_them_and_bears_none() -> None:
    book = complete("D03.vu | 5")
    lists = book.create_sheet("Danh mục")
    for row, choice in enumerate(("Không", "Mật", "Tối mật", "Tuyệt mật"), start=1):
        lists.cell(row, 1, choice)
    assert [f.code for f in reading_of(book).findings] == ["sheet_unknown"]


@pytest.mark.parametrize("text", ["Mật độ dân cư cao.", "Trộm mật ong tại kho", "có mặt kịp thời"])
def test_a_narrative_with_such_words_is_read(text: str) -> None:
    book = with_field("N01a", text)
    assert field_of(book, "N01a").value == text
    assert reading_of(book).narrative["N01a"].typed == "s" + text


@pytest.mark.parametrize("stamp", ["TUYÖT MËT", "TUYEÄT MAÄT"])
def test_a_stamp_that_has_lost_its_font_is_one(stamp: str) -> None:
    reading = reading_of(with_field("remark", stamp))
    assert [finding.code for finding in reading.findings] == ["secrecy_marked"]
