"""The language of rules: what it allows, what a blank does to it, and its Excel formula."""

import ast
import re
from collections.abc import Callable
from decimal import Decimal

import pandas as pd
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.evaluation import evaluate
from schemas.expressions import (
    ExpressionError,
    cell_names,
    needed_cells,
    parse_expression,
    sides,
    to_excel,
)

NUMBER = pd.ArrowDtype(pyarrow.decimal128(20, 2))
Value = Decimal | None
Truth = bool | None


def holds(expression: str, **columns: list[int | str | None]) -> list[Truth]:
    """Evaluate over columns ``a``, ``b``, … as the cells ``X.a``, ``X.b``, …"""
    cells = {f"X.{name}": column(values) for name, values in columns.items()}
    truths: list[Truth] = evaluate(parse_expression(expression), cells).to_pylist()
    return truths


def column(values: list[int | str | None]) -> pyarrow.Array:
    numbers = [None if value is None else Decimal(value) for value in values]
    return pyarrow.array(pd.Series(numbers, dtype=NUMBER))


@pytest.mark.parametrize(
    ("expression", "truths"),
    [
        ("X.a == X.b", [True, False, None, None, None]),
        ("X.a != X.b", [False, True, None, None, None]),
        ("X.a <= X.b", [True, True, None, None, None]),
        ("X.a >= X.b", [True, False, None, None, None]),
        ("X.a < X.b", [False, True, None, None, None]),
        ("X.a > X.b", [False, False, None, None, None]),
        ("X.a + X.b == 2", [True, False, None, None, None]),
        ("X.a - X.b == 0", [True, False, None, None, None]),
        ("10000 * X.a >= X.b", [True, True, None, None, None]),
        ("X.a * 2 - 1 == X.b", [True, False, None, None, None]),
        ("reported(X.a)", [True, True, True, False, False]),
        ("not reported(X.b)", [False, False, True, False, True]),
        ("not X.a == X.b", [False, True, None, None, None]),
        ("total(X.a, X.b) == 1", [False, False, True, False, None]),
        ("total(X.a, X.b) >= 0", [True, True, True, True, None]),
        ("X.a == 1 or X.b == 2", [True, True, True, True, None]),
        ("X.a == 1 and X.b == 2", [False, True, None, None, None]),
        ("X.a == 0 and X.b == 0", [False, False, False, False, None]),
        ("implies(X.a == 1, X.b == 2)", [False, True, None, True, None]),
        ("implies(X.a == 0, X.b == 0)", [True, True, True, None, None]),
        ("implies(X.a == 1, reported(X.b))", [True, True, False, True, None]),
    ],
)
def test_blank_is_unknown_and_spreads(expression: str, truths: list[Truth]) -> None:
    assert holds(expression, a=[1, 1, 1, None, None], b=[1, 2, None, 2, None]) == truths


def test_zero_is_no_blank() -> None:
    assert holds("X.a <= X.b", a=[0, 0, None], b=[0, None, 0]) == [True, None, None]
    assert holds("total(X.a) == 0", a=[0, None]) == [True, None]


def test_decimals_are_exact() -> None:
    assert holds("X.a + X.b == X.c", a=["0.10"], b=["0.20"], c=["0.30"]) == [True]
    assert holds("X.a - X.b == 0", a=["999999999999999.99"], b=["999999999999999.98"]) == [False]


