"""A CSV of one form is read like it in its workbook, checked to the end, and never counts."""

from collections.abc import Iterable
from unicodedata import normalize

import pytest
from openpyxl import Workbook

from schemas.issues import Issue
from tests.build import checked, complete, content, fill, issues_of, values_in
from tests.csv_of_form import COMMA, SEMICOLON, TAB, as_csv
from tonghop.checking import Checked

NAME = "bao-cao.csv"
ENTRIES: dict[str, object] = {
    "D03.vu": 1365,
    "D03.doi_tuong": "1.365",
    "D03.thiet_hai": 1250000,
    "D04.vu": "x",
    "D05.vu": "không phát sinh",
    "D06.vu": "12; chưa kể\n“thêm” 2",
    "D07.vu": True,
    "D10.vu": -3,
    "D10.doi_tuong": "#REF!",
}


def of_form(found: Checked) -> list[tuple[str, str, str]]:
    return [(i.code, i.cell, i.sentence) for i in found.issues if i.form_code == "PCTP2"]


def values(found: Checked) -> dict[str, tuple[str, str]]:
    return {code: value for code, value in values_in(found).items() if code.startswith("D0")}


def codes(issues: Iterable[Issue]) -> list[str]:
    return [issue.code for issue in issues]


@pytest.mark.parametrize("separator", [COMMA, SEMICOLON, TAB])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_csv_has_the_values_and_issues_of_its_sheet(separator: str, encoding: str) -> None:
    book = complete(ENTRIES)
    whole = checked(content(book))
    single = checked(as_csv(book, separator=separator, encoding=encoding), NAME)
    assert of_form(single) == of_form(whole)
    assert values(single) == values(whole)
    assert codes(single.issues).count("csv_is_one_form") == 1
    assert len(single.issues) == len(whole.issues) + 1


def test_a_csv_never_counts_and_names_what_is_missing() -> None:
    found = checked(as_csv(complete("D03.vu | 5"), "Biểu 2"), NAME)
    (row,) = found.submissions.to_dict("records")
    assert (row["unit_code"], row["period"], row["status"]) == ("SYT34-51", "2026-H1", "rejected")
    (issue,) = found.issues
    missing = "“Bìa”, “Biểu 1”, “Biểu 3”, “Biểu 4”, “Biểu 5”, “Thuyết minh”."
    assert f"còn thiếu các trang: {missing}" in issue.sentence


def test_a_csv_of_another_sheet_than_a_form_is_told_so() -> None:
    for sheet in ("Bìa", "Thuyết minh"):
        data = as_csv(complete("D03.vu | 5"), sheet)
        (issue,) = issues_of(data, NAME)
        assert issue.code == "csv_is_one_form"
        assert "còn thiếu các trang: mọi trang còn lại của biểu mẫu." in issue.sentence


def test_vietnamese_windows_text_is_read_if_its_letters_prove_it() -> None:
    text = as_csv(complete("D03.vu | 5"), encoding="utf-8").decode()
    decomposed = "".join(map(_as_windows_writes, text))
    assert codes(issues_of(decomposed.encode("cp1258"), NAME)) == ["csv_is_one_form"]


def _as_windows_writes(letter: str) -> str:
    """cp1258 has letters with hooks and hats, but tones only as marks behind them."""
    whole = normalize("NFD", letter)
    if len(whole) > 1 and whole[-1] in "\u0300\u0301\u0303\u0309\u0323":
        return normalize("NFC", whole[:-1]) + whole[-1]
    tone = next((mark for mark in whole[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
    return normalize("NFC", whole.replace(tone, "")) + tone if tone else letter


def test_text_whose_letters_are_lost_is_refused_whole() -> None:
    data = as_csv(complete("D03.vu | 5"), encoding="cp1252")
    assert codes(issues_of(data, NAME)) == ["csv_letters_lost"]


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        (b"tonghop|PCTP2|1;", b"tonghop|PCTP2|1^"),
        (b"#cot;", b"#cot,"),
        (b"#cot;", b";"),
        (b"D03;D03", b'D03;"D03'),
    ],
)
def test_a_separator_that_is_not_certain_is_not_guessed(was: bytes, is_now: bytes) -> None:
    data = as_csv(complete("D03.vu | 5"))
    assert codes(issues_of(data.replace(was, is_now, 1), NAME)) == ["csv_unclear"]


def test_a_line_that_names_the_separator_for_excel_is_no_row() -> None:
    data = as_csv(complete("D04.vu | mười"), encoding="utf-8")
    cells = [issue.cell for issue in issues_of(b"sep=;\r\n" + data, NAME)]
    assert cells == ["", "E14"]


def with_heading(**cells: object) -> Workbook:
    book = complete("D03.vu | 5")
    for address, value in cells.items():
        book["Biểu 2"][address] = value  # type: ignore[assignment]
    return book


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ({"B1": None}, "heading_unit_unclear"),
        ({"B1": "Sở Y tế Quảng Ngải"}, "heading_unit_unclear"),
        ({"B1": "SỞ Y TẾ TỈNH KON TUM"}, "heading_unit_unclear"),
        ({"D1": "Sở Y tế tỉnh Quảng Ninh"}, "heading_unit_unclear"),
        ({"B3": None}, "heading_period_unclear"),
        ({"B3": "6 tháng đầu năm 2026"}, "heading_period_unclear"),
        ({"B4": "Năm 2025 (số liệu từ 15/12/2024 đến 14/12/2025)"}, "heading_period_unclear"),
        ({"B1": "BỆNH VIỆN TRUNG ƯƠNG QUÂN ĐỘI 108"}, "unit_not_asked"),
    ],
)
def test_whose_figures_they_are_is_told_by_the_heading_or_not_at_all(
    heading: dict[str, object], code: str
) -> None:
    found = checked(as_csv(with_heading(**heading)), NAME)
    assert code in codes(found.issues)
    assert {issue.code for issue in found.issues} <= {code, "csv_is_one_form"}


def test_a_heading_may_be_typed_again() -> None:
    book = with_heading(B1=None, B2="Sở  Y tế tỉnh Quảng Ngãi", D1="SỞ Y TẾ TỈNH QUẢNG NGÃI")
    assert codes(issues_of(as_csv(book), NAME)) == ["csv_is_one_form"]


def test_a_blank_form_is_told() -> None:
    assert codes(issues_of(as_csv(fill(complete(), "")), NAME)) == [
        "csv_is_one_form",
        "nothing_reported",
    ]
