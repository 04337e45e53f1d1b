"""A small year of reports to derive periods from, with the shipped ways to derive them."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from functools import cache

import duckdb
import pandas as pd

from tests.build import declarations
from tests.tables import load
from tonghop.warehouse.reference import reference_tables


def derivations(year: int) -> list[tuple[str, int, str]]:
    """Return the declared ways to derive the periods of a year, as the warehouse gets them."""
    table = _declared("derivation")
    found = table[(table["period"].str.startswith(str(year))) & (table["sign"] == 1)]
    return [*found[["period", "formula_number", "formula"]].itertuples(index=False, name=None)]


def served(con: duckdb.DuckDBPyConnection) -> None:
    """Load the shipped periods and ways to derive, and six lines of every kind, ``vu`` each."""
    for name in ("period", "derivation"):
        declared = _declared(name)
        con.register("declared", declared)
        con.execute(f"insert into reference.{name} by name select * from declared")
    load(con, "reference.indicator_cell", """
        form_code | line_code | measure | line_label | kind   | aggregation | numerator | denominator
        PCTP2     | D03       | vu      | Trộm cắp   | flow   | sum         |           |
        PCTP2     | D10       | vu      | Kế hoạch   | yes_no | count_yes   |           |
        PCTP2     | D15       | vu      | Tỷ lệ      | ratio  | ratio       | D15a.vu   | D15b.vu
        PCTP2     | D15a      | vu      | Đã chuyển  | flow   | sum         |           |
        PCTP2     | D15b      | vu      | Tiếp nhận  | flow   | sum         |           |
        PCTP2     | F01       | vu      | Đang có    | stock  | sum         |           |
    """)


def asked(con: duckdb.DuckDBPyConnection, kinds: str, units: str, year: int = 2024) -> None:
    """Let these units owe these kinds of period of a year."""
    load(con, "reference.expected_report", "period | unit_code | unit_name | unit_kind\n" + "\n".join(
        f"{year}-{kind} | {unit} | Sở {unit} | health_department" for kind in kinds.split() for unit in units.split()
    ))
    known = con.execute("select unit_code from reference.unit").fetchall()
    new = [unit for unit in units.split() if (unit,) not in known]
    if new:
        load(con, "reference.unit", "unit_code | kind\n" + "\n".join(f"{unit} | health_department" for unit in new))


def report(con: duckdb.DuckDBPyConnection, unit: str, period: str, values: str) -> None:
    """Record one accepted submission with values such as ``D03.vu 5``, parted by commas.

    ``x`` stands for a cell that is not collected.
    """
    sha = f"{unit} {period}"
    load(con, "warehouse.submission", f"""
        sha256 | unit_code | period   | status   | received_at
        {sha}  | {unit}    | {period} | accepted | 2026-01-01 00:00+07
    """)
    for cell, value in (entry.split() for entry in values.split(",")):
        line, measure = cell.split(".")
        number, state = (None, "not_collected") if value == "x" else (value, "number")
        con.execute(
            "insert into warehouse.value (sha256, form_code, line_code, measure, value, state, sheet, cell)"
            " values (?, 'PCTP2', ?, ?, ?, ?, 'Biểu 2', 'E13')", [sha, line, measure, number, state],
        )


@cache
def _declared(name: str) -> pd.DataFrame:
    return reference_tables(declarations())[name]
