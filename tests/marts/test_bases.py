"""The past on today's units, and like for like: what is summed, what is missing, what never mixes."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from collections.abc import Iterable, Mapping

import duckdb
import pytest

from tests.build import declarations
from tests.tables import load, parse, rows
from tonghop.building import build
from tonghop.warehouse.reference import reference_tables

RESTATED = "unit_code, unit_name, value, state, parts_expected, parts_reported, parts_missing"
COMPARED = "unit_code, value, value_last_year, change, change_pct, state_last_year, parts_expected_last_year, parts_reported_last_year, parts_missing_last_year, change_like, change_pct_like"
LIKE = "figure_id, value, value_last_year, value_like, value_last_year_like, change_like, change_pct_like, units_like"


@pytest.fixture
def merger(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """P and Q became A on 1/7/2025; B stays; M took over N's work; cells of every kind."""
    load(empty, "reference.period", """
        period  | kind | year | starts_on  | cut_off    | last_year
        2024-H1 | H1   | 2024 | 2023-12-15 | 2024-06-14 | 2023-H1
        2024-Y  | Y    | 2024 | 2023-12-15 | 2024-12-14 | 2023-Y
        2025-H1 | H1   | 2025 | 2024-12-15 | 2025-06-14 | 2024-H1
        2025-Y  | Y    | 2025 | 2024-12-15 | 2025-12-14 | 2024-Y
        2026-H1 | H1   | 2026 | 2025-12-15 | 2026-06-14 | 2025-H1
    """)
    load(empty, "reference.indicator_cell", """
        form_code | line_code | measure | kind   | aggregation | numerator | denominator
        PCTP2     | D03       | vu      | flow   | sum         |           |
        PCTP2     | F01       | dang    | stock  | sum         |           |
        PCTP1     | D10       | co      | yes_no | count_yes   |           |
        PCTP2     | D15       | ty_le   | ratio  | ratio       | D16.vu    | D17.vu
        PCTP2     | D16       | vu      | flow   | sum         |           |
        PCTP2     | D17       | vu      | flow   | sum         |           |
    """)
    load(empty, "reference.unit", """
        unit_code | kind              | province_code | valid_from | valid_to
        P         | health_department | 51            |            | 2025-06-30
        Q         | health_department | 62            |            | 2025-06-30
        A         | health_department | 51            | 2025-07-01 |
        B         | ministry_hospital |               |            |
        M         | ministry_unit     |               |            |
        N         | ministry_unit     |               |            | 2025-06-30
    """)
    load(empty, "reference.unit_name", """
        unit_code | name        | valid_from | valid_to
        P         | Sở P        |            |
        Q         | Sở Q        |            |
        A         | Sở A        | 2025-07-01 |
        B         | Bệnh viện B |            |
        M         | Vụ M        |            | 2025-06-30
        M         | Cục M       | 2025-07-01 |
        N         | Vụ N        |            |
    """)
    load(empty, "reference.succession", """
        predecessor | successor | effective_from
        P           | A         | 2025-07-01
        Q           | A         | 2025-07-01
        N           | M         | 2025-07-01
    """)
    before = {"P": "Sở P", "Q": "Sở Q", "B": "Bệnh viện B", "M": "Vụ M", "N": "Vụ N"}
    after = {"A": "Sở A", "B": "Bệnh viện B", "M": "Cục M"}
    for period, units in (("2024-H1", before), ("2024-Y", before), ("2025-H1", before), ("2025-Y", after), ("2026-H1", after)):
        owe(empty, period, units)
    return empty


def owe(con: duckdb.DuckDBPyConnection, period: str, names: Mapping[str, str]) -> None:
    con.executemany(
        "insert into reference.expected_report (period, unit_code, unit_name, unit_kind)"
        " select ?, unit_code, ?, kind from reference.unit where unit_code = ?",
        [[period, name, code] for code, name in names.items()],
    )


def report(con: duckdb.DuckDBPyConnection, text: str) -> None:
    """Record what units wrote: a number, or the state of a cell without one."""
    header, *lines = parse(text)
    for period, unit, *entries in lines:
        sha = f"{unit} {period}"
        load(con, "warehouse.submission", f"""
            sha256 | unit_code | period   | status   | received_at
            {sha}  | {unit}    | {period} | accepted | 2025-06-10 09:00+07
        """)
        write(con, sha, zip(header[2:], entries, strict=True))


