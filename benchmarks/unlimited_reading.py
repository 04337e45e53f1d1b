"""The same reading without limits: a plain pool of processes, which one bad file would end."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from schemas.loading import REFERENCE, read_declarations
from tonghop.reading import BATCH, Source
from tonghop.reading.workbook import Reading, read_workbook


def read_unlimited(sources: Sequence[Source], workers: int) -> list[Reading]:
    """Read every source over worker processes that nothing watches."""
    batches = [sources[start : start + BATCH] for start in range(0, len(sources), BATCH)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        return [reading for read in pool.map(_read_batch, batches) for reading in read]


def _read_batch(batch: Sequence[Source]) -> list[Reading]:
    declarations = read_declarations(REFERENCE)
    return [
        read_workbook(source.sha256, source.file_name, source.content() or b"", declarations)
        for source in batch
    ]
