"""Rules as an outsider may count on them: what rejects a report, and is linear or nil for nil."""

from dataclasses import replace

import pytest

from schemas.expressions import parse_expression
from schemas.loading import load_declarations
from schemas.rules import CellRule
from tonghop.disclosure.rules import LinearRule, linear_rules


def rule(expression: str, severity: str = "reject_line") -> CellRule:
    declared = replace(load_declarations().rules[0], expression=expression, severity=severity)
    return CellRule(declared, parse_expression(expression))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (
            "C.nam + C.nu == C.tong",
            LinearRule({"C.nam": 1, "C.nu": 1, "C.tong": -1}, is_equal=True),
        ),
        ("C.nu <= C.tong", LinearRule({"C.nu": -1, "C.tong": 1})),
        ("C.tong >= 2 * D.vu", LinearRule({"C.tong": 1, "D.vu": -2})),
        ("C.tong - D.vu >= 0", LinearRule({"C.tong": 1, "D.vu": -1})),
        (
            "implies(D.vu == 0, C.nam + C.nu == 0)",
            LinearRule({"C.nam": 1, "C.nu": 1}, False, "D.vu"),
        ),
        ("implies(C.tien > 0, C.tong > 0)", LinearRule({"C.tien": 1}, False, "C.tong")),
    ],
)
def test_a_rule_is_a_relation(expression: str, expected: LinearRule) -> None:
    assert list(linear_rules([rule(expression)])) == [expected]


@pytest.mark.parametrize(
    ("expression", "severity"),
    [
        ("C.nu <= C.tong", "warn"),
        ("C.nu <= 5", "reject_line"),
        ("C.nu < C.tong", "reject_line"),
        ("total(C.nam, C.nu) == C.tong", "reject_line"),
        ("implies(C.tong > 0, reported(D.vu))", "reject_line"),
        ("implies(C.tong == 1, D.vu == 1)", "reject_line"),
    ],
)
def test_what_is_not_certain_or_not_linear_is_no_relation(expression: str, severity: str) -> None:
    assert list(linear_rules([rule(expression, severity)])) == []


def test_the_rules_about_victims_are_relations() -> None:
    declarations = load_declarations()
    day = declarations.period("2026-H1").cut_off
    found = {frozenset(rule.cells) for rule in linear_rules(declarations.rules_on(day))}
    assert frozenset(("C13.nam", "C13.nu", "C13.tong")) in found
    assert frozenset(("C14.tong", "C14a.tong", "C14b.tong", "C14c.tong")) in found
