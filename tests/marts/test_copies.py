"""Copies: which reports repeat another one, whatever the order in which they came to be read."""

# Text tables keep their shape and their width.
# fmt: off

from collections.abc import Sequence

import duckdb
import pytest

from tests.build import declarations
from tests.tables import load
from tonghop.copies import LEAST_NUMBERS, find_copies

REPORTS = """
    sha256 | file_name | unit_code | period  | status   | received_at
    a1     | a1.xlsx   | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
    a2     | a2.xlsx   | A         | 2024-H1 | accepted | 2024-06-12 09:00+07
    b1     | b1.xlsx   | B         | 2024-H1 | accepted | 2024-06-11 09:00+07
"""


def fill(con: duckdb.DuckDBPyConnection, sha256: str, numbers: Sequence[int]) -> None:
    """Give a submission one number for each line from L0 on."""
    for line, number in enumerate(numbers):
        con.execute(
            "insert into warehouse.value (sha256, form_code, line_code, measure, value, state) "
            "values (?, 'PCTP2', ?, 'vu', ?, 'number')",
            [sha256, f"L{line}", number],
        )


def found(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return [(i.code, i.sha256, i.raw_text) for i in find_copies(con, declarations())]


NUMBERS = range(1, LEAST_NUMBERS + 1)


def test_a_report_saved_again_names_the_earlier_file(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    for sha256, numbers in (("a1", [5, 0]), ("a2", [5, 0]), ("b1", [5, 0])):
        fill(con, sha256, numbers)
    (issue,) = find_copies(con, declarations())
    assert (issue.code, issue.severity, issue.sha256) == ("resaved_copy", "warn", "a2")
    assert issue.sentence == (
        "Tệp “a2.xlsx” có số liệu và thuyết minh giống hệt tệp “a1.xlsx” đã nhận trước đó của "
        "cùng đơn vị, cùng kỳ nên không thay đổi số liệu và thời điểm gửi đã ghi nhận. Nếu gửi "
        "lại để sửa, đề nghị kiểm tra và gửi đúng tệp."
    )


@pytest.mark.parametrize("change", [
    "update warehouse.value set value = 6 where sha256 = 'a2' and line_code = 'L0'",
    "update warehouse.value set line_code = 'L9' where sha256 = 'a2' and line_code = 'L0'",
    "update warehouse.value set state = 'none' where sha256 = 'a2' and line_code = 'L1'",
    "delete from warehouse.value where sha256 = 'a2' and line_code = 'L1'",
    "update warehouse.submission set status = 'rejected' where sha256 = 'a1'",
    "update warehouse.submission set status = 'rejected' where sha256 = 'a2'",
    "update warehouse.submission set period = '2023-H1' where sha256 = 'a2'",
])
def test_whatever_differs_makes_it_no_copy(con: duckdb.DuckDBPyConnection, change: str) -> None:
    load(con, "warehouse.submission", REPORTS)
    for sha256 in ("a1", "a2"):
        fill(con, sha256, [5, 0])
    assert [code for code, _, _ in found(con)] == ["resaved_copy"]
    con.execute(change)
    assert found(con) == []


def test_a_blank_cell_more_or_less_is_the_same_report(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    for sha256 in ("a1", "a2"):
        fill(con, sha256, [5, 0])
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure | state
        a2     | PCTP2     | D03       | vu      | blank
    """)
    assert found(con) == [("resaved_copy", "a2", "a1.xlsx")]


def test_the_numbers_of_another_unit_are_told_on_both_sides(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    fill(con, "a1", [*NUMBERS, 0])
    fill(con, "b1", [*NUMBERS])
    one, other = find_copies(con, declarations())
    assert (one.code, one.sha256, other.sha256) == ("copied_report", "a1", "b1")
    assert one.sentence == (
        "Tệp “a1.xlsx” có toàn bộ số liệu khác 0 giống hệt tệp “b1.xlsx” của Sở B cùng kỳ. Đề "
        "nghị kiểm tra có chép nhầm báo cáo của đơn vị khác hay không; nếu nhầm, đề nghị gửi "
        "lại báo cáo của đơn vị."
    )
    con.execute("update warehouse.submission set status = 'held' where sha256 = 'b1'")
    assert len(found(con)) == 2
    con.execute("update warehouse.submission set status = 'rejected' where sha256 = 'b1'")
    assert found(con) == []


@pytest.mark.parametrize(("one", "other"), [
    ([0] * 50, [0] * 50),
    (NUMBERS[:-1], NUMBERS[:-1]),
    (NUMBERS, [*NUMBERS[:-1], 99]),
    (NUMBERS, [*NUMBERS, 1]),
])
def test_few_numbers_or_one_other_number_are_no_copy(
    con: duckdb.DuckDBPyConnection, one: Sequence[int], other: Sequence[int]
) -> None:
    load(con, "warehouse.submission", REPORTS)
    fill(con, "a1", one)
    fill(con, "b1", other)
    assert found(con) == []


def test_answers_of_yes_are_not_numbers(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    for sha256 in ("a1", "b1"):
        fill(con, sha256, NUMBERS)
    con.execute("update reference.indicator_cell set line_code = 'L3' where kind = 'yes_no'")
    assert found(con) == []


def test_the_same_numbers_in_another_period_are_no_copy(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "warehouse.submission", REPORTS)
    for sha256 in ("a1", "b1"):
        fill(con, sha256, NUMBERS)
    con.execute("update warehouse.submission set period = '2023-H1' where sha256 = 'b1'")
    assert found(con) == []
