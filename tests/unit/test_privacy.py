"""What a text says of a person is found, whole and withheld; what merely looks so is left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.persons import BIRTH_DATE, EMAIL, IDENTITY_NUMBER, NAME, PHONE, WITHHELD
from tests.build import (
    complete,
    declarations,
    field_of,
    filled,
    issues_of,
    reading_of,
    save,
)
from tests.explaining import UNEQUAL, explained
from tests.unit.issue_cases.made import with_entry
from tonghop.privacy import find_persons, without_persons
from tonghop.reading import Source, read_workbooks

PERSONAL = {
    IDENTITY_NUMBER: [
        "số CCCD 001090012345", "001 090 012 345", "CMND 212345678", "CMND số 212.345.678",
        "chứng minh nhân dân: 012345678", "212 345 678 do Công an cấp", "hộ chiếu C1234567",
        "đối tượng mang B1234567", "thẻ BHYT DN4797912345678", "thẻ DN 4 79 7912345678",
        "BHYT số 7912345678", "căn cước công dân số 051.093.001.234",
    ],
    PHONE: [
        "ĐT 0912345678", "0912.345.678", "0912 345 678", "090-1234567", "+84 912 345 678",
        "+84912345678", "84912345678", "(+84) 912 345 678", "(024) 38462364", "0255.3822.123",
        "SĐT0387654321", "0912345678-0387654321",
    ],
    EMAIL: ["gửi a.nguyen@gmail.com", "lan_anh@yahoo.com.vn"],
    BIRTH_DATE: [
        "sinh ngày 12/3/1990", "sinh năm 1990", "SN 1990", "(sn: 1990)", "ngày sinh 01-02-2003",
        "sinh ngày 12 tháng 3 năm 1990", "năm sinh: 2001", "sinh 12.3.1990", "em sinh năm 2010",
    ],
    NAME: [
        "Nạn nhân Nguyễn Thị Hoa, 16 tuổi", "ông Trần Văn An bị hành hung", "bà Lê Thị H.",
        "cháu N.T.H bị bán", "đối tượng: Phạm Minh Tuấn", "bị can Hồ A Sùng", "BN Vũ Lan Anh",
        "ông (bà) Lý Mẩy", "cháu bé gái tên Giàng Dợ", "Nguyễn Văn Bình khai nhận",
        "ÔNG NGUYỄN VĂN AN", "nạn nhân là chị Hoàng Mai", "BS. Trần Đức", "vợ là Lê Nở",
        "Ông Nguyễn An, bà Trần Bình", "em Vàng A Páo",
    ],
}  # fmt: skip
ORDINARY = [
    "Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa", "nạn nhân Việt Nam", "nạn nhân Hà Giang và Hà Nội",
    "ông bà", "ông Giám đốc Sở", "331/KH-BYT", "12/KH-SYT ngày 02/3/2026", "012/2026/TT-BYT",
    "150.000.000.000 đồng", "150000000000 đồng", "212 345 678 đồng", "150 000 000", "250000000",
    "gọi 113, 115 hoặc Tổng đài 111", "1900 9095", "18001567", "phát sinh năm 2026",
    "chưa phát sinh ngày 12/3/2026", "học sinh năm 2026", "sinh viên năm 2026", "vệ sinh năm 2026",
    "trẻ sơ sinh năm 2025", "trẻ em sinh năm 2025: 1200 trẻ", "từ 15/12/2025 đến 14/6/2026",
    "kỳ 2026-H1, mã SYT34-51", "Bệnh viện Nguyễn Tri Phương", "đường Nguyễn Văn Cừ",
    "Bệnh viện Nguyễn Thị Thập", "số 12 Nguyễn Thị Minh Khai", "đối tượng phạm tội",
    "ĐỐI TƯỢNG PHẠM TỘI MUA BÁN NGƯỜI", "Đối tượng Phạm tội lần đầu", "nạn nhân Thái Lan",
    "nạn nhân Hàn Quốc, Trung Quốc", "em Hà Nhì", "chị em Hội Phụ nữ", "anh hùng Lao động",
    "tiếng Anh", "bác sĩ Chuyên khoa", "đã cấp căn cước cho 95123456 người",
    "soyte@quangngai.gov.vn", "08.30-12.00 ngày 03.05.2026 12 vụ", "0123456789/QĐ-UBND",
    "12 vụ, 25 đối tượng, 3 nạn nhân", "nhân viên Đoàn Thanh niên", "ông Phó Giám đốc",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Không để xảy ra vụ việc phức tạp.",
]  # fmt: skip


def sorts(text: str) -> set[str]:
    return {found.sort for found in find_persons(text, declarations())}


@pytest.mark.parametrize(("sort", "text"), [(s, t) for s, texts in PERSONAL.items() for t in texts])
def test_personal_data_is_found_by_its_sort(sort: str, text: str) -> None:
    assert sort in sorts(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_merely_looks_like_personal_data_is_not(text: str) -> None:
    assert sorts(text) == set()


def test_nothing_that_is_declared_says_anything_of_a_person() -> None:
    made = declarations()
    texts = [
        *(name.name for name in made.units.names), *(alias.alias for alias in made.units.aliases),
        *(line.label for line in made.lines), *(measure.label for measure in made.measures),
        *(section.title + " " + section.prompt for section in made.sections),
        *(kind.sentence for kind in made.issue_kinds), *(rule.sentence for rule in made.rules),
        *(directive.number for directive in made.directives.directives),
    ]  # fmt: skip
    assert [text for text in [*texts, *map(str.upper, texts)] if sorts(text)] == []


GROUPED = st.sampled_from([(10,), (3, 3, 4), (4, 3, 3), (3, 7), (4, 6)])


@given(st.integers(0, 99_999_999), st.sampled_from("35789"), GROUPED, st.sampled_from(" .-"))
def test_a_phone_number_is_found_however_it_is_grouped(
    number: int, digit: str, groups: tuple[int, ...], separator: str
) -> None:
    digits = f"0{digit}{number:08}"
    starts = [sum(groups[:position]) for position in range(len(groups))]
    written = separator.join(digits[s : s + n] for s, n in zip(starts, groups, strict=True))
    assert PHONE in sorts(f"Người báo tin gọi từ số {written}, nói giọng miền Trung.")


@given(st.integers(1, 96), st.integers(0, 999_999_999))
def test_a_citizen_number_is_found_without_any_word(province: int, rest: int) -> None:
    assert IDENTITY_NUMBER in sorts(f"Người này ({province:03}{rest:09}) đã được hỗ trợ.")


@given(st.integers(0, 99_999), st.integers(0, 999_999_999_999), st.dates())
def test_counts_money_and_days_are_never_personal(count: int, money: int, day: object) -> None:
    written = f"{money:,}".replace(",", ".")
    text = f"Có {count} vụ, thiệt hại {written} đồng ({money} đồng), đến ngày {day:%d/%m/%Y}."
    assert sorts(text) == set()


def test_the_whole_text_is_withheld_and_each_sort_told_once() -> None:
    book = complete("D03.vu | 5")
    field_of(book, "N02a").value = "Ông Trần Văn An, sinh năm 1990, và bà Lê Thị Bé, SN 1992."
    reading = reading_of(book)
    assert reading.narrative["N02a"].typed == "s" + WITHHELD
    assert [(f.code, f.cell, f.raw_text) for f in reading.findings] == [
        (BIRTH_DATE, "C5", ""),
        (NAME, "C5", ""),
    ]


def test_a_text_in_a_number_cell_is_refused_without_being_repeated() -> None:
    found = issues_of(with_entry("D04.vu", "cháu Nguyễn Thị Hoa"))
    assert {issue.code for issue in found} == {"text_in_number", NAME}
    assert "Hoa" not in str(found)
    assert WITHHELD in next(i.sentence for i in found if i.code == "text_in_number")


def test_a_text_where_nothing_belongs_is_not_repeated() -> None:
    book = complete("D03.vu | 5")
    book["Biểu 2"]["E12"] = "ĐT nạn nhân 0912345678"
    found = issues_of(book)
    assert {issue.code for issue in found} == {"cell_not_asked", PHONE}
    assert "0912345678" not in str(found)


def test_officers_may_sign_the_cover() -> None:
    cover = {"prepared_by": "Nguyễn Văn An, ĐT 0912345678", "signed_by": "Bà Trần Thị Bình"}
    assert {i.code for i in issues_of(filled("D03.vu | 5", cover=cover))} == {"form_blank"}


def test_a_reason_that_names_a_person_is_withheld_and_explains_all_the_same() -> None:
    book = explained(complete(UNEQUAL), "Đã xác minh với ông Nguyễn Văn An")
    found = issues_of(book)
    assert {issue.code: issue.reason for issue in found} == {"Q041": WITHHELD, NAME: ""}
    assert "Nguyễn" not in str(found)


def test_a_name_in_the_remark_of_the_cover_is_withheld() -> None:
    book = complete("D03.vu | 5")
    field_of(book, "remark").value = "Liên hệ anh Nguyễn An"
    assert reading_of(book).cover["remark"].typed == "s" + WITHHELD


def test_the_name_of_a_sheet_is_not_repeated() -> None:
    book = complete("D03.vu | 5")
    book.create_sheet("Nạn nhân Lê Thị Hoa")["B2"] = "x"
    found = issues_of(book)
    assert {issue.code for issue in found} == {"sheet_unknown", NAME}
    assert "Hoa" not in str(found)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("SYT34-51_2026-H1.xlsx", "SYT34-51_2026-H1.xlsx"),
        ("BC_nạn nhân_Nguyễn_Thị_Hoa_2026.xlsx", "BC_nạn nhân_[đã giữ lại]_2026.xlsx"),
        ("bc 0912345678.xlsx", "bc [đã giữ lại].xlsx"),
        ("CCCD 001090012345 SN 1990.xlsx", "[đã giữ lại] [đã giữ lại].xlsx"),
        ("Bệnh viện Mắt.xlsx", "Bệnh viện Mắt.xlsx"),
    ],
)
def test_a_name_is_shown_without_what_it_says_of_a_person(name: str, shown: str) -> None:
    assert without_persons(name, declarations()) == shown


def test_where_a_secrecy_mark_stands_is_told_without_persons() -> None:
    book = complete("D03.vu | 5")
    book.create_sheet("Nạn nhân Lê Thị Hoa")["B2"] = "MẬT"
    (finding,) = reading_of(book).findings
    assert finding.expected == "trang “Nạn nhân [đã giữ lại]”, ô B2"


def test_the_sheet_of_a_file_that_cannot_be_read_is_told_without_persons(tmp_path: Path) -> None:
    book = complete("D03.vu | 5")
    book.create_sheet("Nạn nhân Lê Thị Hoa")["XFD1048576"] = 1
    path = save(book, tmp_path / "a.xlsx")
    (reading,) = read_workbooks([Source("a", "a.xlsx", path)])
    assert [finding.code for finding in reading.findings] == ["entry_far_away", NAME]
    assert "Hoa" not in repr(reading)
