"""The language of rules: comparisons over cells such as ``D03.vu``, with blank meaning unknown.

``+ - *``, comparisons, ``and or not`` and three functions: ``total(a, b)`` sums what was reported,
``reported(a)`` says whether a cell is filled, ``implies(p, q)``. One text gives the pandas check
and the Excel formula of the template.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

FUNCTIONS = ("total", "reported", "implies")
_COMPARISONS: dict[type[ast.cmpop], tuple[Callable[[Any, Any], Any], str]] = {
    ast.Eq: (operator.eq, "="),
    ast.NotEq: (operator.ne, "<>"),
    ast.LtE: (operator.le, "<="),
    ast.GtE: (operator.ge, ">="),
    ast.Lt: (operator.lt, "<"),
    ast.Gt: (operator.gt, ">"),
}
_ARITHMETIC: dict[type[ast.operator], tuple[Callable[[Any, Any], Any], str]] = {
    ast.Add: (operator.add, "+"),
    ast.Sub: (operator.sub, "-"),
    ast.Mult: (operator.mul, "*"),
}


class ExpressionError(ValueError):
    """A rule's expression uses something outside the language."""


def parse_expression(text: str) -> ast.expr:
    """Parse ``text``; everything outside the language is refused here, once."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"{text!r}: {error.msg}") from error
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED) or (isinstance(node, ast.Call) and not _is_known(node)):
            raise ExpressionError(f"{text!r}: {ast.unparse(node) or type(node).__name__} is not allowed")
    return tree


def cell_names(tree: ast.expr) -> tuple[str, ...]:
    """Return the cells that an expression names, each once, in reading order."""
    found = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return tuple(sorted(dict.fromkeys(found), key=ast.unparse(tree).index))


def sides(tree: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Return the two sides of the comparison that decides the rule, if there is one."""
    if isinstance(tree, ast.Compare):
        return tree.left, tree.comparators[0]
    if isinstance(tree, ast.Call) and tree.func.id == "implies":  # type: ignore[attr-defined]
        return sides(tree.args[1])
    return None


def evaluate(tree: ast.expr, cells: Mapping[str, Any]) -> Any:
    """Compute an expression over columns of nullable Arrow numbers; null is unknown and spreads."""
    match tree:
        case ast.Constant(value=value):
            return value
        case ast.Attribute():
            return cells[ast.unparse(tree)]
        case ast.UnaryOp(operand=operand):
            return ~evaluate(operand, cells)
        case ast.BinOp(left=left, op=sign, right=right):
            return _ARITHMETIC[type(sign)][0](evaluate(left, cells), evaluate(right, cells))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return _COMPARISONS[type(sign)][0](evaluate(left, cells), evaluate(right, cells))
        case ast.BoolOp(op=ast.And(), values=values):
            return reduce(lambda a, b: a & b, (evaluate(value, cells) for value in values))
        case ast.BoolOp(values=values):
            return reduce(lambda a, b: a | b, (evaluate(value, cells) for value in values))
        case ast.Call(func=ast.Name(id="reported"), args=[argument]):
            return evaluate(argument, cells).notna().astype("bool[pyarrow]")
        case ast.Call(func=ast.Name(id="implies"), args=[premise, conclusion]):
            return ~evaluate(premise, cells) | evaluate(conclusion, cells)
        case ast.Call(args=arguments):
            return _total([evaluate(argument, cells) for argument in arguments])
    raise ExpressionError(f"cannot evaluate {ast.unparse(tree)}")


def _total(columns: list[Any]) -> Any:
    """Sum what was reported; unknown where nothing was."""
    summed = reduce(lambda a, b: a + b, (column.fillna(0) for column in columns))
    anything = reduce(lambda a, b: a | b, (column.notna() for column in columns))
    return summed.where(anything)


def to_excel(tree: ast.expr, address: Callable[[str], str]) -> str:
    """Write an expression as an Excel formula without the leading ``=``; text in a cell counts as 0."""
    match tree:
        case ast.Constant(value=value):
            return str(value)
        case ast.Attribute():
            return f"N({address(ast.unparse(tree))})"
        case ast.UnaryOp(operand=operand):
            return f"NOT({to_excel(operand, address)})"
        case ast.BinOp(left=left, op=sign, right=right):
            symbol = _ARITHMETIC[type(sign)][1]
            return f"({to_excel(left, address)}{symbol}{to_excel(right, address)})"
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            symbol = _COMPARISONS[type(sign)][1]
            return f"{to_excel(left, address)}{symbol}{to_excel(right, address)}"
        case ast.BoolOp(op=junction, values=values):
            name = "AND" if isinstance(junction, ast.And) else "OR"
            return f"{name}({','.join(to_excel(value, address) for value in values)})"
        case ast.Call(func=ast.Name(id="reported"), args=[argument]):
            return f'({address(ast.unparse(argument))}<>"")'
        case ast.Call(func=ast.Name(id="implies"), args=[premise, conclusion]):
            return f"OR(NOT({to_excel(premise, address)}),{to_excel(conclusion, address)})"
        case ast.Call(args=arguments):
            return f"({'+'.join(to_excel(argument, address) for argument in arguments)})"
    raise ExpressionError(f"cannot write {ast.unparse(tree)} as a formula")


def needed_cells(tree: ast.expr) -> tuple[str, ...]:
    """Return the cells without which the expression is unknown: those outside total and reported."""
    lenient = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.func.id in ("total", "reported")  # type: ignore[attr-defined]
        for name in cell_names(node)
    }
    return tuple(name for name in cell_names(tree) if name not in lenient)


def _is_known(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and not node.keywords


_ALLOWED = (
    ast.Constant, ast.Attribute, ast.Name, ast.Load, ast.BinOp, ast.Compare, ast.BoolOp, ast.And,
    ast.Or, ast.UnaryOp, ast.Not, ast.Call, *_COMPARISONS, *_ARITHMETIC,
)  # fmt: skip
