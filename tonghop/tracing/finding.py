"""Finding a named figure in an edition's marts, or telling what is near the name."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import duckdb

from schemas.folding import as_code, fold
from tonghop.tracing.figure import ANSWERS, FALL, RATIO, SUM, Found
from tonghop.tracing.naming import FigureName, UnknownFigureError

_NATION = """
    select 'nation' as subject, '' as basis, figure_id, value, kind, '' as state,
        line_label || coalesce(' – ' || nullif(measure_label, ''), ''), unit_of_measure
    from national_summary
    where period = $period and line_code = $line and measure = $measure
"""
_UNIT = """
    select 'unit', basis, figure_id, value, kind, state,
        line_label || coalesce(' – ' || nullif(measure_label, ''), ''), unit_of_measure
    from province_summary
    where period = $period and unit_code = $whose and line_code = $line and measure = $measure
    order by basis desc
"""
_KIND = """
    select 'unit_kind', '', nation.figure_id || '@' || figure.unit_kind, figure.value, nation.kind,
        '', nation.line_label || coalesce(' – ' || nullif(nation.measure_label, ''), ''),
        nation.unit_of_measure
    from unit_kind_summary as figure
    inner join national_summary as nation
        on figure.period = nation.period and figure.line_code = nation.line_code
        and figure.measure = nation.measure
    where figure.period = $period and figure.unit_kind = $whose and figure.line_code = $line
        and figure.measure = $measure
"""
_DERIVED_NATION = """
    select 'derived_nation', '', figure_id, value, kind, state,
        line_label || coalesce(' – ' || nullif(measure_label, ''), ''), unit_of_measure
    from derived_period
    where period = $period and line_code = $line and measure = $measure
"""
_DERIVED_UNIT = """
    select 'derived_unit', '', figure_id, value, kind, state,
        line_label || coalesce(' – ' || nullif(measure_label, ''), ''), unit_of_measure
    from unit_derived_period
    where period = $period and unit_code = $whose and line_code = $line and measure = $measure
"""
_TARGET = """
    select target_code, line_code, measure, target_kind, target_label, value
    from target_progress where period = $period
"""
_UNIT_TARGET = """
    select target_code, line_code, measure, target_kind, target_label, value
    from unit_target where period = $period and unit_code = $whose
