"""One sheet of a workbook as the CSV that Excel saves of it."""

import csv
from io import StringIO

from openpyxl import Workbook

SEMICOLON, COMMA, TAB = ";", ",", "\t"


def as_csv(
    book: Workbook,
    sheet: str = "Biểu 2",
    *,
    separator: str = SEMICOLON,
    encoding: str = "utf-8-sig",
) -> bytes:
    """Return a sheet as text, each cell as it shows; a letter that is not encoded becomes ?."""
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_shown(value) for value in row] for row in book[sheet].values)
    return text.getvalue().encode(encoding, "replace")


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return str(value).replace(".", ",")
        case _:
            return str(value)
