"""Typed text keeps what a cell holds and of what kind it is."""

from datetime import date, datetime, time, timedelta

import pytest

from tonghop.reading.typed import as_typed, raw_text


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (12.0, "n12"),
        (12, "n12"),
        (1.606, "n1.606"),
        (-3.0, "n-3"),
        (-0.0, "n0"),
        (999_999_999_999_999.0, "n999999999999999"),
        (1e22, "n10000000000000000000000"),
        (12.5, "n12.5"),
        (0.25, "n0.25"),
        ("12", "s12"),
        ("mười hai", "smười hai"),
        (" - ", "s - "),
        ("=1+1", "s=1+1"),
        (True, "bTRUE"),
        (False, "bFALSE"),
        (date(2026, 5, 12), "d2026-05-12"),
        (datetime(2026, 5, 12, 8, 30), "d2026-05-12T08:30:00"),
        (datetime(2026, 5, 12), "d2026-05-12"),
        (datetime(1899, 12, 30, 8, 30), "d08:30:00"),
        (datetime(1900, 1, 12, 8, 30), "d1900-01-12T08:30:00"),
        (time(8, 30), "d08:30:00"),
        (timedelta(hours=30), "d30:00:00"),
        (timedelta(days=1419), "d34056:00:00"),
        (timedelta(hours=-3, minutes=-5), "d-03:05:00"),
        ("", ""),
        ("  \n", ""),
        ("\u00a0", ""),
        ("\x00\x0b", ""),
        ("một\x0bhai\x0cba\n\tbốn", "smột\nhai\nba\n\tbốn"),
        ("12\x0b13", "s12\n13"),
        ("m\x00ột\ufffe", "smột"),
        (float("nan"), "e#NUM!"),
        (float("-inf"), "e#NUM!"),
        ("\u200b\ufeff\u00ad", ""),
        ("\u3000\u2003", ""),
        ("kho\u0302ng\u200b co\u0301", "skhông có"),
        ("12\u00a0vụ", "s12 vụ"),
        ("n\u00adíc", "sn\u00adíc"),
        (None, ""),
    ],
)
def test_a_value_is_written_with_its_kind(value: object, typed: str) -> None:
    assert as_typed(value) == typed


@pytest.mark.parametrize(
    ("computed", "typed"),
    [(0.1 + 0.2, "n0.3"), (1000.1 + 2000.2, "n3000.3"), (2.9999999999999996, "n3")],
)
def test_digits_that_only_a_formula_leaves_are_not_read(computed: float, typed: str) -> None:
    assert as_typed(computed) == typed


def test_a_number_and_a_text_that_look_alike_stay_apart() -> None:
    assert as_typed("12") != as_typed(12.0)
    assert raw_text(as_typed("12")) == raw_text(as_typed(12.0)) == "12"


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (date(2026, 5, 12), "12/5/2026"),
        (datetime(2026, 5, 12, 8, 30), "12/5/2026 08:30"),
        (datetime(2026, 5, 12, 8, 30, 15, 500_000), "12/5/2026 08:30:15"),
        (time(8, 30), "08:30"),
        (timedelta(hours=30), "30:00"),
        ("2026-05-12", "2026-05-12"),
    ],
)
def test_days_and_times_are_told_as_people_write_them(value: object, seen: str) -> None:
    assert raw_text(as_typed(value)) == seen
