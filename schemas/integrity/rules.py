"""What holds of rules: their language, their cells, their wildcards and their sentences."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from schemas.declarations import Declarations
from schemas.expressions import ExpressionError, parse_expression, sides
from schemas.integrity.asked import Asked, asked_by_day
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.sentences import unended, unfillable_places
from schemas.integrity.spans import clashes
from schemas.rules import Rule

SEVERITIES = ("reject_line", "warn")
PLACES = ("line", "measure")
SIDES = ("left", "right")
ANY = "*"
_CELL = re.compile(r"(?<![\w.])(\*|[^\W\d]\w*)\.(\*|\w+)")

Place = tuple[str, str]


def expressions_are_in_the_language(declarations: Declarations) -> Iterator[Fault]:
    """A rule can be parsed, and so computed and written as a formula."""
    for rule in declarations.rules:
        if error := _language_error(rule.expression):
            wrong = f"expression {error}, expected the language of docs/quy-tac.md"
            yield Fault("rules", rule.rule_code, wrong)


def wildcards_are_of_one_kind(declarations: Declarations) -> Iterator[Fault]:
    """A rule stands for many lines or for many measures, not for both."""
    for rule in declarations.rules:
        of_any_line, with_any_measure = wildcards(rule)
        if of_any_line and with_any_measure:
            wrong = f"expression {rule.expression!r} has both kinds of wildcard, expected one"
            yield Fault("rules", rule.rule_code, wrong)


def wildcards_stand_for_something(declarations: Declarations) -> Iterator[Fault]:
    """A wildcard stands for at least one measure or line on each of the rule's days."""
    for asked in asked_by_day(declarations):
        for rule in filter(asked.holds_for, declarations.rules):
            if any(wildcards(rule)) and not choices(rule, asked):
                wrong = f"expression {rule.expression!r} stands for no rule, expected one or more"
                yield Fault("rules", rule.rule_code, wrong, asked.day)


def named_cells_are_asked(declarations: Declarations) -> Iterator[Fault]:
    """Every cell that a rule names is asked on each of the rule's days."""
    for asked in asked_by_day(declarations):
        for rule in filter(asked.holds_for, declarations.rules):
            for line, measure in named_cells(rule.expression):
                if ANY not in (line, measure) and not asked.has(f"{line}.{measure}"):
                    wrong = f"{line}.{measure} is not asked, expected a cell of the forms"
                    yield Fault("rules", rule.rule_code, wrong, asked.day)


def anchors_carry_the_wildcard(declarations: Declarations) -> Iterator[Fault]:
    """The rules that a wildcard stands for differ in the first cell, and so in their codes."""
    for rule in declarations.rules:
        if any(wildcards(rule)) and ANY not in named_cells(rule.expression)[0]:
            wrong = f"expression {rule.expression!r} gives rules with the same first cell"
            yield Fault("rules", rule.rule_code, f"{wrong}, expected the wildcard in the first")


def rules_stand_on_the_form_of_their_anchor(declarations: Declarations) -> Iterator[Fault]:
    """A rule belongs to the form of the cell that it names first, where its issue points to."""
    for asked in asked_by_day(declarations):
        for rule in filter(asked.holds_for, declarations.rules):
            anchor = next(iter(named_cells(rule.expression)), (ANY, ANY))[0]
            form = asked.form_of.get(anchor, rule.form_code)
            if form != rule.form_code:
                wrong = f"form_code is {rule.form_code!r}, expected {form!r}, which has {anchor}"
                yield Fault("rules", rule.rule_code, wrong, asked.day)


def rule_severities_are_known(declarations: Declarations) -> Iterator[Fault]:
    """A rule rejects a line or warns; it never rejects a file."""
    for rule in declarations.rules:
        if rule.severity not in SEVERITIES:
            yield not_listed("rules", rule.rule_code, "severity", rule.severity, SEVERITIES)


def rule_sentences_can_be_filled(declarations: Declarations) -> Iterator[Fault]:
    """A sentence has places only for what a rule knows: two sides only if it compares two."""
    for rule in declarations.rules:
        known = PLACES + (SIDES if _has_sides(rule.expression) else ())
        yield from unfillable_places("rules", rule.rule_code, rule.sentence, known)


def rule_sentences_end(declarations: Declarations) -> Iterator[Fault]:
    """A sentence ends with a full stop."""
    for rule in declarations.rules:
        yield from unended("rules", rule.rule_code, rule.sentence)


def rule_codes_are_no_issue_codes(declarations: Declarations) -> Iterator[Fault]:
    """Rules and kinds of issue share one column of codes."""
    kinds = {kind.code for kind in declarations.issue_kinds}
    for rule in declarations.rules:
        if rule.rule_code in kinds:
            wrong = "its code is also in issue_kinds.csv, expected another"
            yield Fault("rules", rule.rule_code, wrong)


def rules_say_a_thing_once(declarations: Declarations) -> Iterator[Fault]:
    """Two rules of one expression would tell every fault twice."""
    for first, second in clashes(declarations.rules, lambda rule: "".join(rule.expression.split())):
        wrong = f"expression {second.expression!r} is also that of {first.rule_code}"
        yield Fault("rules", second.rule_code, f"{wrong}, expected one rule", second.valid_from)


@lru_cache(maxsize=4096)
def named_cells(expression: str) -> tuple[Place, ...]:
    """Return the lines and measures that an expression names, in reading order, ``*`` for any."""
    return tuple(dict.fromkeys(_CELL.findall(expression)))


def wildcards(rule: Rule) -> tuple[set[str], set[str]]:
    """Return the measures named of any line, and the lines named with any measure."""
    cells = named_cells(rule.expression)
    return {m for line, m in cells if line == ANY}, {line for line, m in cells if m == ANY}


def choices(rule: Rule, asked: Asked) -> frozenset[str]:
    """Return what the rule's wildcard stands for on a day: measures, or lines of its form."""
    of_any_line, with_any_measure = wildcards(rule)
    if with_any_measure:
        return frozenset.intersection(*map(asked.measures_of, with_any_measure))
    lines = (line for line, form in asked.form_of.items() if form == rule.form_code)
    return frozenset(line for line in lines if of_any_line <= asked.measures_of(line))


def _language_error(expression: str) -> str:
    try:
        _sample(expression)
    except ExpressionError as error:
        return str(error)
    return ""


def _has_sides(expression: str) -> bool:
    return bool(_language_error(expression)) or sides(_sample(expression)) is not None


@lru_cache(maxsize=4096)
def _sample(expression: str) -> ast.expr:
    """Parse an expression with a name in the place of each wildcard."""
    return parse_expression(_CELL.sub(lambda cell: cell[0].replace(ANY, "any"), expression))


CHECKS: tuple[Check, ...] = (
    expressions_are_in_the_language,
    wildcards_are_of_one_kind,
    wildcards_stand_for_something,
    named_cells_are_asked,
    anchors_carry_the_wildcard,
    rules_stand_on_the_form_of_their_anchor,
    rule_severities_are_known,
    rule_sentences_can_be_filled,
    rule_sentences_end,
    rule_codes_are_no_issue_codes,
    rules_say_a_thing_once,
)
