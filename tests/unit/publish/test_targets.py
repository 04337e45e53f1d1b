"""Targets in words: what was asked for, what was reached, and never a percentage of nothing."""

from decimal import Decimal

import pytest

from tonghop.publish.word.targets import Target


def target(
    kind: str,
    goal: int,
    parts: tuple[int, int] | None,
    value: str | None,
    *,
    is_met: bool | None = None,
) -> Target:
    numerator, denominator = map(Decimal, parts) if parts else (None, None)
    reached = Decimal(value) if value else None
    return Target(
        "vụ", "D00.vu", "D00", kind, "Mục tiêu", Decimal(goal), numerator, denominator, reached,
        is_met, 2, 3, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "result"),
    [
        (target("share", 100, (20, 21), "95.24"), "95,24% (20/21 vụ)"),
        (target("share", 100, (0, 21), "0"), "0% (0/21 vụ)"),
        (target("share", 100, (0, 0), None), "không phát sinh"),
        (target("share", 100, None, None), "chưa có số liệu"),
        (target("reduction", 0, (12, 14), "14.29"), "giảm 14,29% (12 vụ so với 14 vụ)"),
        (target("reduction", 0, (4, 3), "-33.33"), "tăng 33,33% (04 vụ so với 03 vụ)"),
        (target("reduction", 0, (14, 14), "0"), "không thay đổi (14 vụ)"),
        (target("reduction", 0, (0, 14), "100"), "giảm 100% (0 vụ so với 14 vụ)"),
        (target("reduction", 0, (2, 0), None), "tăng (02 vụ so với 0 vụ)"),
        (target("reduction", 0, (0, 0), None), "không phát sinh"),
        (target("reduction", 0, None, None), "chưa so sánh được với cùng kỳ"),
    ],
)
def test_results_are_told_with_what_stands_behind_them(made: Target, result: str) -> None:
    assert made.result == result


@pytest.mark.parametrize(
    ("made", "goal"),
    [
        (target("share", 100, None, None), "100%"),
        (target("reduction", 0, None, None), "giảm"),
        (target("reduction", 15, None, None), "giảm 15%"),
    ],
)
def test_goals_are_told_as_the_directive_sets_them(made: Target, goal: str) -> None:
    assert made.goal == goal


@pytest.mark.parametrize(("is_met", "verdict"), [(True, "Đạt"), (False, "Chưa đạt"), (None, "–")])
def test_verdicts_are_the_marts(is_met: bool | None, verdict: str) -> None:
    assert target("share", 100, (100, 100), "100", is_met=is_met).verdict == verdict
