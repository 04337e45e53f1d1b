"""Whatever units plant in their reports, nothing that we write out can be run."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from openpyxl.cell.cell import TYPE_FORMULA

from schemas.layout import CHECKS
from tests.build import complete, declarations, field_of, printed, read_here, save
from tests.unit.test_safe_text import COMMAND
from tests.written import live_content
from tonghop.asking import open_edition, write_answer
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.publish.edition import publish_period
from tonghop.template.style import add_styles, merge, put

LINK = '=HYPERLINK("http://a.example","bấm vào đây")'
PASSAGES = {
    "N02a": f"{COMMAND}\n- Tổ chức 02 lớp\n{LINK}",
    "N03a": "{{ 7 * 7 }} {% for x in () %} {%p if 1 %} {_{ so }_} <w:p/> & ]]> \x0b",
    "N04a": '@SUM(1) {{ cycler.__init__.__globals__.os.popen("id").read() }}',
}
ALLOWED_IN_FORMULAS = {"IF", "AND", "OR", "NOT", "N", "ABS", "SUM", "ROUND", "MAX", "MIN"}
ALLOWED = re.compile(
    r"xl/workbook\.xml name _xlnm\.(Print_|_FilterDatabase)"
    r"|xl/worksheets/sheet\d+\.xml "
    r"<hyperlink ref=\"[A-Z\d]+\" location=\"'[^'\"]+'![A-Z\d:]+\" ?/>$"
)
"""What the program itself writes: names of areas, and links within the workbook."""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything that is written of three reports with hostile text wherever a unit may write."""
    house = House(tmp_path_factory.mktemp("nothing-live"))
    folder = house.raw / "2026-H1" / "2026-06-10"
    accepted = complete("D03.vu | 5")
    for code, text in PASSAGES.items():
        _fill(accepted, code, text)
    _fill(accepted, "prepared_by", COMMAND)
    accepted.create_sheet("=1+1").cell(1, 1).value = "x"
    save(accepted, folder / f"{COMMAND.replace('/', '∕')}.xlsx")
    rejected = complete({"D03.vu": 5, "D04.vu": "@SUM(1+1)*cmd|' /C calc'!A0"}, unit="SYT34-01")
    save(rejected, folder / "=HYPERLINK(“a”).xlsx")
    (folder / "+1+1|cmd.xlsx").write_bytes(b"%PDF-1.7")
    period = declarations().period("2026-H1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        ingest(house, declarations(), workers=1)
    build_marts(house)
    edition = publish_period(house, declarations(), period).folder
    with open_edition(edition) as con:
        for table in ("issue", "receipt", "narrative_summary"):
            write_answer(con.sql(f"select * from {table}"), edition.parent / f"{table}.xlsx")
    yield edition.parent


def _fill(book: openpyxl.Workbook, code: str, text: str) -> None:
    cell = field_of(book, code)
    cell.value = text.replace("\x0b", "")
    cell.data_type = "s"


def written(outputs: Path, suffix: str) -> list[Path]:
    return sorted(outputs.rglob(f"*{suffix}"))


def test_every_kind_of_output_is_there(outputs: Path) -> None:
    assert len(written(outputs, ".xlsx")) == 6
    assert len(written(outputs, ".docx")) == 2


def test_the_planted_texts_are_printed_as_text(outputs: Path) -> None:
    texts = {
        str(cell.value)
        for path in written(outputs, ".xlsx")
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {f"{COMMAND.replace('/', '∕')}.xlsx", "@SUM(1+1)*cmd|' /C calc'!A0"} <= texts
    assert any(PASSAGES["N02a"] == text for text in texts)


def test_no_workbook_holds_a_formula_a_link_or_a_source_outside(outputs: Path) -> None:
    live = {path.name: live_content(path) for path in written(outputs, ".xlsx")}
    assert {n: [x for x in found if not ALLOWED.match(x)] for n, found in live.items()} == {
        name: [] for name in live
    }


def test_word_documents_print_braces_and_tags_as_they_were_typed(outputs: Path) -> None:
    text = "\n".join(
        paragraph.text
        for path in written(outputs, ".docx")
        for paragraph in Document(str(path)).paragraphs
    )
    assert "{{ 7 * 7 }} {% for x in () %} {%p if 1 %}" in text
    assert "<w:p/> & ]]>" in text
    assert '{{ cycler.__init__.__globals__.os.popen("id").read() }}' in text
    assert "49" not in text.split("{{ 7 * 7 }}")[1][:40]


def test_word_documents_have_no_field_but_the_page_number(outputs: Path) -> None:
    for path in written(outputs, ".docx"):
        live = [found for found in live_content(path) if "PAGE" not in found]
        assert live == []


def test_every_part_that_is_written_is_well_formed(outputs: Path) -> None:
    for path in (*written(outputs, ".xlsx"), *written(outputs, ".docx")):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ET.fromstring(archive.read(name))


def test_the_template_computes_on_its_sheet_of_checks_alone(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(save(printed(), tmp_path / "a.xlsx"))
    formulas = {
        sheet.title: [
            c.value for row in sheet.iter_rows() for c in row if c.data_type == TYPE_FORMULA
        ]
        for sheet in book
    }
    assert {name for name, found in formulas.items() if found} == {CHECKS}
    assert all("|" not in str(f) and "http" not in str(f) for f in formulas[CHECKS])
    called = {
        name for formula in formulas[CHECKS] for name in re.findall(r"\b([A-Z]+)\(", str(formula))
    }
    assert called <= ALLOWED_IN_FORMULAS


def test_a_label_that_begins_like_a_formula_stays_text_in_the_template(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    add_styles(book)
    put(book.active, "A1", COMMAND, "tt_label")  # type: ignore[arg-type]
    merge(book.active, "A2:B2", COMMAND, "tt_label")  # type: ignore[arg-type]
    assert live_content(save(book, tmp_path / "a.xlsx")) == []
