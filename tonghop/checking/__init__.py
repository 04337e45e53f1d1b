"""Checking: readings become values and issues, a whole batch at once, by pandera contracts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from schemas.declarations import Declarations
from schemas.folding import SOFT_HYPHEN
from schemas.issues import HOLDING, REJECTING, Finding, Issue
from schemas.returned import IssueKey
from schemas.statuses import PACKAGE
from tonghop.checking.contracts import broken_rules, faulty_cells
from tonghop.checking.identity import Identity, identify
from tonghop.checking.reasons import with_reasons
from tonghop.checking.sentences import tell
from tonghop.checking.tables import long_table
from tonghop.reading.door.packages import PACKAGE_OPENED
from tonghop.reading.typed import raw_text
from tonghop.reading.workbook import Reading

ACCEPTED, HELD, REJECTED = "accepted", "held", "rejected"
SUBMISSION_COLUMNS = [
    "sha256",
    "file_name",
    "unit_code",
    "period",
    "template_version",
    "illustrative",
    "status",
]
VALUE_COLUMNS = [
    "sha256",
    "form_code",
    "line_code",
    "measure",
    "value",
    "state",
    "raw_text",
    "sheet",
    "cell",
]
REASON_COLUMNS = ["sha256", *IssueKey._fields, "sheet", "cell", "text"]
_NO_KEY = (None,) * len(IssueKey._fields)
NARRATIVE_COLUMNS = ["sha256", "section_code", "sheet", "cell", "text"]
WITNESS_COLUMNS = ["sha256", "witness", "unit_code", "period"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch as it will be recorded: one row a submission, a value, an issue, a narrative.

    ``witnesses`` has one row for each place of a file that tells whose report it is.
    """

    submissions: pd.DataFrame
    values: pd.DataFrame
    issues: tuple[Issue, ...]
    narratives: pd.DataFrame
    witnesses: pd.DataFrame
    reasons: pd.DataFrame


def check(readings: Sequence[Reading], declarations: Declarations) -> Checked:
    """Check a batch of readings against the declarations, collecting every issue; write nothing."""
    identities = [identify(reading, declarations) for reading in readings]
    readings = [_withheld(r, i) for r, i in zip(readings, identities, strict=True)]
    table = long_table(readings, declarations)
    issues = (
        *_told(
            readings,
            [[*r.findings, *i.findings] for r, i in zip(readings, identities, strict=True)],
            declarations,
        ),
        *_told(readings, _blank_findings(readings, table), declarations),
        *faulty_cells(table, readings, declarations),
        *broken_rules(table, readings, declarations),
    )
    issues = with_reasons(issues, readings, declarations)
    return Checked(
        _submissions(readings, identities, issues),
        _values(table, readings),
        issues,
        _narratives(readings, table),
        _witnesses(readings, identities),
        _reasons(readings),
    )


def _withheld(reading: Reading, identity: Identity) -> Reading:
    """Keep nothing of a report whose cover does not say clearly that it is no secret."""
    if any(finding.code == "secrecy_unclear" for finding in identity.findings):
        return Reading(reading.sha256, reading.file_name, cut_off=reading.cut_off)
    return reading


def _told(
    readings: Sequence[Reading], findings: Sequence[Sequence[Finding]], declarations: Declarations
) -> list[Issue]:
    return [
        tell(finding, reading.sha256, reading.file_name, declarations)
        for reading, found in zip(readings, findings, strict=True)
        for finding in found
    ]


def _blank_findings(readings: Sequence[Reading], table: pd.DataFrame) -> list[list[Finding]]:
    """Find forms, and whole reports, in which nothing was filled and nothing declared."""
    filled = table[table["state"] != "blank"]
    reported = set(zip(filled["report"], filled["sheet"], strict=True))
    findings: list[list[Finding]] = []
    for report, reading in enumerate(readings):
        blank = [form for form in reading.forms if (report, form.sheet) not in reported]
        if reading.forms and len(blank) == len(reading.forms):
            findings.append([Finding("nothing_reported")])
        else:
            findings.append(
                [Finding("form_blank", form.sheet, form_code=form.form_code) for form in blank]
            )
    return findings


def _submissions(
    readings: Sequence[Reading], identities: Sequence[Identity], issues: Sequence[Issue]
) -> pd.DataFrame:
    packages = {issue.sha256 for issue in issues if issue.code == PACKAGE_OPENED}
    severities = defaultdict[str, set[str]](set)
    for issue in issues:
        severities[issue.sha256].add(issue.severity)
    rows = [
        (
            reading.sha256,
            reading.file_name,
            identity.unit_code,
            identity.period,
            reading.template_version,
            identity.illustrative,
            PACKAGE if reading.sha256 in packages else _status(severities[reading.sha256]),
        )
        for reading, identity in zip(readings, identities, strict=True)
    ]
    return pd.DataFrame(rows, columns=SUBMISSION_COLUMNS)


def _status(severities: set[str]) -> str:
    """Return what becomes of a report: what cannot be used needs no decision on whose it is."""
    if severities & set(REJECTING):
        return REJECTED
    return HELD if HOLDING in severities else ACCEPTED


def _witnesses(readings: Sequence[Reading], identities: Sequence[Identity]) -> pd.DataFrame:
    rows = [
        (reading.sha256, *witness)
        for reading, identity in zip(readings, identities, strict=True)
        for witness in identity.witnesses
    ]
    return pd.DataFrame(rows, columns=WITNESS_COLUMNS)


def _values(table: pd.DataFrame, readings: Sequence[Reading]) -> pd.DataFrame:
    """Return the values of every number and answer asked for; words go to the narratives."""
    counted = table[table["kind"] != "text"]
    shas = pd.Index([reading.sha256 for reading in readings], dtype="str")
    typed = counted["typed"].cat
    texts = np.array([raw_text(text) for text in typed.categories], dtype=object)
    return counted.assign(
        sha256=pd.Categorical.from_codes(counted["report"].to_numpy(), shas),
        value=counted["number"],
        raw_text=texts[typed.codes],
    )[VALUE_COLUMNS]


def _reasons(readings: Sequence[Reading]) -> pd.DataFrame:
    rows = [
        (reading.sha256, *(key or _NO_KEY), sheet, cell, text)
        for reading in readings
        for sheet, cell, key, text in reading.reasons
    ]
    return pd.DataFrame(rows, columns=REASON_COLUMNS)


def _narratives(readings: Sequence[Reading], table: pd.DataFrame) -> pd.DataFrame:
    sections = [
        (reading.sha256, code, text.sheet, text.cell, _words(text.typed))
        for reading in readings
        for code, text in reading.narrative.items()
    ]
    written = (table["typed"] != "") & (table["state"] != "refused")
    words = table[(table["kind"] == "text") & written]
    lines = [
        (readings[report].sha256, line, sheet, cell, _words(typed))
        for report, line, sheet, cell, typed in zip(
            words["report"],
            words["line_code"],
            words["sheet"],
            words["cell"],
            words["typed"],
            strict=True,
        )
    ]
    return pd.DataFrame([*sections, *lines], columns=NARRATIVE_COLUMNS)


def _words(typed: str) -> str:
    """Return words as they are kept; the font of the cell has said that ``\u00ad`` is no letter."""
    return raw_text(typed).replace(SOFT_HYPHEN, "").strip()
