"""A workbook that is too much for whoever marks it goes back as a list, and costs nothing else."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from schemas.returned import RETURNED
from tests.build import complete, declarations, issues_of, save, with_part
from tests.hostile.report import PART
from tests.hostile.sheets import formatted_rows
from tests.obedient_worker import START_RETURNING
from tests.unit.returning.lists import listed
from tonghop.house import House
from tonghop.pipeline import ingest
from tonghop.reading import Source
from tonghop.reading.limits import Limits, ReaderError
from tonghop.returning import Returned
from tonghop.returning.listing import Listing, list_issues
from tonghop.returning.orders import GiveBack, return_workbooks

LIMITS = Limits(memory_bytes=500 * 2**20, seconds=2)


def listing() -> Listing:
    book = complete({"D03.vu": "mười"})
    return list_issues(issues_of(book), "bao-cao.xlsx", None, None, declarations())


def returned(folder: Path, *orders: str) -> list[Returned]:
    given, found = [], list[Returned]()
    for number, order in enumerate(orders):
        path = folder / f"{number}"
        path.write_text(order)
        given.append(GiveBack(Source("", path.name, path), listing()))
    return_workbooks(given, found.append, LIMITS)
    return found


@pytest.mark.parametrize("order", ["hang", "eat", "die SIGKILL", "die SIGSEGV", "dig"])
def test_a_workbook_that_ends_its_worker_goes_back_as_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.setattr("tonghop.reading.crew._START", START_RETURNING)
    first, bad, last = returned(tmp_path, "", order, "")
    assert (first.suffix, last.suffix) == (".xlsm", ".xlsm")
    assert load_workbook(BytesIO(bad.content)).sheetnames == [RETURNED]
    assert [row["Ô"] for row in listed(bad.content)] == ["E13"]


def test_a_fault_of_the_program_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.reading.crew._START", START_RETURNING)
    with pytest.raises(ReaderError, match="KeyError"):
        returned(tmp_path, "no_such_order")


def test_a_report_with_a_million_formatted_rows_goes_back_marked(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    path = save(complete("D03.vu | 5"), house.raw / "a.xlsx")
    path.write_bytes(with_part(formatted_rows(3), PART, lambda x: x.replace("<v>5<", "<v>5.5<")))
    (back,) = ingest(house, declarations()).returned
    book = load_workbook(back)
    assert book["Biểu 2"]["E13"].value == 5.5
    assert book["Biểu 2"]["E13"].comment is not None
    assert book["Biểu 2"].max_row < 1000
