"""The fuzzer itself: one process, which any finding ends.

``python -m tests.fuzz.door CORPUS …`` takes the options of libFuzzer.
"""

import resource
import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["tonghop.reading"]):
    from tonghop.reading.damage import DamagedWorkbookError
    from tonghop.reading.workbook import read_workbook

from schemas.loading import load_declarations
from tests.fuzz.seeds import mutated

MEMORY = 2 * 10**9
"""What the process may hold, which has the fuzzer's own collection beside the file that is read."""
DECLARATIONS = load_declarations()


def read(content: bytes) -> None:
    """Read what the fuzzer made: an outcome that a sender is told of is none that we look for."""
    with suppress(DamagedWorkbookError, MemoryError, RecursionError):
        read_workbook("", "bao-cao.xlsx", content, DECLARATIONS)


def mutate(content: bytes, longest: int, seed: int) -> bytes:
    """Change a file part by part; the fuzzer's own lack of memory is no finding."""
    with suppress(MemoryError):
        content = mutated(content, atheris.Mutate, seed)
    return content[:longest]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    atheris.Setup(sys.argv, read, custom_mutator=mutate)
    atheris.Fuzz()
