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

MEMORY = 10**9
DECLARATIONS = load_declarations()


def read(content: bytes) -> None:
    """Read what the fuzzer made: an outcome that a sender is told of is none that we look for."""
    with suppress(DamagedWorkbookError, MemoryError, RecursionError):
        read_workbook("", "bao-cao.xlsx", content, DECLARATIONS)


def mutate(content: bytes, longest: int, seed: int) -> bytes:
    """Change a file part by part."""
    return mutated(content, atheris.Mutate, seed)[:longest]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    atheris.Setup(sys.argv, read, custom_mutator=mutate)
    atheris.Fuzz()