def write(con: duckdb.DuckDBPyConnection, sha: str, entries: Iterable[tuple[str, str]]) -> None:
    for code, entry in ((code, entry) for code, entry in entries if entry):
        line, measure = code.split(".")
        number = "0" if entry == "none" else None if entry.isidentifier() else entry
        con.execute(
            "insert into warehouse.value (sha256, form_code, line_code, measure, value, state)"
            " select ?, form_code, line_code, measure, ?, ? from reference.indicator_cell"
            " where line_code = ? and measure = ?",
            [sha, number, entry if entry.isidentifier() else "number", line, measure],
        )


def current(period: str, line: str) -> str:
    return f"basis = 'current' and period = '{period}' and line_code = '{line}'"


def test_flows_and_stocks_of_the_past_are_summed_on_the_units_of_today(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D03.vu | F01.dang
        2025-H1 | P    | 3      | 100
        2025-H1 | Q    | 4      | 50.5
        2025-H1 | B    | 1      | 7
        2025-H1 | M    | 2      | none
        2025-H1 | N    | none   | none
    """)
    build(merger)
    where = "basis = 'current' and period = '2025-H1' and line_code in ('D03', 'F01')"
    assert rows(merger, "province_summary", columns="figure_id, value", where=where) == """
        figure_id          | value
        2025-H1:D03.vu@A   | 7
        2025-H1:F01.dang@A | 150.5
        2025-H1:D03.vu@B   | 1
        2025-H1:F01.dang@B | 7
        2025-H1:D03.vu@M   | 2
        2025-H1:F01.dang@M | 0
    """


def test_a_merged_province_with_a_predecessor_missing_keeps_its_sum_and_names_who_is_missing(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D03.vu | F01.dang
        2025-H1 | P    | 3      | blank
        2025-H1 | M    | none   | not_collected
        2025-H1 | N    | none   | refused
    """)
    build(merger)
    assert rows(merger, "province_summary", columns=RESTATED, where=current("2025-H1", "D03")) == """
        unit_code | unit_name   | value | state   | parts_expected | parts_reported | parts_missing
        A         | Sở A        | 3     | partial | 2              | 1              | Sở Q
        B         | Bệnh viện B |       | missing | 1              | 0              | Bệnh viện B
        M         | Vụ M        | 0     | none    | 2              | 2              |
    """
    assert rows(merger, "province_summary", columns=RESTATED, where=current("2025-H1", "F01")) == """
        unit_code | unit_name   | value | state   | parts_expected | parts_reported | parts_missing
        A         | Sở A        |       | missing | 2              | 0              | Sở P; Sở Q
        B         | Bệnh viện B |       | missing | 1              | 0              | Bệnh viện B
        M         | Vụ M        |       | refused | 2              | 0              | Vụ M; Vụ N
    """


@pytest.mark.parametrize(
    ("p", "q", "value", "state"),
    [
        ("none", "none", "0", "none"),
        ("none", "0", "0", "number"),
        ("none", "blank", "0", "partial"),
        ("5", "not_collected", "5", "partial"),
        ("refused", "blank", "", "refused"),
        ("blank", "not_collected", "", "blank"),
        ("not_collected", "not_collected", "", "not_collected"),
    ],
)
def test_the_state_of_a_sum_follows_from_its_parts(merger: duckdb.DuckDBPyConnection, p: str, q: str, value: str, state: str) -> None:
    report(merger, f"""
        period  | unit | D03.vu
        2025-H1 | P    | {p}
        2025-H1 | Q    | {q}
    """)
    build(merger)
    where = f"unit_code = 'A' and {current('2025-H1', 'D03')}"
    assert rows(merger, "province_summary", columns="value, state", where=where) == f"""
        value   | state
        {value} | {state}
    """


