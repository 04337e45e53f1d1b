"""Working days between any two days are the same by declaration, by table and by the library."""

from datetime import date, timedelta
from functools import cache

import holidays
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.loading import load_declarations
from schemas.working_days import MAKE_UP, days
from tests.unit.schemas.test_working_days import KNOWN_DIFFERENCES
from tonghop.warehouse.reference import reference_tables

MANY = settings(max_examples=300, deadline=None, derandomize=True)
FIRST = date(2023, 1, 1)
DAYS = st.integers(0, 14 * 365).map(lambda number: FIRST + timedelta(days=number))
NEAR = st.integers(0, 60).map(lambda number: timedelta(days=number))


@cache
def working_day_table() -> pd.DataFrame:
    return reference_tables(load_declarations())["working_day"].set_index("day")


@cache
def days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


@MANY
@given(DAYS, NEAR | st.integers(0, 2000).map(lambda number: timedelta(days=number)))
def test_running_counts_differ_by_the_working_days_between(after: date, gap: timedelta) -> None:
    until = min(after + gap, date(2036, 12, 31))
    start, end = working_day_table().loc[after], working_day_table().loc[until]
    counted = end["working_days"] - start["working_days"]
    is_known = end["unknown_days"] == start["unknown_days"]
    expected = load_declarations().working_days.between(after, until)
    assert (counted if is_known else None) == expected


@MANY
@given(DAYS, NEAR)
def test_working_days_are_those_of_the_library_where_it_agrees(after: date, gap: timedelta) -> None:
    """Leaves out what is unknown, the differences that are known, and Saturdays worked."""
    working_days, until = load_declarations().working_days, after + gap
    between = [*days(after + timedelta(days=1), until)]
    made_up = {h.day for h in working_days.holidays if h.kind == MAKE_UP}
    assume(not {*between} & (made_up | KNOWN_DIFFERENCES.keys()) and until.year < 2027)
    weekdays = (day for day in between if day.isoweekday() <= 5)
    assert working_days.between(after, until) == sum(d not in days_off(d.year) for d in weekdays)
