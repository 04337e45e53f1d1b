"""Macros, links to other sources and embedded files are told of, and nothing else is."""

import pytest

from schemas.issues import Finding
from tests.build import checked, complete, content, part_of, printed, values_of
from tests.parts import with_formula, with_link, with_macros, with_parts
from tests.shared_strings import with_shared_strings
from tonghop.reading.formats.besides import besides_cells
from tonghop.reading.package import Package

BOOK = complete("D03.vu | 4711\nD04.vu | 4712\nD05.vu | 4713")
FORM = part_of(BOOK, "Biểu 2")
PLAIN = content(BOOK)
AWAY = "file:///D:\\Nguy%E1%BB%85n%20V%C4%83n%20A\\So%20lieu%202025.xlsx"


def told(workbook: bytes) -> list[tuple[str, str, str, str]]:
    found: list[Finding] = list(besides_cells(Package(workbook)))
    return [(f.code, f.sheet, f.cell, f.raw_text) for f in found]


def linked(formula: str, workbook: bytes = PLAIN) -> bytes:
    return with_formula(with_link(workbook, AWAY), FORM, 4711, formula)


def test_macros_are_told_of_and_the_values_are_read() -> None:
    workbook = with_macros(PLAIN)
    assert told(workbook) == [("macros_present", "", "", "")]
    assert values_of(workbook) == values_of(PLAIN)


@pytest.mark.parametrize("part", ["xl/macrosheets/sheet1.xml", "xl/vbaProject.bin"])
def test_either_kind_of_macro_is_told_of(part: str) -> None:
    assert told(with_parts(PLAIN, {part: "x"})) == [("macros_present", "", "", "")]


def test_a_link_is_told_of_with_its_cells_and_without_its_folder() -> None:
    workbook = with_formula(linked("<f>[1]T1!$A$1+1</f>"), FORM, 4713, "<f>'[1]Bảng 2'!B2</f>")
    assert told(workbook) == [
        ("external_link", "Biểu 2", "E13", "So lieu 2025.xlsx (Biểu 2: E13, E15)")
    ]
    assert values_of(workbook) == values_of(PLAIN)


def test_cells_that_share_a_formula_share_its_link() -> None:
    first = linked('<f t="shared" ref="E13:E14" si="0">[1]T1!A1</f>')
    workbook = with_formula(first, FORM, 4712, '<f t="shared" si="0"/>')
    assert told(workbook)[0][3] == "So lieu 2025.xlsx (Biểu 2: E13, E14)"


def test_a_link_that_no_cell_uses_is_told_of() -> None:
    assert told(with_link(PLAIN, AWAY)) == [("external_link", "", "", "So lieu 2025.xlsx")]


def test_the_column_of_a_table_is_no_link() -> None:
    assert told(linked("<f>Bang1[1]+Bang1[[1]]</f>"))[0][3] == "So lieu 2025.xlsx"


def test_a_link_to_a_running_program_is_told_of() -> None:
    link = '<ddeLink ddeService="excel" ddeTopic="so-lieu.xls"/>'
    assert told(with_link(PLAIN, "", link))[0][3] == "DDE excel|so-lieu.xls"


def test_a_connection_to_data_is_told_of() -> None:
    workbook = with_parts(PLAIN, {"xl/connections.xml": "<connections/>"})
    assert told(workbook) == [
        ("external_link", "", "", "kết nối dữ liệu (Data > Queries & Connections)")
    ]


def test_embedded_files_are_told_of_by_name() -> None:
    parts = {
        "xl/embeddings/oleObject1.bin": "x",
        "xl/embeddings/Microsoft_Word_Document.docx": "x",
        "xl/activeX/_rels/activeX1.xml.rels": "x",
    }
    assert told(with_parts(PLAIN, parts)) == [
        ("embedded_object", "", "", "Microsoft_Word_Document.docx, oleObject1.bin")
    ]


ORDINARY = (
    "xl/printerSettings/printerSettings1.bin", "xl/calcChain.xml", "xl/drawings/vmlDrawing1.vml",
    "xl/drawings/drawing1.xml", "xl/media/image1.png", "xl/charts/chart1.xml", "xl/comments1.xml",
    "xl/ctrlProps/ctrlProp1.xml", "customXml/item1.xml", "xl/tables/table1.xml",
    "xl/chartsheets/sheet1.xml", "docProps/thumbnail.wmf",
)  # fmt: skip


def test_an_ordinary_workbook_has_nothing_to_tell() -> None:
    assert told(content(printed())) == told(with_shared_strings(PLAIN)) == []
    parts = dict.fromkeys(ORDINARY, "x")
    assert told(with_formula(with_parts(PLAIN, parts), FORM, 4711, "<f>T[1]+[1]</f>")) == []
    assert checked(with_formula(PLAIN, FORM, 4711, "<f>4000+711</f>")).issues == ()
