"""Whose work a unit does, and what it makes of figures that others reported before it."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import duckdb
import pytest

from tests.tables import TextTable, load, relation

PERIODS = """
    period  | kind | year | starts_on  | cut_off    | last_year
    2022-Y  | Y    | 2022 | 2021-12-15 | 2022-12-14 | 2021-Y
    2024-Y  | Y    | 2024 | 2023-12-15 | 2024-12-14 | 2023-Y
    2025-H1 | H1   | 2025 | 2024-12-15 | 2025-06-14 | 2024-H1
    2026-H1 | H1   | 2026 | 2025-12-15 | 2026-06-14 | 2025-H1
"""


@pytest.fixture
def mergers(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """P (from 2023, before that O) and Q became A on 1/7/2025; M took over N's work on that day."""
    load(empty, "reference.period", PERIODS)
    load(empty, "reference.indicator_cell", """
        form_code | line_code | measure | kind   | aggregation | numerator | denominator
        PCTP2     | D03       | vu      | flow   | sum         |           |
        PCTP1     | D10       | co      | yes_no | count_yes   |           |
        PCTP2     | D15       | ty_le   | ratio  | ratio       | D16.vu    | D03.vu
        PCTP2     | D16       | vu      | flow   | sum         |           |
    """)
    load(empty, "reference.unit", "unit_code | kind\n" + "\n".join(f"{u} | health_department" for u in "OPQAMN"))
    load(empty, "reference.succession", """
        predecessor | successor | effective_from
        O           | P         | 2023-01-01
        P           | A         | 2025-07-01
        Q           | A         | 2025-07-01
        N           | M         | 2025-07-01
    """)
    owing = {"2022-Y": "OQMN", "2024-Y": "PQMN", "2025-H1": "PQMN", "2026-H1": "AM"}
    load(empty, "reference.expected_report", "period | unit_code | unit_kind\n" + "\n".join(
        f"{period} | {unit} | health_department" for period, units in owing.items() for unit in units
    ))
    return empty


def report(con: duckdb.DuckDBPyConnection, unit: str, period: str, values: str) -> None:
    """Record one accepted submission with values such as ``D03.vu 5``, parted by commas."""
    sha = f"{unit} {period}"
    load(con, "warehouse.submission", f"""
        sha256 | unit_code | period   | status   | received_at
        {sha}  | {unit}    | {period} | accepted | 2026-01-01 00:00+07
    """)
    for cell, value in (entry.split() for entry in values.split(",")):
        line, measure = cell.split(".")
        con.execute(
            "insert into warehouse.value (sha256, form_code, line_code, measure, value, state)"
            " select ?, form_code, line_code, measure, ?, 'number' from reference.indicator_cell"
            " where line_code = ? and measure = ?", [sha, value, line, measure],
        )


def figures(con: duckdb.DuckDBPyConnection, where: str) -> TextTable:
    return relation(con.sql(
        "select unit_code, line_code, numerator, denominator, parts_reported, parts_expected, taken_over_on"
        f" from warehouse.restated_figure where {where} order by all"
    ))


def test_a_unit_does_its_own_work_and_that_of_every_generation_before_it(mergers: duckdb.DuckDBPyConnection) -> None:
    assert relation(mergers.sql("select * from warehouse.lineage order by all")) == """
        unit_code | past_unit | until
        A         | A         |
        A         | O         | 2025-07-01
        A         | P         | 2025-07-01
        A         | Q         | 2025-07-01
        M         | M         |
        M         | N         | 2025-07-01
        N         | N         |
        O         | O         |
        P         | O         | 2023-01-01
        P         | P         |
        Q         | Q         |
    """


def test_a_unit_is_in_its_lineage_once_however_many_rows_declare_it(mergers: duckdb.DuckDBPyConnection) -> None:
    load(mergers, "reference.unit", "unit_code | kind\nQ | health_department\nA | health_department")
    found = mergers.sql("select past_unit from warehouse.lineage where unit_code = 'A' order by all")
    assert [past for (past,) in found.fetchall()] == ["A", "O", "P", "Q"]


