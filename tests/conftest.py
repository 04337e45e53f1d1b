"""Options of the test suite, and what all its tests share."""

import gc
from collections.abc import Iterator

import pytest

from tests.warehouses import copy_or_lay_out


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the approved texts in tests/golden; review the diff",
    )


def pytest_configure() -> None:
    """Look for cycles seldom: thousands of tests and modules are looked through each time."""
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_finish() -> None:
    """Look no more through what was imported and collected, which stays to the end."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Let go of it again, or DuckDB tells at the end of all that was left to it."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _new_warehouses_are_copied() -> Iterator[None]:
    """Lay a warehouse out once in a process; see ``tests/unit/test_structure.py`` for the copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.warehouse.lay_out", copy_or_lay_out)
        yield
