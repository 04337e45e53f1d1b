"""Workbooks filled in as a unit fills them in, built from the form declarations.

Entries are a mapping or a text table of cell and entry, ``D03.vu | 5``; whole numbers and decimals
of a text table become numbers, anything else stays text. The blank workbook of a unit and period is
made once and copied for every report.
"""

import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations
from schemas.issues import Issue
from schemas.layout import CHECKS, COVER, NARRATIVE, NIL_PREFIX, YES
from schemas.loading import REFERENCE, load_declarations
from schemas.periods import Period
from tonghop.checking import Checked, check
from tonghop.reading import Source
from tonghop.reading.workbook import Reading, read_workbook
from tonghop.template import make_template, plans_for
from tonghop.template.plan import CODE_COLUMN

UNIT, PERIOD = "SYT34-51", "2026-H1"
PREPARED = {"prepared_by": "Nguyễn Văn An"}
Entries = Mapping[str, object] | str
_FILLED_COLUMN = "C"


def filled(
    entries: Entries = "",
    *,
    unit: str = UNIT,
    period: str = PERIOD,
    cover: Mapping[str, object] = PREPARED,
    nil: Sequence[str] = (),
    whole: Declarations | None = None,
) -> Workbook:
    """Return a unit's workbook with these entries; nothing else is filled in.

    ``cover`` holds entries of the cover and the narrative by their hidden codes; ``nil`` names the
    forms that the cover declares as "không phát sinh". ``whole`` are other declarations than the
    project's own.
    """
    book = fill(blank(unit, period, whole), entries)
    for code, entry in {**cover, **{NIL_PREFIX + form: YES for form in nil}}.items():
        field_of(book, code).value = entry  # type: ignore[assignment]
    return book


def fill(book: Workbook, entries: Entries) -> Workbook:
    """Enter numbers and texts into the forms of a workbook that nobody has changed."""
    for code, entry in as_mapping(entries).items():
        cell_of(book, code).value = entry  # type: ignore[assignment]
    return book


def complete(
    entries: Entries = "",
    *,
    unit: str = UNIT,
    period: str = PERIOD,
    whole: Declarations | None = None,
) -> Workbook:
    """Return a workbook without a fault: every form that has no entry is declared nil."""
    places = addresses(period)
    sheets = {places[code][0] for code in as_mapping(entries)}
    forms = declarations().forms_on(declarations().period(period).cut_off)
    nil = [form.code for form in forms if form.sheet.sheet not in sheets]
    return filled(entries, unit=unit, period=period, nil=nil, whole=whole)


def blank(unit: str = UNIT, period: str = PERIOD, whole: Declarations | None = None) -> Workbook:
    """Return a unit's blank workbook, free to be changed.

    It lacks the sheet of live checks, which the reader never opens and which takes long to load.
    """
    book = pickle.loads(_blank_pickled(unit, period, whole or declarations()))
    assert isinstance(book, Workbook)
    return book


@cache
def _blank_pickled(unit: str, period: str, whole: Declarations) -> bytes:
    """Return a blank workbook as loaded from its file: to load that takes ten times as long."""
    book = printed(unit, period, whole)
    del book[CHECKS]
    return pickle.dumps(load_workbook(BytesIO(content(book))))


def printed(unit: str = UNIT, period: str = PERIOD, whole: Declarations | None = None) -> Workbook:
    """Return a unit's blank workbook as the template makes it."""
    whole = whole or declarations()
    asked = whole.period(period)
    owing = {e.unit.unit_code: e for e in whole.expected(asked)}
    return make_template(whole, owing[unit], asked)


def as_mapping(entries: Entries) -> dict[str, object]:
    """Return entries as a mapping; a text table has one ``cell | entry`` a line."""
    if not isinstance(entries, str):
        return dict(entries)
    lines = (line.partition("|") for line in entries.splitlines() if line.strip())
    return {code.strip(): _entry(text.strip()) for code, _, text in lines}


def _entry(text: str) -> object:
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def declarations() -> Declarations:
    """Return the project's own declarations."""
    return load_declarations(REFERENCE)


def period_of(book: Workbook) -> Period:
    """Return the period that a workbook was made for."""
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    return declarations().period(properties["period"].value)


@cache
def addresses(period: str = PERIOD) -> dict[str, tuple[str, str]]:
    """Return sheet and address of every cell of a blank workbook, such as ``D03.vu``."""
    return {
        code: (plan.form.sheet.sheet, address)
        for plan in plans_for(declarations(), declarations().period(period))
        for code, address in plan.addresses.items()
    }


