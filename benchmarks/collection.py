"""A collection of workbooks to measure on: our own templates, filled, each file different."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from schemas.declarations import Declarations
from schemas.forms import YES_NO_UNIT, Cell
from schemas.layout import NO
from schemas.loading import load_declarations
from schemas.periods import Period
from tonghop.template import make_template, plans_for

PERIODS = ("2024-Q1", "2024-H1", "2024-Q3", "2024-Y")
TEMPLATES_A_PERIOD = 10
_PREPARER = "NGUOI LAP BIEU"


def make_collection(folder: Path, workbooks: int) -> list[Path]:
    """Write so many different, acceptable reports into ``folder`` and return their paths."""
    declarations = load_declarations()
    folder.mkdir(parents=True, exist_ok=True)
    filled = [b for code in PERIODS for b in _filled(declarations, declarations.period(code))]
    paths = []
    for number in range(workbooks):
        path = folder / f"bao-cao-{number:05d}.xlsx"
        path.write_bytes(_varied(filled[number % len(filled)], number))
        paths.append(path)
    return paths


def _filled(declarations: Declarations, period: Period) -> Iterator[bytes]:
    """Yield the filled workbooks of a few units: zeros, which break no rule, in every cell."""
    for expected in islice(declarations.expected(period), TEMPLATES_A_PERIOD):
        book = make_template(declarations, expected, period)
        for plan in plans_for(declarations, period):
            sheet = book[plan.form.sheet.sheet]
            for cell in plan.form.cells:
                sheet[plan.addresses[cell.code]] = _entry(cell)
        for row in book["Bìa"].iter_rows(min_col=1, max_col=3):
            if row[0].value == "prepared_by":
                row[2].value = _PREPARER
        saved = BytesIO()
        book.save(saved)
        yield saved.getvalue()


def _entry(cell: Cell) -> int | str:
    if cell.line.kind == "text":
        return "12/KH-SYT"
    return NO if cell.unit_of_measure == YES_NO_UNIT else 0


def _varied(workbook: bytes, number: int) -> bytes:
    """Return the workbook with another preparer, hence with other bytes."""
    varied = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(varied, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(
                member.filename, content.replace(_PREPARER.encode(), b"NGUOI %05d" % number)
            )
    return varied.getvalue()
