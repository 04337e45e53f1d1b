"""Reading reference tables: typed records, and a message that names file, row and column."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from schemas.tables import DeclarationError, read_table

HEADER = "code,count,share,day,end,asked,parts"


@dataclass(frozen=True, slots=True)
class Sample:
    code: str
    count: int
    share: Decimal | None
    day: date
    end: date | None
    asked: bool
    parts: tuple[str, ...]


def table(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "samples.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_cells_are_read_as_their_fields_types(tmp_path: Path) -> None:
    path = table(tmp_path, "A,3,12.50,2024-06-14,,yes,vu chet", 'B,-1,,2024-01-01,2025-01-01,no,""')
    assert read_table(path, Sample) == (
        Sample("A", 3, Decimal("12.50"), date(2024, 6, 14), None, True, ("vu", "chet")),
        Sample("B", -1, None, date(2024, 1, 1), date(2025, 1, 1), False, ()),
    )


def test_a_comma_in_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    (row,) = read_table(table(tmp_path, '"phòng, chống",3,,2024-06-14,,yes,'), Sample)
    assert row.code == "phòng, chống"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A,x,,2024-06-14,,yes,", r"samples\.csv, row 2, count: 'x' is not <class 'int'>"),
        ("A,3,x,2024-06-14,,yes,", r"row 2, share: 'x' is not .*Decimal"),
        ("A,3,,,,yes,", r"row 2, day: '' is not .*date"),
        ("A,3,,14/6/2024,,yes,", r"row 2, day: '14/6/2024' is not .*date"),
        ("A,3,,2024-06-14,,có,", r"row 2, asked: 'có' is not <class 'bool'>"),
        (" A,3,,2024-06-14,,yes,", r"row 2, code: ' A' has outer spaces or is not NFC"),
        ("Ho\u0300a,3,,2024-06-14,,yes,", r"row 2, code: .* has outer spaces or is not NFC"),
        ("A,3,,2024-06-14", r"row 2, end: the row has too few columns"),
        ("phòng, chống,3,,2024-06-14,,yes,", r"row 2: too many columns, from \[''\] on"),
    ],
)
def test_a_wrong_row_is_refused(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        read_table(table(tmp_path, row), Sample)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            f"{HEADER}\nĐà Nẵng,3,,2024-06-14,,yes,\n".encode("utf-16"),
            r"samples\.csv: byte 0 is not UTF-8, expected a file saved as CSV UTF-8",
        ),
        (
            f"{HEADER}\n".encode() + b"H\xe0 N\xe9i,3,,2024-06-14,,yes,\n",
            r"samples\.csv: byte \d+ is not UTF-8",
        ),
        (
            f'{HEADER}\n"A" B,3,,2024-06-14,,yes,\n'.encode(),
            r"samples\.csv: .* expected quotes in pairs",
        ),
        (
            HEADER.replace(",", ";").encode(),
            r"samples\.csv: header is \['code;count;share;day;end;asked;parts'\], expected",
        ),
    ],
    ids=["utf-16", "legacy", "quotes", "semicolons"],
)
def test_a_file_that_was_saved_otherwise_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "samples.csv"
    path.write_bytes(content)
    with pytest.raises(DeclarationError, match=message):
        read_table(path, Sample)


def test_the_row_is_counted_as_in_a_spreadsheet(tmp_path: Path) -> None:
    rows = ("A,3,,2024-06-14,,yes,", "B,x,,2024-06-14,,yes,")
    with pytest.raises(DeclarationError, match="row 3, count"):
        read_table(table(tmp_path, *rows), Sample)


@pytest.mark.parametrize(
    "header", ["code,count", HEADER + ",more", HEADER.replace("code,count", "count,code"), ""]
)
def test_another_header_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(DeclarationError, match=r"samples\.csv: header is .*, expected \['code'"):
        read_table(table(tmp_path, header=header), Sample)
