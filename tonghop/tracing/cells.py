"""The cells behind a figure, part by part, and the units that have none."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from tonghop.tracing.figure import (
    DENOMINATOR,
    FALL,
    NUMERATOR,
    RATIO,
    Absent,
    Cell,
    Found,
    Part,
)

_COLUMNS = """
    cell.period, cell.line_code || '.' || cell.measure, cell.unit_code, cell.unit_name,
    cell.file_name, cell.sha256, cast(cell.received_at as timestamp), cell.sheet,
    cell.cell, cell.raw_text, cell.state,
    cell.value, cell.sent_state, cell.sent_value, cell.decisions
"""
_OF_UNITS = f"""
    select {_COLUMNS} from figure_cell as cell
    where cell.period = $period and cell.line_code = $line and cell.measure = $measure
        {{units}}
    order by cell.unit_code
"""
_ONE, _SEVERAL = "= $units", "in (select unnest($units))"
_DERIVED = f"""
    select part.sign, part.part, period.label, part.unit_code, {_COLUMNS}
    from derivation_part as part
    inner join period on part.part = period.period
    inner join figure_cell as cell
        on part.part = cell.period and part.past_unit = cell.unit_code
    where part.period = $period and part.unit_code in (select unnest($units))
        and cell.line_code = $line and cell.measure = $measure
        and cell.period in (
            select other.part from derivation_part as other where other.period = $period
        )
    order by part.sign desc, period.cut_off desc, part.unit_code, cell.unit_code
"""
_RATIO = """
    select any_value(numerator), any_value(denominator)
    from indicator_cell
    where line_code = $line and measure = $measure and kind = 'ratio'
"""
_ALIKE = """
    with parts as (
        select lineage.unit_code, lineage.past_unit, past.period,
            count(*) over (partition by lineage.unit_code) as parts
        from period
        inner join expected_report as past on period.last_year = past.period
        inner join lineage
            on past.unit_code = lineage.past_unit
            and coalesce(lineage.until <= period.cut_off, true)
        where period.period = $period
    )
    select part.unit_code, any_value(part.period), list(part.past_unit order by part.past_unit)
    from parts as part
    inner join figure_cell as cell
        on part.period = cell.period and part.past_unit = cell.unit_code
    where cell.line_code = $line and cell.measure = $measure
        and part.unit_code in (select unnest($units))
    group by part.unit_code, part.parts
    having count(*) = part.parts
"""
_UNITS = {
    "unit_kind": "select unit_code from expected_report where period = $period "
    "and unit_kind = $whose",
    "derived_nation": """
        select unit_code from unit_derived_period
        where period = $period and line_code = $line and measure = $measure and state = 'derived'
    """,
}
_PARTS_OF_TODAY = """
    select lineage.past_unit
    from lineage
    inner join expected_report as expected
        on lineage.past_unit = expected.unit_code and expected.period = $period
    where lineage.unit_code = $whose
"""
_ABSENT = """
    select status.period, status.unit_code, status.unit_name,
        case when status.status in ('missing', 'held', 'rejected') then status.status
            else coalesce(cell.reason, 'no_cell') end,
        coalesce(cell.file_name, file.file_name), cell.sheet, cell.cell, cell.raw_text
    from reporting_status as status
    left join (
        select * from uncounted_cell
        where period = $period and line_code = $line and measure = $measure
            and reason in ('blank', 'not_collected', 'refused')
    ) as cell on status.unit_code = cell.unit_code
    left join submission as file on status.sha256 = file.sha256
    where status.period = $period {units}
        and status.unit_code not in (
            select unit_code from figure_cell
            where period = $period and line_code = $line and measure = $measure
        )
    order by status.unit_code
"""

_ABSENT_DERIVED = """
    select period, unit_code, unit_name, state, parts_missing
    from unit_derived_period
    where period = $period and line_code = $line and measure = $measure
        and value is null and ($whose = '' or unit_code = $whose)
    order by unit_code
"""

Code = tuple[str, str]
"""A line and a measure."""


def parts_of(con: duckdb.DuckDBPyConnection, figure: Found) -> tuple[Part, ...]:
    """Return the parts of a figure, each with its cells in the order of their units."""
    units = reporting_units(con, figure)
    if figure.subject.startswith("derived"):
        return _derived_parts(con, figure, units or [])
    if figure.method == FALL:
        return _parts_alike(con, figure, units)
    if figure.method != RATIO:
        cells = _cells(con, figure.period, (figure.line_code, figure.measure), units)
        return (Part("", NUMERATOR, 1, cells),)
    numerator, denominator = ratio_of(con, figure)
    above = _cells(con, figure.period, numerator, units)
    below = _cells(con, figure.period, denominator, units)
    both = {cell.unit_code for cell in above} & {cell.unit_code for cell in below}
    return (
        Part(f"Tử số {'.'.join(numerator)}", NUMERATOR, 1, _of(above, both)),
        Part(f"Mẫu số {'.'.join(denominator)}", DENOMINATOR, 1, _of(below, both)),
    )


def absent_units(con: duckdb.DuckDBPyConnection, figure: Found) -> tuple[Absent, ...]:
    """Return the units that could be in a figure and are not, with the cell that says why."""
    if figure.subject.startswith("derived"):
        return _absent_derived(con, figure)
    codes = ratio_of(con, figure) if figure.kind == "ratio" else [_code(figure)]
    units = reporting_units(con, figure)
    found: dict[str, Absent] = {}
    for line, measure in codes:
        known = {"period": figure.period, "line": line, "measure": measure}
        for row in _of_units(con, _ABSENT, known, "status", units):
            found.setdefault(row[1], Absent(*row))
    return tuple(found[unit] for unit in sorted(found))


def reporting_units(con: duckdb.DuckDBPyConnection, figure: Found) -> list[str] | None:
    """Return the units whose reports may be in a figure; of a derived one, those that have it.

    None means every unit, which is the nation.
    """
    if figure.subject in ("nation", "target"):
        return None
    if figure.basis == "current":
        select = _PARTS_OF_TODAY
    elif figure.subject in _UNITS:
        select = _UNITS[figure.subject]
    else:
        return [figure.whose]
    wanted = {
        "period": figure.period, "whose": figure.whose, "line": figure.line_code,
        "measure": figure.measure,
    }  # fmt: skip
    known = {name: value for name, value in wanted.items() if f"${name}" in select}
    return [unit for (unit,) in con.execute(select, known).fetchall()]


def ratio_of(con: duckdb.DuckDBPyConnection, figure: Found) -> tuple[Code, Code]:
    """Return the cells that are a ratio's numerator and denominator."""
    known = {"line": figure.line_code, "measure": figure.measure}
    found = con.execute(_RATIO, known).fetchall()
    (numerator, denominator) = found[0]
    return _split(numerator), _split(denominator)


