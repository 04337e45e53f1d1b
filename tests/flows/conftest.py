"""Prefect as it is, with a database of its own that lasts as long as the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flows  # noqa: F401 - its settings must be there before Prefect reads them
from tests.build import complete, content, filled, save


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """Run flows against a temporary server with an empty database."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two good reports and one that is cut off in the middle."""
    raw = tmp_path / "data" / "raw"
    save(complete("D03.vu | 5"), raw / "quang-ngai.xlsx")
    save(complete("D03.vu | 7", unit="SYT34-01"), raw / "ha-noi.xlsx")
    (raw / "hong.xlsx").write_bytes(content(filled(unit="SYT34-04"))[:2000])
    return tmp_path / "data"
