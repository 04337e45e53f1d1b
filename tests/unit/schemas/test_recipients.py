"""Who receives the reports of a period and for whom: the day of its cut-off decides."""

from datetime import date, timedelta

import pytest

from schemas.declarations import Declarations
from schemas.integrity import find_faults
from tests.unit.schemas.edits import Edit, add, change, several

CUT_OFF = date(2026, 6, 14)
"""Cut-off of 2026-H1, which CV 5343 governs."""


def told(declarations: Declarations, code: str) -> tuple[str, str]:
    """Return the recipient's name and the addressee of a period."""
    period = declarations.period(code)
    directive = declarations.governing(period)
    assert directive is not None
    return (
        declarations.recipient_name(directive, period),
        declarations.addressee(directive, period),
    )


@pytest.mark.parametrize(
    ("code", "recipient", "addressee"),
    [
        ("2023-Y", "", ""),
        *(
            (f"2024-{kind}", "Thanh tra Bộ", "Ban Chỉ đạo 138/CP")
            for kind in ["Q1", "H1", "Q3", "Y"]
        ),
        ("2025-H1", "", ""),
        ("2025-Y", "Cục Bảo trợ xã hội", "Thủ tướng Chính phủ"),
        ("2026-H1", "Cục Bảo trợ xã hội", "Thủ tướng Chính phủ"),
    ],
)
def test_recipient_and_addressee_follow_the_period(
    declarations: Declarations, code: str, recipient: str, addressee: str
) -> None:
    assert told(declarations, code) == (recipient, addressee)


def test_a_health_department_receives_from_its_facilities(declarations: Declarations) -> None:
    assert told(declarations.at("SYT34-51"), "2025-Y") == ("Sở Y tế tỉnh Quảng Ngãi", "Bộ Y tế")


def passing_on(day: date) -> Edit:
    """Have another unit receive under the same directive from ``day`` on."""
    return several(
        change("recipients", "CV5343-2025", valid_to=day - timedelta(days=1)),
        add(
            "recipients",
            "CV5343-2025",
            recipient="BYT-PC",
            addressee="Ban Chỉ đạo 138/CP",
            valid_from=day,
            valid_to=None,
        ),
    )


@pytest.mark.parametrize(
    ("day", "recipient"),
    [
        (CUT_OFF, ("Vụ Pháp chế", "Ban Chỉ đạo 138/CP")),
        (CUT_OFF + timedelta(days=1), ("Cục Bảo trợ xã hội", "Thủ tướng Chính phủ")),
    ],
)
def test_a_recipient_that_changes_under_one_directive_changes_with_the_cut_off(
    declarations: Declarations, day: date, recipient: tuple[str, str]
) -> None:
    passed = passing_on(day)(declarations)
    assert find_faults(passed) == ()
    assert told(passed, "2026-H1") == recipient
    assert told(passed, "2025-Y") == ("Cục Bảo trợ xã hội", "Thủ tướng Chính phủ")
    assert told(passed, "2026-Y") == ("Vụ Pháp chế", "Ban Chỉ đạo 138/CP")


@pytest.mark.parametrize(
    ("day", "name"),
    [(CUT_OFF, "Cục Khác"), (CUT_OFF + timedelta(days=1), "Cục Bảo trợ xã hội")],
)
def test_a_recipient_is_called_as_on_the_day_of_the_cut_off(
    declarations: Declarations, day: date, name: str
) -> None:
    renamed = several(
        change("unit_names", "BYT-BTXH", valid_to=day - timedelta(days=1)),
        add("unit_names", "BYT-BTXH", name="Cục Khác", valid_from=day, valid_to=None),
    )(declarations)
    assert told(renamed, "2026-H1")[0] == name


@pytest.mark.parametrize(
    ("day", "due"),
    [(CUT_OFF, date(2026, 6, 20)), (CUT_OFF + timedelta(days=1), date(2026, 6, 15))],
)
def test_a_due_date_that_changes_under_one_directive_changes_with_the_cut_off(
    declarations: Declarations, day: date, due: date
) -> None:
    key = "CV5343-2025/health_department/H1"
    moved = several(
        change("due_dates", key, valid_to=day - timedelta(days=1)),
        add("due_dates", key, due_before="06-20", valid_from=day, valid_to=None),
    )(declarations)
    assert find_faults(moved) == ()
    period = moved.period("2026-H1")
    dues = {d.unit_kind: d.due_before for d in moved.directives.duties(period)}
    assert dues["health_department"] == due
    assert dues["ministry_unit"] == date(2026, 6, 15)
