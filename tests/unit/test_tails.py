"""Rows that are only formatted are cut from large sheets, and nothing else is."""

import pytest

from tests.build import values_of
from tests.hostile.report import PART, parts, report
from tests.hostile.sheets import with_rows
from tonghop.reading import tails
from tonghop.reading.package import Package
from tonghop.reading.tails import without_tails

BLANK = "".join(
    f'<row r="{r}"><c r="B{r}" s="5"/><c r="C{r}" s="5"/></row>' for r in range(90, 999)
)


@pytest.fixture
def _every_sheet_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tails, "_LARGE", 0)


def sheet_of(workbook: bytes) -> bytes:
    return Package(without_tails(workbook)).read(PART)


def test_an_ordinary_workbook_is_the_very_same() -> None:
    workbook = report()
    assert without_tails(workbook) is workbook


@pytest.mark.usefixtures("_every_sheet_is_large")
def test_formatted_rows_below_the_last_entry_are_cut_and_values_stay() -> None:
    workbook = with_rows(BLANK)
    assert b'r="C998"' not in sheet_of(workbook)
    assert b"<dataValidation" in sheet_of(workbook)
    assert values_of(without_tails(workbook)) == values_of(report())


@pytest.mark.usefixtures("_every_sheet_is_large")
@pytest.mark.parametrize(
    "entry",
    [
        '<c r="B1000"><v>1</v></c>',
        '<c r="B1000" t="inlineStr"><is><t>x</t></is></c>',
        '<c r="B1000"><f>A1</f></c>',
        '<c r="B1000"><f t="shared" si="0"/></c>',
        '<c r="B1000" t="e"><v>#REF!</v></c>',
        '<c r="B1000"><v  >1</v></c>',
        '<x:c r="B1000"><x:v>1</x:v></x:c>',
    ],
)
def test_whatever_a_cell_holds_stays_with_the_rows_above_it(entry: str) -> None:
    workbook = with_rows(f'{BLANK}<row r="1000">{entry}</row>{BLANK}')
    assert sheet_of(workbook).count(b'r="C998"') == 1
    assert entry.encode() in sheet_of(workbook)


@pytest.mark.usefixtures("_every_sheet_is_large")
@pytest.mark.parametrize("tag", ["<x:", "<Y:"])
def test_a_sheet_written_with_prefixes_is_left_alone(tag: str) -> None:
    xml = (
        parts()[PART]
        .replace(b"<", tag.encode())
        .replace(f"{tag}/".encode(), f"</{tag[1:]}".encode())
    )
    assert tails._cut(xml) == xml
