"""Rules: what must hold between cells of a report, and the sentence that says how to mend it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from schemas.expressions import cell_names, parse_expression
from schemas.forms import Form

_ANY_MEASURE = re.compile(r"\b(\w+)\.\*")
_ANY_LINE = re.compile(r"(?<!\w)\*\.(\w+)\b")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared; its expression may have a wildcard for every measure or every line."""

    rule_code: str
    form_code: str
    expression: str
    severity: str
    sentence: str
    source: str
    valid_from: date | None
    valid_to: date | None

    def expand(self, forms: Iterable[Form]) -> tuple["CellRule", ...]:
        """Return one rule for each measure or line that the wildcard stands for."""
        forms = tuple(forms)
        if measures := _ANY_MEASURE.findall(self.expression):
            choices = _shared_measures(measures, forms)
            texts = [_ANY_MEASURE.sub(rf"\1.{choice}", self.expression) for choice in choices]
        elif _ANY_LINE.search(self.expression):
            choices = _lines_with(_ANY_LINE.findall(self.expression), self.form_code, forms)
            texts = [_ANY_LINE.sub(rf"{choice}.\1", self.expression) for choice in choices]
        else:
            texts = [self.expression]
        return tuple(
            CellRule(replace(self, expression=text), parse_expression(text)) for text in texts
        )


@dataclass(frozen=True)
class CellRule:
    """A rule over named cells; the first of them is where its issue points to."""

    rule: Rule
    tree: ast.expr

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells that the rule compares, in reading order."""
        return cell_names(self.tree)

    @cached_property
    def anchor(self) -> str:
        """The cell that an issue names."""
        return self.cells[0]

    @property
    def code(self) -> str:
        """The rule's code and anchor, unique among expanded rules, such as ``Q001:D03.vu``."""
        return f"{self.rule.rule_code}:{self.anchor}"


def _shared_measures(lines: list[str], forms: tuple[Form, ...]) -> list[str]:
    """Measures that every named line asks for, in column order."""
    asked = [_measures_by_line(forms).get(line, []) for line in lines]
    return [measure for measure in asked[0] if all(measure in others for others in asked)]


def _lines_with(measures: list[str], form_code: str, forms: tuple[Form, ...]) -> list[str]:
    """Lines of the form that ask for every named measure, in row order."""
    asked = _measures_by_line(tuple(form for form in forms if form.code == form_code))
    return [line for line, own in asked.items() if set(measures) <= set(own)]


@lru_cache(maxsize=64)
def _measures_by_line(forms: tuple[Form, ...]) -> dict[str, list[str]]:
    """The measures that each line of the forms asks for, lines and measures in printed order."""
    measures: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        for line, measure in form.cell_by_place:
            measures[line].append(measure)
    return dict(measures)