def test_a_ratio_is_recomputed_from_the_sums_and_never_averaged(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D16.vu | D17.vu
        2024-H1 | P    | 1      | 2
        2024-H1 | Q    | 9      |
        2025-H1 | P    | 1      | 2
        2025-H1 | Q    | 1      | 6
        2025-H1 | M    | 0      | 0
        2025-H1 | N    | 0      | 0
    """)
    build(merger)
    columns = "period, unit_code, value, state, parts_reported, parts_missing"
    where = "basis = 'current' and line_code = 'D15' and unit_code in ('A', 'M') and period in ('2024-H1', '2025-H1')"
    assert rows(merger, "province_summary", columns=columns, where=where) == """
        period  | unit_code | value | state   | parts_reported | parts_missing
        2024-H1 | A         | 50    | partial | 1              | Sở Q
        2024-H1 | M         |       | missing | 0              | Vụ M; Vụ N
        2025-H1 | A         | 25    | number  | 2              |
        2025-H1 | M         |       | blank   | 2              |
    """


def test_answers_become_a_count_of_yes_beside_how_many_answered(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D10.co
        2025-H1 | P    | 1
        2025-H1 | Q    | 0
        2025-H1 | M    | 1
    """)
    build(merger)
    columns = "unit_code, value, state, parts_expected, parts_reported"
    assert rows(merger, "province_summary", columns=columns, where=current("2025-H1", "D10")) == """
        unit_code | value | state   | parts_expected | parts_reported
        A         | 1     | number  | 2              | 2
        B         |       | missing | 1              | 0
        M         | 1     | partial | 2              | 1
    """


def test_answers_of_merged_units_are_compared_with_no_answer_of_one(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D10.co
        2025-H1 | P    | 1
        2025-H1 | Q    | 1
        2025-H1 | B    | 1
        2026-H1 | A    | 1
        2026-H1 | B    | 0
    """)
    build(merger)
    columns = "unit_code, value, value_last_year, change, value_last_year_like, change_like"
    where = f"unit_code in ('A', 'B') and {current('2026-H1', 'D10')}"
    assert rows(merger, "province_summary", columns=columns, where=where) == """
        unit_code | value | value_last_year | change | value_last_year_like | change_like
        A         | 1     | 2               | -1     |                      |
        B         | 0     | 1               | -1     | 1                    | -1
    """
    columns = "value, value_last_year, value_like, value_last_year_like, change_like, units_like"
    where = "period = '2026-H1' and line_code = 'D10'"
    assert rows(merger, "national_summary", columns=columns, where=where) == """
        value | value_last_year | value_like | value_last_year_like | change_like | units_like
        1     | 3               | 0          | 1                    | -1          | 1
    """


def test_last_year_is_restated_on_the_same_unit_and_like_for_like_needs_all_of_it(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D03.vu | F01.dang
        2025-H1 | P    | 3      | 10
        2025-H1 | Q    | 5      |
        2025-H1 | M    | 1      | 2
        2026-H1 | A    | 6      | 12
        2026-H1 | B    | 4      | 1
    """)
    build(merger)
    assert rows(merger, "province_summary", columns=COMPARED, where=current("2026-H1", "D03")) == """
        unit_code | value | value_last_year | change | change_pct | state_last_year | parts_expected_last_year | parts_reported_last_year | parts_missing_last_year | change_like | change_pct_like
        A         | 6     | 8               | -2     | -25        | number          | 2                        | 2                        |                         | -2          | -25
        B         | 4     |                 |        |            | missing         | 1                        | 0                        | Bệnh viện B             |             |
        M         |       | 1               |        |            | partial         | 2                        | 1                        | Vụ N                    |             |
    """
    assert rows(merger, "province_summary", columns=COMPARED, where=f"unit_code = 'A' and {current('2026-H1', 'F01')}") == """
        unit_code | value | value_last_year | change | change_pct | state_last_year | parts_expected_last_year | parts_reported_last_year | parts_missing_last_year | change_like | change_pct_like
        A         | 12    | 10              | 2      | 20         | partial         | 2                        | 1                        | Sở Q                    |             |
    """


