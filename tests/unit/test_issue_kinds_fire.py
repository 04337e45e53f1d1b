"""Every kind of issue of the catalogue is found in a workbook made for it, and told in full."""

from functools import cache

import pytest

from schemas.issues import Issue
from tests.build import complete, declarations, reading_of
from tests.unit.issue_cases import CASES
from tests.unit.issue_cases.made import ENTRIES
from tonghop.checking import check

TOLD_BY_INGEST = {
    "duplicate_content",
    "resaved_copy",
    "copied_report",
    "unusual_value",
    "money_scale",
    "cumulative_decreased",
    "cumulative_in_quarter",
    "quarter_in_cumulative",
}
TOLD_WITH_PASSWORDS = {"password_wrong"}
"""Its workbook is the same as that of ``password_protected``; only the passwords differ."""
TOLD_BY_WORKERS = {"entry_far_away", "too_heavy", "too_slow"}
"""Found where a file ends the process that reads it, and proved in ``tests/path``."""
ACCOMPANIED = {
    "reason_outdated": {"reason_outdated", "Q041"},
    "form_unknown": {"form_unknown", "form_missing"},
    "heading_period_unclear": {"heading_period_unclear", "csv_is_one_form"},
    "heading_unit_unclear": {"heading_unit_unclear", "csv_is_one_form"},
    "period_not_asked": {"period_not_asked", "sheet_of_other_period"},
    "line_unclear": {"line_unclear", "codes_lost"},
    "column_unclear": {"column_unclear", "codes_lost"},
}
"""A fault that cannot but bring another with it; every other workbook has its one kind alone."""


@cache
def issues_by_case() -> dict[str, list[Issue]]:
    """Check all the workbooks as one batch, together with one that has nothing wrong."""
    readings = [reading_of(made(), name, case) for case, (name, made, _) in CASES.items()]
    clean = reading_of(complete(ENTRIES), sha256="clean")
    issues = check([*readings, clean], declarations()).issues
    return {case: [i for i in issues if i.sha256 == case] for case in (*CASES, "clean")}


def issues_in(case: str) -> list[Issue]:
    return issues_by_case()[case]


def test_every_kind_of_the_catalogue_has_its_workbook() -> None:
    assert sorted(declarations().kind_of_issue) == sorted(
        {*CASES, *TOLD_BY_INGEST, *TOLD_WITH_PASSWORDS, *TOLD_BY_WORKERS}
    )


@pytest.mark.parametrize("code", CASES)
def test_a_workbook_made_for_it_has_the_issue_and_no_other(code: str) -> None:
    assert {issue.code for issue in issues_in(code)} == ACCOMPANIED.get(code, {code})


@pytest.mark.parametrize("code", CASES)
def test_the_sentence_names_the_place_and_says_what_to_do(code: str) -> None:
    told = [issue.sentence for issue in issues_in(code) if issue.code == code]
    assert CASES[code][2] in told


@pytest.mark.parametrize("code", CASES)
def test_an_issue_has_the_severity_of_its_kind(code: str) -> None:
    severity = declarations().kind_of_issue[code].severity
    assert {issue.severity for issue in issues_in(code) if issue.code == code} == {severity}


def test_a_complete_workbook_has_no_issue() -> None:
    assert issues_in("clean") == []