def test_long_sums_and_large_factors_fit() -> None:
    total = " + ".join(["X.a"] * 12)
    assert holds(f"{total} == 12 * X.a", a=["999999999999999.99"]) == [True]
    assert holds("X.a >= 1000000 * X.b", a=["999999999999999.00"], b=["999999999.00"]) == [True]


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "X.a <=",
        "X.a",
        "X.a + 1",
        "X.a = 1",
        "1 == 1",
        "X.a == 1.5",
        "X.a == 'có'",
        "X.a == True",
        "X.a == -1",
        "X.a == X",
        "X.a.b == 1",
        "X.a / 2 == 1",
        "X.a ** 2 == 1",
        "X.a * X.b == 1",
        "0 < X.a < 5",
        "X.a in (1, 2)",
        "X.a is X.b",
        "(X.a == 1) + 1 == 2",
        "X.a and X.b",
        "not X.a",
        "implies(X.a == 1)",
        "implies(X.a, X.b == 1)",
        "implies(X.a == 1, X.b == 1, X.c == 1)",
        "reported(X.a, X.b)",
        "reported(X.a + 1)",
        "reported(X.a) == 1",
        "total() == 1",
        "total(X.a + X.b) == 1",
        "total(1) == 1",
        "total(X.a, start=1) == 1",
        "max(X.a, X.b) == 1",
        "X.a.max() == 1",
        "X.a if X.b == 1 else X.c",
        "[X.a == 1]",
        "lambda: X.a == 1",
        "__import__('os').name == 1",
    ],
)
def test_what_is_outside_the_language_is_refused(expression: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(expression)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("X.a <=", "invalid syntax"),
        ("X.a / 2 == 1", "X.a / 2 is not a cell"),
        ("X.a * X.b == 1", "X.a * X.b has no constant factor"),
        ("1 == 1", "1 == 1 compares no cell"),
        ("not X.a", "X.a is not a comparison"),
    ],
)
def test_a_refusal_names_the_expression_and_the_piece(expression: str, told: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape(f"{expression!r}: {told}")):
        parse_expression(expression)


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("D03.vu <= D00.vu + D03.vu", ("D03.vu", "D00.vu")),
        ("implies(D01.vu == 0, total(D02.chet, D01.vu) == 0)", ("D01.vu", "D02.chet")),
        ("A.vu_x + B.k == A.vu", ("A.vu_x", "B.k", "A.vu")),
    ],
)
def test_cells_are_named_once_in_reading_order(expression: str, names: tuple[str, ...]) -> None:
    assert cell_names(parse_expression(expression)) == names


@pytest.mark.parametrize(
    ("expression", "both"),
    [
        ("X.a + X.b <= X.c", ("X.a + X.b", "X.c")),
        ("implies(X.a > 0, X.b >= 2)", ("X.b", "2")),
        ("implies(X.a == 1, reported(X.b))", None),
        ("X.a == 1 or X.b == 1", None),
        ("not X.a == 1", None),
    ],
)
def test_sides_are_those_of_the_comparison_that_decides(
    expression: str, both: tuple[str, str] | None
) -> None:
    found = sides(parse_expression(expression))
    assert (found and tuple(map(ast.unparse, found))) == both


@pytest.mark.parametrize(
    ("expression", "formula"),
    [
        ("X.a == X.b + X.c", "N(E1)=(N(E2)+N(E3))"),
        ("X.a != 2 * (X.b - X.c)", "N(E1)<>(2*(N(E2)-N(E3)))"),
        ("X.a <= 1 and X.b >= 2", "AND(N(E1)<=1,N(E2)>=2)"),
        ("X.a < 1 or X.b > 2 or X.c == 3", "OR(N(E1)<1,N(E2)>2,N(E3)=3)"),
        ("not X.a == 1", "NOT(N(E1)=1)"),
        ("implies(X.a > 0, X.b > 0)", "OR(NOT(N(E1)>0),N(E2)>0)"),
        ("implies(X.a == 1, reported(X.b))", 'OR(NOT(N(E1)=1),(E2<>""))'),
        ("total(X.a, X.b) <= X.c", "(N(E1)+N(E2))<=N(E3)"),
    ],
)
def test_an_expression_is_an_excel_formula(expression: str, formula: str) -> None:
    places = {"X.a": "E1", "X.b": "E2", "X.c": "E3"}
    tree = parse_expression(expression)
    written = to_excel(tree, lambda n: f"N({places[n]})", lambda n: f'({places[n]}<>"")')
    assert written == formula


def test_cells_of_total_and_reported_need_not_be_filled() -> None:
    tree = parse_expression("implies(X.a == 1, reported(X.b) and total(X.c, X.d) <= X.e)")
    assert needed_cells(tree) == (("X.a",), ("X.e",), ("X.c", "X.d"))


# A second, plain evaluator of the language, to compare with.


