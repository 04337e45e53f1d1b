"""The floor: python-calamine reading every sheet of every workbook, on the same processes."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from python_calamine import CalamineWorkbook

BATCH = 40


def read_all(paths: list[Path], workers: int) -> int:
    """Read all workbooks and return how many rows they had."""
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        return sum(pool.map(_read_batch, batches))


def _read_batch(paths: list[Path]) -> int:
    return sum(_read(path) for path in paths)


def _read(path: Path) -> int:
    with CalamineWorkbook.from_path(path) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