def test_on_the_basis_as_reported_a_merged_unit_has_no_last_year(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D03.vu
        2025-H1 | P    | 3
        2025-H1 | Q    | 5
        2026-H1 | A    | 6
    """)
    build(merger)
    columns = "period, unit_code, unit_name, value, value_last_year, parts_expected, parts_expected_last_year"
    where = "basis = 'as_reported' and line_code = 'D03' and value is not null"
    assert rows(merger, "province_summary", columns=columns, where=where) == """
        period  | unit_code | unit_name | value | value_last_year | parts_expected | parts_expected_last_year
        2025-H1 | P         | Sở P      | 3     |                 | 1              |
        2025-H1 | Q         | Sở Q      | 5     |                 | 1              |
        2026-H1 | A         | Sở A      | 6     |                 | 1              |
    """


def test_a_year_that_straddles_the_change_is_reported_by_the_new_units_alone(merger: duckdb.DuckDBPyConnection) -> None:
    """Whoever reports for a period is decided by its last day; what P sends for it adds nothing."""
    report(merger, """
        period  | unit | D03.vu
        2024-Y  | P    | 7
        2024-Y  | Q    | 8
        2025-H1 | P    | 3
        2025-H1 | Q    | 5
        2025-H1 | A    | 999
        2025-Y  | P    | 4
        2025-Y  | A    | 20
    """)
    build(merger)
    columns = "period, basis, unit_code, value, value_last_year, parts_expected"
    where = "line_code = 'D03' and value is not null"
    assert rows(merger, "province_summary", columns=columns, where=where) == """
        period  | basis       | unit_code | value | value_last_year | parts_expected
        2024-Y  | as_reported | P         | 7     |                 | 1
        2024-Y  | as_reported | Q         | 8     |                 | 1
        2024-Y  | current     | A         | 15    |                 | 2
        2025-H1 | as_reported | P         | 3     |                 | 1
        2025-H1 | as_reported | Q         | 5     |                 | 1
        2025-H1 | current     | A         | 8     |                 | 2
        2025-Y  | as_reported | A         | 20    |                 | 1
        2025-Y  | current     | A         | 20    | 15              | 1
    """


def test_a_report_that_an_old_unit_sends_after_the_change_counts_for_its_own_period(merger: duckdb.DuckDBPyConnection) -> None:
    load(merger, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        late   | Q         | 2025-H1 | accepted | 2025-08-20 09:00+07
    """)
    write(merger, "late", [("D03.vu", "5")])
    build(merger)
    where = f"unit_code = 'A' and {current('2025-H1', 'D03')}"
    assert rows(merger, "province_summary", columns="value, state, parts_missing", where=where) == """
        value | state   | parts_missing
        5     | partial | Sở P
    """


