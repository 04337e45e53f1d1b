"""Sentences: a finding, told to its sender in Vietnamese."""

from decimal import Decimal

from schemas.declarations import Declarations
from schemas.issues import Finding, Issue
from schemas.rules import CellRule
from tonghop.safe_text import told

NOTHING = "(để trống)"
"""What a sender is told who has written nothing where something is quoted."""


def tell(finding: Finding, sha256: str, file_name: str, declarations: Declarations) -> Issue:
    """Return a finding as an issue, with the sentence of its kind."""
    kind = declarations.kind_of_issue[finding.code]
    sentence = kind.sentence.format(
        file=told(file_name),
        sheet=told(finding.sheet),
        cell=finding.cell,
        raw=told(finding.raw_text) or NOTHING,
        expected=told(finding.expected),
        other=finding.other,
        other_cell=finding.other_cell,
        day=finding.day,
        line_code=finding.line_code,
        line=declarations.line_label(finding.line_code),
        measure=declarations.measure_label(finding.form_code, finding.measure),
    )
    place = (finding.form_code, finding.line_code, finding.measure, finding.sheet, finding.cell)
    return Issue(sha256, kind.code, kind.severity, *place, finding.raw_text, sentence)


def tell_rule(
    rule: CellRule,
    place: tuple[str, str],
    raw_text: str,
    sides: tuple[str, str],
    sha256: str,
    declarations: Declarations,
) -> Issue:
    """Return a broken rule as an issue; ``place`` is the sheet and cell of its anchor."""
    line_code, _, measure = rule.anchor.partition(".")
    form_code = rule.rule.form_code
    sentence = rule.rule.sentence.format(
        line=declarations.line_label(line_code),
        measure=declarations.measure_label(form_code, measure),
        left=sides[0],
        right=sides[1],
    )
    sheet, cell = place
    where = f"{sheet}, ô {cell}: " if sheet else ""
    codes = (rule.rule.rule_code, rule.rule.severity, form_code, line_code, measure)
    return Issue(sha256, *codes, sheet, cell, raw_text, where + sentence)


def written(number: Decimal | None) -> str:
    """Return a number as Vietnamese officials write it: 1.365 and 12,5."""
    if number is None:
        return ""
    text = f"{number.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
