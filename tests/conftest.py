"""Options of the test suite, and what all its tests share."""

from collections.abc import Iterator

import pytest

from tests.warehouses import copy_or_lay_out


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the approved texts in tests/golden; review the diff",
    )


@pytest.fixture(scope="session", autouse=True)
def _new_warehouses_are_copied() -> Iterator[None]:
    """Lay a warehouse out once in a process; see ``tests/unit/test_structure.py`` for the copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.warehouse.lay_out", copy_or_lay_out)
        yield
