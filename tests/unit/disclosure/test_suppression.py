"""Tables that are attacked: what is kept back cannot be found out, and no more than needed is."""

from collections.abc import Collection, Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacker import Equation, ranges
from tonghop.disclosure.suppression import Suppression, suppress
from tonghop.disclosure.system import Cell, System, UnequalRelationError

LIMIT = 3
Rows = Sequence[Sequence[int]]
CLASSIC = ((1, 5, 6), (4, 7, 5), (8, 9, 4))


def figures_of(rows: Rows) -> dict[str, int]:
    """Return a table's cells, its totals by row and column, and the total of all."""
    figures = {f"{i}/{j}": value for i, row in enumerate(rows) for j, value in enumerate(row)}
    figures |= {f"{i}/T": sum(row) for i, row in enumerate(rows)}
    figures |= {f"T/{j}": sum(column) for j, column in enumerate(zip(*rows, strict=True))}
    return {**figures, "T/T": sum(map(sum, rows))}


def equations_of(rows: Rows) -> list[Equation]:
    """Return that every row, every column, and either margin add up."""
    down, across = range(len(rows)), range(len(rows[0]))
    by_row: list[Equation] = [
        {f"{i}/T": -1.0} | {f"{i}/{j}": 1.0 for j in across} for i in [*map(str, down), "T"]
    ]
    by_column: list[Equation] = [
        {f"T/{j}": -1.0} | {f"{i}/{j}": 1.0 for i in down} for j in [*across, "T"]
    ]
    return by_row + by_column


def system_of(rows: Rows, equations: Iterable[Equation], fixed: Collection[str] = ()) -> System:
    """Return a table as a system: single cells below the limit are sensitive, totals are not."""
    system = System()
    for name, value in figures_of(rows).items():
        is_small = "T" not in name and 0 < value < LIMIT
        weight = 50 if "T" in name else 10
        system.add_cell(Cell(name, value, weight, LIMIT if is_small else None, name in fixed))
    for equation in equations:
        system.add_equation(equation)
    return system


def published(rows: Rows, kept_back: Collection[object]) -> dict[str, float | None]:
    return {name: None if name in kept_back else v for name, v in figures_of(rows).items()}


def broken_promises(rows: Rows, found: Suppression, equations: list[Equation]) -> list[str]:
    """Return what an outsider finds out, who knows these equations, although it was promised."""
    known = ranges(published(rows, found.keys), equations)
    return [
        f"{name}: {known[str(name)]}, promised {promise}"
        for name, promise in found.promises.items()
        if known[str(name)][0] > promise.least + 1e-5
        or known[str(name)][1] < promise.greatest - 1e-5
    ]


def test_a_small_figure_takes_a_rectangle_with_it() -> None:
    found = suppress(system_of(CLASSIC, equations_of(CLASSIC)))
    assert len(found.keys) == 4
    assert "0/0" in found.keys
    assert not any("T" in str(key) for key in found.keys)
    known = ranges(published(CLASSIC, found.keys), equations_of(CLASSIC))
    assert known["0/0"][0] == 0
    assert known["0/0"][1] >= LIMIT


def test_small_figures_alone_are_found_out() -> None:
    known = ranges(published(CLASSIC, {"0/0"}), equations_of(CLASSIC))
    assert known == {"0/0": (1, 1)}


def test_a_relation_that_was_forgotten_gives_the_figure_away() -> None:
    equations = equations_of(CLASSIC)
    forgetful = suppress(system_of(CLASSIC, equations[len(CLASSIC) + 1 :]))
    assert broken_promises(CLASSIC, forgetful, equations[len(CLASSIC) + 1 :]) == []
    assert broken_promises(CLASSIC, forgetful, equations) != []


def test_a_table_without_small_figures_is_published_whole() -> None:
    rows = ((0, 5, 6), (4, 0, 5), (8, 9, 0))
    assert suppress(system_of(rows, equations_of(rows))) == Suppression()


def test_totals_that_must_be_published_are() -> None:
    rows = ((1, 0, 6), (4, 7, 5), (0, 9, 4))
    totals = {"T/T", "T/0", "T/1", "T/2"}
    found = suppress(system_of(rows, equations_of(rows), totals))
    assert found.keys.isdisjoint(totals)
    assert broken_promises(rows, found, equations_of(rows)) == []


def test_a_total_that_is_nothing_but_the_small_figure_is_kept_back_after_all() -> None:
    rows = ((2,), (0,))
    system = System()
    system.add_cell(Cell("unit", 2, 10, LIMIT))
    system.add_cell(Cell("nation", 2, 1000, is_fixed=True))
    system.add_equation({"unit": 1, "nation": -1})
    assert suppress(system).keys == {"unit", "nation"}
    assert figures_of(rows)["T/0"] == 2


def test_a_total_below_the_limit_bounds_what_can_be_promised() -> None:
    rows = ((1, 9), (1, 8), (0, 7))
    found = suppress(system_of(rows, equations_of(rows), {"T/0", "T/1", "T/T"}))
    assert {promise.greatest for promise in found.promises.values()} == {2}
    assert broken_promises(rows, found, equations_of(rows)) == []


def test_an_inequality_is_no_way_in() -> None:
    """At least as many victims as cases: published cases would show that there is a victim."""
    system = System()
    for name, value, weight in (("victims", 2, 10), ("cases", 2, 10), ("nation", 9, 1000)):
        system.add_cell(Cell(name, value, weight, LIMIT if name == "victims" else None))
    system.add_cell(Cell("others", 7, 10))
    system.add_inequality({"victims": 1, "cases": -1})
    system.add_equation({"victims": 1, "others": 1, "nation": -1})
    found = suppress(system)
    assert "cases" in found.keys
    known = ranges(
        {"victims": None, "others": None, "nation": 9, "cases": 2},
        [{"victims": 1, "others": 1, "nation": -1}],
        [{"victims": 1, "cases": -1}],
    )
    assert known["victims"][0] == 2


def test_the_same_table_loses_the_same_figures() -> None:
    rows = ((1, 5, 2, 6), (4, 7, 0, 3), (8, 1, 4, 2), (2, 2, 5, 1))
    first, again = (suppress(system_of(rows, equations_of(rows))) for _ in range(2))
    assert first == again


def test_a_relation_that_does_not_hold_is_refused() -> None:
    with pytest.raises(UnequalRelationError):
        system_of(CLASSIC, [{"0/0": 1.0, "0/1": -1.0}])


@settings(max_examples=12, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from((0, 0, 1, 2, 3, 6)), min_size=width, max_size=width),
            min_size=2,
            max_size=5,
        )
    )
)
def test_nothing_is_found_out_in_any_table(rows: list[list[int]]) -> None:
    equations = equations_of(rows)
    found = suppress(system_of(rows, equations))
    assert broken_promises(rows, found, equations) == []
    small = [k for k, v in figures_of(rows).items() if "T" not in k and 0 < v < LIMIT]
    assert set(small) <= found.keys
    assert set(small) == set(found.promises)
