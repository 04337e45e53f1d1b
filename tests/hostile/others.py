"""Hostile files of other formats, and files cut short."""

from collections.abc import Callable
from io import BytesIO
from struct import pack_into

import olefile

from tests.build import complete
from tests.hostile.archives import with_parts, zipped
from tests.hostile.report import ENTRIES, WORKBOOK, parts, report
from tests.xls import as_xls


def looping_xls() -> bytes:
    """Return a report as .xls in whose table of sectors each is followed by itself."""
    made = bytearray(as_xls(complete(ENTRIES)))
    with olefile.OleFileIO(BytesIO(bytes(made))) as ole:
        table, sectors = ole.sectorsize * (1 + int.from_bytes(made[76:80], "little")), len(ole.fat)
    for sector in range(min(sectors, 128)):
        pack_into("<I", made, table + 4 * sector, sector)
    return bytes(made)


def nested_archives() -> bytes:
    inner = report()
    for depth in range(20):
        inner = zipped({f"{depth}.zip": inner})
    return inner


def without_a_sheet() -> bytes:
    return zipped({name: data for name, data in parts().items() if not name.endswith("sheet3.xml")})


OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut short": (lambda: report()[: len(report()) // 2], "truncated"),
    "cut short .xls": (lambda: as_xls(complete(ENTRIES))[:9000], "truncated"),
    "sectors in a loop": (looping_xls, "unreadable"),
    "archives in archives": (nested_archives, "package_member_unread"),
    "a sheet less than told": (without_a_sheet, "unreadable"),
    "half a part": (
        lambda: with_parts({WORKBOOK: parts()[WORKBOOK][:500]}),
        "unreadable",
    ),
    "bytes that are no text": (
        lambda: with_parts({WORKBOOK: parts()[WORKBOOK].replace("Biểu 3".encode(), b"\xff\xfe")}),
        "unreadable",
    ),
    "an encoding that nobody knows": (
        lambda: with_parts({WORKBOOK: b'<?xml version="1.0" encoding="x"?>' + parts()[WORKBOOK]}),
        "unreadable",
    ),
    "nothing but the end of an archive": (lambda: b"PK\5\6" + bytes(18), "unreadable"),
}
