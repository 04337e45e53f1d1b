"""What the fuzzer begins with, and how it changes an archive so that it stays one."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from tests.build import complete, content
from tests.csv_of_form import as_csv
from tests.ods import as_ods
from tests.shared_strings import with_shared_strings
from tests.xls import as_xls
from tests.xlsb import as_xlsb

ENTRIES = "D03.vu | 5\nD04.vu | 1"
_LONGEST_PART = 2**20


def seeds() -> dict[str, bytes]:
    """Return a report in every format that is read, by the name of the format."""
    book = complete(ENTRIES)
    plain = content(book)
    archives = {
        "xlsx": plain,
        "shared": with_shared_strings(plain),
        "xlsb": as_xlsb(book),
        "ods": as_ods(book),
    }
    return {
        **{name: unpacked(made) for name, made in archives.items()},
        "xls": as_xls(book),
        "csv": as_csv(book),
    }


def unpacked(archive: bytes) -> bytes:
    """Return an archive with its parts as they are, so that the fuzzer sees what it changes."""
    with ZipFile(BytesIO(archive)) as source:
        return _archived({name: source.read(name) for name in source.namelist()})


def mutated(archive: bytes, mutate: Callable[[bytes, int], bytes], seed: int) -> bytes:
    """Return an archive with one of its parts changed, or, now and then, changed as a whole."""
    chance = Random(seed)
    with suppress(BadZipFile, NotImplementedError, OSError, ValueError):
        with ZipFile(BytesIO(archive)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        if parts and chance.random() < 0.95:
            name = chance.choice(sorted(parts))
            parts[name] = mutate(parts[name], _LONGEST_PART)
            return _archived(parts)
    return mutate(archive, _LONGEST_PART)


def _archived(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()
