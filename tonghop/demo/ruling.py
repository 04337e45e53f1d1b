"""The demo's one decision: a figure corrected after its unit had been asked."""

from datetime import datetime, time, timedelta

import duckdb

from schemas.decisions import CORRECT, Decision
from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.archive import HANOI
from tonghop.decisions.log import read_decisions
from tonghop.demo.collection import publication_day
from tonghop.house import House
from tonghop.pipeline import decide
from tonghop.warehouse import open_warehouse

_CELL = ("A12a", "tong")
"""A figure that no rule compares with others."""

_LARGEST = """
    select sha256, value from warehouse.counting_value
    where period = ? and line_code = ? and measure = ? and value > 1
    order by value desc, unit_code
    limit 1
"""


def rule(house: House, declarations: Declarations, period: Period) -> None:
    """Correct the largest figure of one line, once: a second run decides nothing."""
    if not read_decisions(house.decisions):
        with open_warehouse(house.warehouse) as con:
            correction = _correction(con, period, _moment(declarations))
        decide(house, declarations, correction)


def _moment(declarations: Declarations) -> datetime:
    """Return when it is decided: soon after the first publication, whenever the demo is run."""
    return datetime.combine(publication_day(declarations) + timedelta(days=2), time(9), HANOI)


def _correction(con: duckdb.DuckDBPyConnection, period: Period, moment: datetime) -> Decision:
    sha256, value = con.execute(_LARGEST, [period.code, *_CELL]).fetchall()[0]
    return Decision(
        number=0,
        decided_at=moment.isoformat(),
        decided_by="Cán bộ tổng hợp (minh họa)",
        why="đơn vị xác nhận ghi thừa một cuộc (minh họa)",
        kind=CORRECT,
        sha256=sha256,
        cell=".".join(_CELL),
        old_value=f"{value:f}",
        new_value=f"{value - 1:f}",
    )
