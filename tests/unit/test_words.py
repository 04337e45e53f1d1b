"""Cover and narrative: what no number follows from, and where their entries stand."""

import pytest
from openpyxl import Workbook

from tests.build import checked, complete, field_of, insert_columns, issues_of, values_of
from tests.unit.issue_cases.made import ENTRIES, with_entry, with_field

ERROR, FORMULA = "#REF!", "=1+2"


def codes_of(book: Workbook) -> list[str]:
    return [issue.code for issue in issues_of(book)]


@pytest.mark.parametrize("entry", [ERROR, FORMULA])
@pytest.mark.parametrize("code", ["A01b.tong", "prepared_by", "signed_by", "N01a"])
def test_an_error_or_an_uncomputed_formula_among_words_is_told(code: str, entry: str) -> None:
    book = with_entry(code, entry) if "." in code else with_field(code, entry)
    assert codes_of(book) == ["error_in_words" if entry == ERROR else "formula_in_words"]


@pytest.mark.parametrize("entry", [ERROR, FORMULA])
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("unit_code", "unit_unknown"),
        ("unit_name", "unit_name_unknown"),
        ("period", "period_unknown"),
        ("period_label", "period_mismatch"),
        ("secrecy", "secrecy_unclear"),
        ("nil_PCTP1", "nil_unclear"),
    ],
)
def test_an_entry_that_decides_something_is_never_taken_for_blank(
    code: str, told: str, entry: str
) -> None:
    assert told in codes_of(with_field(code, entry))


@pytest.mark.parametrize("code", ["A01b.tong", "N01a"])
def test_an_error_is_not_kept_as_words(code: str) -> None:
    book = with_entry(code, ERROR) if "." in code else with_field(code, ERROR)
    assert checked(book).narratives.empty


def test_a_word_about_an_error_is_a_word() -> None:
    book = with_field("N01a", "Tệp kỳ trước báo lỗi #REF!, đã sửa")
    assert codes_of(book) == []
    assert list(checked(book).narratives["text"]) == ["Tệp kỳ trước báo lỗi #REF!, đã sửa"]


@pytest.mark.parametrize("before", [2, 3])
@pytest.mark.parametrize("sheet", ["Bìa", "Thuyết minh"])
def test_a_blank_column_between_codes_labels_and_entries_changes_nothing(
    sheet: str, before: int
) -> None:
    book = with_field("N01a", "Kết quả nổi bật trong kỳ")
    insert_columns(book[sheet], before)
    found = checked(book)
    assert found.issues == ()
    assert list(found.narratives["text"]) == ["Kết quả nổi bật trong kỳ"]
    assert values_of(book) == values_of(with_field("N01a", "Kết quả nổi bật trong kỳ"))


@pytest.mark.parametrize(
    ("unit", "period"),
    [("syt34-51", "2026-h1"), (" SYT34–51", "2026 – H1"), ("ＳＹＴ34-51", "２０２６-H1")],
)
def test_a_code_is_the_same_in_whatever_case_and_with_whatever_dash(unit: str, period: str) -> None:
    book = complete(ENTRIES)
    field_of(book, "unit_code").value, field_of(book, "period").value = unit, period
    found = checked(book)
    assert found.issues == ()
    assert list(found.submissions["unit_code"]) == ["SYT34-51"]
    assert list(found.submissions["period"]) == ["2026-H1"]


def test_a_code_with_another_letter_is_unknown() -> None:
    assert "unit_unknown" in codes_of(with_field("unit_code", "SYT34-5l"))


def test_forms_pasted_below_the_cover_are_no_other_cover() -> None:
    book = complete(ENTRIES)
    cover, form = book["Bìa"], book["Biểu 2"]
    below = cover.max_row + 2
    for row in form.iter_rows():
        for cell in row:
            if cell.value is not None:
                cover.cell(cell.row + below, cell.column).value = cell.value
    del book["Biểu 2"]
    assert codes_of(book) == ["form_missing"]


def test_a_blank_that_is_quoted_is_told_as_blank() -> None:
    told = [issue.sentence for issue in issues_of(with_field("unit_code", None))]
    assert any("mã đơn vị “(để trống)” không có trong danh mục" in sentence for sentence in told)


def test_a_section_that_stands_once_is_not_told_to_stand_twice() -> None:
    book = with_field("N01a", "Kết quả")
    field_of(book, "N02a").value = "Kết quả"
    assert codes_of(book) == []
