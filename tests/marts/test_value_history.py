"""A value stands beside its unit's own past: by the day, without overlaps, across mergers."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.build import declarations
from tests.tables import TextTable, load, parse
from tests.unit.schemas.edits import change
from tonghop.unusual import find_unusual

PERIODS = """
    period  | kind | year | starts_on  | cut_off
    2023-Y  | Y    | 2023 | 2022-12-15 | 2023-12-14
    2024-H1 | H1   | 2024 | 2023-12-15 | 2024-06-14
    2024-Y  | Y    | 2024 | 2023-12-15 | 2024-12-14
    2025-H1 | H1   | 2025 | 2024-12-15 | 2025-06-14
    2026-H1 | H1   | 2026 | 2025-12-15 | 2026-06-14
"""


@pytest.fixture
def history(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Units P and Q, merged into A on 1/7/2025, and M; cells of counts, of a stock and of money."""
    load(empty, "reference.period", PERIODS)
    load(empty, "reference.indicator_cell", """
        form_code | line_code | measure   | unit_of_measure | kind  | aggregation
        PCTP2     | D03       | vu        | vụ              | flow  | sum
        PCTP2     | D03       | thiet_hai | đồng            | flow  | sum
        PCTP2     | F01       | dang      | người           | stock | sum
    """)
    load(empty, "reference.unit", """
        unit_code | kind
        P         | health_department
        Q         | health_department
        A         | health_department
        M         | ministry_unit
    """)
    load(empty, "reference.succession", """
        predecessor | successor | effective_from
        P           | A         | 2025-07-01
        Q           | A         | 2025-07-01
    """)
    owing = [f"{p} | {u} | {u} | health_department" for p in ("2023-Y", "2024-H1", "2024-Y", "2025-H1") for u in "PQM"]
    owing += [f"2026-H1 | {u} | {u} | health_department" for u in "AM"]
    load(empty, "reference.expected_report", "\n".join(["period | unit_code | unit_name | unit_kind", *owing]))
    return empty


def report(con: duckdb.DuckDBPyConnection, text: str) -> None:
    """Record one accepted submission for each unit and period of a table of values."""
    for unit, period, code, value in parse(text):
        line, measure = code.split(".")
        sha = f"{unit} {period}"
        con.execute(
            "insert or ignore into warehouse.submission (sha256, unit_code, period, status, received_at)"
            " values (?, ?, ?, 'accepted', '2026-01-01 00:00+07')", [sha, unit, period],
        )
        con.execute(
            "insert into warehouse.value (sha256, form_code, line_code, measure, value, state, sheet, cell)"
            " values (?, 'PCTP2', ?, ?, ?, 'number', 'Biểu 2', 'E13')", [sha, line, measure, value],
        )


def past_of(con: duckdb.DuckDBPyConnection, unit: str) -> TextTable:
    found = con.execute(
        "select period, exposure::int, past_total::int, past_exposure::int, usual::int, past_periods"
        f" from warehouse.value_history where unit_code = '{unit}' order by period, line_code"
    )
    return TextTable([("period", "exposure", "past_total", "past_exposure", "usual", "past"),
                      *(tuple(" ".join(c) if isinstance(c, list) else str(c) for c in row) for row in found.fetchall())])


def test_of_each_year_the_longest_period_counts_and_by_the_day(history: duckdb.DuckDBPyConnection) -> None:
    report(history, """
        M | 2023-Y  | D03.vu | 20
        M | 2024-H1 | D03.vu | 900
        M | 2024-Y  | D03.vu | 40
        M | 2026-H1 | D03.vu | 6
    """)
    assert past_of(history, "M") == """
        period  | exposure | past_total | past_exposure | usual | past
        2024-H1 | 183      | 20         | 365           | 10    | 2023-Y
        2024-Y  | 366      | 20         | 365           | 20    | 2023-Y
        2026-H1 | 182      | 60         | 731           | 15    | 2023-Y 2024-Y
    """


