"""The language of rules: comparisons over cells such as ``D03.vu``, with blank meaning unknown.

``+ - *``, comparisons, ``and or not`` and three functions: ``total(a, b)`` sums what was reported,
``reported(a)`` says whether a cell is filled, ``implies(p, q)``. One text gives the pandas check
and the Excel formula of the template.
"""

import ast
from collections.abc import Callable

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("equal", "="),
    ast.NotEq: ("not_equal", "<>"),
    ast.LtE: ("less_equal", "<="),
    ast.GtE: ("greater_equal", ">="),
    ast.Lt: ("less", "<"),
    ast.Gt: ("greater", ">"),
}
ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("add", "+"),
    ast.Sub: ("subtract", "-"),
    ast.Mult: ("multiply", "*"),
}


class ExpressionError(ValueError):
    """A rule's expression uses something outside the language."""


def parse_expression(text: str) -> ast.expr:
    """Parse ``text``; everything outside the language is refused here, once."""
    try:
        tree = ast.parse(text, mode="eval").body
        _check_statement(tree)
    except SyntaxError as error:
        raise ExpressionError(f"{text!r}: {error.msg}") from error
    except ExpressionError as error:
        raise ExpressionError(f"{text!r}: {error}") from None
    return tree


def cell_names(tree: ast.expr) -> tuple[str, ...]:
    """Return the cells that an expression names, each once, in reading order."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return tuple(dict.fromkeys(map(cell_name, found)))


def cell_name(node: ast.Attribute) -> str:
    """Return the cell that a node names, such as ``D03.vu``."""
    return f"{node.value.id}.{node.attr}"  # type: ignore[attr-defined]


def sides(tree: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Return the two sides of the comparison that decides the rule, if there is one."""
    if isinstance(tree, ast.Compare):
        return tree.left, tree.comparators[0]
    if isinstance(tree, ast.Call) and _function(tree) == "implies":
        return sides(tree.args[1])
    return None


def to_excel(  # noqa: C901 - a case a node
    tree: ast.expr, number: Callable[[str], str], filled: Callable[[str], str]
) -> str:
    """Write an expression as an Excel formula without its ``=``.

    ``number`` writes a cell's number and ``filled`` whether it holds anything, as formulas.
    """

    def write(node: ast.expr) -> str:
        return to_excel(node, number, filled)

    match tree:
        case ast.Constant(value=value):
            return str(value)
        case ast.Attribute():
            return number(cell_name(tree))
        case ast.UnaryOp(operand=operand):
            return f"NOT({write(operand)})"
        case ast.BinOp(left=left, op=sign, right=right):
            return f"({write(left)}{ARITHMETIC[type(sign)][1]}{write(right)})"
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return f"{write(left)}{COMPARISONS[type(sign)][1]}{write(right)}"
        case ast.BoolOp(op=junction, values=values):
            name = "AND" if isinstance(junction, ast.And) else "OR"
            return f"{name}({','.join(map(write, values))})"
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return _call_to_excel(function, arguments, write, filled)
    raise ExpressionError(f"cannot write {ast.unparse(tree)} as a formula")


def _call_to_excel(
    function: str,
    arguments: list[ast.expr],
    write: Callable[[ast.expr], str],
    filled: Callable[[str], str],
) -> str:
    match function, arguments:
        case "reported", [cell]:
            return filled(ast.unparse(cell))
        case "implies", [premise, conclusion]:
            return f"OR(NOT({write(premise)}),{write(conclusion)})"
        case _:
            return f"({'+'.join(map(write, arguments))})"


def needed_cells(tree: ast.expr) -> tuple[tuple[str, ...], ...]:
    """Return the groups of cells of which one must be filled, or the result is unknown.

    A cell outside ``total`` and ``reported`` is a group of its own; those of a ``total`` are one.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    totals = [cell_names(call) for call in calls if _function(call) == "total"]
    asked = [cell_names(call) for call in calls if _function(call) == "reported"]
    lenient = {name for names in (*totals, *asked) for name in names}
    return (*((name,) for name in cell_names(tree) if name not in lenient), *totals)


def _function(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _check_statement(node: ast.expr) -> None:
    """Refuse what is not true or false of some cells."""
    match node:
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in COMPARISONS:
            _check_number(left)
            _check_number(right)
            if not cell_names(node):
                raise ExpressionError(f"{ast.unparse(node)} compares no cell")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _check_statement(operand)
        case (
            ast.BoolOp(values=parts)
            | ast.Call(func=ast.Name(id="implies"), args=[_, _] as parts, keywords=[])
        ):
            for part in parts:
                _check_statement(part)
        case ast.Call(func=ast.Name(id="reported"), args=[cell], keywords=[]) if _is_cell(cell):
            pass
        case _:
            raise ExpressionError(f"{ast.unparse(node)} is not a comparison of cells")


def _check_number(node: ast.expr) -> None:
    """Refuse what is not a number computed from cells; a product has a constant factor."""
    match node:
        case ast.Constant(value=value) if type(value) is int:
            pass
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            _check_number(left)
            _check_number(right)
            if not any(isinstance(factor, ast.Constant) for factor in (left, right)):
                raise ExpressionError(f"{ast.unparse(node)} has no constant factor")
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in ARITHMETIC:
            _check_number(left)
            _check_number(right)
        case ast.Call(func=ast.Name(id="total"), args=[_, *_] as cells, keywords=[]) if all(
            map(_is_cell, cells)
        ):
            pass
        case _ if not _is_cell(node):
            raise ExpressionError(
                f"{ast.unparse(node)} is not a cell, a whole number or a sum of them"
            )


def _is_cell(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
