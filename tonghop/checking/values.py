"""Values: what a typed cell means. A pure function of the text and of what the cell asks for."""

import re
from decimal import Decimal
from typing import NamedTuple

from schemas.contracts import LARGEST
from schemas.folding import fold
from schemas.forms import YES_NO_UNIT, Cell
from schemas.layout import NO, NONE_WORDS, NOT_COLLECTED_MARKS, YES
from tonghop.checking.dates import probably_typed
from tonghop.checking.money import read_amount
from tonghop.checking.numbers import NUMERAL, PLACES, Numeral, as_keyed, read_numeral
from tonghop.checking.refusals import refuse
from tonghop.checking.sentences import written
from tonghop.reading import typed as kinds

ZERO, ONE = Decimal(0), Decimal(1)
TEXT, ANSWER, NUMBER = "text", "answer", "number"
_NONE = frozenset(fold(word).strip() for word in NONE_WORDS)
_NOT_COLLECTED = frozenset(fold(mark).strip() for mark in NOT_COLLECTED_MARKS)
_ANSWERS = {fold(YES): ONE, "1": ONE, fold(NO): ZERO, "0": ZERO}
_WITH_UNIT = re.compile(rf"({NUMERAL}) *([^0-9., ].*)")
_NAMING_THE_UNIT = ("percent_in_number", "unit_of_measure_other")
_FAULT_OF = {
    kinds.ERROR: "error_in_cell",
    kinds.FORMULA: "formula_without_value",
    kinds.STALE: "formula_stale",
    kinds.SHOWN: "number_shown_otherwise",
    kinds.DAY: "date_in_number",
    kinds.LOGICAL: "logical_in_number",
}

_FAULT_OF_WORDS = {kinds.ERROR: "error_in_words", kinds.FORMULA: "formula_in_words"}


class Value(NamedTuple):
    """A cell's state, its number if it has one, and what its sender is told of it.

    ``fault`` names why the cell is refused or, beside a number, what has to be confirmed;
    ``expected`` is what that issue's sentence shows beside the text found.
    """

    state: str
    number: Decimal | None = None
    fault: str | None = None
    expected: str = ""


class Asked(NamedTuple):
    """What a number cell asks for."""

    decimals: int
    unit_of_measure: str

    @property
    def told(self) -> str:
        """What a sender is told that the cell takes."""
        if self.decimals:
            return f"số có tối đa {self.decimals} chữ số thập phân"
        return "số nguyên"


BLANK = Value("blank")


def answer_kind(cell: Cell) -> str:
    """Return how a cell is read: as words, as an answer, or as a number, such as ``number0 vụ``.

    The digit is the number of decimals, the rest the unit of measure, which only texts depend on.
    """
    if cell.line.kind == TEXT:
        return TEXT
    if cell.unit_of_measure == YES_NO_UNIT:
        return ANSWER
    return f"{NUMBER}{cell.measure.decimals} {cell.unit_of_measure}"


def without_unit(kind: str) -> str:
    """Return a kind without its unit of measure: what everything but a text depends on."""
    return kind.partition(" ")[0]


def read_value(typed: str, kind: str, is_nil: bool = False) -> Value:
    """Read a typed text as the ``kind`` of value that its cell asks for.

    In a form declared "không phát sinh" (``is_nil``) a blank count is a declared zero, and a
    count is a fault.
    """
    if kind == TEXT:
        fault = _FAULT_OF_WORDS.get(typed[:1])
        return _refused(fault) if fault else BLANK
    if kind == ANSWER:
        return _read_answer(typed) if typed else BLANK
    decimals, _, unit = kind.removeprefix(NUMBER).partition(" ")
    value = _read_number(typed, Asked(int(decimals), unit)) if typed else BLANK
    return _in_nil_form(value) if is_nil else value


def _in_nil_form(value: Value) -> Value:
    if value == BLANK:
        return Value("none", ZERO)
    return _refused("nil_but_reported") if value.number else value


def _refused(fault: str, expected: str = "") -> Value:
    return Value("refused", fault=fault, expected=expected)