def _split(code: str) -> Code:
    line, _, measure = code.partition(".")
    return line, measure


def _code(figure: Found) -> Code:
    return figure.line_code, figure.measure


def _cells(
    con: duckdb.DuckDBPyConnection, period: str, code: Code, units: Sequence[str] | None
) -> tuple[Cell, ...]:
    known = {"period": period, "line": code[0], "measure": code[1]}
    return tuple(Cell(*row) for row in _of_units(con, _OF_UNITS, known, "cell", units))


def _of_units(
    con: duckdb.DuckDBPyConnection,
    select: str,
    known: dict[str, Any],
    table: str,
    units: Sequence[str] | None,
) -> list[tuple[Any, ...]]:
    """Run a select of the rows of ``table`` for these units, in the plainest words for so many."""
    if units is None:
        return con.execute(select.format(units=""), known).fetchall()
    which = f"and {table}.unit_code {_ONE if len(units) == 1 else _SEVERAL}"
    wanted = units[0] if len(units) == 1 else list(units)
    return con.execute(select.format(units=which), known | {"units": wanted}).fetchall()


def _of(cells: Iterable[Cell], units: set[str]) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if cell.unit_code in units)


def _parts_alike(
    con: duckdb.DuckDBPyConnection, figure: Found, units: Sequence[str] | None
) -> tuple[Part, ...]:
    """Return this period's cells and last year's, of the units that both periods cover."""
    now = _cells(con, figure.period, _code(figure), units)
    known = {
        "period": figure.period, "line": figure.line_code, "measure": figure.measure,
        "units": [cell.unit_code for cell in now],
    }  # fmt: skip
    alike = con.execute(_ALIKE, known).fetchall()
    if not alike:
        return ()
    covered = {unit for unit, _, _ in alike}
    past = [unit for _, _, parts in alike for unit in parts]
    then = _cells(con, alike[0][1], _code(figure), past)
    return (
        Part("Kỳ này, các đơn vị có số liệu cả hai kỳ", NUMERATOR, 1, _of(now, covered)),
        Part("Cùng kỳ năm trước, cũng các đơn vị ấy", DENOMINATOR, 1, then),
    )


def _derived_parts(
    con: duckdb.DuckDBPyConnection, figure: Found, units: Sequence[str]
) -> tuple[Part, ...]:
    if figure.kind != "ratio":
        return _differences(con, figure.period, _code(figure), units, "", NUMERATOR)
    numerator, denominator = ratio_of(con, figure)
    if figure.subject == "derived_nation":
        units = sorted(_derived(con, figure, numerator) & _derived(con, figure, denominator))
    return (
        *_differences(
            con, figure.period, numerator, units, f"Tử số {'.'.join(numerator)}, ", NUMERATOR
        ),
        *_differences(
            con, figure.period, denominator, units, f"Mẫu số {'.'.join(denominator)}, ", DENOMINATOR
        ),
    )


def _derived(con: duckdb.DuckDBPyConnection, figure: Found, code: Code) -> set[str]:
    known = {"period": figure.period, "line": code[0], "measure": code[1]}
    return {unit for (unit,) in con.execute(_UNITS["derived_nation"], known).fetchall()}


def _differences(
    con: duckdb.DuckDBPyConnection,
    period: str,
    code: Code,
    units: Sequence[str],
    prefix: str,
    side: str,
) -> tuple[Part, ...]:
    """Return a part for each report period: what is added first, then what is subtracted."""
    known = {"period": period, "line": code[0], "measure": code[1], "units": list(units)}
    parts: dict[tuple[int, str], list[Any]] = {}
    for sign, _, label, _, *cell in con.execute(_DERIVED, known).fetchall():
        parts.setdefault((sign, label), []).append(Cell(*cell))
    return tuple(
        Part(f"{prefix}{'cộng' if sign > 0 else 'trừ'}: {label}", side, sign, tuple(cells))
        for (sign, label), cells in parts.items()
    )


def _absent_derived(con: duckdb.DuckDBPyConnection, figure: Found) -> tuple[Absent, ...]:
    """Return the units without a derived figure, and the reports that lack the number."""
    rows = con.execute(
        _ABSENT_DERIVED,
        {
            "period": figure.period,
            "line": figure.line_code,
            "measure": figure.measure,
            "whose": figure.whose,
        },
    ).fetchall()
    return tuple(
        Absent(period, unit, name, state, raw_text=missing)
        for period, unit, name, state, missing in rows
    )
