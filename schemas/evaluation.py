"""Computing a rule's expression over whole columns: exact decimals, with blank meaning unknown."""

import ast
from collections.abc import Mapping
from decimal import Decimal
from functools import partial, reduce
from typing import Any

import pyarrow
import pyarrow.compute as pc

from schemas.expressions import ARITHMETIC, COMPARISONS, ExpressionError, cell_name

WIDE = pyarrow.decimal128(30, 2)


def evaluate(tree: ast.expr, cells: Mapping[str, Any]) -> Any:  # noqa: C901 - a case a node
    """Compute an expression over Arrow arrays of decimals; null is unknown and spreads (Kleene)."""
    match tree:
        case ast.Constant(value=value):
            return pyarrow.scalar(Decimal(str(value)))
        case ast.Attribute():
            return cells[cell_name(tree)]
        case ast.UnaryOp(operand=operand):
            return pc.invert(evaluate(operand, cells))
        case ast.BinOp(left=left, op=sign, right=right):
            return _call(ARITHMETIC[type(sign)][0], evaluate(left, cells), evaluate(right, cells))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return _call(COMPARISONS[type(sign)][0], evaluate(left, cells), evaluate(right, cells))
        case ast.BoolOp(op=junction, values=values):
            name = "and_kleene" if isinstance(junction, ast.And) else "or_kleene"
            return reduce(partial(_call, name), (evaluate(value, cells) for value in values))
        case ast.Call(func=ast.Name(id="reported"), args=[argument]):
            return pc.is_valid(evaluate(argument, cells))
        case ast.Call(func=ast.Name(id="implies"), args=[premise, conclusion]):
            return pc.or_kleene(pc.invert(evaluate(premise, cells)), evaluate(conclusion, cells))
        case ast.Call(args=arguments):
            return _total([evaluate(argument, cells) for argument in arguments])
    raise ExpressionError(f"cannot evaluate {ast.unparse(tree)}")


def _call(function: str, left: Any, right: Any) -> Any:
    return _narrow(pc.call_function(function, [left, right]))


def _narrow(result: Any) -> Any:
    """Narrow decimals before Arrow, which widens them at each step, has no room for the next."""
    is_wide = pyarrow.types.is_decimal(result.type) and result.type.precision > WIDE.precision
    return result.cast(WIDE) if is_wide else result


def _total(columns: list[Any]) -> Any:
    """Sum what was reported; unknown where nothing was."""
    zero = pyarrow.scalar(Decimal(0))
    known = (pc.fill_null(column, zero.cast(column.type)) for column in columns)
    anything = reduce(pc.or_, (pc.is_valid(column) for column in columns))
    return pc.if_else(anything, reduce(partial(_call, "add"), known), None)
