"""Two readers that share no code see the same in every cell: ours, on calamine, and openpyxl.

Whatever openpyxl finds, text, number, error, formula or merged area, stands in our book at the same
address with the same meaning, and nothing else does.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock

from schemas.layout import CHECKS
from tests.build import (
    complete,
    content,
    declarations,
    filled,
    insert_columns,
    insert_rows,
    printed,
)
from tests.legacy import retype, typed_for_tcvn3, typed_for_vni
from tests.parts import with_link, with_macros
from tests.shared_strings import with_shared_strings
from tests.unit.issue_cases import CASES
from tonghop.demo.collection import PERIODS, write_sending
from tonghop.demo.sendings import plan_sendings
from tonghop.reading.addresses import address
from tonghop.reading.formats.ooxml import open_ooxml
from tonghop.reading.legacy import decode
from tonghop.reading.package import Package
from tonghop.reading.typed import ERROR, FORMULA, as_typed

Seen = Mapping[str, str]
"""Typed texts by sheet and address."""
MIXED: dict[str, object] = {
    "A01.tong": "Có", "A02.tong": 0, "D03.vu": 4711, "D03.thiet_hai": 1234567.25, "D04.vu": " 12 ",
    "D05.vu": "không phát sinh", "D06.vu": "…", "D07.vu": 10**15, "D08a.vu": -3, "D08b.vu": 1.606,
}  # fmt: skip
FAULTY: dict[str, object] = MIXED | {
    "D08c.vu": "#REF!", "D08d.vu": "=SUM(E13:E15)", "D09a.vu": True, "D09b.vu": date(2026, 5, 12),
    "D10.vu": datetime(2026, 5, 12, 8, 30), "D10a.vu": time(8, 30), "D10b.vu": "12\u00a0vụ\n(2)",
    "D10c.vu": "kho\u0302ng co\u0301", "D10d.vu": "'05",
}  # fmt: skip


def ours(workbook: bytes) -> Seen:
    book = open_ooxml(workbook)
    seen = {
        f"{sheet.name}!{address(row, column)}": as_typed(value)
        for sheet in book.sheets
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
    }
    hidden = book.hidden([sheet.name for sheet in book.sheets])
    assert not any(seen.get(f"{s}!{a}") for s, found in hidden.items() for a in found)
    seen |= {f"{s}!{a}": typed for s, found in hidden.items() for a, typed in found.items()}
    return {place: typed for place, typed in seen.items() if typed}


def openpyxls(workbook: bytes) -> Seen:
    results = load_workbook(BytesIO(workbook), data_only=True, rich_text=True)
    cells = [
        (f"{sheet.title}!{cell.coordinate}", typed_by_openpyxl(cell))
        for sheet in results.worksheets
        if sheet.title != CHECKS
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell)
    ]
    return formulas(workbook) | {place: typed for place, typed in cells if typed}


def formulas(workbook: bytes) -> dict[str, str]:
    """Return the formulas, whose results are laid over them where they have one."""
    package = Package(workbook)
    sheets = {name for name, part in package.sheet_parts.items() if b"<f" in package.read(part)}
    if not sheets - {CHECKS}:
        return {}
    book = load_workbook(BytesIO(workbook))
    return {
        f"{name}!{cell.coordinate}": FORMULA + str(cell.value)
        for name in sheets - {CHECKS}
        for row in book[name].iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def typed_by_openpyxl(cell: Cell) -> str:
    if cell.data_type == "e":
        return ERROR + str(cell.value)
    if isinstance(cell.value, str):
        return as_typed("".join(decoded_runs(cell)))
    return as_typed(cell.value)


def decoded_runs(cell: Cell) -> Iterator[str]:
    runs = cell.value if isinstance(cell.value, CellRichText) else [cell.value]
    for run in runs:
        own = run.font.rFont if isinstance(run, TextBlock) else None
        yield decode(str(run), own or cell.font.name or "")


def moved() -> Workbook:
    book = complete(MIXED)
    insert_rows(book["Biểu 2"], 1, 3)
    insert_columns(book["Biểu 2"], 3, 2)
    book.move_sheet("Biểu 2", offset=2)
    return book


def far() -> Workbook:
    book = complete(MIXED)
    book["Biểu 1"]["AB200"] = "xa"
    return book


MADE: dict[str, Callable[[], bytes]] = {
    "as it was sent out": lambda: content(printed()),
    "mixed": lambda: content(complete(MIXED)),
    "faulty": lambda: content(complete(FAULTY)),
    "moved": lambda: content(moved()),
    "a cell far away": lambda: content(far()),
    "a hospital": lambda: content(filled({"D03.vu": 1}, unit="BV-BACHMAI")),
    "of 63 provinces": lambda: content(filled("D03.vu | 1", unit="SYT63-51", period="2024-Y")),
    "tcvn3": lambda: content(retype(complete(MIXED), ".VnTime", typed_for_tcvn3)),
    "vni": lambda: content(retype(complete(MIXED), "VNI-Times", typed_for_vni)),
    "with macros": lambda: with_macros(content(complete(MIXED))),
    "with a link": lambda: with_link(content(complete(MIXED)), "so-lieu.xlsx"),
}


def compare(workbook: bytes) -> int:
    """Compare the two readers cell by cell and return how many cells hold something."""
    found, expected = ours(workbook), openpyxls(workbook)
    assert {p: (found.get(p), t) for p, t in expected.items() if found.get(p) != t} == {}
    assert found.keys() - expected.keys() == set()
    return len(expected)


@pytest.mark.parametrize("made", MADE)
def test_both_readers_see_the_same_cells(made: str) -> None:
    assert compare(MADE[made]()) > 300


@pytest.mark.parametrize("made", ["mixed", "faulty", "tcvn3", "vni"])
def test_both_readers_see_the_same_cells_where_texts_are_shared(made: str) -> None:
    assert compare(with_shared_strings(MADE[made]())) > 300


def test_both_readers_see_the_same_merged_areas() -> None:
    workbook = MADE["as it was sent out"]()
    book = load_workbook(BytesIO(workbook))
    for sheet in open_ooxml(workbook).sheets:
        areas = {
            (a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1)
            for a in book[sheet.name].merged_cells.ranges
        }
        assert set(sheet.merged) == areas


ACCEPTED = [
    case
    for case, (name, _, _) in CASES.items()
    if declarations().kind_of_issue[case].severity == "warn" and name.endswith((".xlsx", ".xlsm"))
]


@pytest.mark.parametrize("case", ACCEPTED)
def test_both_readers_see_the_same_in_what_is_accepted_with_a_warning(case: str) -> None:
    made = CASES[case][1]()
    assert compare(made if isinstance(made, bytes) else content(made)) > 300


@pytest.mark.parametrize("period", PERIODS)
def test_both_readers_see_the_same_in_reports_of_the_demo(period: str, tmp_path: Path) -> None:
    plan = plan_sendings(declarations(), declarations().period(period))
    sound = [sending for sending in plan if not sending.fault]
    path = tmp_path / "bao-cao.xlsx"
    write_sending(sound[len(sound) // 2], path, declarations())
    assert compare(path.read_bytes()) > 500
