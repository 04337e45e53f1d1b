"""Periods: intervals that overlap, with the cut-offs of Nghị định 09/2019."""

from datetime import date

import pytest

from schemas.declarations import Declarations
from schemas.periods import UnknownPeriodError, find_period


@pytest.mark.parametrize(
    ("code", "starts_on", "cut_off", "label", "last_year"),
    [
        ("2025-Q1", date(2024, 12, 15), date(2025, 3, 14), "Quý I năm 2025", "2024-Q1"),
        ("2025-H1", date(2024, 12, 15), date(2025, 6, 14), "6 tháng đầu năm 2025", "2024-H1"),
        ("2025-Q3", date(2025, 6, 15), date(2025, 9, 14), "Quý III năm 2025", "2024-Q3"),
        ("2025-9M", date(2024, 12, 15), date(2025, 9, 14), "9 tháng năm 2025", "2024-9M"),
        ("2025-Y", date(2024, 12, 15), date(2025, 12, 14), "Năm 2025", "2024-Y"),
    ],
)
def test_a_period_has_the_interval_of_the_decree(
    declarations: Declarations,
    code: str,
    starts_on: date,
    cut_off: date,
    label: str,
    last_year: str,
) -> None:
    period = declarations.period(code)
    assert (period.code, period.starts_on, period.cut_off) == (code, starts_on, cut_off)
    assert (period.label, period.last_year) == (label, last_year)


@pytest.mark.parametrize(
    "code",
    ["", "2025", "2025-", "2025-Q2", "2025-h1", "25-H1", "２０２５-H1", "2025-H1-1", "0999-Y"],
)
def test_another_code_is_no_period(declarations: Declarations, code: str) -> None:
    with pytest.raises(UnknownPeriodError, match=r"known kinds: \['Q1', 'H1', 'Q3', '9M', 'Y'\]"):
        find_period(code, declarations.period_kinds)


def test_half_year_and_third_quarter_make_nine_months(declarations: Declarations) -> None:
    half, third, nine = (declarations.period(f"2025-{kind}") for kind in ("H1", "Q3", "9M"))
    assert (half.starts_on, third.cut_off) == (nine.starts_on, nine.cut_off)
    assert (third.starts_on - half.cut_off).days == 1
