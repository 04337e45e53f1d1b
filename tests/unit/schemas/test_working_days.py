"""Working days: the declared days off beside a kept library, and how due dates are counted."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from schemas.declarations import Declarations
from schemas.directives import DueTerms
from schemas.integrity import find_faults
from schemas.loading import REFERENCE, load_declarations
from tests.unit.schemas.edits import change

YEARS = (2023, 2024, 2025, 2026)
ANNOUNCED = "2027,yes,11,2027-01-01,2027-12-31,Ví dụ,\nsau 2027,no,11,2028-01-01"
DAYS_OF_2027 = (
    "01-01,holiday,Tết Dương lịch,",
    *(f"02-0{day},holiday,Tết Âm lịch," for day in (5, 6, 7, 8, 9)),
    "02-10,in_lieu,Tết Âm lịch,2027-02-06",
    "02-11,in_lieu,Tết Âm lịch,2027-02-07",
    "04-16,holiday,Giỗ Tổ Hùng Vương,",
    "04-30,holiday,Ngày Chiến thắng,",
    "05-01,holiday,Ngày Quốc tế lao động,",
    "05-03,in_lieu,Ngày Quốc tế lao động,2027-05-01",
    "09-02,holiday,Quốc khánh,",
    "09-03,holiday,Quốc khánh,",
)
KNOWN_DIFFERENCES: Mapping[date, str] = {
    date(2026, 1, 2): "off by a swap of 25/12/2025 that the library does not list",
    date(2026, 11, 24): "off in the library, by a policy; no law that we have seen says so",
}


@pytest.mark.parametrize("year", YEARS)
def test_weekdays_off_are_those_of_the_library_but_for_known_differences(
    declarations: Declarations, year: int
) -> None:
    library = holidays.country_holidays("VN", years=year)
    declared = {day: declarations.working_days.is_working(day) for day in _weekdays(year)}
    differing = {day for day, works in declared.items() if works is not (day not in library)}
    assert differing == {day for day in KNOWN_DIFFERENCES if day.year == year}


@pytest.mark.parametrize("year", YEARS)
def test_the_lunar_new_year_is_the_librarys(declarations: Declarations, year: int) -> None:
    library = holidays.country_holidays("VN", years=year, language="vi")
    (first,) = library.get_named("Tết Nguyên Đán", lookup="exact")
    holiday = declarations.working_days.holiday(first)
    assert holiday and (holiday.kind, holiday.name) == ("holiday", "Tết Âm lịch")


def test_each_saturday_worked_is_announced_with_a_day_off(declarations: Declarations) -> None:
    days = declarations.working_days
    worked = {h.day: h.instead_of for h in days.holidays if days.is_working(h.day)}
    assert worked == {
        date(2024, 5, 4): date(2024, 4, 29),
        date(2025, 4, 26): date(2025, 5, 2),
        date(2026, 1, 10): date(2026, 1, 2),
        date(2026, 8, 22): date(2026, 8, 31),
    }


@pytest.mark.parametrize(
    ("after", "until", "count"),
    [
        ("2025-06-14", "2025-06-14", 0),
        ("2025-06-14", "2025-06-16", 1),
        ("2025-06-13", "2025-06-15", 0),
        ("2025-06-20", "2025-06-16", 0),
        ("2024-02-07", "2024-02-15", 1),  # Tết, with two days off in lieu
        ("2024-04-26", "2024-05-06", 4),  # 2, 3, the Saturday 4 and 6/5; 29/4 is off
        ("2026-11-23", "2026-11-24", None),
        ("2026-11-24", "2026-11-25", 1),
        ("2026-12-30", "2027-01-04", None),
        ("2022-12-30", "2023-01-03", None),
    ],
)
def test_working_days_are_counted_between_days_and_unknown_where_one_is(
    declarations: Declarations, after: str, until: str, count: int | None
) -> None:
    days = declarations.working_days
    assert days.between(date.fromisoformat(after), date.fromisoformat(until)) == count


@pytest.mark.parametrize(
    ("reading", "grace", "moves", "last_day"),
    [
        ("excluded", 0, False, "2025-12-14"),  # a Sunday
        ("included", 0, False, "2025-12-15"),
        ("excluded", 0, True, "2025-12-15"),
        ("included", 0, True, "2025-12-15"),
        ("excluded", 1, False, "2025-12-15"),
        ("excluded", 1, True, "2025-12-16"),
        ("included", 5, True, "2025-12-22"),
    ],
)
def test_a_due_date_is_counted_by_the_terms_of_its_directive(
    declarations: Declarations, reading: str, grace: int, moves: bool, last_day: str
) -> None:
    terms = {"reading": reading, "grace_working_days": grace, "moves_to_working_day": moves}
    changed = change("due_terms", "CV5343-2025", **terms)(declarations)
    assert find_faults(changed) == ()
    assert _last_day(changed, "2025-Y") == date.fromisoformat(last_day)


def test_without_a_day_named_or_announced_there_is_no_last_day(declarations: Declarations) -> None:
    assert _last_day(declarations, "2025-H1") is None
    assert _last_day(declarations, "2027-H1") == date(2027, 6, 14)
    graced = change("due_terms", "CV5343-2025", grace_working_days=1)(declarations)
    assert _last_day(graced, "2027-H1") is None


def test_terms_are_dated_like_what_they_count(declarations: Declarations) -> None:
    """A ministry that reads the letter otherwise from 2026 on leaves 2025 as it was judged."""
    directives = declarations.directives
    (old,) = (terms for terms in directives.due_terms if terms.directive_code == "CV5343-2025")
    new = replace(old, reading="included", valid_from=date(2026, 1, 1))
    closed: DueTerms = replace(old, valid_to=date(2025, 12, 31))
    rest = tuple(terms for terms in directives.due_terms if terms is not old)
    changed = replace(declarations, directives=replace(directives, due_terms=(*rest, closed, new)))
    assert find_faults(changed) == ()
    assert _last_day(changed, "2025-Y") == date(2025, 12, 14)
    assert _last_day(changed, "2026-H1") == date(2026, 6, 15)


def test_announcing_a_year_and_granting_grace_take_rows_only(tmp_path: Path) -> None:
    """As CONTRIBUTING says; the days of 2027 are invented and swap nothing."""
    reference = shutil.copytree(REFERENCE, tmp_path / "reference")
    _replace(reference / "working_calendars.csv", "sau 2026,no,11,2027-01-01", ANNOUNCED)
    with (reference / "public_holidays.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"2027-{row},F,Ví dụ\n" for row in DAYS_OF_2027)
    old = "CV5343-2025,excluded,0,no,2025-08-13,,"
    closed = "CV5343-2025,excluded,0,no,2025-08-13,2026-12-31,Ví dụ\n"
    new = "CV5343-2025,included,2,yes,2027-01-01,,"
    _replace(reference / "due_terms.csv", old, closed + new)
    declarations = load_declarations(reference)
    days = declarations.working_days
    assert days.between(date(2027, 2, 3), date(2027, 2, 12)) == 2
    assert _last_day(declarations, "2026-H1") == date(2026, 6, 14)
    assert _last_day(declarations, "2027-H1") == date(2027, 6, 17)
    assert _last_day(declarations, "2028-H1") is None


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _weekdays(year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return [day for day in days if day.year == year and day.isoweekday() <= 5]


def _last_day(declarations: Declarations, period: str) -> date | None:
    duties = declarations.directives.duties(declarations.period(period))
    (last_day,) = {declarations.last_day(d) for d in duties if d.reports_to == "BYT"}
    return last_day