def cell_of(book: Workbook, code: str) -> Cell:
    """Return an entry cell of a form that nobody has moved."""
    sheet, address = addresses(period_of(book).code)[code]
    cell: Cell = book[sheet][address]
    return cell


def field_of(book: Workbook, code: str) -> Cell:
    """Return the entry cell of a cover field or narrative section, by its hidden code."""
    for name in (COVER, NARRATIVE):
        sheet = book[name]
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, CODE_COLUMN).value == code:
                cell: Cell = sheet[f"{_FILLED_COLUMN}{row}"]
                return cell
    raise KeyError(code)


def row_of(sheet: Worksheet, line_code: str) -> int:
    """Return the row of a line, or of any other hidden code, on a sheet."""
    rows = range(1, sheet.max_row + 1)
    return next(row for row in rows if sheet.cell(row, CODE_COLUMN).value == line_code)


def column_of(sheet: Worksheet, measure: str) -> int:
    """Return the column of a measure, or of any other hidden code, on a form's sheet."""
    head = row_of(sheet, "#cot")
    columns = range(1, sheet.max_column + 1)
    return next(column for column in columns if sheet.cell(head, column).value == measure)


def delete_line(sheet: Worksheet, line_code: str) -> None:
    """Delete the row of a line."""
    _unmerge(sheet)
    sheet.delete_rows(row_of(sheet, line_code))


def delete_measure(sheet: Worksheet, measure: str) -> None:
    """Delete the column of a measure."""
    _unmerge(sheet)
    sheet.delete_cols(column_of(sheet, measure))


def insert_rows(sheet: Worksheet, before: int, amount: int = 1) -> None:
    """Insert empty rows, as a user does whom no protection stops."""
    _unmerge(sheet)
    sheet.insert_rows(before, amount)


def insert_columns(sheet: Worksheet, before: int, amount: int = 1) -> None:
    """Insert empty columns."""
    _unmerge(sheet)
    sheet.insert_cols(before, amount)


def _unmerge(sheet: Worksheet) -> None:
    """Part merged cells, which openpyxl would leave behind when rows or columns move."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def content(book: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def save(book: Workbook, path: Path) -> Path:
    """Save a workbook, making its folder, and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def with_part(workbook: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a file in which one XML part is changed: what openpyxl cannot write."""
    changed = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text.decode()) if name == part else text)
    return changed.getvalue()


def part_of(book: Workbook, sheet: str) -> str:
    """Return the name of a sheet's XML part in a file that openpyxl writes."""
    return f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"


def reading_of(
    book: Workbook | bytes,
    file_name: str = "bao-cao.xlsx",
    sha256: str = "a",
    passwords: Sequence[str] = (),
) -> Reading:
    """Read a workbook in this process."""
    data = book if isinstance(book, bytes) else content(book)
    return read_workbook(sha256, file_name, data, declarations(), passwords)


def checked(book: Workbook | bytes, file_name: str = "bao-cao.xlsx") -> Checked:
    """Read and check one workbook."""
    return check([reading_of(book, file_name)], declarations())


def issues_of(book: Workbook | bytes, file_name: str = "bao-cao.xlsx") -> tuple[Issue, ...]:
    """Return what is found wrong with one workbook."""
    return checked(book, file_name).issues


def values_of(book: Workbook | bytes) -> dict[str, tuple[str, str]]:
    """Return state and number, as text, of every cell of a workbook that is not blank."""
    return values_in(checked(book))


def values_in(found: Checked) -> dict[str, tuple[str, str]]:
    """Return state and number, as text, of every cell that is not blank in one checked workbook."""
    values = found.values  # noqa: PD011 - a field
    numbers = ["" if pd.isna(number) else str(number) for number in values["value"].tolist()]
    codes = values["line_code"].astype(str) + "." + values["measure"].astype(str)
    cells = zip(codes, values["state"], numbers, strict=True)
    return {code: (state, number) for code, state, number in cells if state != "blank"}


def read_here(
    sources: Sequence[Source],
    folder: Path = REFERENCE,
    workers: int | None = None,
    advance: Callable[[int], object] = lambda done: None,
) -> list[Reading]:
    """Read in this process, to spare a test the start of worker processes."""
    return [
        read_workbook(s.sha256, s.file_name, data, load_declarations(folder), s.passwords)
        if (data := s.content()) is not None
        else Reading(s.sha256, s.file_name, is_settled=False)
        for s in sources
    ]