def test_like_for_like_leaves_out_whoever_is_not_whole_in_both_years(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D03.vu | F01.dang | D10.co | D16.vu | D17.vu
        2025-H1 | P    | 3      | 10       | 1      | 1      | 2
        2025-H1 | Q    | 5      |          | 1      | 1      | 2
        2025-H1 | B    | 100    | 20       | 0      | 5      |
        2025-H1 | M    | 1      | 30       |        | 0      | 1
        2026-H1 | A    | 6      | 12       | 0      | 2      | 3
        2026-H1 | B    | 80     | 22       | 1      | 6      | 6
        2026-H1 | M    | 9      | 33       | 1      | 0      | 9
    """)
    build(merger)
    assert rows(merger, "national_summary", columns=LIKE, where="period = '2026-H1'") == """
        figure_id         | value | value_last_year | value_like | value_last_year_like | change_like | change_pct_like | units_like
        2026-H1:D03.vu    | 95    | 109             | 86         | 108                  | -22         | -20.37          | 2
        2026-H1:D10.co    | 2     | 2               | 1          | 0                    | 1           |                 | 1
        2026-H1:D15.ty_le | 44.44 | 40              | 66.67      | 50                   | 16.67       | 33.34           | 1
        2026-H1:D16.vu    | 8     | 7               | 8          | 7                    | 1           | 14.29           | 2
        2026-H1:D17.vu    | 18    | 5               | 3          | 4                    | -1          | -25             | 1
        2026-H1:F01.dang  | 67    | 60              | 22         | 20                   | 2           | 10              | 1
    """


def test_like_for_like_is_between_the_units_of_then_until_they_merge(merger: duckdb.DuckDBPyConnection) -> None:
    """M is compared with itself before it took N's work over, and with both afterwards."""
    report(merger, """
        period  | unit | D03.vu
        2024-H1 | M    | 10
        2024-H1 | P    | 1
        2025-H1 | M    | 12
        2025-H1 | N    | 500
        2025-H1 | P    | 2
        2025-H1 | Q    | 3
        2026-H1 | M    | 490
    """)
    build(merger)
    columns = "period, value, value_like, value_last_year_like, units_like"
    assert rows(merger, "national_summary", columns=columns, where="line_code = 'D03' and value is not null") == """
        period  | value | value_like | value_last_year_like | units_like
        2024-H1 | 11    |            |                      |
        2025-H1 | 517   | 14         | 11                   | 2
        2026-H1 | 490   | 490        | 512                  | 1
    """


def test_nobody_alike_is_counted_as_none_and_not_as_unknown(merger: duckdb.DuckDBPyConnection) -> None:
    report(merger, """
        period  | unit | D03.vu
        2025-H1 | P    | 3
        2026-H1 | A    | 6
    """)
    build(merger)
    assert rows(merger, "national_summary", columns=LIKE, where="period = '2026-H1' and line_code = 'D03'") == """
        figure_id      | value | value_last_year | value_like | value_last_year_like | change_like | change_pct_like | units_like
        2026-H1:D03.vu | 6     | 3               |            |                      |             |                 | 0
    """


@pytest.fixture
def declared(empty: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The project's own declarations; each department of the 63 reports its province's code."""
    for name, table in reference_tables(declarations()).items():
        empty.register("declared", table)
        empty.execute(f"insert into reference.{name} by name select * from declared")
        empty.unregister("declared")
    empty.execute("""
        insert into warehouse.submission by name
        select period || unit_code as sha256, unit_code, period, 'accepted' as status, now() as received_at
        from reference.expected_report
        where period in ('2025-H1', '2026-H1') and unit_kind = 'health_department'
    """)
    empty.execute("""
        insert into warehouse.value by name
        select sha256, 'PCTP2' as form_code, 'D03' as line_code, 'vu' as measure, 'number' as state,
            cast(unit_code[-2:] as integer) as value
        from warehouse.submission
    """)
    return empty


def test_codes_that_changed_their_meaning_never_mix(declared: duckdb.DuckDBPyConnection) -> None:
    """Bình Phước (70) is found under Đồng Nai (75), Kon Tum (62) under Quảng Ngãi (51)."""
    build(declared)
    where = f"unit_code[-2:] in ('15', '24', '44', '51', '52', '75', '80', '82', '91') and measure = 'vu' and {current('2026-H1', 'D03')} and unit_code like 'SYT%'"
    columns = "unit_code, unit_name, value, value_last_year, parts_expected_last_year"
    assert rows(declared, "province_summary", columns=columns, where=where) == """
        unit_code | unit_name               | value | value_last_year | parts_expected_last_year
        SYT34-15  | Sở Y tế tỉnh Lào Cai    | 15    | 25              | 2
        SYT34-24  | Sở Y tế tỉnh Bắc Ninh   | 24    | 51              | 2
        SYT34-44  | Sở Y tế tỉnh Quảng Trị  | 44    | 89              | 2
        SYT34-51  | Sở Y tế tỉnh Quảng Ngãi | 51    | 113             | 2
        SYT34-52  | Sở Y tế tỉnh Gia Lai    | 52    | 116             | 2
        SYT34-75  | Sở Y tế thành phố Đồng Nai | 75    | 145             | 2
        SYT34-80  | Sở Y tế tỉnh Tây Ninh   | 80    | 152             | 2
        SYT34-82  | Sở Y tế tỉnh Đồng Tháp  | 82    | 169             | 2
        SYT34-91  | Sở Y tế tỉnh An Giang   | 91    | 180             | 2
    """


def test_the_63_become_the_34_and_the_nation_stays(declared: duckdb.DuckDBPyConnection) -> None:
    build(declared)
    found = declared.sql("""
        select basis, count(*), sum(parts_expected), sum(value)
        from marts.province_summary
        where period = '2025-H1' and line_code = 'D03' and measure = 'vu' and unit_kind = 'health_department'
        group by basis order by basis
    """)
    nation = sum(int(u.unit_code[-2:]) for u in declarations().units.units if u.unit_code.startswith("SYT63-"))
    assert [tuple(map(str, row)) for row in found.fetchall()] == [
        ("as_reported", "63", "63", f"{nation}.00"),
        ("current", "34", "63", f"{nation}.00"),
    ]
