"""Whatever befalls a report, its outcome is right, and no cell is ever silently wrong."""

from functools import cache

import pytest

from tests.build import checked, values_in
from tests.mishaps import MISHAPS
from tests.mishaps.mishap import HELD, REFUSED, SAME, WARNED, Mishap, report
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
def test_even_where_it_does_not_count_no_value_is_silently_wrong(name: str) -> None:
    """Every number that is read stands for what was typed, or an issue names its cell or line."""
    told = {(issue.sheet, issue.cell) for issue in found(name).issues}
    lines = {issue.line_code for issue in found(name).issues}
    right = expected(BY_NAME[name])
    values = found(name).values
    wrong = [
        (line, measure, sheet, cell, str(value))
        for line, measure, value, state, sheet, cell in zip(
            *(values[c] for c in ("line_code", "measure", "value", "state", "sheet", "cell")),
            strict=True,
        )
        if state in ("number", "none")
        and right.get(f"{line}.{measure}") != str(value)
        and (sheet, cell) not in told
        and line not in lines
    ]
    assert wrong == []