def plain_number(node: ast.expr, cells: dict[str, Value]) -> Value:
    match node:
        case ast.Constant(value=int(value)):
            return Decimal(value)
        case ast.Attribute():
            return cells[ast.unparse(node)]
        case ast.BinOp(left=left, op=sign, right=right):
            a, b = plain_number(left, cells), plain_number(right, cells)
            if a is None or b is None:
                return None
            return (
                a + b
                if isinstance(sign, ast.Add)
                else a - b
                if isinstance(sign, ast.Sub)
                else a * b
            )
        case ast.Call(args=arguments):
            reported = [v for a in arguments if (v := plain_number(a, cells)) is not None]
            return sum(reported, Decimal(0)) if reported else None
    raise AssertionError(ast.dump(node))


SIGNS: dict[type[ast.cmpop], Callable[[Decimal, Decimal], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.LtE: lambda a, b: a <= b,
    ast.GtE: lambda a, b: a >= b,
    ast.Lt: lambda a, b: a < b,
    ast.Gt: lambda a, b: a > b,
}


def plain_truth(node: ast.expr, cells: dict[str, Value]) -> Truth:
    match node:
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            a, b = plain_number(left, cells), plain_number(right, cells)
            return None if a is None or b is None else SIGNS[type(sign)](a, b)
        case ast.UnaryOp(operand=operand):
            return negated(plain_truth(operand, cells))
        case ast.BoolOp(op=ast.Or(), values=values):
            return any_of([plain_truth(value, cells) for value in values])
        case ast.BoolOp(values=values):
            return negated(any_of([negated(plain_truth(value, cells)) for value in values]))
        case ast.Call(func=ast.Name(id="implies"), args=[premise, conclusion]):
            return any_of([negated(plain_truth(premise, cells)), plain_truth(conclusion, cells)])
        case ast.Call(args=[cell]):
            return plain_number(cell, cells) is not None
    raise AssertionError(ast.dump(node))


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def any_of(truths: list[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


NAMES = ("X.a", "X.b", "X.c", "X.d")
CELLS = st.sampled_from(NAMES)
TOTALS = st.lists(CELLS, min_size=1, max_size=3).map(lambda names: f"total({', '.join(names)})")
FACTORS = st.integers(0, 20).map(str)
NUMBERS = st.recursive(
    CELLS | TOTALS,
    lambda numbers: (
        st.builds("({} {} {})".format, numbers, st.sampled_from(["+", "-"]), numbers | FACTORS)
        | st.builds("({} * {})".format, FACTORS, numbers)
    ),
    max_leaves=4,
)
COMPARISONS = st.builds(
    "{} {} {}".format,
    NUMBERS,
    st.sampled_from(["==", "!=", "<=", ">=", "<", ">"]),
    NUMBERS | FACTORS,
)
STATEMENTS = st.recursive(
    COMPARISONS | CELLS.map("reported({})".format),
    lambda parts: (
        st.builds("({} {} {})".format, parts, st.sampled_from(["and", "or"]), parts)
        | parts.map("not ({})".format)
        | st.builds("implies({}, {})".format, parts, parts)
    ),
    max_leaves=5,
)
VALUES = st.none() | st.decimals(0, 20, places=2) | st.integers(0, 3).map(Decimal)
REPORTS = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)), min_size=1, max_size=6)


@given(STATEMENTS, REPORTS)
def test_columns_give_what_a_plain_evaluator_gives_row_by_row(
    expression: str, reports: list[dict[str, Value]]
) -> None:
    tree = parse_expression(expression)
    cells = {
        name: pyarrow.array(pd.Series([report[name] for report in reports], dtype=NUMBER))
        for name in NAMES
    }
    expected = [plain_truth(tree, report) for report in reports]
    assert evaluate(tree, cells).to_pylist() == expected


@given(STATEMENTS)
def test_every_statement_is_a_formula_and_reads_back(expression: str) -> None:
    tree = parse_expression(expression)
    formula = to_excel(tree, lambda name: name.replace("X.", "E"), lambda name: f"({name})")
    assert formula.count("(") == formula.count(")")
    assert ast.dump(parse_expression(ast.unparse(tree))) == ast.dump(tree)