def test_parts_add_up_under_every_unit_that_took_them_over(mergers: duckdb.DuckDBPyConnection) -> None:
    report(mergers, "O", "2022-Y", "D03.vu 1")
    report(mergers, "Q", "2022-Y", "D03.vu 0.5")
    assert figures(mergers, "period = '2022-Y'") == """
        unit_code | line_code | numerator | denominator | parts_reported | parts_expected | taken_over_on
        A         | D03       | 1.5       | 2           | 2              | 2              | 2025-07-01
        O         | D03       | 1         | 1           | 1              | 1              |
        P         | D03       | 1         | 1           | 1              | 1              | 2023-01-01
        Q         | D03       | 0.5       | 1           | 1              | 1              |
    """


def test_what_is_missing_is_counted_and_not_added(mergers: duckdb.DuckDBPyConnection) -> None:
    report(mergers, "P", "2024-Y", "D03.vu 7")
    assert figures(mergers, "unit_code = 'A'") == """
        unit_code | line_code | numerator | denominator | parts_reported | parts_expected | taken_over_on
        A         | D03       | 7         | 1           | 1              | 2              | 2025-07-01
    """


def test_a_ratio_is_of_the_sums_of_parts_that_gave_both_and_answers_are_counted(mergers: duckdb.DuckDBPyConnection) -> None:
    report(mergers, "P", "2024-Y", "D03.vu 4, D16.vu 1, D10.co 1")
    report(mergers, "Q", "2024-Y", "D03.vu 8, D10.co 0")
    assert figures(mergers, "unit_code = 'A'") == """
        unit_code | line_code | numerator | denominator | parts_reported | parts_expected | taken_over_on
        A         | D03       | 12        | 2           | 2              | 2              | 2025-07-01
        A         | D10       | 1         | 2           | 2              | 2              | 2025-07-01
        A         | D15       | 1         | 4           | 1              | 2              | 2025-07-01
        A         | D16       | 1         | 1           | 1              | 2              | 2025-07-01
    """


def test_a_report_for_a_period_that_the_unit_did_not_owe_adds_nothing(mergers: duckdb.DuckDBPyConnection) -> None:
    report(mergers, "P", "2025-H1", "D03.vu 4")
    report(mergers, "A", "2025-H1", "D03.vu 90")
    report(mergers, "A", "2026-H1", "D03.vu 9")
    report(mergers, "P", "2026-H1", "D03.vu 900")
    assert figures(mergers, "unit_code = 'A'") == """
        unit_code | line_code | numerator | denominator | parts_reported | parts_expected | taken_over_on
        A         | D03       | 4         | 1           | 1              | 2              | 2025-07-01
        A         | D03       | 9         | 1           | 1              | 1              |
    """


def test_before_a_unit_took_work_over_it_is_not_compared_with_that_work(mergers: duckdb.DuckDBPyConnection) -> None:
    report(mergers, "M", "2022-Y", "D03.vu 10")
    report(mergers, "N", "2022-Y", "D03.vu 500")
    report(mergers, "M", "2024-Y", "D03.vu 11")
    report(mergers, "M", "2026-H1", "D03.vu 300")
    found = mergers.sql("select period, unit_code, past_total from warehouse.value_history where line_code = 'D03'")
    assert relation(found) == """
        period  | unit_code | past_total
        2026-H1 | M         | 510
    """


def test_the_past_reaches_through_all_generations(mergers: duckdb.DuckDBPyConnection) -> None:
    report(mergers, "O", "2022-Y", "D03.vu 1")
    report(mergers, "Q", "2022-Y", "D03.vu 2")
    report(mergers, "A", "2026-H1", "D03.vu 3")
    found = mergers.sql("select period, unit_code, past_total from warehouse.value_history where line_code = 'D03'")
    assert relation(found) == """
        period  | unit_code | past_total
        2026-H1 | A         | 3
    """
