"""Numbers and comparisons, as the ministry's reports write them."""

# Sentences keep their width.
# ruff: noqa: E501

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.publish import grammar


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("7", "7"),
        ("999", "999"),
        ("1000", "1.000"),
        ("16626.00", "16.626"),
        ("1234567890", "1.234.567.890"),
        ("1234.50", "1.234,5"),
        ("0.05", "0,05"),
        ("-1234.5", "-1.234,5"),
        ("1E+3", "1.000"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_comma_for_decimals(value: str, text: str) -> None:
    assert grammar.number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("1", "01"),
        ("5.00", "05"),
        ("9", "09"),
        ("10", "10"),
        ("9.5", "9,5"),
        ("1000", "1.000"),
    ],
)
def test_counts_from_1_to_9_have_a_leading_zero(value: str, text: str) -> None:
    assert grammar.count(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("16.50", "16,5%"),
        ("66.67", "66,67%"),
        ("100.00", "100%"),
        ("0", "0%"),
        ("1234.5", "1.234,5%"),
        ("66.665", "66,67%"),
        ("66.664", "66,66%"),
        ("0.005", "0,01%"),
        ("2.675", "2,68%"),
        ("99.995", "100%"),
    ],
)
def test_percentages_are_rounded_half_up_to_two_decimals(value: str, text: str) -> None:
    assert grammar.percent(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0 đồng"),
        ("5", "5 đồng"),
        ("999999", "999.999 đồng"),
        ("1000000", "1 triệu đồng"),
        ("350000000", "350 triệu đồng"),
        ("350500000", "350,5 triệu đồng"),
        ("1234567", "1.234.567 đồng"),
        ("1234000", "1,234 triệu đồng"),
        ("1000000000", "1 tỷ đồng"),
        ("1200000000", "1,2 tỷ đồng"),
        ("95000000000000", "95.000 tỷ đồng"),
        ("1234567890", "1.234.567.890 đồng"),
        ("1234500000", "1.234.500.000 đồng"),
        ("1000000.50", "1.000.000,5 đồng"),
    ],
)
def test_money_is_shortened_only_where_nothing_is_lost(value: str, text: str) -> None:
    assert grammar.money(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "unit_of_measure", "is_count", "text"),
    [
        (None, "vụ", True, "chưa có số liệu"),
        ("0", "vụ", True, "0 vụ"),
        ("5", "vụ", True, "05 vụ"),
        ("54131", "lượt người", True, "54.131 lượt người"),
        ("5", "mg", False, "5 mg"),
        ("5.25", "mg", False, "5,25 mg"),
        ("95.24", "%", True, "95,24%"),
        ("5", "%", True, "5%"),
        ("1200000000", "đồng", True, "1,2 tỷ đồng"),
    ],
)
def test_quantities_name_what_they_count(
    value: str | None, unit_of_measure: str, is_count: bool, text: str
) -> None:
    written = grammar.quantity(decimal(value), unit_of_measure, is_count=is_count)
    assert written == text


@pytest.mark.parametrize(
    ("value", "last_year", "change_pct", "unit_of_measure", "text"),
    [
        ("729", "626", "16.5", "vụ", "tăng 103 vụ (16,5%) so với cùng kỳ năm trước"),
        ("5", "3", "66.67", "vụ", "tăng 02 vụ (66,67%) so với cùng kỳ năm trước"),
        ("3", "5", "-40.00", "vụ", "giảm 02 vụ (40%) so với cùng kỳ năm trước"),
        ("0", "5", "-100", "vụ", "giảm 05 vụ (100%) so với cùng kỳ năm trước"),
        ("5", "5", "0", "vụ", "không thay đổi so với cùng kỳ năm trước"),
        ("0", "0", None, "vụ", "không thay đổi so với cùng kỳ năm trước"),
        ("5", "0", None, "vụ", "tăng 05 vụ so với cùng kỳ năm trước (cùng kỳ: 0 vụ)"),
        ("5", None, None, "vụ", "(chưa có số liệu cùng kỳ năm trước)"),
        (None, None, None, "vụ", "(chưa so sánh được với cùng kỳ năm trước)"),
        (None, "5", None, "vụ", "(chưa so sánh được với cùng kỳ năm trước)"),
        ("2000", "1", "199900", "tin", "tăng 1.999 tin (199.900%) so với cùng kỳ năm trước"),
        ("95.24", "100", "-4.76", "%", "giảm 4,76 điểm phần trăm so với cùng kỳ năm trước"),
        ("95", "90", "5.56", "%", "tăng 5 điểm phần trăm so với cùng kỳ năm trước"),
        ("5", "0", None, "%", "tăng 5 điểm phần trăm so với cùng kỳ năm trước"),
        ("100", "100", "0", "%", "không thay đổi so với cùng kỳ năm trước"),
        ("12000000", "5000000", "140", "đồng", "tăng 7 triệu đồng (140%) so với cùng kỳ năm trước"),
        ("5", "0", None, "đồng", "tăng 5 đồng so với cùng kỳ năm trước (cùng kỳ: 0 đồng)"),
    ],
)  # fmt: skip
def test_comparisons_with_the_same_period_of_last_year(
    value: str | None,
    last_year: str | None,
    change_pct: str | None,
    unit_of_measure: str,
    text: str,
) -> None:
    numbers = (decimal(value), decimal(last_year), decimal(change_pct))
    assert grammar.comparison(*numbers, unit_of_measure) == text


