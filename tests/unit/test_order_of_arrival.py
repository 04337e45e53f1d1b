"""What is received later never comes before what was there, unless a folder tells its day."""

from itertools import permutations

import pytest

from tests.tables import parse
from tonghop.archive import Receipt, first_receipts
from tonghop.order_of_arrival import day_told, in_order


def receipts(table: str) -> list[Receipt]:
    """Return receipts of a table; a folder named for a day tells when they came."""
    _, *rows = parse(f"received | run | file | folder\n{table}")
    return [
        Receipt(f"2026-06-{moment}:00:00.000000+07:00", int(run), f"sha of {file}", file, folder)
        for moment, run, file, folder in rows
    ]


@pytest.mark.parametrize(
    ("table", "order"),
    [
        # Saved one after the other.
        ("14T09 | 1 | a | .\n14T10 | 2 | b | .", "ab"),
        # The clock was moved back before the second one was saved: it came later all the same.
        ("14T09 | 1 | a | .\n13T17 | 2 | b | .", "ab"),
        # Back, and then further on than ever.
        ("14T09 | 1 | a | .\n12T17 | 2 | b | .\n13T17 | 3 | c | .\n15T08 | 4 | d | .", "abcd"),
        # Forth by mistake, and right again.
        ("30T09 | 1 | a | .\n14T10 | 2 | b | .\n14T11 | 3 | c | .", "abc"),
        # Of one run, the time that they were saved decides.
        ("14T09 | 1 | b | .\n13T17 | 1 | a | .", "ab"),
        # At one moment, the run decides, not the content.
        ("14T09 | 2 | a | .\n14T09 | 1 | b | .", "ba"),
        # Mislaid, and filed under the day on which it came.
        ("14T09 | 1 | b | 2026-06-14\n10T09 | 2 | a | 2026-06-10", "ab"),
        # A day is told of the first; the second was copied with the time of its sender's computer.
        ("14T09 | 1 | a | 2026-06-14\n13T17 | 2 | b | .", "ab"),
    ],
)
def test_the_order_of_arrival(table: str, order: str) -> None:
    for each in permutations(receipts(table)):
        assert "".join(receipt.file_name for receipt in in_order(each)) == order


def test_the_first_receipt_of_a_content_is_that_which_came_first() -> None:
    twice = receipts("14T09 | 1 | a | .\n13T17 | 2 | a | KHAC")
    assert first_receipts(twice)["sha of a"].run == 1


@pytest.mark.parametrize(
    ("folder", "day"),
    [(".", None), ("2026-06-31", None), ("2026-06-10/2026-06-14/Sở", "2026-06-14"), ("2026", None)],
)
def test_a_folder_tells_the_last_day_in_its_path(folder: str, day: str | None) -> None:
    told = day_told(folder)
    assert (told and told.isoformat()) == day