def test_a_merged_unit_has_the_past_of_its_parts_only_where_all_reported(history: duckdb.DuckDBPyConnection) -> None:
    report(history, """
        P | 2024-Y  | D03.vu | 4
        Q | 2024-Y  | D03.vu | 5
        P | 2025-H1 | D03.vu | 7
        A | 2026-H1 | D03.vu | 6
    """)
    assert past_of(history, "A") == """
        period  | exposure | past_total | past_exposure | usual | past
        2026-H1 | 182      | 9          | 366           | 4     | 2024-Y
    """


def test_what_stands_is_compared_as_it_is(history: duckdb.DuckDBPyConnection) -> None:
    report(history, """
        M | 2024-Y  | F01.dang | 80
        M | 2026-H1 | F01.dang | 70
    """)
    assert past_of(history, "M") == """
        period  | exposure | past_total | past_exposure | usual | past
        2026-H1 | 1        | 80         | 1             | 80    | 2024-Y
    """


@pytest.mark.parametrize(
    ("past", "now", "code"),
    [
        ("D03.vu | 0", "D03.vu | 0", None),
        ("D03.vu | 0", "D03.vu | 3", None),
        ("D03.vu | 0", "D03.vu | 40", "unusual_value"),
        ("D03.vu | 12", "D03.vu | 15", None),
        ("D03.vu | 12", "D03.vu | 120", "unusual_value"),
        ("D03.vu | 12", "D03.vu | 0", None),
        ("D03.vu | 90000", "D03.vu | 60000", None),
        ("D03.vu | 90000", "D03.vu | 12000", "unusual_value"),
        ("D03.vu | 90000", "D03.vu | 200000", "unusual_value"),
        ("F01.dang | 5000", "F01.dang | 5300", None),
        ("F01.dang | 5000", "F01.dang | 53000", "unusual_value"),
        ("D03.thiet_hai | 40000000", "D03.thiet_hai | 20000", "money_scale"),
        ("D03.thiet_hai | 40000000", "D03.thiet_hai | 20", "money_scale"),
        ("D03.thiet_hai | 40000000", "D03.thiet_hai | 25000000000", "money_scale"),
        ("D03.thiet_hai | 40000000", "D03.thiet_hai | 900000000", None),
        ("D03.thiet_hai | 40000000", "D03.thiet_hai | 0", None),
        ("D03.thiet_hai | 0", "D03.thiet_hai | 5000000000", None),
    ],
)
def test_a_value_is_unusual_only_far_from_its_past(
    history: duckdb.DuckDBPyConnection, past: str, now: str, code: str | None
) -> None:
    report(history, f"M | 2024-Y | {past}\nM | 2026-H1 | {now}")
    assert [issue.code for issue in find_unusual(history, declarations())] == ([code] if code else [])


def test_the_sender_reads_the_past_beside_the_value(history: duckdb.DuckDBPyConnection) -> None:
    report(history, """
        M | 2023-Y  | D03.vu | 10
        M | 2024-Y  | D03.vu | 1234
        M | 2026-H1 | D03.vu | 5000
    """)
    *_, issue = find_unusual(history, declarations())
    assert issue.severity == "warn"
    assert issue.sentence == (
        "Biểu 2, ô E13 (Trộm cắp, móc túi – Số vụ): giá trị 5.000 khác xa số liệu đơn vị đã báo "
        "cáo (2023-Y: 10; 2024-Y: 1.234). Đề nghị kiểm tra lại; nếu đúng, đề nghị ghi lý do vào "
        "cột “Giải trình” của tệp do Bộ Y tế trả lại."
    )


def test_the_limits_are_declared(history: duckdb.DuckDBPyConnection) -> None:
    report(history, "M | 2024-Y | D03.vu | 12\nM | 2026-H1 | D03.vu | 120")
    patient = change("history_limits", "count_least_ratio", value=900)(declarations())
    assert find_unusual(history, patient) == []


def test_a_house_in_its_first_year_is_not_compared(history: duckdb.DuckDBPyConnection) -> None:
    report(history, "M | 2024-H1 | D03.vu | 12\nM | 2024-Y | D03.vu | 120")
    history.execute("drop view warehouse.value_history")
    assert find_unusual(history, declarations()) == []
    report(history, "M | 2026-H1 | D03.vu | 120")
    with pytest.raises(duckdb.CatalogException, match="value_history"):
        find_unusual(history, declarations())
