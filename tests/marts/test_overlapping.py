"""Reports of overlapping periods: what falls, and forms filled in for another period."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from schemas.declarations import Declarations
from tests.build import declarations
from tests.derivations import asked, report, served
from tests.tables import load, rows
from tests.unit.schemas.edits import change
from tonghop.building import build
from tonghop.overlapping import find_overlapping

LINES = [f"L{number:02}" for number in range(1, 11)]
HALF = (40, 3, 2, 9, 1, 12, 70, 5, 2, 100)
QUARTER = (18, 1, 2, 3, 0, 7, 30, 2, 1, 55)


@pytest.fixture
def con(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Unit A owes the four reports of 2024; ten more lines of flows to tell forms by."""
    served(empty)
    load(empty, "reference.indicator_cell", "form_code | line_code | measure | kind | aggregation\n" + "\n".join(
        f"PCTP2 | {line} | vu | flow | sum" for line in LINES
    ))
    asked(empty, "Q1 H1 Q3 Y", "A")
    return empty


def many(values: tuple[int | str, ...]) -> str:
    return ", ".join(f"{line}.vu {value}" for line, value in zip(LINES, values, strict=True))


def found(con: duckdb.DuckDBPyConnection, shipped: Declarations | None = None) -> list[tuple[str, str]]:
    """Return the kind of each issue and the report that it is about."""
    return [(issue.code, issue.sha256) for issue in find_overlapping(con, shipped or declarations())]


@pytest.mark.parametrize(
    ("reports", "about"),
    [
        ({"Q1": "D03.vu 5", "H1": "D03.vu 4"}, "H1"),
        ({"Q1": "D03.vu 5", "H1": "D03.vu 5"}, None),
        ({"Q1": "D03.vu 5", "Y": "D03.vu 4"}, "Y"),
        ({"H1": "D03.vu 5", "Y": "D03.vu 4"}, "Y"),
        ({"H1": "D03.vu 5", "Q3": "D03.vu 3", "Y": "D03.vu 7"}, "Y"),
        ({"H1": "D03.vu 5", "Q3": "D03.vu 3", "Y": "D03.vu 8"}, None),
        ({"Q1": "D03.vu 2", "Q3": "D03.vu 3", "Y": "D03.vu 4"}, "Y"),
        ({"Q3": "D03.vu 3", "Y": "D03.vu 2"}, "Y"),
        # A third quarter is no part of the half-year before it, and no sum of it.
        ({"H1": "D03.vu 5", "Q3": "D03.vu 1"}, None),
        # What stands may fall, and ratios and answers may change.
        ({"Q1": "F01.vu 50", "H1": "F01.vu 20"}, None),
        ({"Q1": "D10.vu 1", "H1": "D10.vu 0"}, None),
        ({"Q1": "D15a.vu 3, D15b.vu 3", "H1": "D15a.vu 3, D15b.vu 9"}, None),
        # Nothing is known of a cell that was not collected, or not reported at all.
        ({"Q1": "D03.vu x", "H1": "D03.vu 0"}, None),
        ({"Q1": "D03.vu 5", "H1": "D03.vu x"}, None),
        ({"Q1": "D03.vu 5"}, None),
        ({"Y": "D03.vu 0"}, None),
    ],
)
def test_what_flows_does_not_fall(con: duckdb.DuckDBPyConnection, reports: dict[str, str], about: str | None) -> None:
    for kind, values in reports.items():
        report(con, "A", f"2024-{kind}", values)
    assert found(con) == ([("cumulative_decreased", f"A 2024-{about}")] if about else [])


def test_nothing_is_compared_over_the_end_of_a_year(con: duckdb.DuckDBPyConnection) -> None:
    asked(con, "H1", "A", 2025)
    report(con, "A", "2024-Y", "D03.vu 9")
    report(con, "A", "2025-H1", "D03.vu 1")
    assert found(con) == []


