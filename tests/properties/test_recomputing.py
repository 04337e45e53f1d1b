"""A formula of sums and differences comes to what its cells add up to, however it is built."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tonghop.reading.recomputing import Recomputing
from tonghop.reading.sheet_cells import XmlCell, shifted

MANY = settings(max_examples=300, deadline=None, derandomize=True)
NUMBERS = [Decimal(number) for number in ("3", "0.5", "-7", "1000000000000", "0.25")]
FORMULA_CELL = (9, 9)
Built = tuple[str, Decimal]
"""A formula and what it comes to."""


def cell(number: Decimal) -> XmlCell:
    return XmlCell("n", str(number), None, "0")


CELLS = {(row, 0): cell(number) for row, number in enumerate(NUMBERS)}
CELLS[5, 0] = XmlCell("s", "12", None, "0")


def a_cell() -> st.SearchStrategy[Built]:
    styles = st.sampled_from(["A{}", "$A{}", "A${}", "$A$" + "{}", "'T ''1'!A{}", "'t ''1'!$A{}"])
    return st.tuples(styles, st.integers(1, 5)).map(
        lambda drawn: (drawn[0].format(drawn[1]), NUMBERS[drawn[1] - 1])
    )


def a_range() -> st.SearchStrategy[Built]:
    """A range may be written from either end and reach over blanks and a text, which count 0."""
    rows = st.tuples(st.integers(1, 8), st.integers(1, 8))
    return rows.map(
        lambda ends: (f"A{ends[0]}:B{ends[1]}", sum(NUMBERS[min(ends) - 1 : max(ends)], Decimal(0)))
    )


def sums(parts: st.SearchStrategy[Built]) -> st.SearchStrategy[Built]:
    arguments = st.lists(a_range() | parts, min_size=1, max_size=4)
    return arguments.map(
        lambda told: (
            f"SUM({', '.join(t for t, _ in told)})",
            sum((n for _, n in told), Decimal(0)),
        )
    )


def chains(parts: st.SearchStrategy[Built]) -> st.SearchStrategy[Built]:
    return st.tuples(parts, st.sampled_from(["+", " - "]), parts).map(
        lambda told: (
            f"{told[0][0]}{told[1]}({told[2][0]})",
            told[0][1] + told[2][1] if told[1] == "+" else told[0][1] - told[2][1],
        )
    )


FORMULAS = st.recursive(
    a_cell() | st.integers(0, 99).map(lambda number: (str(number), Decimal(number))),
    lambda parts: sums(parts) | chains(parts),
    max_leaves=8,
)


def result(formula: str) -> Decimal | None:
    cells = {**CELLS, FORMULA_CELL: XmlCell("n", "0", formula, "0")}
    book = Recomputing(lambda name: cells if name.casefold() == "t '1" else None)
    return book.result("T '1", FORMULA_CELL)


@MANY
@given(FORMULAS)
def test_a_formula_comes_to_the_sum_of_its_cells(built: Built) -> None:
    formula, expected = built
    assert result(formula) == expected


@MANY
@given(st.text("SUM()A1:B,+-5'!$ T.%*é", max_size=25) | st.text(max_size=25))
def test_no_text_brings_the_recomputing_down(formula: str) -> None:
    assert isinstance(result(formula), Decimal | None)


@MANY
@given(FORMULAS, st.integers(0, 50), st.integers(0, 50))
def test_a_formula_moved_there_and_back_is_the_same(built: Built, rows: int, columns: int) -> None:
    moved = shifted(built[0], rows, columns)
    assert shifted(moved, -rows, -columns) == built[0]
