"""``loi.md``: the catalogue of issues, with the sentences that senders read."""

from collections.abc import Mapping

from schemas.declarations import Declarations
from schemas.issues import SEVERITIES
from tonghop.docs.markdown import code, table


def describe_issues(declarations: Declarations) -> Mapping[str, str]:
    """Return every kind of issue, a table a severity."""
    return {
        "count": str(len(declarations.issue_kinds)),
        **{severity: _table(declarations, severity) for severity in SEVERITIES},
    }


def _table(declarations: Declarations, severity: str) -> str:
    rows = [
        (code(kind.code), kind.title, kind.sentence)
        for kind in declarations.issue_kinds
        if kind.severity == severity
    ]
    return table(("Mã", "Loại", "Câu báo cho đơn vị"), rows)