@pytest.mark.parametrize(
    ("last_year", "change_pct", "text"),
    [
        ("4", "25", "tăng 01 vụ (25%) so với cùng kỳ năm trước (tính trên 02 đơn vị có số liệu ở cả hai kỳ)"),
        ("5", "0", "không thay đổi so với cùng kỳ năm trước (tính trên 02 đơn vị có số liệu ở cả hai kỳ)"),
        ("0", None, "tăng 05 vụ so với cùng kỳ năm trước (cùng kỳ: 0 vụ; tính trên 02 đơn vị có số liệu ở cả hai kỳ)"),
        (None, None, "(chưa có số liệu cùng kỳ năm trước)"),
    ],
)  # fmt: skip
def test_a_comparison_says_on_what_it_stands(
    last_year: str | None, change_pct: str | None, text: str
) -> None:
    numbers = (decimal("5"), decimal(last_year), decimal(change_pct))
    assert grammar.comparison(*numbers, "vụ", basis=grammar.like_for_like(2)) == text


@pytest.mark.parametrize(
    ("value", "last_year", "text"),
    [
        ("5", "3", "tăng 02 vụ"),
        ("3", "5", "giảm 02 vụ"),
        ("3", "3", "không thay đổi"),
        ("3", None, ""),
        (None, "3", ""),
    ],
)
def test_movements_in_a_list_are_short(value: str | None, last_year: str | None, text: str) -> None:
    assert grammar.movement(decimal(value), decimal(last_year), "vụ") == text


def test_a_measured_change_has_no_leading_zero() -> None:
    change = grammar.movement(Decimal("7.5"), Decimal("2.5"), "mg", is_count=False)
    assert change == "tăng 5 mg"


@pytest.mark.parametrize(("value", "text"), [("2", "+2"), ("-1234", "-1.234"), ("0.00", "0")])
def test_changes_in_tables_have_a_sign(value: str, text: str) -> None:
    assert grammar.signed(Decimal(value)) == text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2025, 12, 15), "15/12/2025"),
        (date(2026, 6, 14), "14/6/2026"),
        (date(2026, 2, 3), "03/02/2026"),
        (date(2026, 3, 9), "09/3/2026"),
    ],
)
def test_days_under_10_and_months_1_and_2_have_a_leading_zero(on: date, text: str) -> None:
    assert grammar.day(on) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Đơn khiếu nại", "đơn khiếu nại"),
        ("Năm 2026", "năm 2026"),
        ("6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        ("HIV", "HIV"),
        ("", ""),
    ],
)
def test_labels_inside_a_sentence_begin_small_but_not_abbreviations(label: str, text: str) -> None:
    assert grammar.lower_first(label) == text


HUNDREDTHS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)
SCALES = {"tỷ": 10**9, "triệu": 10**6}


@given(HUNDREDTHS)
def test_numbers_read_back_as_they_were(value: Decimal) -> None:
    assert read(grammar.number(value)) == value
    assert read(grammar.signed(value)) == value


@given(HUNDREDTHS)
def test_amounts_of_money_read_back_as_they_were(value: Decimal) -> None:
    written, *scale, unit = grammar.money(value).split()
    assert unit == "đồng"
    assert read(written) * (SCALES[scale[0]] if scale else 1) == value


@given(st.integers(min_value=0, max_value=10**15))
def test_counts_read_back_as_they_were(value: int) -> None:
    written, unit = grammar.quantity(Decimal(value), "vụ").split()
    assert unit == "vụ"
    assert read(written) == value
    assert not written.startswith("00")


@given(HUNDREDTHS, HUNDREDTHS)
def test_a_comparison_tells_the_change(value: Decimal, last_year: Decimal) -> None:
    moved = grammar.movement(value, last_year, "mg", is_count=False)
    sign = {"tăng": 1, "giảm": -1, "không": 0}[moved.split()[0]]
    change = read(moved.split()[1]) if sign else Decimal(0)
    assert last_year + sign * change == value


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def read(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))
