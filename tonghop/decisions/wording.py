"""What a decision rules, in one sentence of Vietnamese, for lists and annexes."""

from datetime import date

from schemas.decisions import (
    ACCEPT,
    ALIAS,
    CORRECT,
    DISOWN,
    EXCLUDE,
    REVOKE,
    SETTLE,
    Decision,
)
from schemas.declarations import Declarations
from tonghop.safe_text import told as one_line

_STATES = {
    "none": "không phát sinh (0)",
    "not_collected": "không thu thập",
    "blank": "để trống",
}
_SENTENCES = {
    ACCEPT: "Tiếp nhận báo cáo “{file}” dù có lỗi: {despite}. Ô sai vẫn coi là chưa có số liệu.",
    EXCLUDE: "Không tính báo cáo “{file}”.",
    SETTLE: "Xác định báo cáo “{file}” là của {unit}, kỳ {period}.",
    DISOWN: "Xác định báo cáo “{file}” không phải của {unit}.",
    ALIAS: "Thêm tên viết khác “{alias}” của {unit}{span}.",
    CORRECT: "Sửa {cell} của báo cáo “{file}”: {old} thành {new}.",
    REVOKE: "Hủy quyết định số {revokes}.",
}


def worded(decision: Decision, file_name: str, declarations: Declarations) -> str:
    """Return what a decision rules; ``file_name`` is that of the submission it rules on."""
    return _SENTENCES[decision.kind].format(
        file=one_line(file_name),
        despite="; ".join(dict.fromkeys(_issue(text, declarations) for text in decision.despite)),
        unit=_unit(decision, declarations),
        period=declarations.period(decision.period).label if decision.period else "",
        alias=decision.alias,
        span=_span(decision),
        cell=cell_label(decision.cell, declarations) if decision.cell else "",
        old=value_label(decision.old_state, decision.old_value),
        new=value_label(decision.new_state, decision.new_value),
        revokes=decision.revokes,
    )


def cell_label(cell: str, declarations: Declarations) -> str:
    """Return what a cell asks for, with its code: ``ô D03.vu (Trộm cắp, móc túi – Số vụ)``."""
    line_code, _, measure = cell.partition(".")
    forms = (line.form_code for line in declarations.lines if line.line_code == line_code)
    label = declarations.measure_label(next(forms, ""), measure)
    return f"ô {cell} ({declarations.line_label(line_code)} – {label})"


def value_label(state: str, value: str) -> str:
    """Return a value as people read it: the number, why there is none, or the text that stood."""
    if state == "number":
        return value.replace(".", ",")
    return _STATES.get(state) or f"“{one_line(value)}”"


def issue_title(code: str, declarations: Declarations) -> str:
    """Return the title of a kind of issue, or what a rule is called."""
    kind = declarations.kind_of_issue.get(code)
    return kind.title if kind else f"quy tắc {code}"


def _issue(text: str, declarations: Declarations) -> str:
    code, _, cell = text.partition(" ")
    title = issue_title(code, declarations)
    return f"{title} ({cell})" if cell else title


def _unit(decision: Decision, declarations: Declarations) -> str:
    day = decision.valid_to or decision.decided_at[:10]
    if decision.period:
        day = declarations.period(decision.period).cut_off.isoformat()
    code = decision.unit_code
    return f"{declarations.units.name_near(code, date.fromisoformat(day))} ({code})" if code else ""


def _span(decision: Decision) -> str:
    days = (("từ", decision.valid_from), ("đến", decision.valid_to))
    told = [f"{word} {date.fromisoformat(day):%d/%m/%Y}" for word, day in days if day]
    return f", áp dụng {' '.join(told)}" if told else ""
