"""From hostile and faulty reports to reminder letters: all is told, as text, and nobody else's."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest

from tests.build import complete, declarations, field_of, filled, read_here, save
from tests.unit.remind.small_house import text_of
from tests.unit.test_safe_text import COMMAND
from tests.written import live_content
from tonghop.house import House
from tonghop.pipeline import ingest
from tonghop.remind import accounts_of, to_be_written, write_reminders

BRACES = "{{ 7 * 7 }} {% for x in () %} <w:p/> & ]]>"
PHONE, NAME = "0912345678", "Trần Thị Hoa"
NAMED = COMMAND.replace("/", "∕")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Letters about a rejected, a held and an unreadable report, and the desk's list."""
    house = House(tmp_path_factory.mktemp("reminders"))
    raw = house.raw / "2026-H1" / "2026-06-10"
    rejected = complete({"D03.vu": COMMAND, "D04.vu": BRACES, "D05.vu": "=1+1|cmd"})
    rejected.create_sheet("=1+1").cell(1, 1).value = "x"
    field_of(rejected, "N02a").value = f"Nạn nhân {NAME}, điện thoại {PHONE}."
    save(rejected, raw / f"{NAMED} {PHONE}.xlsx")
    held = filled({"D03.vu": 4711}, unit="SYT34-04")
    save(held, raw / "SYT34-08_2026-H1.xlsx")
    (raw / "BV-E_2026-H1.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        ingest(house, declarations(), workers=1)
    period = declarations().period("2026-H1")
    accounts = accounts_of(house, declarations(), period, date(2026, 6, 20))
    due = [each for each in to_be_written(accounts, ahead=False) if each.case != "overdue"]
    write_reminders(accounts, due, declarations(), period, house.reminders / period.code)
    yield house.reminders / period.code


def letter(folder: Path, unit: str) -> str:
    return text_of(folder / f"cong-van_{unit}_2026-H1.docx")


def test_each_unit_that_something_came_of_has_a_letter(folder: Path) -> None:
    assert {path.name for path in folder.glob("*.docx")} == {
        f"cong-van_{unit}_2026-H1.docx" for unit in ("BV-E", "SYT34-04", "SYT34-08", "SYT34-51")
    }


def test_what_was_typed_is_printed_as_text(folder: Path) -> None:
    written = letter(folder, "SYT34-51")
    assert f"“{BRACES}”" in written
    assert f"“{COMMAND}”" in written
    assert f"tệp “{NAMED} [đã giữ lại].xlsx”" in written


def test_nothing_that_is_written_can_be_run(folder: Path) -> None:
    allowed = ("PAGE", "_xlnm.Print_", "_xlnm._FilterDatabase", "<hyperlink ", '"cong-van_')
    for path in folder.glob("*.*x"):
        found = live_content(path)
        assert [each for each in found if not any(part in each for part in allowed)] == []


def test_links_lead_to_the_letters_beside_the_list(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "danh-sach-don-doc.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    targets = {str(cell.hyperlink.target) for cell in cells if cell.hyperlink}
    assert targets == {path.name for path in folder.glob("*.docx")}


def test_nothing_is_told_of_a_person(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "danh-sach-don-doc.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    told = "\n".join([*cells, *(text_of(path) for path in folder.glob("*.docx"))])
    assert PHONE not in told
    assert NAME not in told
    assert all(PHONE not in path.name for path in folder.iterdir())


def test_whoever_may_have_sent_a_file_learns_none_of_its_figures(folder: Path) -> None:
    assert "Tuyên Quang" in letter(folder, "SYT34-04")
    assert "Cao Bằng" not in letter(folder, "SYT34-08")
    assert not any("4711" in text_of(path) for path in folder.glob("*.docx"))


def test_a_file_that_could_not_be_read_is_told_to_whom_its_name_tells(folder: Path) -> None:
    written = letter(folder, "BV-E")
    assert "đã nhận được báo cáo 6 tháng đầu năm 2026 của Bệnh viện E" in written
    assert "nội dung là tệp PDF" in written


def test_the_returned_workbook_that_a_letter_names_is_there(folder: Path) -> None:
    returned = {path.name for path in (folder.parents[1] / "returned").rglob("*.xlsx")}
    named = {name for name in returned if name in letter(folder, "SYT34-51")}
    assert len(named) == 1


def test_every_part_that_is_written_is_well_formed(folder: Path) -> None:
    for path in folder.glob("*.*x"):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ET.fromstring(archive.read(name))