"""
_CELLS = "select distinct line_code, measure from indicator_cell where kind <> 'text' order by all"


def find_figures(con: duckdb.DuckDBPyConnection, name: FigureName) -> list[Found]:
    """Return the figure that is named: a unit's once on each basis, today's first.

    Raises:
        UnknownFigureError: The edition has none of this name.
    """
    return _named(con, name) or _named_otherwise(con, name)


def _named(con: duckdb.DuckDBPyConnection, name: FigureName) -> list[Found]:
    """Return the figures of exactly this name, if there are any."""
    if "." not in name.code:
        return _targets(con, name)
    line, _, measure = name.code.partition(".")
    known = {"period": name.period, "line": line, "measure": measure}
    if name.whose:
        known["whose"] = name.whose
    for select in (_UNIT, _DERIVED_UNIT, _KIND) if name.whose else (_NATION, _DERIVED_NATION):
        if rows := con.execute(select, known).fetchall():
            return [_found(row, name.period, line, measure, name.whose) for row in rows]
    return []


def _named_otherwise(con: duckdb.DuckDBPyConnection, name: FigureName) -> list[Found]:
    """Return what a name means that folds to that of a figure, or tell what is near it."""
    _require_period(con, name.period)
    whose = _whose(con, name.whose)
    code = _target(con, name) if "." not in name.code else _cell(con, name.code)
    found = _named(con, FigureName(name.edition, name.period, code, whose))
    if not found:
        raise UnknownFigureError(_nothing_of(con, name.period, code, whose))
    return found


def _found(row: tuple[Any, ...], period: str, line: str, measure: str, whose: str) -> Found:
    subject, basis, figure_id, value, kind, state, label, unit_of_measure = row
    return Found(
        figure_id=figure_id,
        subject=subject,
        period=period,
        line_code=line,
        measure=measure,
        whose=whose,
        basis=basis,
        label=label,
        unit_of_measure=unit_of_measure or "",
        method=RATIO if kind == "ratio" else SUM,
        value=value,
        state=state,
        kind=kind,
    )


def _targets(con: duckdb.DuckDBPyConnection, name: FigureName) -> list[Found]:
    known = {"period": name.period} | ({"whose": name.whose} if name.whose else {})
    rows = con.execute(_UNIT_TARGET if name.whose else _TARGET, known).fetchall()
    return [_found_target(con, name, *row) for row in rows if row[0] == name.code]


def _found_target(
    con: duckdb.DuckDBPyConnection,
    name: FigureName,
    target: str,
    line: str,
    measure: str,
    kind: str,
    label: str,
    value: Decimal | None,
) -> Found:
    share = RATIO if _is_ratio(con, line, measure) else ANSWERS
    return Found(
        figure_id=f"{name.period}:{target}" + (f"@{name.whose}" if name.whose else ""),
        subject="unit_target" if name.whose else "target",
        period=name.period,
        line_code=line,
        measure=measure,
        whose=name.whose,
        basis="",
        label=f"Mục tiêu {target}: {label}",
        unit_of_measure="%",
        method=share if kind == "share" else FALL,
        value=value,
        kind="ratio" if share == RATIO else "",
    )


def _target(con: duckdb.DuckDBPyConnection, name: FigureName) -> str:
    targets = [row[0] for row in con.execute(_TARGET, {"period": name.period}).fetchall()]
    for target in targets:
        if fold(target) == fold(name.code):
            return str(target)
    near = ", ".join(targets) or "không có mục tiêu nào"
    raise UnknownFigureError(
        f"kỳ {name.period} không có mục tiêu “{name.code}”; các mục tiêu: {near}."
    )


def _is_ratio(con: duckdb.DuckDBPyConnection, line: str, measure: str) -> bool:
    return bool(
        con.execute(
            "select 1 from indicator_cell "
            "where line_code = ? and measure = ? and kind = 'ratio' limit 1",
            [line, measure],
        ).fetchall()
    )


def _require_period(con: duckdb.DuckDBPyConnection, period: str) -> None:
    known = con.execute(
        "select period from national_summary union select period from derived_period order by all"
    ).fetchall()
    if (period,) not in known:
        listed = ", ".join(code for (code,) in known)
        raise UnknownFigureError(
            f"bản tổng hợp này không có số liệu kỳ “{period}”; các kỳ có số liệu: {listed}."
        )


def _cell(con: duckdb.DuckDBPyConnection, code: str) -> str:
    cells = con.execute(_CELLS).fetchall()
    for line, measure in cells:
        if fold(f"{line}.{measure}") == fold(code):
            return f"{line}.{measure}"
    raise UnknownFigureError(_near_cell(cells, code))


def _near_cell(cells: Sequence[tuple[str, str]], code: str) -> str:
    """Say which measures the line has, or which lines there are of its letter."""
    typed = code.partition(".")[0]
    wanted = fold(typed)
    measures = [f"{line}.{measure}" for line, measure in cells if fold(line) == wanted]
    if measures:
        return f"không có ô “{code}”; dòng này có các ô: {', '.join(measures)}."
    lines = sorted({line for line, _ in cells if fold(line)[:1] == wanted[:1]})
    near = f"các dòng cùng nhóm: {', '.join(lines)}" if lines else "xem docs/chi-tieu.md"
    return f"không có dòng nào mang mã “{typed}”; {near}."


def _whose(con: duckdb.DuckDBPyConnection, whose: str) -> str:
    """Return the code of the unit or kind that is named by code or exact name."""
    if not whose:
        return ""
    units = con.execute("select distinct unit_code from unit").fetchall()
    if (as_code(whose),) in units:
        return as_code(whose)
    for kind, label in con.execute("select distinct kind, kind_label from unit").fetchall():
        if fold(whose) in (fold(kind), fold(label or "")):
            return str(kind)
    named = {
        unit
        for unit, name in con.execute("select unit_code, name from unit_name").fetchall()
        if fold(name) == fold(whose)
    }
    if len(named) == 1:
        return str(named.pop())
    raise UnknownFigureError(_near_unit(sorted(named), [code for (code,) in units], whose))


def _near_unit(named: Sequence[str], codes: Sequence[str], whose: str) -> str:
    if named:
        return f"có {len(named)} đơn vị mang tên “{whose}”; hãy ghi mã: {', '.join(named)}."
    ending = as_code(whose).rpartition("-")[2]
    near = sorted(code for code in codes if ending and code.rpartition("-")[2] == ending)
    also = f"các mã có cùng phần sau: {', '.join(near)}" if near else "xem docs/don-vi.md"
    return f"không có đơn vị nào mang mã hoặc tên “{whose}”; {also}."


def _nothing_of(con: duckdb.DuckDBPyConnection, period: str, code: str, whose: str) -> str:
    """Say why a known unit, or a known cell, has no figure in a known period."""
    if not whose:
        return f"kỳ {period} không yêu cầu ô {code}."
    found = con.execute(
        "select distinct line_code from province_summary where period = ? and unit_code = ? "
        "limit 1",
        [period, whose],
    ).fetchall()
    if found:
        return f"kỳ {period} không yêu cầu ô {code}."
    heirs = con.execute(
        "select lineage.unit_code from lineage inner join expected_report as expected "
        "on lineage.unit_code = expected.unit_code and expected.period = ? "
        "where lineage.past_unit = ? and lineage.unit_code <> ? order by all",
        [period, whose, whose],
    ).fetchall()
    if heirs:
        listed = ", ".join(code for (code,) in heirs)
        return (
            f"{whose} không báo cáo riêng kỳ {period}: công việc của đơn vị nay do {listed} làm và "
            f"báo cáo chung; hãy xem {period}:{code}@{heirs[0][0]}."
        )
    return f"{whose} không phải gửi báo cáo kỳ {period}, nên không có số liệu."
