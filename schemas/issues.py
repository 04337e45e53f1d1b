"""Issues: what can be wrong with a report, and the records that say so to its sender."""

from dataclasses import dataclass
from typing import NamedTuple

SEVERITIES = ("reject_file", "reject_line", "hold", "warn")
REJECTING = ("reject_file", "reject_line")
HOLDING = "hold"
"""The report is readable, but whose it is, or for when, is for a person to decide."""
WARNING = "warn"
OTHER_PERIOD_KINDS = ("cumulative_in_quarter", "quarter_in_cumulative")
"""Kinds that say that a whole form holds the figures of another period than its own."""
DERIVED_KINDS = (
    "unusual_value", "money_scale", "cumulative_decreased", *OTHER_PERIOD_KINDS,
    "resaved_copy", "copied_report",
)  # fmt: skip
"""Kinds of issue that only show beside other reports, once these are recorded."""
FOR_THE_MINISTRY = ("copied_report",)
"""Kinds that name another unit: told to the ministry's analysts, never sent back."""


@dataclass(frozen=True, slots=True)
class IssueKind:
    """One kind of issue: how grave it is and the Vietnamese sentence that it prints."""

    code: str
    severity: str
    title: str
    sentence: str


class Finding(NamedTuple):
    """An issue as found, before it has its sentence: a kind, a place, and the text found there.

    ``other`` is what contradicts that text and ``other_cell`` its place; ``day`` is when a unit
    changed, as people write it.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    raw_text: str = ""
    form_code: str = ""
    line_code: str = ""
    measure: str = ""
    expected: str = ""
    other: str = ""
    other_cell: str = ""
    day: str = ""


UNREADABLE = Finding("unreadable")
"""What is told of a damaged file."""


class Issue(NamedTuple):
    """A finding on a submission, as its sender reads it.

    ``basis`` is what it was judged on when that is more than ``raw_text``: the figures of all cells
    of a rule. ``reason`` is how the sender explains it, in a workbook that was returned before.
    """

    sha256: str
    code: str
    severity: str
    form_code: str
    line_code: str
    measure: str
    sheet: str
    cell: str
    raw_text: str
    sentence: str
    basis: str = ""
    reason: str = ""
