"""Shared views: what is worked out once says what the view says, and is gone afterwards."""

import re

import duckdb
import pytest

from tests.tables import load
from tonghop import shared_views
from tonghop.building import MARTS, GrainError, build, read_select
from tonghop.shared_views import SHARED_VIEWS, worked_out
from tonghop.warehouse.structure import read_schema


@pytest.fixture
def loaded(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Two years of a health department, a hospital that is late and a report that is held."""
    load(con, "warehouse.submission", """
        sha256 | unit_code | period  | status   | received_at
        a0     | A         | 2023-H1 | accepted | 2023-06-10 09:00+07
        a1     | A         | 2024-H1 | accepted | 2024-06-10 09:00+07
        b1     | B         | 2024-H1 | held     | 2024-06-11 09:00+07
        h1     | H         | 2024-H1 | accepted | 2024-06-20 09:00+07
    """)  # fmt: skip
    load(con, "warehouse.value", """
        sha256 | form_code | line_code | measure  | state  | value
        a0     | PCTP2     | D03       | vu       | number | 9
        a1     | PCTP2     | D03       | vu       | number | 7
        a1     | PCTP3     | D15a      | so_luong | number | 3
        a1     | PCTP3     | D15b      | so_luong | number | 4
        b1     | PCTP2     | D03       | vu       | number | 5
        h1     | PCTP2     | D03       | vu       | none   | 0
    """)  # fmt: skip
    return con


def marts(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    build(con)
    return {name: con.execute(f"from marts.{name}").fetchall() for name in MARTS}


def mentions(text: str) -> list[str]:
    """Return the views, tables and macros of the warehouse that an SQL text mentions."""
    return re.findall(r"\bwarehouse\.(\w+)", re.sub(r"--.*", "", text))


def temporary(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return con.execute(
        """
        select table_name from duckdb_tables() where temporary union all
        select view_name from duckdb_views() where temporary and not internal
        """
    ).fetchall()


def test_the_marts_are_those_of_the_views_themselves(
    loaded: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = marts(loaded)
    monkeypatch.setattr(shared_views, "SHARED_VIEWS", ())
    assert marts(loaded) == shared
    assert len(shared["national_summary"]) == 10
    assert len(shared["figure_cell"]) == 5


@pytest.mark.parametrize("name", SHARED_VIEWS)
def test_what_is_worked_out_says_what_the_view_says(
    loaded: duckdb.DuckDBPyConnection, name: str
) -> None:
    with worked_out(loaded) as reading:
        select = reading(f"select * from warehouse.{name} as of_the_view order by all")
        assert select == f"select * from temp.shared_{name} as of_the_view order by all"
        found = loaded.execute(select).fetchall()
    assert found == loaded.execute(f"from warehouse.{name} order by all").fetchall()


@pytest.mark.parametrize("name", SHARED_VIEWS)
def test_a_shared_view_is_mentioned_more_than_once(name: str) -> None:
    texts = (read_schema(), *map(read_select, MARTS))
    assert sum(mentions(text).count(name) for text in texts) > 2  # Once where it is made.


def test_whatever_a_mart_reads_rests_on_what_is_worked_out(
    loaded: duckdb.DuckDBPyConnection,
) -> None:
    """Also through a view between, which would plan those that it builds on anew."""
    views = {name for (name,) in loaded.execute("select view_name from duckdb_views()").fetchall()}
    selects = [*map(read_select, MARTS)]
    with worked_out(loaded, selects) as reading:
        made = "select sql from duckdb_views() where temporary and not internal"
        between = [sql for (sql,) in loaded.execute(made).fetchall()]
        planned = "".join([*map(reading, selects), *between])
    assert len(between) >= 10
    assert views.isdisjoint(mentions(planned))


def test_other_names_are_left_alone(con: duckdb.DuckDBPyConnection) -> None:
    with worked_out(con) as reading:
        select = "select warehouse.percent(1, 2) from warehouse.unit_figures, marts.unit_target"
        assert reading(select) == select


def test_nothing_is_left_after_a_build(loaded: duckdb.DuckDBPyConnection) -> None:
    build(loaded)
    assert temporary(loaded) == []


def test_nothing_is_left_after_a_build_that_fails(loaded: duckdb.DuckDBPyConnection) -> None:
    loaded.execute("insert into reference.expected_report from reference.expected_report limit 1")
    with pytest.raises(GrainError):
        build(loaded)
    assert temporary(loaded) == []


def test_what_is_recorded_between_two_builds_is_seen(loaded: duckdb.DuckDBPyConnection) -> None:
    before = marts(loaded)
    loaded.execute("update warehouse.value set value = 8 where sha256 = 'a1' and line_code = 'D03'")
    assert marts(loaded)["figure_cell"] != before["figure_cell"]
