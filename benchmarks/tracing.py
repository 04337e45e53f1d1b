"""How long a trace takes in an edition of 12,000 submissions: ``python -m benchmarks.tracing``.

The edition's tables are made directly, by sums over drawn cells; what is traced in them are 500
figures of every kind. Beside each trace runs the plainest query for the same national figure, so
that the ratio says what tracing adds whatever the machine; the bound itself is absolute.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from schemas.loading import load_declarations
from tonghop.asking import open_edition
from tonghop.building import build
from tonghop.publish.tables import write_tables
from tonghop.tracing.naming import parse_name
from tonghop.tracing.trace import trace
from tonghop.warehouse.reference import reference_tables
from tonghop.warehouse.structure import read_schema

BOUND = 0.1
"""Seconds within which 95 of 100 traces end."""
_PERIODS = ("2024-Q1", "2024-H1", "2024-Q3", "2024-Y", "2025-Q1", "2025-H1")
_SQL = Path(__file__).with_name("tracing.sql")
_KINDS = {
    "nation": "select figure_id from national_summary",
    "ratio": "select figure_id from national_summary where kind = 'ratio'",
    "unit": "select figure_id from province_summary where basis = 'as_reported' using sample 9999",
    "restated": """
        select figure_id from province_summary
        where basis = 'current' and parts_expected > 1 using sample 9999
    """,
    "kind": """
        select period || ':' || line_code || '.' || measure || '@' || unit_kind
        from unit_kind_summary
    """,
    "derived": "select figure_id from derived_period where state = 'derived'",
    "derived unit": "select figure_id from unit_derived_period using sample 9999",
    "target": "select period || ':' || target_code from target_progress",
    "target unit": """
        select period || ':' || target_code || '@' || unit_code from unit_target using sample 9999
    """,
}


def make_edition(folder: Path, submissions: int) -> Path:
    """Make an edition with the tables of ``submissions`` reports over six periods; return it."""
    declarations = load_declarations()
    edition = folder / "marts" / "2025-H1" / "01"
    edition.mkdir(parents=True)
    with duckdb.connect() as con:
        con.execute(read_schema())
        build(con)
        for name in ("period", "indicator_cell", "target"):
            con.register("declared", reference_tables(declarations)[name])
            con.execute(f"insert into reference.{name} by name select * from declared")
        write_tables(con, edition, declarations.period("2025-H1"))
    (edition / "manifest.json").write_text('{"period": "2025-H1", "cut_off": "2025-06-14"}')
    with duckdb.connect(edition / "tonghop.duckdb") as con:
        known = {"periods": list(_PERIODS), "units": submissions // len(_PERIODS)}
        for statement in _SQL.read_text(encoding="utf-8").split(";\n"):
            used = {name: value for name, value in known.items() if f"${name}" in statement}
            con.execute(statement, used)
    return edition


def main() -> None:
    """Make the edition, trace figures of every kind and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=12_000)
    parser.add_argument("--figures", type=int, default=500)
    parser.add_argument("--commands", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        edition = make_edition(Path(folder), chosen.submissions)
        size = (edition / "tonghop.duckdb").stat().st_size / 2**20
        print(f"{chosen.submissions} submissions, {size:.0f} MB; {chosen.figures} figures")
        figures = _figures(edition, chosen.figures)
        traced = _trace_all(edition, figures)
        commands = [_command(Path(folder), name) for _, name in figures[: chosen.commands]]
    _print("trace", traced)
    _print("whole command", commands)
    p95 = _percentile(traced, 95)
    print(f"p95 of a trace {'<' if p95 < BOUND else 'NOT <'} {1000 * BOUND:.0f} ms")
    sys.exit(0 if p95 < BOUND else 1)


def _figures(edition: Path, number: int) -> list[tuple[str, str]]:
    """Draw figures, as many of each kind, in a drawn order."""
    drawn = random.Random(2026)
    figures: list[tuple[str, str]] = []
    with open_edition(edition) as con:
        for kind, select in _KINDS.items():
            found = sorted(name for (name,) in con.execute(select).fetchall())
            figures += [(kind, drawn.choice(found)) for _ in range(-(-number // len(_KINDS)))]
    drawn.shuffle(figures)
    return figures[:number]


def _trace_all(edition: Path, figures: list[tuple[str, str]]) -> list[float]:
    """Return the seconds of each trace; print those of each kind, and the ratios."""
    seconds: dict[str, list[float]] = {kind: [] for kind in _KINDS}
    ratios, worked, cells = [], [], 0
    with open_edition(edition) as con:
        for kind, name in figures:
            start, work = time.perf_counter(), time.process_time()
            traces = trace(con, parse_name(name))
            end = time.perf_counter()
            worked.append(time.process_time() - work)
            _plainest(con, name)
            ratios.append((end - start) / (time.perf_counter() - end))
            seconds[kind].append(end - start)
            cells += sum(1 for each in traces for _ in each.cells)
    for kind, taken in seconds.items():
        _print(f"  {kind}", taken)
    _print("  processor time", worked)
    print(f"  {cells} cells; over a plain select {statistics.median(ratios):.1f} (median)")
    return [second for taken in seconds.values() for second in taken]


def _plainest(con: duckdb.DuckDBPyConnection, name: str) -> None:
    period, _, code = name.partition("@")[0].partition(":")
    line, _, measure = code.partition(".")
    con.execute(
        "select sum(value) from figure_cell where period = ? and line_code = ? and measure = ?",
        [period, line, measure],
    ).fetchall()


def _command(data: Path, name: str) -> float:
    command = [sys.executable, "-m", "tonghop", "trace", name, "--data", str(data)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _print(what: str, seconds: list[float]) -> None:
    middle, high = (1000 * _percentile(seconds, share) for share in (50, 95))
    print(f"{what}: p50 {middle:.0f} ms, p95 {high:.0f} ms")


def _percentile(seconds: list[float], share: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    main()
