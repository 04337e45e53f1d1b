"""Directives: who owes what for a period, under which text, and by when if the text says so."""

from datetime import date

import pytest

from schemas.declarations import Declarations

Owed = dict[tuple[str, str], tuple[str, date | None]]


def owed(declarations: Declarations, period: str) -> Owed:
    duties = declarations.directives.duties(declarations.period(period))
    return {
        (duty.unit_kind, duty.reports_to): (duty.directive.directive_code, duty.due_before)
        for duty in duties
    }


def test_plan_331_asks_for_two_quarters_the_half_year_and_the_year(
    declarations: Declarations,
) -> None:
    due = {"Q1": date(2024, 3, 16), "H1": date(2024, 6, 16), "Q3": date(2024, 9, 16)}
    for kind, before in (due | {"Y": date(2024, 12, 16)}).items():
        duties = owed(declarations, f"2024-{kind}")
        assert duties["health_department", "BYT"] == ("KH331-2024", before)
        assert len(duties) == 4
    assert owed(declarations, "2024-9M") == {}


def test_a_due_date_that_no_text_names_stays_unknown(declarations: Declarations) -> None:
    assert owed(declarations, "2025-H1")["ministry_hospital", "BYT"] == ("KH796-2025", None)


def test_the_letter_of_august_2025_governs_from_its_day(declarations: Declarations) -> None:
    duties = owed(declarations, "2025-Y")
    assert duties["health_department", "BYT"] == ("CV5343-2025", date(2025, 12, 15))
    assert ("other_ministry_hospital", "BYT") not in duties


def test_facilities_report_to_their_province(declarations: Declarations) -> None:
    facilities = owed(declarations, "2025-Y")["facility", "SYT34-51"]
    assert facilities == ("QN-2025", date(2025, 12, 15))
    assert ("facility", "SYT34-51") not in owed(declarations, "2025-H1")


@pytest.mark.parametrize("period", ["2022-Y", "2025-Q1", "2025-9M"])
def test_nobody_owes_what_no_directive_asks_for(declarations: Declarations, period: str) -> None:
    assert owed(declarations, period) == {}