def _folded(text: str) -> str:
    return fold(text.replace("...", "…")).strip()


def _read_answer(typed: str) -> Value:
    if typed[0] in (kinds.ERROR, kinds.FORMULA, *kinds.ONLY_IF_ASKED):
        return _not_read(typed)
    text = _folded(as_keyed(kinds.raw_text(typed)))
    if text in _ANSWERS:
        return Value("number", _ANSWERS[text])
    if text in _NOT_COLLECTED:
        return Value("not_collected")
    return _refused("answer_not_understood")


def _read_number(typed: str, asked: Asked) -> Value:
    text = kinds.raw_text(typed)
    if typed[0] == kinds.TEXT:
        return _read_text(as_keyed(text), asked)
    if typed[0] == kinds.NUMBER:
        return _read_stored(text, asked)
    return _not_read(typed)


def _not_read(typed: str) -> Value:
    """Refuse what is neither text nor number."""
    expected = ""
    if typed[0] == kinds.DAY:
        expected = probably_typed(typed[1:])
    elif typed[0] == kinds.STALE:
        now, formula = kinds.what_is_behind(typed)
        expected = f"“{formula}”, tính lại được {now.replace('.', ',')}"
    elif typed[0] == kinds.SHOWN:
        expected = kinds.what_is_behind(typed)[0].replace(".", ",")
    return _refused(_FAULT_OF[typed[0]], expected)


def _read_stored(text: str, asked: Asked) -> Value:
    """Read a number cell; one such as 1.606 may be 1606 that Excel took for a decimal."""
    numeral = read_numeral(text)
    if numeral and numeral.is_vietnamese:
        return _ambiguous(numeral)
    return _within_bounds(Decimal(text), asked)


def _read_text(text: str, asked: Asked) -> Value:
    folded = _folded(text)
    if folded in _NONE:
        return Value("none", ZERO)
    if folded in _NOT_COLLECTED:
        return Value("not_collected")
    digits = _without_unit_of_measure(text, asked)
    if numeral := read_numeral(digits):
        return _read_plain(numeral, asked)
    return _read_money(text, asked) or _refuse(digits, asked)


def _without_unit_of_measure(text: str, asked: Asked) -> str:
    """Drop the words behind a numeral if they are the unit of measure that the cell counts in."""
    found = _WITH_UNIT.fullmatch(text)
    is_unit = found and fold(found[2]).removesuffix(".") == fold(asked.unit_of_measure)
    return found[1] if found and is_unit else text


def _read_plain(numeral: Numeral, asked: Asked) -> Value:
    number = numeral.only(asked.decimals)
    if number is None:
        return _ambiguous(numeral)
    if numeral.whole is None and numeral.places > PLACES:
        return _refused("fraction", asked.told)
    return _within_bounds(number, asked)


def _ambiguous(numeral: Numeral) -> Value:
    readings = (f"{number:f}".replace(".", ",") for number in numeral.readings)
    return _refused("number_ambiguous", " hoặc ".join(readings))


def _read_money(text: str, asked: Asked) -> Value | None:
    amount = read_amount(text, asked.unit_of_measure)
    if amount is None:
        return None
    number = amount.numeral.only(asked.decimals)
    if number is None:
        readings = (f"{written(n)} {asked.unit_of_measure}" for n in amount.numeral.readings)
        return _refused("number_ambiguous", " hoặc ".join(readings))
    value = _within_bounds(number, asked)
    if value.fault or not amount.is_scaled:
        return value
    return value._replace(
        fault="amount_scaled", expected=f"{written(number)} {asked.unit_of_measure}"
    )


def _within_bounds(number: Decimal, asked: Asked) -> Value:
    if number < 0:
        return _refused("negative")
    if number >= LARGEST:
        return _refused("too_large", written(LARGEST))
    if number != round(number, asked.decimals):
        return _refused("fraction", asked.told)
    return Value("number", number)


def _refuse(text: str, asked: Asked) -> Value:
    fault, meant = refuse(text, lambda number: not _within_bounds(number, asked).fault)
    return _refused(fault, asked.unit_of_measure if fault in _NAMING_THE_UNIT else meant)
