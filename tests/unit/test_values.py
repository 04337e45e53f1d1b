"""What a typed cell means: a number, a declared none, not collected, blank, or refused and why."""

from decimal import Decimal

import pytest

from schemas.contracts import FAULTS
from tests.build import declarations
from tonghop.checking.values import Value, answer_kind, read_value

WHOLE, QUANTITY, ANSWER, WORDS = "number0", "number2", "answer", "text"

NUMBERS = [
    ("n12", WHOLE, 12),
    ("n0", WHOLE, 0),
    ("s12", WHOLE, 12),
    ("s 12 ", WHOLE, 12),
    ("s007", WHOLE, 7),
    ("n999999999999999", WHOLE, 999_999_999_999_999),
    ("n12.5", QUANTITY, Decimal("12.5")),
    ("n0.05", QUANTITY, Decimal("0.05")),
    ("n3", QUANTITY, 3),
    ("sCó", ANSWER, 1),
    ("sco\u0301", ANSWER, 1),
    ("s CÓ ", ANSWER, 1),
    ("sKhông", ANSWER, 0),
    ("skhông", ANSWER, 0),
    ("n1", ANSWER, 1),
    ("n0", ANSWER, 0),
]
NONES = [
    "-",
    "–",
    "—",
    " - ",
    "không",
    "Không",
    "KHÔNG CÓ",
    "không phát sinh",
    "Kho\u0302ng pha\u0301t  sinh",
]
NOT_COLLECTED = ["x", "X", " x ", "…", "..."]
REFUSED = [
    ("smười", WHOLE, "text_in_number"),
    ("s12 vụ", WHOLE, "text_in_number"),
    ("s1.606", WHOLE, "text_in_number"),
    ("s1 606", WHOLE, "text_in_number"),
    ("s12,5", QUANTITY, "text_in_number"),
    ("s-3", WHOLE, "text_in_number"),
    ("s１２", WHOLE, "text_in_number"),
    ("s²", WHOLE, "text_in_number"),
    ("skhong", WHOLE, "text_in_number"),
    ("skhống", WHOLE, "text_in_number"),
    ("s--", WHOLE, "text_in_number"),
    ("n-1", WHOLE, "negative"),
    ("n-0.5", WHOLE, "negative"),
    ("n1.5", WHOLE, "fraction"),
    ("n1.606", QUANTITY, "fraction"),
    ("n1e-05", QUANTITY, "fraction"),
    ("n1000000000000000", WHOLE, "too_large"),
    ("s" + "9" * 40, WHOLE, "too_large"),
    ("n1" + "0" * 300, QUANTITY, "too_large"),
    ("d2026-05-12", WHOLE, "date_in_number"),
    ("d2026-05-12", ANSWER, "date_in_number"),
    ("bTRUE", WHOLE, "logical_in_number"),
    ("bTRUE", ANSWER, "logical_in_number"),
    ("e#REF!", WHOLE, "error_in_cell"),
    ("e#N/A", ANSWER, "error_in_cell"),
    ("f=A1+B1", WHOLE, "formula_without_value"),
    ("schắc có", ANSWER, "answer_not_understood"),
    ("n2", ANSWER, "answer_not_understood"),
    ("s-", ANSWER, "answer_not_understood"),
]


@pytest.mark.parametrize(("typed", "kind", "number"), NUMBERS)
def test_a_number_is_read(typed: str, kind: str, number: Decimal) -> None:
    assert read_value(typed, kind) == Value("number", Decimal(number))


@pytest.mark.parametrize("text", NONES)
def test_a_declared_none_is_zero_and_stays_marked(text: str) -> None:
    assert read_value("s" + text, WHOLE) == Value("none", Decimal(0))


@pytest.mark.parametrize("kind", [WHOLE, QUANTITY, ANSWER])
@pytest.mark.parametrize("text", NOT_COLLECTED)
def test_what_is_not_collected_has_no_number(text: str, kind: str) -> None:
    assert read_value("s" + text, kind) == Value("not_collected")


@pytest.mark.parametrize("kind", [WHOLE, QUANTITY, ANSWER, WORDS])
def test_blank_is_blank_and_never_zero(kind: str) -> None:
    assert read_value("", kind) == Value("blank")


@pytest.mark.parametrize(("typed", "kind", "fault"), REFUSED)
def test_what_is_no_number_is_refused_with_its_fault(typed: str, kind: str, fault: str) -> None:
    assert read_value(typed, kind) == Value("refused", fault=fault)


def test_every_fault_is_tried() -> None:
    tried = {fault for _, _, fault in REFUSED} | {"nil_but_reported"}
    assert tried == set(FAULTS)


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
