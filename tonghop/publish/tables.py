"""The tables of an edition: what each holds, in the edition's database and as Parquet."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas.periods import Period
from tonghop.building import MARTS
from tonghop.publish.editions import DATABASE
from tonghop.warehouse import quoted

_REFERENCES = (
    "indicator_cell", "target", "period", "unit", "unit_name", "expected_report",
    "subordinate_report", "succession", "working_day",
)  # fmt: skip


def write_tables(con: duckdb.DuckDBPyConnection, folder: Path, period: Period) -> None:
    """Copy the marts and reference tables into the edition's database, and the marts to Parquet."""
    (folder / "parquet").mkdir()
    con.execute(f"attach '{quoted(folder / DATABASE)}' as edition")
    for name, select in edition_tables(period):
        con.execute(f"create table edition.{name} as {select}")
        if name in MARTS:
            target = quoted(folder / "parquet" / f"{name}.parquet")
            con.execute(f"copy edition.{name} to '{target}' (format parquet, compression zstd)")
    con.execute("detach edition")


def edition_tables(period: Period) -> Iterator[tuple[str, str]]:
    """Yield the tables of an edition's database, each with the select that fills it."""
    known = " union all ".join(
        f"select period from reference.{table} where cut_off <= '{period.cut_off}'"
        for table in ("period", "derivation")
    )
    for name in MARTS:
        yield name, f"select * from marts.{name} where period in ({known})"
    for name in _REFERENCES:
        yield name, f"select * from reference.{name}"
    yield "lineage", "select * from warehouse.lineage order by all"
    yield (
        "derivation_part",
        (
            "select period, unit_code, part, sign, past_unit from warehouse.derivation_part "
            f"where period in ({known}) order by all"
        ),
    )
    yield (
        "uncounted_cell",
        (
            "select * from warehouse.uncounted_cell "
            f"where period is null or period in ({known}) "
            "order by period, line_code, measure, unit_code, sha256"
        ),
    )
    yield (
        "submission",
        (
            "select sha256, file_name, received_at, unit_code, period, status, illustrative "
            "from warehouse.decided_submission "
            f"where period is null or period in ({known}) order by all"
        ),
    )
    yield "receipt", "select * from warehouse.receipt order by received_at, run, sha256, file_name"
    yield "issue", f"select * from warehouse.told_issue where period is null or period in ({known})"
    yield "decision", decisions_until(period)


def decisions_until(period: Period) -> str:
    """Return the select of the decisions that an edition of ``period`` depends on."""
    return f"""
        select * from warehouse.told_decision
        where
            period is null
            or period in (select period from reference.period where cut_off <= '{period.cut_off}')
        order by number
    """
