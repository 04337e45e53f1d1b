"""What a typed cell means: a number, a declared none, not collected, blank, or refused and why."""

from decimal import Decimal

import pytest

from schemas.contracts import FAULTS
from tests.build import declarations
from tests.unit.test_numbers import WRITINGS, rows
from tonghop.checking.values import Value, answer_kind, read_value

WHOLE, QUANTITY, ANSWER, WORDS = "number0 vụ", "number2 mg", "answer", "text"

NUMBERS = [
    ("n12", WHOLE, 12),
    ("n0", WHOLE, 0),
    ("n999999999999999", WHOLE, 999_999_999_999_999),
    ("n12.5", QUANTITY, Decimal("12.5")),
    ("n0.05", QUANTITY, Decimal("0.05")),
    ("n3", QUANTITY, 3),
    ("n1", ANSWER, 1),
    ("n0", ANSWER, 0),
]
REFUSED = [
    ("n-1", WHOLE, "negative", ""),
    ("n-0.5", WHOLE, "negative", ""),
    ("n-1.606", WHOLE, "negative", ""),
    ("n1.5", WHOLE, "fraction", "số nguyên"),
    ("n0.606", WHOLE, "fraction", "số nguyên"),
    ("n1234.567", WHOLE, "fraction", "số nguyên"),
    ("n1e-05", QUANTITY, "fraction", "số có tối đa 2 chữ số thập phân"),
    ("n1.606", WHOLE, "number_ambiguous", "1606 hoặc 1,606"),
    ("n1.606", QUANTITY, "number_ambiguous", "1606 hoặc 1,606"),
    ("n1000000000000000", WHOLE, "too_large", "1.000.000.000.000.000"),
    ("n1" + "0" * 300, QUANTITY, "too_large", "1.000.000.000.000.000"),
    ("d2026-05-12", WHOLE, "date_in_number", "“12/5” hoặc “5/12”"),
    ("d2026-05-05T00:00:00", WHOLE, "date_in_number", "“5/5”"),
    ("d1900-01-12", WHOLE, "date_in_number", "số 12"),
    ("d1900-03-01", WHOLE, "date_in_number", "số 61"),
    ("d1930-02-11", WHOLE, "date_in_number", "số 11000"),
    ("d00:00:00", WHOLE, "date_in_number", "số 0"),
    ("d08:30:00", WHOLE, "date_in_number", "số có dấu hai chấm"),
    ("d30:00:00", WHOLE, "date_in_number", "số có dấu hai chấm"),
    ("d-03:00:00", WHOLE, "date_in_number", "số có dấu hai chấm"),
    ("d", WHOLE, "date_in_number", "số có dấu hai chấm"),
    ("d34056:00:00", WHOLE, "date_in_number", "số 1419"),
    ("bTRUE", WHOLE, "logical_in_number", ""),
    ("e#REF!", WHOLE, "error_in_cell", ""),
    ("e#N/A", ANSWER, "error_in_cell", ""),
    ("f=A1+B1", WHOLE, "formula_without_value", ""),
    ("f=A1", ANSWER, "formula_without_value", ""),
    ("o12\x1f15.5\x1f=A1 + B1", WHOLE, "formula_stale", "“=A1 + B1”, tính lại được 15,5"),
    ("o1\x1f2\x1f=A1+B1", ANSWER, "formula_stale", "“=A1+B1”, tính lại được 2"),
    ("w100%\x1f1", WHOLE, "number_shown_otherwise", "1"),
    ("w16,5%\x1f0.165", ANSWER, "number_shown_otherwise", "0,165"),
    ("e#REF!", WORDS, "error_in_words", ""),
    ("f=A1", WORDS, "formula_in_words", ""),
    ("d2026-05-12", ANSWER, "answer_not_understood", ""),
    ("bTRUE", ANSWER, "answer_not_understood", ""),
    ("n2", ANSWER, "answer_not_understood", ""),
]


@pytest.mark.parametrize(("typed", "kind", "number"), NUMBERS)
def test_a_number_is_read(typed: str, kind: str, number: Decimal) -> None:
    assert read_value(typed, kind) == Value("number", Decimal(number))


@pytest.mark.parametrize("kind", [WHOLE, QUANTITY, ANSWER, WORDS])
def test_blank_is_blank_and_never_zero(kind: str) -> None:
    assert read_value("", kind) == Value("blank")


@pytest.mark.parametrize(("typed", "kind", "fault", "shown"), REFUSED)
def test_what_is_no_number_is_refused_and_its_sender_shown_why(
    typed: str, kind: str, fault: str, shown: str
) -> None:
    assert read_value(typed, kind) == Value("refused", fault=fault, expected=shown)


def test_every_fault_is_tried() -> None:
    tried = {fault for _, _, fault, _ in REFUSED} | {"nil_but_reported", "amount_scaled"}
    written = {meant for _, _, meant in rows(WRITINGS)}
    assert tried | written >= set(FAULTS)


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("", WHOLE, Value("none", Decimal(0))),
        ("n0", WHOLE, Value("number", Decimal(0))),
        ("s-", WHOLE, Value("none", Decimal(0))),
        ("sx", WHOLE, Value("not_collected")),
        ("n5", WHOLE, Value("refused", fault="nil_but_reported")),
        ("", ANSWER, Value("blank")),
        ("sCó", ANSWER, Value("number", Decimal(1))),
        ("smười", WHOLE, Value("refused", fault="text_in_number")),
    ],
)
def test_in_a_form_declared_nil_a_blank_count_is_zero(typed: str, kind: str, value: Value) -> None:
    assert read_value(typed, kind, is_nil=True) == value


def test_words_are_never_numbers() -> None:
    assert read_value("s12/KH-SYT", WORDS) == read_value("n12", WORDS) == Value("blank")


def test_a_cell_is_read_as_its_unit_of_measure_and_decimals_ask() -> None:
    forms = declarations().forms_on(declarations().period("2026-H1").cut_off)
    cells = {cell.code: cell for form in forms for cell in form.cells}
    codes = ("A01.tong", "A01b.tong", "D03.vu", "F01a.khoi_luong")
    assert [answer_kind(cells[code]) for code in codes] == [ANSWER, WORDS, WHOLE, QUANTITY]
