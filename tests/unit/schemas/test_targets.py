"""Targets as declared: which are in force for a period."""

import pytest

from schemas.declarations import Declarations


@pytest.mark.parametrize(
    ("period", "codes"),
    [
        # On 14/3/2024 the plans were not due yet: their day is 25/3/2024.
        ("2024-Q1", ["MT02", "MT03"]),
        ("2024-H1", ["MT01", "MT02", "MT03"]),
        ("2024-Y", ["MT01", "MT02", "MT03"]),
        ("2025-H1", ["MT02", "MT03", "MT04", "MT05"]),
        ("2026-H1", ["MT02", "MT03", "MT04", "MT05"]),
    ],
)
def test_targets_hold_for_the_periods_whose_cut_off_lies_in_their_span(
    declarations: Declarations, period: str, codes: list[str]
) -> None:
    found = declarations.targets_on(declarations.period(period).cut_off)
    assert [target.target_code for target in found] == codes


def test_every_target_names_its_clause(declarations: Declarations) -> None:
    assert all(target.source.startswith("KH ") for target in declarations.targets)
