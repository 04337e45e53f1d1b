"""Rules: what a wildcard stands for, and the first cell as the place that an issue names."""

from datetime import date

import pytest

from schemas.declarations import Declarations
from schemas.expressions import ExpressionError
from schemas.forms import Form
from schemas.rules import CellRule, Rule

DAY = date(2025, 6, 14)


def rule(expression: str, form_code: str = "PCTP1") -> Rule:
    return Rule("Q999", form_code, expression, "warn", "Sai.", "nguồn", None, None)


@pytest.fixture
def forms(declarations: Declarations) -> tuple[Form, ...]:
    return declarations.forms_on(DAY)


def expressions(rules: tuple[CellRule, ...]) -> list[str]:
    return [cell_rule.rule.expression for cell_rule in rules]


def test_without_wildcard_a_rule_stands_for_itself(forms: tuple[Form, ...]) -> None:
    (only,) = rule("D01.vu <= D00.vu", "PCTP2").expand(forms)
    assert (only.cells, only.anchor, only.code) == (("D01.vu", "D00.vu"), "D01.vu", "Q999:D01.vu")


def test_any_measure_is_every_measure_that_all_named_lines_share(forms: tuple[Form, ...]) -> None:
    assert expressions(rule("D10a.* <= D10.*", "PCTP2").expand(forms)) == [
        "D10a.vu <= D10.vu",
        "D10a.doi_tuong <= D10.doi_tuong",
        "D10a.thiet_hai <= D10.thiet_hai",
        "D10a.chuyen_cqdt <= D10.chuyen_cqdt",
    ]
    assert expressions(rule("D11a.* <= D10.*", "PCTP2").expand(forms)) == [
        "D11a.doi_tuong <= D10.doi_tuong"
    ]


def test_any_line_is_every_line_of_the_form_that_has_all_named_measures(
    forms: tuple[Form, ...],
) -> None:
    anchors = [r.anchor for r in rule("*.nam + *.nu == *.tong", "PCMBN4").expand(forms)]
    assert anchors == ["C12.nam", "C13.nam", "C14.nam", "C16.nam", "H03.nam"]


def test_any_line_is_a_line_of_the_rules_own_form(forms: tuple[Form, ...]) -> None:
    anchors = {r.anchor for r in rule("*.tong >= 0", "PCTP1").expand(forms)}
    assert anchors >= {"A09.tong", "A10.tong"}
    assert "C12.tong" not in anchors


def test_a_product_is_no_wildcard(forms: tuple[Form, ...]) -> None:
    (only,) = rule("E08a.so_luong >= 10000 * E08.so_luong", "PCTP3").expand(forms)
    assert only.cells == ("E08a.so_luong", "E08.so_luong")


@pytest.mark.parametrize("expression", ["D11a.* <= D12.*", "*.khong_co >= 0", "Z99.* >= 0"])
def test_a_wildcard_may_stand_for_nothing(forms: tuple[Form, ...], expression: str) -> None:
    assert rule(expression, "PCTP2").expand(forms) == ()


def test_a_rule_outside_the_language_is_refused(forms: tuple[Form, ...]) -> None:
    with pytest.raises(ExpressionError):
        rule("D01.vu / 2 <= D00.vu").expand(forms)
