"""A binary workbook tells the same as the ordinary one; its records hide nothing."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.build import checked, complete, content, field_of, reading_of, values_in, values_of
from tests.legacy import retype, typed_for_tcvn3, typed_for_vni
from tests.parts import with_parts
from tests.xlsb import ERRORS, as_xlsb, cell, record, rich, wide
from tonghop.reading.biff12 import Cell, Record, Text, cells, records, rich_text
from tonghop.reading.damage import DamagedWorkbookError
from tonghop.reading.formats.ooxml import open_ooxml
from tonghop.reading.formats.xlsb import open_xlsb

ENTRIES: dict[str, object] = {
    "D03.vu": 4711,
    "D03.thiet_hai": 12.5,
    "D04.vu": "#DIV/0!",
    "D05.vu": "#REF!",
    "D06.vu": True,
    "D07.vu": "mười",
    "D08a.vu": "-",
    "A01.tong": "Có",
}
FILE = "bao-cao.xlsb"


def report() -> Workbook:
    book = complete(ENTRIES)
    field_of(book, "N01a").value = "Đã phối hợp với công an phường"
    return book


def test_a_binary_workbook_has_the_same_values_and_issues() -> None:
    ordinary, binary = checked(report()), checked(as_xlsb(report()), FILE)
    assert values_in(binary) == values_in(ordinary)
    assert binary.issues == ordinary.issues
    assert {issue.raw_text for issue in binary.issues} >= {"#DIV/0!", "#REF!"}
    assert binary.values.equals(ordinary.values)
    assert binary.narratives.equals(ordinary.narratives)


def test_a_binary_workbook_has_the_same_properties_and_merged_areas() -> None:
    ordinary, binary = open_ooxml(content(report())), open_xlsb(as_xlsb(report()))
    assert binary.properties == ordinary.properties != {}
    for one, other in zip(ordinary.sheets, binary.sheets, strict=True):
        assert (one.name, sorted(one.merged)) == (other.name, sorted(other.merged))


@pytest.mark.parametrize(
    ("font", "typed"), [(".VnTime", typed_for_tcvn3), ("VNI-Times", typed_for_vni)]
)
def test_text_in_a_legacy_font_is_decoded(font: str, typed: Callable[[str], str]) -> None:
    plain, legacy = checked(report()), checked(as_xlsb(retype(report(), font, typed)), FILE)
    assert values_in(legacy) == values_in(plain)
    assert legacy.narratives.equals(plain.narratives)


def test_each_run_is_decoded_by_its_own_font() -> None:
    book = retype(report(), ".VnTime", typed_for_tcvn3)
    field_of(book, "N01a").value = CellRichText(
        "vô viÖc ", TextBlock(InlineFont(rFont="VNI-Times"), "xaûy ra "),
        TextBlock(InlineFont(rFont="Arial"), "ở đó "),
    )  # fmt: skip
    found = checked(as_xlsb(book), FILE)
    assert found.narratives["text"].tolist() == ["vụ việc xảy ra ở đó"]


@pytest.mark.parametrize(("name", "code"), ERRORS.items())
@pytest.mark.parametrize("kind", [3, 11])
def test_an_error_is_found_typed_or_computed(name: str, code: int, kind: int) -> None:
    """A computed one has its formula behind the code."""
    found = with_cell(cell(4, 0, kind, bytes([code]) + b"\0\0formula"))
    assert open_xlsb(found).hidden(["Biểu 2"])["Biểu 2"]["E13"] == f"e{name}"
    assert [i.code for i in checked(found, FILE).issues] == ["error_in_cell"]


def test_a_text_with_fonts_of_its_own_in_the_sheet_is_found() -> None:
    text = CellRichText("12 ", TextBlock(InlineFont(rFont="Arial"), "vụ việc"))
    found = with_cell(cell(4, 0, 62, rich(text, lambda _: 0)))
    assert open_xlsb(found).hidden(["Biểu 2"]) == {"Biểu 2": {"E13": "s12 vụ việc"}}


@pytest.mark.parametrize("kind", [1, 8])
def test_what_is_blank_hides_nothing(kind: int) -> None:
    """A cell that has but a look, and a formula that gives an empty text."""
    found = with_cell(cell(4, 0, kind, wide("") + b"\0\0formula"))
    assert open_xlsb(found).hidden(["Biểu 2"]) == {"Biểu 2": {}}
    assert "D03.vu" not in values_of(found)


def test_a_cell_of_an_unknown_kind_is_never_left_out() -> None:
    with pytest.raises(DamagedWorkbookError):
        reading_of(with_cell(record(15, bytes(12))), FILE)


def with_cell(instead: bytes) -> bytes:
    """Return a workbook in which another record stands for the cell of D03.vu."""
    workbook = as_xlsb(complete({"D03.vu": 4711, "D04.vu": 5}))
    value = struct.pack("<d", 4711)
    changed = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            at = part.find(value) - 10
            target.writestr(name, part[:at] + instead + part[at + 18 :] if at > 0 else part)
    return changed.getvalue()


def test_macros_and_links_are_told_of() -> None:
    parts = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.bin": "x"}
    found = open_xlsb(with_parts(as_xlsb(report()), parts)).findings
    assert [finding.code for finding in found] == ["macros_present", "external_link"]


@given(st.lists(st.tuples(st.integers(0, 2**14 - 1), st.binary(max_size=300))))
def test_what_is_written_as_records_is_read(written: list[tuple[int, bytes]]) -> None:
    part = b"".join(record(kind, data) for kind, data in written)
    assert list(records(part)) == [Record(kind, data) for kind, data in written]


@given(st.binary(max_size=200))
def test_any_bytes_end_in_records_or_in_an_error_of_the_file(part: bytes) -> None:
    try:
        list(cells(part))
    except ValueError as error:
        assert "record" in str(error) or "kind" in str(error)


@given(st.binary(max_size=60))
def test_any_record_has_a_text(data: bytes) -> None:
    assert isinstance(rich_text(data), Text)


def test_a_record_that_is_cut_off_is_an_error_of_the_file() -> None:
    with pytest.raises(ValueError, match="ends within a record"):
        list(records(record(7, bytes(20))[:-1]))


def test_a_cell_has_its_place_and_style() -> None:
    part = record(0, struct.pack("<I", 12) + bytes(13)) + cell(4, 9, 3, b"\x2a")
    assert list(cells(part)) == [Cell(12, 4, 9, 3, b"\x2a")]


def with_styles(workbook: bytes, styles: bytes) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, styles if name == "xl/styles.bin" else source.read(name))
    return changed.getvalue()


@pytest.mark.parametrize(("number_format", "seen"), [(9, "471100%"), (164, "4711 triệu"), (1, "")])
def test_a_number_that_its_format_shows_as_another_is_told(number_format: int, seen: str) -> None:
    own = record(44, struct.pack("<H", 164) + wide('0" triệu"'))
    dressed = record(47, struct.pack("<HHHHHHI", 0, number_format, 0, 0, 0, 0, 0))
    one, nine = (struct.pack("<I", count) for count in (1, 9))
    formats = record(615, one) + own + record(616)
    styles = record(278) + formats + record(617, nine) + dressed * 9 + record(618) + record(279)
    made = with_styles(as_xlsb(complete("D03.vu | 4711")), styles)
    told = {issue.cell: issue.sentence for issue in checked(made, FILE).issues}
    assert (f"hiển thị “{seen}” trong khi giá trị lưu là 4711" in told.get("E13", "")) == bool(seen)
