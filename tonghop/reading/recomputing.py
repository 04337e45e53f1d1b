"""Recomputing totals: sums and differences of cells, to find results that are no longer true.

A small part of what Excel can compute: numbers, references (also to other sheets of the file),
``SUM`` of cells and ranges, plus, minus and parentheses. As in Excel, ``SUM`` passes over texts. Of
any other formula nothing is said.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import NamedTuple

from tonghop.reading.sheet_cells import Position, XmlCell
from tonghop.reading.sheet_xml import position

Cells = Mapping[Position, XmlCell]
DEEPEST, MOST_VISITED = 40, 1_000_000
_A1 = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<reference>(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
        (?P<first>{_A1})(?::(?P<last>{_A1}))?(?![\w(!:.]))
    |(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.:!])
    |(?P<sum>[Ss][Uu][Mm]\()
    |(?P<sign>[-+(),])
    )\s*""",
    re.VERBOSE,
)
_ZERO = Decimal(0)


class UnknownResultError(Exception):
    """A formula is beyond what is recomputed here, or one of its cells has no number."""


class Recomputing:
    """Recomputes the formulas of one file; each cell once, and never more than a million cells."""

    def __init__(self, cells_of: Callable[[str], Cells | None]) -> None:
        """``cells_of`` returns the cells of a sheet by its name, ``None`` if there is no such."""
        self._cells_of = cells_of
        self._known: dict[tuple[str, Position], Decimal | None] = {}
        self._open: set[tuple[str, Position]] = set()
        self._circular: set[tuple[str, Position]] = set()
        self._visited = 0

    def result(self, sheet: str, at: Position) -> Decimal | None:
        """Return what the formula of a cell comes to now, or ``None`` if that is not known."""
        key = sheet.casefold(), at
        if key not in self._known:
            cell = self.cells(sheet)[at]
            self._open.add(key)
            try:
                self._known[key] = _Formula(cell.formula or "", sheet, self).result()
            except (UnknownResultError, InvalidOperation):
                self._known[key] = None
            self._open.discard(key)
        return self._known[key]

    def cells(self, sheet: str) -> Cells:
        """Return a sheet's cells."""
        cells = self._cells_of(sheet)
        if cells is None:
            raise UnknownResultError(sheet)
        return cells

    def number(self, sheet: str, at: Position) -> Decimal | str | None:
        """Return the number in a cell, its text, or ``None`` if it is blank."""
        cell = self.cells(sheet).get(at)
        if cell is None:
            return None
        is_deep = cell.formula is None or len(self._open) >= DEEPEST
        found = None if is_deep else self._formula_result(sheet, at)
        return kept(cell) if found is None else found

    def _formula_result(self, sheet: str, at: Position) -> Decimal | None:
        """Return what a formula comes to, unless that depends on itself."""
        key = sheet.casefold(), at
        if key in self._open:
            self._circular |= self._open
        found = None if key in self._circular else self.result(sheet, at)
        if key in self._circular:
            raise UnknownResultError("circular")
        return found

    def visit(self, cells: int) -> None:
        """Count the cells that are looked at, so that no file takes unbounded time."""
        self._visited += cells
        if self._visited > MOST_VISITED:
            raise UnknownResultError("too many cells")


def kept(cell: XmlCell) -> Decimal | str:
    """Return the number or text that a file keeps for a cell.

    Raises:
        UnknownResultError: It keeps an error, a logical value or nothing.
    """
    if cell.kind in ("s", "str", "inlineStr"):
        return cell.value or ""
    try:
        number = Decimal(cell.value or "")
    except InvalidOperation:
        number = Decimal("NaN")
    if cell.kind != "n" or not isfinite(float(number)):
        raise UnknownResultError(cell.value)
    return number


class _Token(NamedTuple):
    kind: str
    text: str
    sheet: str
    first: str
    last: str


class _Formula:
    """One formula, computed while it is read from left to right."""

    def __init__(self, text: str, sheet: str, book: Recomputing) -> None:
        if text.count("(") > DEEPEST:
            raise UnknownResultError(text)
        self._tokens = _tokens(text)
        self._sheet, self._book = sheet, book

    def result(self) -> Decimal:
        number = self._terms()
        if self._tokens:
            raise UnknownResultError("more behind the formula")
        return number

    def _terms(self) -> Decimal:
        total = self._term()
        while self._next("+", "-"):
            sign = self._take().text
            total = total + self._term() if sign == "+" else total - self._term()
        return total

    def _term(self) -> Decimal:
        sign = 1
        while self._next("+", "-"):
            sign = -sign if self._take().text == "-" else sign
        token = self._take()
        match token.kind, token.text:
            case "number", text:
                return sign * Decimal(text)
            case "reference", _ if not token.last:
                return sign * self._single(token)
            case "sum", _:
                return sign * self._sum()
            case "sign", "(":
                number = self._terms()
                self._expect(")")
                return sign * number
        raise UnknownResultError(token.text)

    def _single(self, token: _Token) -> Decimal:
        number = self._book.number(self._sheet_of(token), _position(token.first))
        if isinstance(number, str):
            raise UnknownResultError(number)
        return number or _ZERO

    def _sum(self) -> Decimal:
        total = self._argument()
        while self._next(","):
            self._take()
            total += self._argument()
        self._expect(")")
        return total

    def _argument(self) -> Decimal:
        """Sum an argument; in one that is cells alone, what is no number counts for nothing."""
        alone = len(self._tokens) > 1 and self._tokens[1].text in (",", ")")
        if not (alone and self._tokens[0].kind == "reference"):
            return self._terms()
        token = self._take()
        sheet, first = self._sheet_of(token), _position(token.first)
        last = _position(token.last) if token.last else first
        numbers = (self._book.number(sheet, at) for at in self._within(sheet, first, last))
        return sum((number for number in numbers if isinstance(number, Decimal)), _ZERO)

    def _within(self, sheet: str, first: Position, last: Position) -> list[Position]:
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(first, last, strict=True))
        cells = self._book.cells(sheet)
        size = (bottom - top + 1) * (right - left + 1)
        self._book.visit(min(size, len(cells)))
        if size > len(cells):
            return [at for at in cells if top <= at[0] <= bottom and left <= at[1] <= right]
        return [(row, c) for row in range(top, bottom + 1) for c in range(left, right + 1)]

    def _sheet_of(self, token: _Token) -> str:
        name = token.sheet
        return name[1:-1].replace("''", "'") if name.startswith("'") else name or self._sheet

    def _next(self, *signs: str) -> bool:
        return bool(self._tokens) and self._tokens[0].text in signs

    def _take(self) -> _Token:
        if not self._tokens:
            raise UnknownResultError("nothing more")
        return self._tokens.pop(0)

    def _expect(self, sign: str) -> None:
        if self._take().text != sign:
            raise UnknownResultError(sign)


def _position(reference: str) -> Position:
    if found := position(reference.replace("$", "")):
        return found
    raise UnknownResultError(reference)


def _tokens(formula: str) -> list[_Token]:
    tokens = []
    at = 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if not found:
            raise UnknownResultError(formula)
        names = (found[name] or "" for name in ("sheet", "first", "last"))
        tokens.append(_Token(str(found.lastgroup), found[0].strip(), *names))
        at = found.end()
    return tokens
