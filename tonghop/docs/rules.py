"""``quy-tac.md``: what must hold between the cells of one report."""

from collections.abc import Iterator, Mapping

from schemas.declarations import Declarations
from schemas.rules import Rule
from tonghop.docs import words
from tonghop.docs.markdown import code, joined, table

_HEADS = ("Mã", "Phải đúng", "Mức", "Câu báo cho đơn vị", "Căn cứ", "Áp dụng")


def describe_rules(declarations: Declarations) -> Mapping[str, str]:
    """Return every rule, a table a form."""
    return {"rules": joined(_forms(declarations))}


def _forms(declarations: Declarations) -> Iterator[str]:
    titles = {
        sheet.form_code: f"{sheet.sheet}. {sheet.title}" for sheet in declarations.form_sheets
    }
    for form_code, title in titles.items():
        rules = [rule for rule in declarations.rules if rule.form_code == form_code]
        if rules:
            yield f"## {title}"
            yield table(_HEADS, map(_rule, rules))


def _rule(rule: Rule) -> tuple[str, ...]:
    return (
        code(rule.rule_code),
        code(rule.expression),
        words.SEVERITIES[rule.severity],
        rule.sentence,
        words.plain(rule.source),
        words.span(rule),
    )
