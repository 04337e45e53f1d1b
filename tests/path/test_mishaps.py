"""Whatever befalls a report, its outcome is right, and no cell is ever silently wrong."""

from functools import cache

import pandas as pd
import pytest

from tests.build import checked, declarations, values_in
from tests.mishaps import MISHAPS
from tests.mishaps.mishap import HELD, REFUSED, SAME, WARNED, Mishap, report, uneven_report
from tonghop.checking import Checked

BY_NAME = {mishap.name: mishap for mishap in MISHAPS}
STATUS = {SAME: "accepted", WARNED: "accepted", REFUSED: "rejected", HELD: "held"}


@cache
def found(name: str) -> Checked:
    mishap = BY_NAME[name]
    return checked(mishap.spoil(report()), mishap.file_name)


@cache
def original() -> dict[str, tuple[str, str]]:
    return values_in(checked(report()))


def expected(mishap: Mishap) -> dict[str, str]:
    numbers = {code: number for code, (_, number) in original().items()}
    whole = numbers | dict(mishap.outcome.changed)
    return {code: number for code, number in whole.items() if number}


def numbers(name: str) -> dict[str, str]:
    return {code: number for code, (_, number) in values_in(found(name)).items() if number}


def test_there_are_at_least_sixty_and_each_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(MISHAPS) >= 60


def test_the_report_itself_is_without_fault_and_full() -> None:
    assert checked(report()).issues == ()
    assert len([number for _, number in original().values() if number]) > 300


@pytest.mark.parametrize("name", BY_NAME)
def test_it_comes_to_what_it_must(name: str) -> None:
    outcome, issues = BY_NAME[name].outcome, found(name).issues
    assert found(name).submissions["status"].tolist() == [STATUS[outcome.kind]]
    assert {issue.code for issue in issues} == outcome.codes, [i.sentence for i in issues]
    if outcome.cell:
        assert outcome.cell in {issue.cell for issue in issues}


@pytest.mark.parametrize("name", BY_NAME)
def test_what_counts_is_what_was_typed(name: str) -> None:
    mishap = BY_NAME[name]
    if STATUS[mishap.outcome.kind] == "accepted":
        assert numbers(name) == expected(mishap)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_value_is_silently_wrong_or_lost(name: str) -> None:
    """Every number read is the one typed for its cell, or an issue names the cell, line or sheet.

    Looked at on the report in which no two counts are equal.
    """
    mishap = BY_NAME[name]
    found = checked(mishap.spoil(uneven_report()), mishap.file_name)
    codes = {issue.code for issue in found.issues if not issue.code.startswith("Q")}
    if any(declarations().kind_of_issue[code].severity == "reject_file" for code in codes):
        return
    places = {(issue.sheet, issue.cell) for issue in found.issues if issue.cell}
    lines = {issue.line_code for issue in found.issues if not issue.code.startswith("Q")}
    right = typed_numbers() | dict(mishap.outcome.changed)
    values = found.values  # noqa: PD011 - a field
    columns = ("line_code", "measure", "value", "state", "sheet", "cell")
    wrong = [
        (f"{line}.{measure}", str(value))
        for line, measure, value, state, sheet, cell in zip(
            *(values[column] for column in columns), strict=True
        )
        if right.get(f"{line}.{measure}", "") != ("" if pd.isna(value) else str(value))
        and state != "not_collected"
        and (sheet, cell) not in places
        and line not in lines
    ]
    assert wrong == []


@cache
def typed_numbers() -> dict[str, str]:
    return {code: number for code, (_, number) in values_in(checked(uneven_report())).items()}
