"""The rules of the forms as linear relations: what every accepted report is known to satisfy."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.expressions import cell_name
from schemas.rules import CellRule

REJECTING = "reject_line"
"""A report that breaks such a rule is not accepted, so an outsider may count on it."""


@dataclass(frozen=True)
class LinearRule:
    """Cells times factors that come to 0 (``is_equal``), or to 0 or more.

    With ``implied_by`` it is another kind of rule: if that cell is 0, all cells are.
    """

    factors: dict[str, int]
    is_equal: bool = False
    implied_by: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell that the rule names."""
        return (*self.factors, self.implied_by) if self.implied_by else tuple(self.factors)


class _NotLinearError(Exception):
    """An expression is no sum of cells times factors."""


def linear_rules(rules: Iterable[CellRule]) -> Iterator[LinearRule]:
    """Yield the rules that reject a report and are linear, or say that nil implies nil."""
    for rule in rules:
        if rule.rule.severity == REJECTING:
            try:
                yield from _linear(rule.tree)
            except _NotLinearError:
                continue


def _linear(tree: ast.expr) -> Iterator[LinearRule]:
    match tree:
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            yield from _comparison(_difference(left, right), sign)
        case ast.Call(
            func=ast.Name(id="implies"), args=[ast.Compare() as if_, ast.Compare() as so]
        ):
            yield from _implication(if_, so)


def _comparison(factors: dict[str, int], sign: ast.cmpop) -> Iterator[LinearRule]:
    match sign:
        case ast.Eq():
            yield LinearRule(factors, is_equal=True)
        case ast.GtE():
            yield LinearRule(factors)
        case ast.LtE():
            yield LinearRule({cell: -factor for cell, factor in factors.items()})


def _implication(premise: ast.Compare, conclusion: ast.Compare) -> Iterator[LinearRule]:
    """Yield nil implies nil, also where it is written as more than nil implies more than nil."""
    match premise.ops[0], conclusion.ops[0]:
        case ast.Eq(), ast.Eq():
            cause, effect = premise, conclusion
        case ast.Gt(), ast.Gt():
            cause, effect = conclusion, premise
        case _:
            return
    causes = _difference(cause.left, cause.comparators[0])
    effects = _difference(effect.left, effect.comparators[0])
    if list(causes.values()) == [1]:
        yield LinearRule(effects, implied_by=next(iter(causes)))


def _difference(left: ast.expr, right: ast.expr) -> dict[str, int]:
    factors = _sum(left)
    for cell, factor in _sum(right).items():
        factors[cell] = factors.get(cell, 0) - factor
    return factors


def _sum(node: ast.expr) -> dict[str, int]:
    """Return the factors of a sum; a number that is not 0 is not a sum of cells."""
    match node:
        case ast.Attribute():
            return {cell_name(node): 1}
        case ast.Constant(value=0):
            return {}
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _difference(left, ast.UnaryOp(ast.USub(), right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _difference(left, right)
        case ast.BinOp(left=ast.Constant(value=int(factor)), op=ast.Mult(), right=right):
            return {cell: factor * own for cell, own in _sum(right).items()}
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return {cell: -own for cell, own in _sum(operand).items()}
    raise _NotLinearError(ast.unparse(node))
