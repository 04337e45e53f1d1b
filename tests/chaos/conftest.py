"""The tiny house and its steps, made once for all short versions."""

import sys
from pathlib import Path

import pytest

from tests.chaos.tiny import Step, Tiny, make_steps, make_tiny

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*"]
"""Killing children by their own clock is of Linux; `make test` elsewhere goes without."""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def steps(tiny: Tiny) -> dict[str, Step]:
    return make_steps(tiny)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"
