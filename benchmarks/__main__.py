"""``make benchmark``: prints ratios measured in one run; times are given only to scale them."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
os.environ.setdefault("DO_NOT_TRACK", "1")


def main() -> None:
    """Measure the library path, what it is compared with, and the fixed costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--workbooks", type=int, default=2000)
    parser.add_argument(
        "--sample", type=int, default=60, help="workbooks given to the usual pipeline"
    )
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), chosen.workbooks, chosen.sample, chosen.rounds)


def _measure(folder: Path, workbooks: int, sample: int, rounds: int) -> None:
    from benchmarks.collection import make_collection
    from benchmarks.merely_reading import read_all
    from benchmarks.usual_pipeline import usual_pipeline

    print(f"making {workbooks} workbooks …", flush=True)
    paths = make_collection(folder / "raw", workbooks)
    workers = os.cpu_count() or 1
    path_to_reading, path_seconds = [], []
    for number in range(rounds):
        floor = _seconds(read_all, paths, workers)
        path_seconds.append(_library_path(folder, folder / f"data{number}", paths))
        path_to_reading.append(path_seconds[-1] / floor)
        print(
            f"  round {number + 1}: calamine {floor:.1f} s, ours {path_seconds[-1]:.1f} s",
            flush=True,
        )
    usual = usual_pipeline(paths[:sample], folder / "usual.duckdb") * workbooks / sample
    print(f"\nreceive, read, check, load {workbooks} workbooks, {workers} processes")
    _print_ratio("(a) over python-calamine merely reading them", path_to_reading, "aim <= 3")
    gains = [usual / seconds for seconds in path_seconds]
    _print_ratio(f"(b) usual pipeline over ours, {sample} files scaled", gains, "aim >= 50")
    _limits(paths, workers, rounds)
    _fixed_costs(folder)
    _check_command(folder, paths[0], rounds)


def _library_path(folder: Path, data: Path, paths: list[Path]) -> float:
    """Return the seconds from a folder of files to the warehouse, printing each stage."""
    from schemas.loading import load_declarations
    from tonghop import pipeline
    from tonghop.arrivals import find_arrivals
    from tonghop.checking import check
    from tonghop.house import House
    from tonghop.intake import take_in
    from tonghop.reading import read_workbooks

    declarations, house = load_declarations(), House(data)
    marks = [time.perf_counter()]
    arrivals = find_arrivals(folder / "raw", house.archive)
    sources = pipeline.waiting_sources(house, declarations, arrivals)
    marks.append(time.perf_counter())
    readings = read_workbooks(sources, declarations.folder)
    marks.append(time.perf_counter())
    readings = take_in(house, arrivals, readings, declarations).readings
    marks.append(time.perf_counter())
    checked = check(readings, declarations)
    marks.append(time.perf_counter())
    pipeline.load(house, checked, declarations)
    marks.append(time.perf_counter())
    shares = [after - before for before, after in pairwise(marks)]
    stages = ("find", "read", "archive", "check", "load")
    parts = ", ".join(f"{stage} {share:.2f} s" for stage, share in zip(stages, shares, strict=True))
    accepted = int((checked.submissions["status"] == "accepted").sum())
    print(f"    {parts}; {accepted} of {len(paths)} accepted", flush=True)
    return marks[-1] - marks[0]


def _limits(paths: list[Path], workers: int, rounds: int) -> None:
    """Compare reading within limits of memory and time with reading without, in turn."""
    from benchmarks.unlimited_reading import read_unlimited
    from tonghop.reading import Source, read_workbooks

    sources = [Source(path.name, path.name, path) for path in paths]
    ratios = []
    for _ in range(2 * rounds):
        unlimited = _seconds(read_unlimited, sources, workers)
        ratios.append(_seconds(read_workbooks, sources, workers=workers) / unlimited)
    _print_ratio("(c) reading within limits over reading without", ratios, "aim <= 1.3")


def _fixed_costs(folder: Path) -> None:
    """Print what build and publish cost, and what a flow adds when there is nothing to do."""
    from flows.ingest import ingest as ingest_flow
    from schemas.loading import load_declarations
    from tonghop import pipeline
    from tonghop.house import House
    from tonghop.publish.edition import publish_period

    declarations, house = load_declarations(), House(folder / "data0")
    build = _seconds(pipeline.build_marts, house)
    published = _seconds(publish_period, house, declarations, declarations.period("2024-Y"))
    house.raw.mkdir(parents=True, exist_ok=True)
    ingest_flow(house.data)
    flows = _seconds(ingest_flow, house.data)
    library = _seconds(pipeline.ingest, house, declarations)
    adds = flows - library
    print(f"  fixed: build {build:.1f} s, publish {published:.1f} s, Prefect {adds:.1f} s a run")


def _check_command(folder: Path, workbook: Path, rounds: int) -> None:
    """Compare ``tonghop check FILE`` with importing pandera, process against process, in turn."""
    command = [sys.executable, "-m", "tonghop", "check", str(workbook), "--data", str(folder)]
    floor = [sys.executable, "-c", "import pandera.pandas"]
    ratios = []
    for _ in range(2 * rounds):
        base = _seconds(subprocess.run, floor, check=True)
        ratios.append(_seconds(subprocess.run, command, check=False, capture_output=True) / base)
    _print_ratio("tonghop check FILE over import pandera.pandas", ratios, "aim <= 1.5")


def _seconds(call: Callable[..., Any], *arguments: Any, **options: Any) -> float:
    start = time.perf_counter()
    call(*arguments, **options)
    return time.perf_counter() - start


def _print_ratio(what: str, ratios: list[float], aim: str) -> None:
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"  {what}: {middle:.2f} (from {low:.2f} to {high:.2f}; {aim})")


if __name__ == "__main__":
    main()
