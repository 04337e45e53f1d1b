"""``chi-tieu.md``: indicators to look at: targets, ratios, sensitivity, certainty."""

from collections import Counter
from collections.abc import Callable, Mapping

from schemas.declarations import Declarations
from schemas.forms import Line
from tonghop.docs import words
from tonghop.docs.markdown import code, table

_HEADS = ("Mã", "Biểu", "Chỉ tiêu", "Đơn vị tính", "Căn cứ", "Áp dụng")
_TARGET_HEADS = ("Mã", "Mục tiêu", "Ô chỉ tiêu", "Cách xét", "Căn cứ", "Áp dụng")


def describe_indicators(declarations: Declarations) -> Mapping[str, str]:
    """Return the indicators counted by form, then the groups that need attention."""
    return {
        "count": str(len(declarations.lines)),
        "counts": _counts(declarations),
        "targets": _targets(declarations),
        "ratios": _ratios(declarations),
        "sensitive": _list(declarations, lambda line: line.sensitive),
        "unverified": _list(declarations, lambda line: line.evidence == words.UNVERIFIED),
        "bounded": _list(declarations, lambda line: _is_bounded(line, declarations)),
    }


def _counts(declarations: Declarations) -> str:
    counts = Counter((line.form_code, line.kind) for line in declarations.lines)
    rows = [
        (sheet.sheet, sheet.title, *(counts[sheet.form_code, kind] or "" for kind in words.KINDS))
        for sheet in declarations.form_sheets
    ]
    return table(("Biểu", "Tên biểu", *words.KINDS.values()), rows)


def _targets(declarations: Declarations) -> str:
    rows = [
        (
            code(target.target_code),
            target.label,
            code(target.cell),
            words.target(target),
            target.source,
            words.span(target),
        )
        for target in declarations.targets
    ]
    return table(_TARGET_HEADS, rows)


def _list(declarations: Declarations, is_listed: Callable[[Line], bool]) -> str:
    sheets = {sheet.form_code: sheet.sheet for sheet in declarations.form_sheets}
    rows = [
        (
            code(line.line_code),
            sheets[line.form_code],
            line.label,
            line.unit_of_measure,
            words.plain(line.source),
            words.span(line),
        )
        for line in filter(is_listed, declarations.lines)
    ]
    return table(_HEADS, rows)


def _ratios(declarations: Declarations) -> str:
    rows = [
        (code(line.line_code), line.label, code(line.numerator), code(line.denominator))
        for line in declarations.lines
        if not line.is_asked
    ]
    return table(("Mã", "Chỉ tiêu", "Tử số", "Mẫu số"), rows)


def _is_bounded(line: Line, declarations: Declarations) -> bool:
    """Say whether a line starts later or ends earlier than its form."""
    spans = {
        (sheet.valid_from, sheet.valid_to)
        for sheet in declarations.form_sheets
        if sheet.form_code == line.form_code
    }
    return (line.valid_from, line.valid_to) not in spans
