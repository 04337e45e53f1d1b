"""Values: what a typed cell means. A pure function of the text and of what the cell asks for."""

from decimal import Decimal
from typing import NamedTuple

from schemas.contracts import LARGEST
from schemas.folding import fold
from schemas.forms import YES_NO_UNIT, Cell
from schemas.layout import NO, YES
from tonghop.reading import typed as kinds

ZERO, ONE = Decimal(0), Decimal(1)
_NONE = {"-", "không", "không có", "không phát sinh"}
_NOT_COLLECTED = {"...", "…", "x"}
_YES, _NO = fold(YES), fold(NO)
_FAULT_OF = {
    kinds.ERROR: "error_in_cell",
    kinds.FORMULA: "formula_without_value",
    kinds.DAY: "date_in_number",
    kinds.LOGICAL: "logical_in_number",
}


class Value(NamedTuple):
    """A cell's state, its number if it has one, and the fault that refuses it if there is one."""

    state: str
    number: Decimal | None = None
    fault: str | None = None


BLANK = Value("blank")


def answer_kind(cell: Cell) -> str:
    """Return how a cell is read: as an answer, as words, or as a number with so many decimals."""
    if cell.line.kind == "text":
        return "text"
    return "answer" if cell.unit_of_measure == YES_NO_UNIT else f"number{cell.measure.decimals}"


def read_value(typed: str, kind: str, is_nil: bool = False) -> Value:
    """Read a typed text as the ``kind`` of value that its cell asks for.

    In a form declared "không phát sinh" (``is_nil``) a blank count is a declared zero, and a
    count is a fault.
    """
    if kind == "text":
        return BLANK
    if typed and typed[0] in _FAULT_OF:
        return Value("refused", fault=_FAULT_OF[typed[0]])
    if kind == "answer":
        return _read_answer(typed) if typed else BLANK
    value = _read_number(typed, decimals=int(kind[-1])) if typed else BLANK
    return _in_nil_form(value) if is_nil else value


def _in_nil_form(value: Value) -> Value:
    if value == BLANK:
        return Value("none", ZERO)
    return Value("refused", fault="nil_but_reported") if value.number else value


def _read_answer(typed: str) -> Value:
    text = fold(kinds.raw_text(typed))
    if text == _YES or typed == "n1":
        return Value("number", ONE)
    if text == _NO or typed == "n0":
        return Value("number", ZERO)
    if text in _NOT_COLLECTED:
        return Value("not_collected")
    return Value("refused", fault="answer_not_understood")


def _read_number(typed: str, decimals: int) -> Value:
    text = kinds.raw_text(typed).strip()
    if typed[0] == kinds.TEXT:
        folded = fold(text).strip()
        if folded in _NONE:
            return Value("none", ZERO)
        if folded in _NOT_COLLECTED:
            return Value("not_collected")
        if not (text.isascii() and text.isdigit()):
            return Value("refused", fault="text_in_number")
    return _within_bounds(Decimal(text), decimals)


def _within_bounds(number: Decimal, decimals: int) -> Value:
    if number < 0:
        return Value("refused", fault="negative")
    if number >= LARGEST:
        return Value("refused", fault="too_large")
    if number != round(number, decimals):
        return Value("refused", fault="fraction")
    return Value("number", number)
