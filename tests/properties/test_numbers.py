"""Every accepted way of writing a number is read back, and nothing else is ever read as one."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tonghop.checking.values import read_value

MANY = settings(max_examples=400, deadline=None, derandomize=True)
SPACES = (" ", "\u00a0", "\u2009", "\u202f")
WHOLE_CELL, QUANTITY_CELL, MONEY_CELL = "number0 người", "number2 mg", "number0 đồng"
SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)


PLAIN: tuple[Callable[[int], str], ...] = (
    str,
    "{:08}".format,
    "  {}\n".format,
    "'{}".format,
    "\ufeff{}\u00ad".format,
    lambda number: wide(str(number)),
    lambda number: "\u200b".join(str(number)),
    *(lambda number, mark=mark: grouped(number, mark) for mark in SPACES),
)
BY_DOTS: tuple[Callable[[int], str], ...] = (lambda number: grouped(number, "."),)
BY_COMMAS: tuple[Callable[[int], str], ...] = (lambda number: grouped(number, ","),)
NUMBERS = st.integers(0, 10**15 - 1) | st.integers(0, 9_999)


def ways(number: int, decimals: int) -> tuple[Callable[[int], str], ...]:
    """Return the ways of writing a whole number that have one reading in such a cell."""
    dots = BY_DOTS if not decimals or not 1_000 <= number < 1_000_000 else ()
    return PLAIN + dots + (BY_COMMAS if number >= 1_000_000 else ())


@MANY
@given(NUMBERS, st.data())
def test_a_whole_number_is_read_as_it_was_written(number: int, data: st.DataObject) -> None:
    kind, unit = data.draw(st.sampled_from([(WHOLE_CELL, "người"), (QUANTITY_CELL, "mg")]))
    write = data.draw(st.sampled_from(ways(number, int(kind[6]))))
    text = write(number) + data.draw(st.sampled_from(["", f" {unit}", unit.upper()]))
    assert read_value("s" + text, kind)[:3] == ("number", Decimal(number), None)


@MANY
@given(st.integers(0, 10**15 - 1), st.sampled_from([1, 2]), st.data())
def test_a_decimal_is_read_as_it_was_written(whole: int, places: int, data: st.DataObject) -> None:
    fraction = data.draw(st.text("0123456789", min_size=places, max_size=places))
    mark = data.draw(st.sampled_from(["", ".", ",", *SPACES]))
    sign = data.draw(st.sampled_from([sign for sign in ",." if sign != mark]))
    plain = grouped(whole, mark) + sign + fraction
    written = data.draw(st.sampled_from([plain, wide(plain)]))
    assert read_value("s" + written, QUANTITY_CELL)[:3] == (
        "number", Decimal(f"{whole}.{fraction}"), None,
    )  # fmt: skip


@MANY
@given(
    st.integers(0, 9_999),
    st.text("0123456789", max_size=9).filter(lambda digits: len(digits) != 3),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["", " đồng", " VNĐ", " đ"]),
)
def test_a_scaled_amount_is_read_with_a_warning_if_it_is_whole(
    whole: int, fraction: str, scale: str, currency: str
) -> None:
    text = f"{whole}{',' if fraction else ''}{fraction} {scale}{currency}"
    amount = Decimal(f"{whole}.{fraction or 0}").scaleb(SCALES[scale])
    value = read_value("s" + text, MONEY_CELL)
    if amount == int(amount):
        assert value[:3] == ("number", amount, "amount_scaled")
    else:
        assert value[:3] == ("refused", None, "fraction")


@MANY
@given(st.integers(1, 999), st.integers(0, 999), st.integers(0, 999))
def test_a_compound_amount_is_the_sum_of_its_parts(billions: int, millions: int, rest: int) -> None:
    text = f"{billions} tỷ {millions} triệu {rest} nghìn đồng"
    amount = billions * 10**9 + millions * 10**6 + rest * 10**3
    assert read_value("s" + text, MONEY_CELL)[:3] == ("number", Decimal(amount), "amount_scaled")


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
A_COUNT = re.compile(
    r"['‘’]?\s*(?P<digits>[0-9]+|[1-9][0-9]{0,2}"
    r"(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+|(?:,[0-9]{3}){2,}))"
    r"\s*(?:người\.?)?",
    re.IGNORECASE,
)
NO_FRACTION = re.compile(r"(?<=[0-9])[.,]0{1,2}(?![0-9])")
ALPHABET = st.sampled_from(
    [*"0123456789" * 3, *"., .,", *"-+/%()'xeOlngười", "\u00a0", "\u200b", "\n", "０"]
)

PRINTED = st.characters(exclude_categories=["Cc", "Cs"])
"""What a typed text can hold: control characters are gone from it."""


def count_in(text: str) -> int | None:
    """Say, in another way than the reader, which count of people a text is, if any."""
    keyed = "".join(
        unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign
        for sign in unicodedata.normalize("NFC", text)
    )
    keyed = SPACE.sub(" ", INVISIBLE.sub("", keyed)).strip()
    found = A_COUNT.fullmatch(keyed) or A_COUNT.fullmatch(NO_FRACTION.sub("", keyed))
    return int(re.sub("[., ]", "", found["digits"])) if found else None


@settings(MANY, max_examples=3_000)
@given(st.text(ALPHABET, max_size=12) | st.text(PRINTED, max_size=12))
@example("1.365")
@example("1,365")
@example("1.365,00 người")
@example("12\u200b3")
def test_nothing_but_a_written_count_is_read_as_one(text: str) -> None:
    value = read_value("s" + text, WHOLE_CELL)
    assert (value.number if value.state == "number" else None) == count_in(text)


@settings(MANY, max_examples=1_500)
@given(
    st.sampled_from("nsdbef"),
    st.text(ALPHABET, max_size=30) | st.text(max_size=30),
    st.sampled_from([WHOLE_CELL, QUANTITY_CELL, MONEY_CELL, "number2 %", "answer", "text"]),
    st.booleans(),
)
def test_no_text_brings_the_reader_down(tag: str, text: str, kind: str, nil: bool) -> None:
    value = read_value(tag + (text if tag != "n" else "12"), kind, nil)
    assert (value.number is not None) == (value.state in ("number", "none"))
