"""Spans of validity: both ends are included, and an empty end is open."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.dated import is_valid, overlaps, valid_on
from schemas.integrity.spans import change_days, clashes, uncovered_day


@dataclass(frozen=True)
class Span:
    valid_from: date | None
    valid_to: date | None


def day(number: int) -> date:
    return date(2024, 1, number)


def span(start: int | None, end: int | None) -> Span:
    return Span(day(start) if start else None, day(end) if end else None)


DAYS = [day(number) for number in range(1, 13)]
SPANS = st.builds(span, st.none() | st.integers(2, 11), st.none() | st.integers(2, 11)).filter(
    lambda s: (s.valid_from or date.min) <= (s.valid_to or date.max)
)


@pytest.mark.parametrize(
    ("start", "end", "valid"),
    [
        (5, 5, True),
        (None, None, True),
        (None, 5, True),
        (5, None, True),
        (6, None, False),
        (None, 4, False),
    ],
)
def test_both_ends_are_included_and_may_be_open(
    start: int | None, end: int | None, valid: bool
) -> None:
    assert is_valid(span(start, end), day(5)) is valid


def test_records_in_force_keep_their_order() -> None:
    late, early, closed = span(4, None), span(None, None), span(None, 3)
    assert valid_on([late, closed, early], day(5)) == (late, early)


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        (span(1, 5), span(5, 9), True),
        (span(1, 5), span(6, 9), False),
        (span(None, 5), span(6, None), False),
        (span(None, None), span(6, 6), True),
        (span(2, 9), span(4, 5), True),
    ],
)
def test_spans_overlap_when_they_share_a_day(first: Span, second: Span, common: bool) -> None:
    assert overlaps(first, second) is common
    assert overlaps(second, first) is common


@given(SPANS, SPANS)
def test_overlap_is_a_common_day(first: Span, second: Span) -> None:
    common = any(is_valid(first, d) and is_valid(second, d) for d in DAYS)
    assert overlaps(first, second) is common


@given(SPANS, st.lists(SPANS, max_size=4))
def test_the_first_uncovered_day_is_found(record: Span, covering: list[Span]) -> None:
    bare = [d for d in DAYS if is_valid(record, d) and not valid_on(covering, d)]
    found = uncovered_day(record, covering)
    if found is None:
        assert bare == []
    elif found in DAYS:
        assert bare[0] == found
    else:
        assert found == (record.valid_from or date.min)


@example([span(2, 11), span(3, 4), span(6, 7)])
@given(st.lists(SPANS, max_size=5))
def test_clashes_are_found_when_and_only_when_two_share_a_day(records: list[Span]) -> None:
    pairs = [(a, b) for i, a in enumerate(records) for b in records[i + 1 :]]
    clash = list(clashes(records, lambda _: "key"))
    assert bool(clash) == any(overlaps(a, b) for a, b in pairs)
    assert all(overlaps(a, b) for a, b in clash)
    clashing = {record for pair in clash for record in pair}
    assert clashing == {record for pair in pairs if overlaps(*pair) for record in pair}


@given(st.lists(SPANS, max_size=5))
def test_nothing_changes_between_two_days_of_change(records: list[Span]) -> None:
    changes = change_days(records)
    for d in DAYS:
        last = max((c for c in changes if c <= d), default=date.min)
        assert valid_on(records, d) == valid_on(records, last) or not changes
