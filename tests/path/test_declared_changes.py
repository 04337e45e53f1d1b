"""What a decree changes is changed by rows alone, and comes out wherever a user would see it.

Each change is the one that CONTRIBUTING.md shows, made in a copy of the tables; nothing else of the
project is touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from schemas.declarations import Declarations
from schemas.integrity import find_faults
from schemas.loading import REFERENCE, load_declarations, read_declarations
from tests import recipes
from tests.build import content, field_of
from tonghop.docs import write_documents
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest, reporting_status
from tonghop.publish.edition import publish_period
from tonghop.template import make_template, plans_for
from tonghop.warehouse import open_warehouse

SO, PERIOD = "SYT34-51", "2026-Y"


@dataclass(frozen=True)
class Desk:
    """A data folder and the declarations that it works by."""

    declarations: Declarations
    house: House

    def blank(self, unit: str, period: str = PERIOD) -> Workbook:
        """Return the blank workbook that the unit gets for the period."""
        asked = self.declarations.period(period)
        owing = {each.unit.unit_code: each for each in self.declarations.expected(asked)}
        return load_workbook(BytesIO(content(make_template(self.declarations, owing[unit], asked))))

    def send(self, day: str, unit: str, cell: str, entry: int, period: str = PERIOD) -> None:
        """Fill one cell of the unit's blank workbook and file it under the day of its arrival."""
        self.file(day, unit, self.filled(unit, cell, entry, period))

    def filled(self, unit: str, cell: str, entry: int, period: str = PERIOD) -> Workbook:
        """Return the unit's workbook with one entry."""
        book = self.blank(unit, period)
        field_of(book, "prepared_by").value = "Nguyễn Văn An"
        for plan in plans_for(self.declarations, self.declarations.period(period)):
            if cell in plan.addresses:
                book[plan.form.sheet.sheet][plan.addresses[cell]].value = entry
        return book

    def file(self, day: str, unit: str, book: Workbook) -> None:
        """Lay a workbook where received files lie."""
        path = self.house.raw / day / f"{unit}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)

    def work(self) -> None:
        """Read, check and record what was filed, and build the marts."""
        ingest(self.house, self.declarations, workers=1)
        build_marts(self.house)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query of the warehouse."""
        with open_warehouse(self.house.warehouse) as con:
            return con.execute(sql).fetchall()

    def publish(self, period: str = PERIOD) -> Path:
        """Publish an edition and return its folder."""
        return publish_period(
            self.house, self.declarations, self.declarations.period(period)
        ).folder

    def owing(self, period: str = PERIOD) -> set[str]:
        """Return the units that owe a report."""
        owing = self.declarations.expected(self.declarations.period(period))
        return {each.unit.unit_code for each in owing}

    def status(self, period: str = PERIOD) -> dict[str, str]:
        """Return the status of each unit."""
        asked = self.declarations.period(period)
        rows = reporting_status(self.house, self.declarations, asked)
        return {row.unit_code: row.status for row in rows}


@pytest.fixture(autouse=True)
def forgetting() -> Iterator[None]:
    """Forget the copies of the tables, which the next test may make in the same place."""
    yield
    load_declarations.cache_clear()
    read_declarations.cache_clear()


def desk_after(recipe: str, folder: Path, at: str = "BYT") -> Desk:
    declarations = load_declarations(recipes.make(recipe, folder))
    return Desk(declarations.at(at), House(folder / "data"))


def desk_before(folder: Path) -> Desk:
    return Desk(load_declarations(REFERENCE), House(folder / "data"))


def words_of(path: Path) -> str:
    return "\n".join(
        [
            *(paragraph.text for paragraph in Document(str(path)).paragraphs),
            *(
                cell.text
                for table in Document(str(path)).tables
                for row in table.rows
                for cell in row.cells
            ),
        ]
    )


@pytest.mark.parametrize("recipe", recipes.recipes())
def test_a_recipe_touches_its_tables_only_and_leaves_no_fault(recipe: str, tmp_path: Path) -> None:
    reference = recipes.make(recipe, tmp_path)
    assert recipes.touched(reference) == recipes.tables_of(recipe)
    assert find_faults(load_declarations(reference)) == ()
    assert write_documents(tmp_path / "docs", load_declarations(reference))


def test_every_recipe_is_made_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in recipes.recipes() if f'desk_after("{name}"' not in text] == []


@pytest.mark.parametrize(("changed", "status"), [(True, "on_time"), (False, "late")])
def test_another_due_date(tmp_path: Path, changed: bool, status: str) -> None:
    desk = desk_after("due-date", tmp_path) if changed else desk_before(tmp_path)
    asked = [(SO, PERIOD), ("BV-K", PERIOD), (SO, "2025-Y")]
    dues = [str(field_of(desk.blank(*each), "due").value).split(" (")[0] for each in asked]
    day = "20" if changed else "15"
    assert dues == [f"trước ngày {day}/12/2026", "trước ngày 15/12/2026", "trước ngày 15/12/2025"]
    for unit in (SO, "BV-K"):
        desk.send("2026-12-17", unit, "D03.vu", 1)
    desk.work()
    assert desk.status() | {SO: status, "BV-K": "late"} == desk.status()


def test_another_indicator(tmp_path: Path) -> None:
    desk = desk_after("indicator", tmp_path)
    desk.send("2026-12-14", SO, "A13.tong", 7)
    desk.work()
    figure = "select value, units_reported from marts.national_summary where figure_id = "
    assert desk.ask(f"{figure} '2026-Y:A13.tong'") == [(7, 1)]
    assert desk.ask(f"{figure} '2026-H1:A13.tong'") == []
    annex = load_workbook(desk.publish() / "phu-luc-pctp.xlsx")["Toàn quốc"]
    labels = {cell.value for row in annex.iter_rows() for cell in row}
    assert "Buổi tập huấn ví dụ về an ninh bệnh viện" in {str(each).strip() for each in labels}
    assert "A13" not in _lines_of(desk.blank(SO, "2026-H1"))
    assert "A13" in _lines_of(desk.blank(SO))


def _lines_of(book: Workbook) -> set[object]:
    return {row[0].value for sheet in book for row in sheet.iter_rows()}


@pytest.mark.parametrize(("changed", "goal"), [(True, 10), (False, 0)])
def test_another_target(tmp_path: Path, changed: bool, goal: int) -> None:
    """19 cases after 20 are fewer, and by 10 % they are not."""
    desk = desk_after("target", tmp_path) if changed else desk_before(tmp_path)
    desk.send("2025-12-12", SO, "D00.vu", 20, "2025-Y")
    desk.send("2026-12-14", SO, "D00.vu", 19)
    desk.work()
    progress = "select target, value, is_met from marts.target_progress"
    assert desk.ask(f"{progress} where period = '2026-Y' and target_code = 'MT02'") == [
        (goal, 5, not changed)
    ]
    below = "select unit_code from marts.unit_target where period = '2026-Y' and not is_met"
    assert desk.ask(below) == ([(SO,)] if changed else [])
    sheet = load_workbook(desk.publish() / "phu-luc-pctp.xlsx")["Mục tiêu"]
    told = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Chưa đạt" if changed else "Đạt", 19, 20, 5} <= told


def test_another_ministry_unit(tmp_path: Path) -> None:
    before, desk = desk_before(tmp_path), desk_after("ministry-unit", tmp_path)
    assert desk.owing() - before.owing() == {"BYT-VD"}
    assert desk.owing("2026-H1") == before.owing("2026-H1")
    assert field_of(desk.blank("BYT-VD"), "unit_name").value == "Cục Ví dụ"
    desk.send("2026-12-14", "BYT-VD", "D03.vu", 4)
    desk.work()
    assert desk.status()["BYT-VD"] == "on_time"
    figure = "select value, units_expected from marts.national_summary"
    found = desk.ask(f"{figure} where figure_id = '2026-Y:D03.vu'")
    assert found == [(4, len(before.owing()) + 1)]


def test_another_facility(tmp_path: Path) -> None:
    desk = desk_after("facility", tmp_path, at=SO)
    book = desk.blank("TTYT-VD01", "2025-Y")
    assert field_of(book, "unit_name").value == "Trung tâm Y tế Ví dụ"
    assert field_of(book, "recipient").value == "Sở Y tế tỉnh Quảng Ngãi"
    desk.send("2025-12-14", "TTYT-VD01", "D03.vu", 3, "2025-Y")
    desk.work()
    assert desk.status("2025-Y")["TTYT-VD01"] == "on_time"
    figure = "select value from marts.national_summary where figure_id = '2025-Y:D03.vu'"
    assert desk.ask(figure) == [(3,)]


@pytest.mark.parametrize(("changed", "status"), [(True, "accepted"), (False, "held")])
def test_another_alias(tmp_path: Path, changed: bool, status: str) -> None:
    desk = desk_after("alias", tmp_path) if changed else desk_before(tmp_path)
    book = desk.filled(SO, "D03.vu", 2, "2026-H1")
    field_of(book, "unit_name").value = "Sở Y tế Q. Ngãi"
    desk.file("2026-06-12", SO, book)
    desk.work()
    assert desk.ask("select unit_code, status from warehouse.submission") == [(SO, status)]


def test_units_that_merge(tmp_path: Path) -> None:
    desk, merged = desk_after("succession", tmp_path), {"BV-HUUNGHI", "BV-THONGNHAT"}
    assert desk.owing("2026-H1") & (merged | {"BV-VD"}) == merged
    assert desk.owing() & (merged | {"BV-VD"}) == {"BV-VD"}
    desk.send("2026-06-12", "BV-HUUNGHI", "D03.vu", 2, "2026-H1")
    desk.send("2026-06-12", "BV-THONGNHAT", "D03.vu", 3, "2026-H1")
    desk.send("2027-06-11", "BV-VD", "D03.vu", 7, "2027-H1")
    desk.work()
    compared = desk.ask(
        """
        select value_like, value_last_year_like, units_like
        from marts.national_summary where figure_id = '2027-H1:D03.vu'
        """
    )
    assert compared == [(7, 5, 1)]


def test_another_recipient(tmp_path: Path) -> None:
    desk = desk_after("recipient", tmp_path)
    told = {p: field_of(desk.blank(SO, p), "recipient").value for p in ("2026-H1", PERIOD)}
    assert told == {
        "2026-H1": "Bộ Y tế (qua Cục Bảo trợ xã hội)",
        PERIOD: "Bộ Y tế (qua Văn phòng Bộ)",
    }
    half_year = desk.declarations.period("2026-H1")
    directive = desk.declarations.governing(half_year)
    assert directive is not None
    assert desk.declarations.addressee(directive, half_year) == "Thủ tướng Chính phủ"
    desk.send("2026-12-14", SO, "D03.vu", 2)
    desk.work()
    report = words_of(desk.publish() / "bao-cao-pctp.docx")
    assert "Kính gửi: Ban Chỉ đạo 138/CP" in report
    assert "Lưu: VT, Văn phòng Bộ." in report


def test_another_directive(tmp_path: Path) -> None:
    desk = desk_after("directive", tmp_path)
    period = "2027-H1"
    assert {unit[:5] for unit in desk.owing(period)} == {"SYT34"}
    told = {
        code: str(field_of(desk.blank(SO, period), code).value)
        for code in ("directive", "due", "recipient")
    }
    assert told == {
        "directive": "01/KH-BYT",
        "due": "trước ngày 20/06/2027 (đúng hạn đến hết ngày 19/06/2027)",
        "recipient": "Bộ Y tế (qua Văn phòng Bộ)",
    }
    desk.send("2027-06-18", SO, "D03.vu", 2, period)
    desk.work()
    assert desk.status(period)[SO] == "on_time"
    report = words_of(desk.publish(period) / "bao-cao-pcmbn.docx")
    assert "Thực hiện Kế hoạch số 01/KH-BYT ngày 15/01/2027 của Bộ Y tế ví dụ" in report
    assert "Kính gửi: Ban Chỉ đạo 138/CP" in report


@pytest.mark.parametrize(("changed", "days"), [(True, 3), (False, 4)])
def test_another_day_off(tmp_path: Path, changed: bool, days: int) -> None:
    desk = desk_after("holiday", tmp_path) if changed else desk_before(tmp_path)
    desk.send("2026-12-18", SO, "D03.vu", 1)
    desk.work()
    late = "select working_days_late from marts.reporting_status where unit_code = 'SYT34-51'"
    assert desk.ask(f"{late} and period = '2026-Y'") == [(days,)]