def test_the_sender_reads_both_values_and_both_periods(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", "D03.vu 1200")
    report(con, "A", "2024-Q3", "D03.vu 30")
    report(con, "A", "2024-Y", "D03.vu 1210")
    (issue,) = find_overlapping(con, declarations())
    assert issue.severity == "warn"
    assert issue.sentence == (
        "Biểu 2, ô E13 (Trộm cắp, móc túi – Số vụ): số của kỳ “Năm 2024” là 1.210, nhỏ hơn số đã báo "
        "cáo cho kỳ nằm trong đó (6 tháng đầu năm 2024: 1.200; Quý III năm 2024: 30; cộng 1.230). Số "
        "của kỳ “Năm 2024” tính từ ngày 15/12/2023 nên phải gồm cả số của kỳ đó. Đề nghị kiểm tra cả "
        "hai báo cáo và gửi lại báo cáo ghi sai; nếu số liệu đúng, đề nghị ghi lý do vào cột “Giải "
        "trình” của tệp do Bộ Y tế trả lại."
    )
    assert issue.basis == "1.210 < 6 tháng đầu năm 2024: 1.200; Quý III năm 2024: 30; cộng 1.230"


@pytest.mark.parametrize(("second", "value", "code"), [
    ("D03.vu 2", 2, "cumulative_decreased"), ("D03.vu 2", 3, None), ("D03.vu x", 0, None),
])
def test_a_merged_unit_holds_what_its_parts_reported_if_all_did(
    con: duckdb.DuckDBPyConnection, second: str, value: int, code: str | None
) -> None:
    asked(con, "H1", "P Q", 2025)
    asked(con, "Y", "B", 2025)
    load(con, "reference.succession", """
        predecessor | successor | effective_from
        P           | B         | 2025-07-01
        Q           | B         | 2025-07-01
    """)
    report(con, "P", "2025-H1", "D03.vu 1")
    report(con, "Q", "2025-H1", second)
    report(con, "B", "2025-Y", f"D03.vu {value}")
    issues = find_overlapping(con, declarations())
    assert [issue.code for issue in issues] == ([code] if code else [])
    assert all("(6 tháng đầu năm 2025: 3, gồm số của Sở P, Sở Q)" in issue.sentence for issue in issues)


def test_a_quarter_cumulated_from_the_start_of_the_year_is_recognised(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", many(HALF))
    report(con, "A", "2024-Q3", many(tuple(h + q for h, q in zip(HALF, QUARTER, strict=True))))
    (issue,) = find_overlapping(con, declarations())
    assert (issue.code, issue.sha256, issue.severity, issue.sheet, issue.cell) == ("cumulative_in_quarter", "A 2024-Q3", "warn", "Biểu 2", "")
    assert issue.sentence == (
        "Trang “Biểu 2”: 10/10 chỉ tiêu (trong các chỉ tiêu so sánh có L10: 155 so với 100) không nhỏ hơn số "
        "của cả kỳ “6 tháng đầu năm 2024”, nên có thể số liệu đã được cộng dồn từ đầu năm. Kỳ “Quý III năm "
        "2024” chỉ tính từ ngày 15/06/2024. Đề nghị chỉ ghi số phát sinh từ ngày đó rồi gửi lại báo cáo; nếu "
        "số liệu đúng, đề nghị ghi lý do vào cột “Giải trình” của tệp do Bộ Y tế trả lại."
    )


@pytest.mark.parametrize("quarter", [
    QUARTER,
    (90, 3, 2, 9, 1, 12, 69, 5, 2, 100),  # One line in ten fell: an independent quarter can do that.
    (90, "x", "x", "x", 1, 12, 70, 5, 2, 100),  # Too little to compare.
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
])
def test_a_quarter_of_its_own_is_not(con: duckdb.DuckDBPyConnection, quarter: tuple[int | str, ...]) -> None:
    report(con, "A", "2024-H1", many(HALF))
    report(con, "A", "2024-Q3", many(quarter))
    assert found(con) == []


def test_zeros_tell_nothing_about_a_form(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", many((0, 0, 0, 0, 0, 0, 0, 0, 1, 1)))
    report(con, "A", "2024-Q3", many((0, 0, 0, 0, 0, 0, 0, 0, 1, 1)))
    assert found(con) == []


def test_a_year_with_its_last_part_alone_is_recognised_and_told_once(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", many(HALF))
    report(con, "A", "2024-Y", many(QUARTER))
    (issue,) = find_overlapping(con, declarations())
    assert (issue.code, issue.sha256, issue.severity) == ("quarter_in_cumulative", "A 2024-Y", "warn")
    assert issue.sentence == (
        "Trang “Biểu 2”: 9/10 chỉ tiêu (trong các chỉ tiêu so sánh có L10: 55 so với 100) nhỏ hơn số đã báo cáo "
        "cho kỳ “6 tháng đầu năm 2024”, là kỳ nằm trong kỳ “Năm 2024”, nên có thể biểu chỉ ghi số của phần cuối "
        "kỳ. Kỳ “Năm 2024” tính từ ngày 15/12/2023, gồm cả số liệu của các đơn vị đã nhập vào đơn vị. Đề nghị "
        "ghi số cộng dồn từ ngày đó rồi gửi lại báo cáo; nếu số liệu đúng, đề nghị ghi lý do vào cột “Giải trình” "
        "của tệp do Bộ Y tế trả lại."
    )


def test_some_falls_are_told_one_by_one(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", many(HALF))
    report(con, "A", "2024-Y", many((39, 2, 1, 9, 1, 12, 70, 5, 2, 100)))
    assert found(con) == [("cumulative_decreased", "A 2024-Y")] * 3


def test_a_cumulated_quarter_is_not_added_to_the_half_year(con: duckdb.DuckDBPyConnection) -> None:
    nine_months = tuple(h + q for h, q in zip(HALF, QUARTER, strict=True))
    report(con, "A", "2024-H1", many(HALF))
    report(con, "A", "2024-Q3", many(nine_months))
    report(con, "A", "2024-Y", many(nine_months))
    assert found(con) == [("cumulative_in_quarter", "A 2024-Q3")]


def test_the_limits_are_declared(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", many(HALF))
    report(con, "A", "2024-Y", many(QUARTER))
    patient = change("history_limits", "other_period_least_lines", value=11)(declarations())
    assert found(con, patient) == [("cumulative_decreased", "A 2024-Y")] * 9


def test_nothing_is_derived_from_a_form_of_another_period_until_it_is_explained(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-Q1", "D03.vu 2")
    report(con, "A", "2024-H1", "D03.vu 5")
    load(con, "warehouse.issue", """
        sha256    | code                  | severity | form_code
        A 2024-H1 | quarter_in_cumulative | warn     | PCTP2
    """)
    build(con)
    assert rows(con, "unit_derived_period", columns="value, state", where="line_code = 'D03'") == """
        value | state
              | doubtful
    """
    con.execute("update warehouse.issue set reason = 'Số đúng'")
    build(con)
    assert rows(con, "unit_derived_period", columns="value, state", where="line_code = 'D03'") == """
        value | state
        3     | derived
    """


def test_a_house_with_one_period_of_each_year_is_not_compared(con: duckdb.DuckDBPyConnection) -> None:
    report(con, "A", "2024-H1", many(HALF))
    con.execute("drop view warehouse.value_below_earlier")
    assert found(con) == []
    report(con, "A", "2024-Y", many(QUARTER))
    with pytest.raises(duckdb.CatalogException, match="value_below_earlier"):
        found(con)
