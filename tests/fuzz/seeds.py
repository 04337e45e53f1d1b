"""What the fuzzer begins with, and how it changes an archive so that it stays one."""

import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from tests.build import complete, content
from tests.csv_of_form import as_csv
from tests.ods import as_ods
from tests.shared_strings import with_shared_strings
from tests.xls import as_xls
from tests.xlsb import as_xlsb

ENTRIES = "D03.vu | 5\nD04.vu | 1"
_LONGEST_PART = 2**20

Mutate = Callable[[bytes, int], bytes]
_WORD = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<]+(?=<)')
_QUOTES = {'"': "&quot;"}
TELLING = (
    b"", b"0", b"-1", b"1", b"5", b"1e999", b"NaN", b"1.5", b"99999999999999999999", b"4294967295",
    b"s", b"b", b"e", b"d", b"n", b"str", b"inlineStr", b"shared", b"array", b"true", b"#REF!",
    b"A0", b"XFD1048576", b"A1048577", b"ZZZZ1", b"E13:A1", b"=1+1", b"tonghop|cover|1",
    "số".encode(), b"\xff\xfe", b"&#0;", b"&amp;lt;", b"x" * 1000, b"2026-06-10T25:61:61",
    b"PT99999999H", b"percentage", b"currency", b"../../x", b"External", b"xl/workbook.xml",
)  # fmt: skip


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


def mutated(archive: bytes, mutate: Mutate, seed: int) -> bytes:
    """Return an archive with one of its parts changed, or, now and then, changed as a whole."""
    chance = Random(seed)
    with suppress(BadZipFile, NotImplementedError, OSError, ValueError):
        with ZipFile(BytesIO(archive)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        if parts and chance.random() < 0.95:
            name = chance.choice(sorted(parts))
            is_xml = parts[name].startswith(b"<") and chance.random() < 0.8
            change = _reworded if is_xml else _scrambled
            parts[name] = change(parts[name], mutate, chance)
            return _archived(parts)
    return _scrambled(archive, mutate, chance)


def _reworded(xml: bytes, mutate: Mutate, chance: Random) -> bytes:
    """Change a few words of an XML part, or drop or repeat what stands between them."""
    for _ in range(chance.randint(1, 4)):
        words = list(_WORD.finditer(xml))
        if not words:
            return xml
        here, there = sorted((chance.choice(words), chance.choice(words)), key=lambda w: w.start())
        match chance.randrange(4):
            case 0:
                new = chance.choice(TELLING)
            case 1:
                new = there[0]
            case 2:
                new = escape(mutate(here[0], 200).decode("latin-1"), _QUOTES).encode()
            case _:
                twice = chance.random() < 0.5
                xml = xml[: there.end()] + xml[here.end() if twice else there.end() :]
                continue
        xml = xml[: here.start()] + new + xml[here.end() :]
    return xml


def _scrambled(content: bytes, mutate: Mutate, _: Random) -> bytes:
    return mutate(content, _LONGEST_PART)


def _archived(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()
