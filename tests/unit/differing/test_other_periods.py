"""Editions of two periods: nothing is late there; what merged is compared with all its parts."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from collections.abc import Iterator

import duckdb
import pytest

from tests.marts.conftest import load_lines
from tests.tables import load, relation
from tests.unit.differing.sealing import seal_edition
from tests.warehouses import copy_laid_out
from tonghop.differing import Difference, difference


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Difference]:
    """A and B became M, P and Q became N (Q was silent); STAYS has both years, SILENT only the
    first, ENDED owes no more and NEW owes since."""
    marts = tmp_path_factory.mktemp("marts")
    with duckdb.connect() as con:
        con.execute("set timezone = 'Asia/Ho_Chi_Minh'")
        copy_laid_out(con)
        load_lines(con)
        units = {"2023-H1": "A B P Q STAYS SILENT ENDED", "2024-H1": "M N STAYS SILENT NEW"}
        for period, owing in units.items():
            for unit in owing.split():
                con.execute("insert into reference.expected_report by name select ? as period, ? as unit_code, ? as unit_name, 'health_department' as unit_kind", [period, unit, f"Sở {unit}"])
        for unit in sorted({unit for owing in units.values() for unit in owing.split()}):
            con.execute("insert into reference.unit by name select ? as unit_code, 'health_department' as kind", [unit])
        load(con, "reference.succession", """
            predecessor | successor | effective_from
            A           | M         | 2023-07-01
            B           | M         | 2023-07-01
            P           | N         | 2023-07-01
            Q           | N         | 2023-07-01
        """)
        con.execute("create temp table sent (period varchar, unit_code varchar, vu decimal(20, 2), co decimal(20, 2), giai_quyet decimal(20, 2), tiep_nhan decimal(20, 2))")
        load(con, "sent", """
            period  | unit_code | vu | co | giai_quyet | tiep_nhan
            2023-H1 | A         | 2  | 1  | 1          | 2
            2023-H1 | B         | 3  | 1  |            |
            2023-H1 | P         | 4  |    |            |
            2023-H1 | STAYS     | 10 | 0  | 1          | 4
            2023-H1 | SILENT    | 20 | 1  |            |
            2023-H1 | ENDED     | 30 | 1  | 3          | 4
            2024-H1 | M         | 9  | 1  | 3          | 3
            2024-H1 | N         | 8  | 1  |            |
            2024-H1 | STAYS     | 11 | 1  | 2          | 4
            2024-H1 | NEW       | 40 | 0  |            |
        """)
        con.execute("insert into warehouse.submission by name select unit_code || period as sha256, timestamptz '2024-07-01 09:00+07' as received_at, unit_code, period, 'accepted' as status from sent")
        con.execute("insert into warehouse.receipt by name select sha256, received_at from warehouse.submission")
        con.execute("""
            insert into warehouse.value by name
            select unit_code || period as sha256, form_code, line_code, measure, value, 'number' as state
            from (unpivot sent on vu, co, giai_quyet, tiep_nhan into name typed value value)
            inner join (values ('vu', 'PCTP2', 'D03', 'vu'), ('co', 'PCTP1', 'D10', 'co'), ('giai_quyet', 'PCTP3', 'D15a', 'so_luong'), ('tiep_nhan', 'PCTP3', 'D15b', 'so_luong')) as cell (typed, form_code, line_code, measure) using (typed)
        """)
        earlier = seal_edition(con, marts, "2023-H1", 1)
        later = seal_edition(con, marts, "2024-H1", 1)
    with difference(earlier, later) as found:
        yield found


PARTS = "line_code, value_earlier, value_later, change, moved, boundaries, declarations, coverage, like_for_like"


def test_the_nation_changes_by_boundaries_coverage_and_like_for_like(years: Difference) -> None:
    """D03: ENDED -30, NEW +40; N from 4 of one part to 8, SILENT -20; M from 2 + 3 to 9, STAYS +1.
    D10: two answers of A and B are one of M. D15: 5 of 10, then 2 of 6 without ENDED; then M's 3 of
    3 stand for A's, of whom B gave nothing, 4 of 7; then STAYS has 2 of 4."""
    assert relation(years.con.sql(f"select {PARTS} from change where basis = 'nation' order by line_code")) == """
        line_code | value_earlier | value_later | change | moved | boundaries | declarations | coverage | like_for_like
        D03       | 69            | 68          | -1     | -1    | 10         | 0            | -16      | 5
        D10       | 4             | 3           | -1     | -1    | -2         | 0            | 0        | 1
        D15       | 50            | 71.43       | 21.43  | 21.43 | -16.67     | 0            | 23.81    | 14.29
        D15a      | 5             | 5           | 0      | 0     | -3         | 0            | 2        | 1
        D15b      | 10            | 7           | -3     | -3    | -4         | 0            | 1        | 0
    """


def test_a_merged_unit_is_compared_with_all_its_parts(years: Difference) -> None:
    found = years.con.sql(f"select unit_code, {PARTS} from change where basis = 'current' and line_code in ('D03', 'D10') order by line_code, unit_code")
    assert relation(found) == """
        unit_code | line_code | value_earlier | value_later | change | moved | boundaries | declarations | coverage | like_for_like
        ENDED     | D03       | 30            |             |        | -30   | -30        | 0            | 0        | 0
        M         | D03       | 5             | 9           | 4      | 4     | 0          | 0            | 0        | 4
        N         | D03       | 4             | 8           | 4      | 4     | 0          | 0            | 4        | 0
        NEW       | D03       |               | 40          |        | 40    | 40         | 0            | 0        | 0
        SILENT    | D03       | 20            |             |        | -20   | 0          | 0            | -20      | 0
        STAYS     | D03       | 10            | 11          | 1      | 1     | 0          | 0            | 0        | 1
        ENDED     | D10       | 1             |             |        | -1    | -1         | 0            | 0        | 0
        M         | D10       | 2             | 1           | -1     | -1    | -1         | 0            | 0        | 0
        N         | D10       |               | 1           |        | 1     | 0          | 0            | 1        | 0
        NEW       | D10       |               | 0           |        | 0     | 0          | 0            | 0        | 0
        SILENT    | D10       | 1             |             |        | -1    | 0          | 0            | -1       | 0
        STAYS     | D10       | 0             | 1           | 1      | 1     | 0          | 0            | 0        | 1
    """


def test_a_unit_as_it_reported_has_no_figure_in_the_period_that_it_did_not_owe(years: Difference) -> None:
    found = years.con.sql(f"select unit_code, {PARTS} from change where basis = 'as_reported' and line_code = 'D03' and unit_code in ('A', 'M', 'STAYS') order by unit_code")
    assert relation(found) == """
        unit_code | line_code | value_earlier | value_later | change | moved | boundaries | declarations | coverage | like_for_like
        A         | D03       | 2             |             |        | -2    | -2         | 0            | 0        | 0
        M         | D03       |               | 9           |        | 9     | 9          | 0            | 0        | 0
        STAYS     | D03       | 10            | 11          | 1      | 1     | 0          | 0            | 0        | 1
    """
