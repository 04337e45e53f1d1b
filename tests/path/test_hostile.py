"""Hostile files in a folder with good ones: each has its own reason, and the figures are right."""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import pytest

from tests.build import complete, content, declarations
from tests.hostile import HOSTILE
from tests.hostile.report import report
from tonghop.house import House
from tonghop.pipeline import Ingested, build_marts, ingest
from tonghop.warehouse import open_warehouse

MOST_MEMORY, MOST_SECONDS = 2**30, 10
NEIGHBOUR = "D03.vu | 7"
GOOD: dict[str, Callable[[], bytes]] = {
    "a.xlsx": report,
    "z.xlsx": lambda: content(complete(NEIGHBOUR, unit="SYT34-01")),
}
SENTENCES = {
    "an entry in the last cell of all": (
        "Không đọc được tệp: trang “Biểu 2” có nội dung ở ô XFD1048576, quá xa bảng số liệu. Đề "
        "nghị chọn hết các dòng dưới bảng và các cột bên phải bảng, bấm chuột phải, chọn Xóa "
        "(Delete), lưu rồi gửi lại."
    ),
    "strings counted wrong": (
        "Không đọc được tệp “strings counted wrong.xlsx”: tệp có quá nhiều nội dung, vượt mức bộ "
        "nhớ 1 GB cho một tệp. Đề nghị chép số liệu sang biểu mẫu mới, không chép cả trang, không "
        "thêm trang, dòng, cột, hình ảnh ngoài biểu mẫu, rồi gửi lại."
    ),
}


class Done(NamedTuple):
    """One ingest of a folder, the seconds and bytes it took, and the figures of its warehouse."""

    ingested: Ingested
    seconds: float
    memory: int
    figures: list[tuple[object, ...]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    """What one ingest of all the files found; its workers are real ones."""
    house = House(tmp_path_factory.mktemp("hostile"))
    folder = house.raw / "2026-H1/2026-06-10"
    folder.mkdir(parents=True)
    for name, make in GOOD.items():
        (folder / name).write_bytes(make())
    for name, (make, _) in HOSTILE.items():
        (folder / f"{name}.xlsx").write_bytes(make())
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        ingested, seconds, memory = alone.submit(_ingest, house).result()
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        figures = con.execute(
            "select figure_id, value::integer from marts.national_summary "
            "where figure_id in ('2026-H1:D03.vu', '2026-H1:D04.vu') order by all"
        ).fetchall()
    yield Done(ingested, seconds, memory, figures)
    for path in folder.iterdir():
        path.unlink()


def _ingest(house: House) -> tuple[Ingested, float, int]:
    """Ingest in a process that had no children before: the most that one of its workers took."""
    started = time.monotonic()
    ingested = ingest(house, declarations())
    seconds = time.monotonic() - started
    return ingested, seconds, 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def issues_of(done: Done, name: str) -> list[tuple[str, str]]:
    found = done.ingested.checked.submissions
    sha256 = found.loc[found["file_name"] == name, "sha256"].item()
    return [(i.code, i.sentence) for i in done.ingested.checked.issues if i.sha256 == sha256]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_one_reason_which_says_what_to_do(done: Done, name: str) -> None:
    issues = issues_of(done, f"{name}.xlsx")
    assert {code for code, _ in issues} == {HOSTILE[name][1]} - {""}
    assert all("ề nghị" in sentence for _, sentence in issues)


@pytest.mark.parametrize("name", SENTENCES)
def test_the_reason_is_told_in_full(done: Done, name: str) -> None:
    assert [sentence for _, sentence in issues_of(done, f"{name}.xlsx")] == [SENTENCES[name]]


@pytest.mark.parametrize("name", GOOD)
def test_its_neighbours_are_read(done: Done, name: str) -> None:
    assert issues_of(done, name) == []


def test_the_figures_are_those_of_the_reports_that_could_be_read(done: Done) -> None:
    assert done.figures == [("2026-H1:D03.vu", 12), ("2026-H1:D04.vu", 1)]


def test_no_file_took_more_than_its_limits(done: Done) -> None:
    assert done.seconds < MOST_SECONDS * len(HOSTILE)
    assert done.memory < MOST_MEMORY
