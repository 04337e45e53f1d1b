"""Decisions: what an analyst may rule, on what, and how each kind of ruling is called."""

from dataclasses import dataclass

ACCEPT, EXCLUDE, SETTLE, DISOWN = "accept", "exclude", "settle", "disown"
ALIAS, CORRECT, REVOKE = "alias", "correct", "revoke"

KINDS = {
    ACCEPT: "Tiếp nhận dù có lỗi",
    EXCLUDE: "Không tính báo cáo",
    SETTLE: "Xác định đơn vị, kỳ",
    DISOWN: "Không phải của đơn vị",
    ALIAS: "Thêm tên viết khác",
    CORRECT: "Sửa số liệu",
    REVOKE: "Hủy quyết định",
}
"""The kinds of decision, each with its name in lists and annexes."""

ACCEPTABLE = ("reject_line",)
"""Severities despite which a report may be accepted: of the others it is uncertain what it is."""


ON_NOTHING_RECORDED = (ALIAS, REVOKE)
"""Kinds that rule on no submission, and may be decided whatever is recorded."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One ruling, as it is kept: what is empty does not belong to its kind.

    ``sha256`` is the submission that it rules on, ``despite`` the issues that an acceptance
    overrules (kind of issue, cell), ``cell`` what a correction changes, such as ``D03.vu``.
    ``old_value`` is the number that the correction expects, else the text that stands there;
    ``new_value`` is a number or empty. ``previous`` is the sha256 of the decision before.
    """

    number: int
    decided_at: str
    decided_by: str
    why: str
    kind: str
    sha256: str = ""
    unit_code: str = ""
    period: str = ""
    despite: tuple[str, ...] = ()
    cell: str = ""
    old_state: str = ""
    old_value: str = ""
    new_state: str = ""
    new_value: str = ""
    alias: str = ""
    valid_from: str = ""
    valid_to: str = ""
    revokes: int | None = None
    previous: str = ""


def standing(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return the decisions in force, in order: neither revoked nor revocations."""
    revoked = {decision.revokes for decision in decisions}
    return tuple(d for d in decisions if d.kind != REVOKE and d.number not in revoked)
