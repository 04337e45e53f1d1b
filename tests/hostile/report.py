"""A report without a fault, which the hostile ones are made of."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

from tests.build import complete, content, with_part
from tests.shared_strings import with_shared_strings

STRINGS, WORKBOOK, STYLES = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"
PART = "xl/worksheets/sheet3.xml"
"""The sheet with the entries."""
ENTRIES = "D03.vu | 5\nD04.vu | 1"


@cache
def report() -> bytes:
    return with_shared_strings(content(complete(ENTRIES)))


def parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(report())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(part: str, old: str, new: str) -> bytes:
    """Return the report with a piece of a part replaced."""

    def replace(xml: str) -> str:
        assert old in xml, f"{part} has no {old}"
        return xml.replace(old, new, 1)

    return with_part(report(), part, replace)
