"""Personal data in a report reaches no table, no document, no message: every byte is searched."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from openpyxl import load_workbook

from tests.build import cell_of, complete, content, declarations, field_of, read_here
from tonghop.cli.check import check_sources, sources_in
from tonghop.cli.main import main
from tonghop.house import House
from tonghop.intake import shown_receipts
from tonghop.pipeline import build_marts, ingest
from tonghop.publish.edition import publish_period
from tonghop.warehouse import open_warehouse

PLANTED = (
    "Xuân Phượng", "PHƯỢNG", "001093004711", "0938.471.199", "0938471199", "17/9/1993",
    "phuong.lt@gmail.com", "212 471 199",
)  # fmt: skip
TEXT = (
    "Nạn nhân Lê Thị Xuân Phượng, sinh ngày 17/9/1993, CCCD 001093004711, CMND 212 471 199, "
    "ĐT 0938.471.199, phuong.lt@gmail.com"
)
NAME = "Nạn nhân Lê Thị Xuân Phượng 0938471199"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with one report that names a person wherever one can, and counts all the same."""
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    book = complete("D03.vu | 5\nA01b.tong | 12/KH-SYT\nA01.tong | Có")
    for code in ("N01a", "N02a", "N03a"):
        field_of(book, code).value = TEXT
    cell_of(book, "A01b.tong").value = TEXT
    book.create_sheet(NAME[:30])["C4"] = TEXT
    house = House(tmp_path / "data")
    path = house.raw / NAME / f"{NAME}.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(content(book))
    return house


@pytest.fixture
def rejected(house: House) -> House:
    """As before, with another report that is rejected for texts in every place for a number."""
    book = complete(dict.fromkeys(("D03.vu", "D04.vu", "D03.thiet_hai"), TEXT), unit="SYT34-01")
    for cell in ("E12", "C13", "D13", "A30", "E7"):
        book["Biểu 2"][cell] = TEXT
    for code in ("remark", "secrecy", "prepared_on", "nil_PCTP3"):
        field_of(book, code).value = TEXT
    (house.raw / "bi-tra-lai.xlsx").write_bytes(content(book))
    return house


def texts_of(path: Path) -> Iterator[str]:
    """Yield what a file holds, also what is packed in it."""
    data = path.read_bytes()
    yield data.decode("latin-1")
    yield data.decode("utf-8", "ignore")
    if is_zipfile(path):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                yield name + archive.read(name).decode("utf-8", "ignore")


def planted_in(text: str) -> list[str]:
    found = (planted for planted in PLANTED if planted in text or planted.upper() in text)
    return [*found, *re.findall(r"Phượng", text)]


def outside(house: House) -> list[Path]:
    """Return every file but those as received: raw, archived, and given back to their senders."""
    kept = (house.raw, house.archive, house.returned)
    return [p for p in house.data.rglob("*") if p.is_file() and not set(kept) & set(p.parents)]


def everything_in(database: Path) -> str:
    """Return every row of every table of a warehouse, unpacked."""
    with open_warehouse(database) as con:
        tables = con.execute(
            "select schema_name, table_name from duckdb_tables() where not internal"
        ).fetchall()
        return "".join(
            str(con.execute(f"from {schema}.{name}").fetchall()) for schema, name in tables
        )


def test_nothing_of_it_is_recorded_published_or_told(
    rejected: House, capsys: pytest.CaptureFixture[str]
) -> None:
    done = ingest(rejected, declarations(), workers=1)
    build_marts(rejected)
    publish_period(rejected, declarations(), declarations().period("2026-H1"))
    for command in (["ingest"], ["status", "--period", "2026-H1"], ["sql", "from issue_summary"]):
        main([*command, "--data", str(rejected.data)])
    paths = [path for path in rejected.raw.rglob("*") if path.is_file()]
    main(["check", *map(str, paths)])
    assert planted_in(everything_in(rejected.warehouse)) == []
    assert planted_in(repr(done)) == []
    assert planted_in("".join(capsys.readouterr())) == []
    files = outside(rejected)
    assert {path.suffix for path in files} >= {".duckdb", ".docx", ".xlsx", ".parquet", ".json"}
    assert {p.name: found for p in files for t in texts_of(p) if (found := planted_in(t))} == {}


def test_what_is_added_to_a_returned_workbook_repeats_none_of_it(rejected: House) -> None:
    """Its cells are the sender's own and stay as they were."""
    done = ingest(rejected, declarations(), workers=1)
    assert len(done.returned) == 2
    for path in done.returned:
        book = load_workbook(path)
        added = [str(cell.value) for row in book.worksheets[0] for cell in row]
        cells = (cell for sheet in book for row in sheet for cell in row)
        added += [cell.comment.text for cell in cells if cell.comment]
        assert planted_in(" ".join([path.name, *added])) == []


def test_the_figures_of_such_a_report_count(house: House) -> None:
    done = ingest(house, declarations(), workers=1)
    assert list(done.checked.submissions["status"]) == ["accepted"]
    assert {issue.severity for issue in done.checked.issues} == {"warn"}
    assert {issue.code for issue in done.checked.issues} == {
        "person_identity_number", "person_phone", "person_email", "person_birth_date",
        "person_name", "sheet_unknown",
    }  # fmt: skip


def test_the_archive_keeps_file_and_receipt_as_they_came(house: House) -> None:
    (received,) = ingest(house, declarations(), workers=1).received
    kept = (house.archive / received.sha256).read_bytes()
    assert kept == next(house.raw.rglob("*.xlsx")).read_bytes()
    (receipt,) = (house.archive / "receipts").iterdir()
    assert f"{NAME}.xlsx" in receipt.read_text(encoding="utf-8")
    assert shown_receipts(house, declarations()) == (received,)
    assert received.file_name == "Nạn nhân [đã giữ lại] [đã giữ lại].xlsx"


def test_a_second_run_finds_nothing_new(house: House) -> None:
    ingest(house, declarations(), workers=1)
    again = ingest(house, declarations(), workers=1)
    assert (again.received, len(again.checked.submissions), again.duplicates) == ((), 0, ())


def test_the_check_of_a_sender_does_not_repeat_it_either(rejected: House) -> None:
    """The check starts its own workers: what they send back is searched, too."""
    paths = [path for path in rejected.raw.rglob("*") if path.is_file()]
    assert planted_in(str(check_sources(sources_in(paths, declarations()), declarations()))) == []
