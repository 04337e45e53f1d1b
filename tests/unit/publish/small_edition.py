"""An edition in memory: reports are a few lines of text, the marts are built as always."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import duckdb

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tests.warehouses import warehouse_in_memory
from tonghop.building import MARTS, build
from tonghop.publish.heading import Heading
from tonghop.warehouse.reference import reference_tables

REFERENCES = (
    "indicator_cell", "target", "period", "unit", "unit_name", "expected_report",
    "subordinate_report", "succession", "working_day",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """A submission: its values by cell code; a text instead of a number is the cell's state."""

    unit_code: str | None
    period: str | None
    received_at: str
    values: Mapping[str, Decimal | int | str] = field(default_factory=dict)
    status: str = "accepted"
    file_name: str = ""
    again_as: str = ""
    issues: Iterable[tuple[str, str, str, str, str, str]] = ()
    """Code, severity, sheet, cell, raw text, sentence."""


def trimmed(lines: Iterable[str], units: Iterable[str]) -> Declarations:
    """Return the project's declarations with a few lines and units, and what is among these."""
    whole = load_declarations()
    codes, unit_codes = set(lines), set(units)
    successions = tuple(
        step for step in whole.units.successions if {step.predecessor, step.successor} <= unit_codes
    )
    kept = [unit for unit in whole.units.units if unit.unit_code in unit_codes]
    return replace(
        whole,
        lines=tuple(line for line in whole.lines if line.line_code in codes),
        rules=(),
        units=replace(whole.units, units=tuple(kept), aliases=(), successions=successions),
        digest="",
        _forms={},
        _rules={},
    )


def edition_of(declarations: Declarations, reports: Iterable[Report]) -> duckdb.DuckDBPyConnection:
    """Record the reports, build the marts and lay them out as an edition's database does."""
    con = warehouse_in_memory()
    for name, table in reference_tables(declarations).items():
        if table.empty:
            continue
        con.register("declared", table)
        con.execute(f"insert into reference.{name} by name select * from declared")
        con.unregister("declared")
    for number, report in enumerate(reports, start=1):
        _record(con, report, sha256=f"{number:064x}"[::-1])
    build(con)
    for name in MARTS:
        con.execute(f"create table main.{name} as select * from marts.{name}")
    for name in REFERENCES:
        con.execute(f"create table main.{name} as select * from reference.{name}")
    con.execute("create table main.lineage as select * from warehouse.lineage")
    for name in ("derivation_part", "uncounted_cell"):
        con.execute(f"create table main.{name} as select * from warehouse.{name}")
    con.execute("create table main.receipt as select * from warehouse.receipt")
    con.execute("create table main.issue as select * from warehouse.told_issue")
    con.execute("create table main.decision as select * from warehouse.told_decision")
    con.execute("create table main.submission as select * from warehouse.submission")
    return con


def heading_of(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    period: str,
    *,
    illustrative: bool = True,
) -> Heading:
    """Return the heading of an edition of ``period``."""
    reported, expected = con.execute(
        """
        select count(*) filter (where status in ('on_time', 'late', 'received')), count(*)
        from reporting_status where period = ?
        """,
        [period],
    ).fetchone() or (0, 0)
    found = declarations.period(period)
    return Heading(found, declarations.governing(found), 1, illustrative, reported, expected)


def _record(con: duckdb.DuckDBPyConnection, report: Report, sha256: str) -> None:
    name = report.file_name or f"{report.unit_code}_{report.period}.xlsx"
    for received_as in filter(None, (name, report.again_as)):
        con.execute(
            "insert into warehouse.receipt by name select ? as sha256, ? as file_name, "
            "'' as folder, "
            "cast(? as timestamptz) as received_at",
            [sha256, received_as, report.received_at],
        )
    con.execute(
        "insert into warehouse.submission by name select ? as sha256, ? as file_name, "
        "cast(? as timestamptz) as received_at, ? as unit_code, ? as period, ? as status",
        [sha256, name, report.received_at, report.unit_code, report.period, report.status],
    )
    _record_values(con, report, sha256)
    for number, issue in enumerate(report.issues, start=1):
        con.execute(
            "insert into warehouse.issue by name select ? as sha256, ? as issue_number, ? as code, "
            "? as severity, ? as sheet, ? as cell, ? as raw_text, ? as sentence",
            [sha256, number, *issue],
        )


def _record_values(con: duckdb.DuckDBPyConnection, report: Report, sha256: str) -> None:
    form_of = dict(
        con.execute("select line_code, form_code from reference.indicator_cell").fetchall()
    )
    rows = []
    for code, value in report.values.items():
        line, _, measure = code.partition(".")
        state = value if isinstance(value, str) else "number"
        number = {"none": Decimal(0)}.get(state) if isinstance(value, str) else Decimal(value)
        rows.append([sha256, form_of[line], line, measure, number, state])
    if rows:
        con.executemany(
            "insert into warehouse.value (sha256, form_code, line_code, measure, value, state) "
            "values (?, ?, ?, ?, ?, ?)",
            rows,
        )
