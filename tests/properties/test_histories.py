"""Whatever happens, in whatever order, the warehouse says what the ledger says.

``make chaos`` lives through thousands of such histories.
"""

from collections import Counter

import pytest

from tests.chaos.histories import live_through
from tests.chaos.histories_house import without_excel


def test_the_warehouse_says_what_the_ledger_says() -> None:
    counts: Counter[str] = Counter()
    with without_excel():
        live_through(60, 30, counts, steps=6, seed=6)
    assert counts["differences"] == 0
    assert counts["histories"] >= 60
    assert counts["crashes"] and counts["comparisons"] and counts["rebuilds"]
    assert counts["sent after a crash"]


def test_a_difference_is_noticed_and_its_story_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would come of it if reports were not dated by their receipts."""
    monkeypatch.setattr("tonghop.warehouse._DATE_ARRIVALS", "select 1")
    with without_excel(), pytest.raises(AssertionError, match=r"(?s)file .*expected.*land .*1\. "):
        live_through(8, 8, Counter(), steps=4, seed=6)
