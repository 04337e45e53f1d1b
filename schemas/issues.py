"""Issues: what can be wrong with a report, and the records that say so to its sender."""

from dataclasses import dataclass
from typing import NamedTuple

SEVERITIES = ("reject_file", "reject_line", "warn")
REJECTING = ("reject_file", "reject_line")


@dataclass(frozen=True, slots=True)
class IssueKind:
    """One kind of issue: how grave it is and the Vietnamese sentence that it prints."""

    code: str
    severity: str
    title: str
    sentence: str


class Finding(NamedTuple):
    """An issue as found, before it has its sentence: a kind, a place, and the text found there."""

    code: str
    sheet: str = ""
    cell: str = ""
    raw_text: str = ""
    form_code: str = ""
    line_code: str = ""
    measure: str = ""
    expected: str = ""


class Issue(NamedTuple):
    """A finding on a submission, as its sender reads it."""

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
