"""Explained warnings: a sender's reason goes to the issue that it was written beside.

It is good for that issue and the figures that it was about, no others. A reason that finds no such
issue becomes an issue itself, so that none is dropped silently. An error stays one whatever is
written beside it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from schemas.declarations import Declarations
from schemas.issues import DERIVED_KINDS, Finding, Issue
from schemas.returned import key_of
from tonghop.checking.sentences import tell
from tonghop.reading.reasons import Reason
from tonghop.reading.workbook import Reading

LOST, OUTDATED, UNNEEDED = "reason_lost", "reason_outdated", "reason_unneeded"
Reasons = Mapping[str, Sequence[Reason]]
"""By the sha256 of the report that they stand in."""


def with_reasons(
    issues: Sequence[Issue], readings: Sequence[Reading], declarations: Declarations
) -> tuple[Issue, ...]:
    """Put senders' reasons to their issues, and tell of those that explain nothing.

    Those of issues that only show beside other reports wait until these are recorded.
    """
    reasons = {
        reading.sha256: given
        for reading in readings
        if (given := [r for r in reading.reasons if not r.key or r.key.code not in DERIVED_KINDS])
    }
    names = {reading.sha256: reading.file_name for reading in readings}
    known = frozenset((*declarations.kind_of_issue, *(r.rule_code for r in declarations.rules)))
    left = left_over(issues, reasons, known)
    told = (tell(found, sha256, names[sha256], declarations) for sha256, found in left)
    return (*explained(issues, reasons), *told)


def explained(issues: Sequence[Issue], reasons: Reasons) -> tuple[Issue, ...]:
    """Return the issues, each with the reason that was given for it."""
    if not reasons:
        return tuple(issues)
    texts: dict[tuple[str, object], dict[str, None]] = defaultdict(dict)
    for sha256, given in reasons.items():
        for reason in given:
            texts[sha256, reason.key][reason.text] = None
    return tuple(
        issue._replace(reason="; ".join(texts.get((issue.sha256, key_of(issue)), ())))
        if issue.sha256 in reasons
        else issue
        for issue in issues
    )


def left_over(
    issues: Sequence[Issue], reasons: Reasons, known: frozenset[str]
) -> Iterator[tuple[str, Finding]]:
    """Yield a finding for each reason that explains nothing; ``known`` are all codes of issues."""
    keys = {(issue.sha256, key_of(issue)) for issue in issues if issue.sha256 in reasons}
    subjects = {(sha256, key._replace(basis="")) for sha256, key in keys}
    for sha256, given in reasons.items():
        for sheet, cell, key, text in given:
            if key is None or key.code not in known:
                yield sha256, Finding(LOST, sheet, cell, text)
            elif (sha256, key) not in keys:
                is_there = (sha256, key._replace(basis="")) in subjects
                place = (key.form_code, key.line_code, key.measure)
                yield sha256, Finding(OUTDATED if is_there else UNNEEDED, sheet, cell, text, *place)
