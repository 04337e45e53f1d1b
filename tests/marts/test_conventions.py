"""Habits of the mart files: nothing forgotten, nothing that cannot be pasted into a notebook."""

import re
import unicodedata
from pathlib import Path

import pytest

from tonghop.building import MARTS, MARTS_FOLDER, grain, read_select
from tonghop.warehouse.structure import schema_files


def statement(mart: str) -> str:
    """Return a select without its comments and texts."""
    return re.sub(r"--.*|'[^'\n]*'", "", read_select(mart)).strip()


def test_every_select_is_built() -> None:
    assert sorted(path.stem for path in MARTS_FOLDER.rglob("*.sql")) == sorted(MARTS)


@pytest.mark.parametrize("mart", MARTS)
def test_every_mart_has_a_test(mart: str) -> None:
    assert Path(__file__).with_name(f"test_{mart}.py").is_file()


@pytest.mark.parametrize("mart", MARTS)
def test_the_header_is_a_sentence_and_then_the_grain(mart: str) -> None:
    sentence, grain_line = read_select(mart).splitlines()[:2]
    assert re.fullmatch(r"-- [A-Z].*\.", sentence)
    assert grain_line == f"-- Grain: {', '.join(grain(mart))}"


@pytest.mark.parametrize("mart", MARTS)
def test_a_mart_is_one_select_without_parameters(mart: str) -> None:
    code = re.sub(r"'[^']*'", "''", statement(mart))
    assert code.startswith(("select", "with"))
    assert not re.search(r"[;?$]|\{|\busing\b|\bselect \*|\b(create|insert)\b", code)


@pytest.mark.parametrize("mart", MARTS)
def test_a_mart_divides_only_exactly(mart: str) -> None:
    assert not re.search(r" / |\b(round|avg|double|float|real)\b", statement(mart))


@pytest.mark.parametrize(
    "path", [*MARTS_FOLDER.glob("*.sql"), *schema_files()], ids=lambda path: path.name
)
def test_sql_files_are_in_composed_unicode_with_unix_line_ends(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
