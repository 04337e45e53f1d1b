"""``make chaos``: kills, starves, doubles and asks the pipeline for long, and counts what came.

Each part is a module beside this one with ``run(chosen) -> Iterable[Counts]``; ``chosen`` says how
much of it is asked for.
"""

import argparse
import importlib
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.chaos.counts import Counts, table

_HERE = Path(__file__).parent
_ORDER = ("kills", "disk", "together", "clock", "readers", "histories")
PARTS = tuple(part for part in _ORDER if (_HERE / f"{part}.py").exists())


def main() -> int:
    """Run the parts asked for and print the counts; return 1 if anything was lost or doubled."""
    chosen = _parser().parse_args()
    print(f"chaos, seed {chosen.seed}: " + ", ".join(chosen.only), flush=True)
    counts = [each for part in chosen.only for each in _told(part, chosen)]
    print(table(counts))
    failed = any(each.failed for each in counts)
    print("something was found" if failed else "nothing lost, nothing doubled, nothing partial")
    return int(failed)


def _told(part: str, chosen: argparse.Namespace) -> Iterator[Counts]:
    """Yield the counts of one part, and say as they come how they are and how long they took."""
    began = time.monotonic()
    for each in importlib.import_module(f"tests.chaos.{part}").run(chosen):
        print(f"{time.monotonic() - began:7.0f} s  {each}", flush=True)
        yield each


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--kills", type=int, default=1_000, help="kills, at least")
    parser.add_argument(
        "--every-boundary", action="store_true", help="kills at each boundary, an hour or two more"
    )
    parser.add_argument("--publishes", type=int, default=100, help="publishes while readers ask")
    parser.add_argument("--queries", type=int, default=1_000, help="queries meanwhile, at least")
    parser.add_argument("--histories", type=int, default=10_000)
    return parser


if __name__ == "__main__":
    sys.exit(main())
