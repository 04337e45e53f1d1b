"""Reading one workbook: its cover, its forms and its narrative, as typed and where typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook

from schemas.declarations import Declarations
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import CHECKS, MARKER_ROWS, TEMPLATE_VERSION, read_marker
from schemas.periods import UnknownPeriodError
from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.door import judge
from tonghop.reading.formulas import hidden_cells
from tonghop.reading.placing import AROUND, Placing, Rows, address, place
from tonghop.reading.typed import BLANK, TEXT, as_typed, raw_text

MOST_CELLS = 1_000_000
_NOT_FORMS = ("cover", "narrative", "checks")


class Text(NamedTuple):
    """A text and the cell it stands in."""

    sheet: str
    cell: str
    typed: str


@dataclass(frozen=True, slots=True)
class FormReading:
    """A form as one workbook holds it: typed texts in the order of the placing's cells."""

    form_code: str
    sheet: str
    placing: Placing
    texts: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """What one file holds; ``cover`` and ``narrative`` by hidden code."""

    sha256: str
    file_name: str
    cover: dict[str, Text] = field(default_factory=dict)
    cut_off: date | None = None
    template_version: str | None = None
    forms: list[FormReading] = field(default_factory=list)
    narrative: dict[str, Text] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


class _Sheet(NamedTuple):
    name: str
    rows: Rows
    marker: tuple[str, str] | None
    code_column: int


def read_workbook(
    sha256: str, file_name: str, content: bytes, declarations: Declarations
) -> Reading:
    """Read one file. What is wrong with it becomes a finding.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    reading = Reading(sha256, file_name)
    if refusal := judge(file_name, content):
        reading.findings.append(refusal)
        return reading
    with blaming_the_file():
        sheets = _open_sheets(content)
    _read_cover(reading, sheets)
    if reading.cover:
        _read_period(reading, declarations)
    if reading.cut_off:
        _read_forms(reading, sheets, content, declarations)
        _read_narrative(reading, sheets)
        reading.findings.extend(_unknown_sheets(sheets))
    return reading


def _open_sheets(content: bytes) -> list[_Sheet]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        names = [name for name in book.sheet_names if name != CHECKS]
        return [_open_sheet(book.get_sheet_by_name(name)) for name in names]


def _open_sheet(sheet: CalamineSheet) -> _Sheet:
    last_row, last_column = sheet.end or (0, 0)
    if last_row * last_column > MOST_CELLS:
        raise DamagedWorkbookError(f"{sheet.name} reaches to {address(last_row, last_column)}")
    rows: Rows = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    for row in rows[:MARKER_ROWS]:
        for column, value in enumerate(row[:MARKER_ROWS]):
            if isinstance(value, str) and (found := read_marker(value)):
                return _Sheet(sheet.name, rows, found, column)
    return _Sheet(sheet.name, rows, None, 0)


def _read_cover(reading: Reading, sheets: list[_Sheet]) -> None:
    covers = [sheet for sheet in sheets if sheet.marker and sheet.marker[0] == "cover"]
    if len(covers) != 1:
        reading.findings.append(Finding("not_our_template"))
        return
    cover = covers[0]
    reading.template_version = cover.marker[1] if cover.marker else None
    if reading.template_version != TEMPLATE_VERSION:
        version = reading.template_version or ""
        reading.findings.append(
            Finding(
                "template_version_unknown", cover.name, raw_text=version, expected=TEMPLATE_VERSION
            )
        )
        return
    reading.cover = _coded_texts(cover)


def _coded_texts(sheet: _Sheet) -> dict[str, Text]:
    """Return the entry two columns right of each code: code, label, entry."""
    column = sheet.code_column + 2
    return {
        str(row[sheet.code_column]).strip(): Text(
            sheet.name,
            address(number, column),
            as_typed(row[column]) if len(row) > column else BLANK,
        )
        for number, row in enumerate(sheet.rows)
        if len(row) > sheet.code_column and row[sheet.code_column]
    }


def _read_period(reading: Reading, declarations: Declarations) -> None:
    """Set the cut-off that decides which forms and lines the workbook must hold."""
    text = reading.cover.get("period", Text("", "", BLANK))
    code = raw_text(text.typed).strip()
    try:
        reading.cut_off = declarations.period(code).cut_off
    except UnknownPeriodError:
        reading.findings.append(Finding("period_unknown", text.sheet, text.cell, code))


def _read_forms(
    reading: Reading, sheets: list[_Sheet], content: bytes, declarations: Declarations
) -> None:
    forms = {form.code: form for form in declarations.forms_on(reading.cut_off or date.max)}
    marked = [sheet for sheet in sheets if sheet.marker and sheet.marker[0] not in _NOT_FORMS]
    found: dict[str, _Sheet] = {}
    for sheet in marked:
        code, version = sheet.marker or ("", "")
        if code not in forms or forms[code].sheet.version != version:
            reading.findings.append(
                Finding("form_unknown", sheet.name, raw_text=f"{code}|{version}")
            )
        elif code in found:
            reading.findings.append(Finding("form_duplicated", sheet.name, form_code=code))
        else:
            found[code] = sheet
    with blaming_the_file():
        hidden = hidden_cells(content, tuple(sheet.name for sheet in found.values()))
    for code, form in forms.items():
        if code in found:
            _read_form(reading, form, found[code], hidden.get(found[code].name, {}))
        else:
            reading.findings.append(
                Finding("form_missing", form_code=code, expected=form.sheet.sheet)
            )


def _read_form(reading: Reading, form: Form, sheet: _Sheet, hidden: dict[str, str]) -> None:
    placing = place(form, sheet.name, sheet.rows, sheet.code_column)
    texts = tuple(as_typed(sheet.rows[row][column]) for row, column in placing.positions)
    if hidden:
        texts = tuple(map(hidden.get, placing.addresses, texts))
    reading.forms.append(FormReading(form.code, sheet.name, placing, texts))
    reading.findings.extend(placing.findings)
    reading.findings.extend(_stray_cells(form, sheet, placing, hidden))


def _stray_cells(
    form: Form, sheet: _Sheet, placing: Placing, hidden: dict[str, str]
) -> Iterator[Finding]:
    """Yield what stands in the table's columns or rows but in no cell that the form asks for."""
    for row, column, kind in placing.closed:
        value = sheet.rows[row][column]
        if value != "" and (typed := as_typed(value)) and not (kind == AROUND and typed[0] == TEXT):
            name = "line_unknown" if kind == AROUND else kind
            yield Finding(name, sheet.name, address(row, column), raw_text(typed), form.code)
    for cell in sorted(hidden.keys() - set(placing.addresses)):
        yield Finding("cell_not_asked", sheet.name, cell, raw_text(hidden[cell]), form.code)


def _read_narrative(reading: Reading, sheets: list[_Sheet]) -> None:
    pages = [sheet for sheet in sheets if sheet.marker and sheet.marker[0] == "narrative"]
    if len(pages) == 1:
        reading.narrative = {
            code: text
            for code, text in _coded_texts(pages[0]).items()
            if text.typed and "|" not in code
        }
    else:
        reading.findings.append(Finding("form_missing", expected="Thuyết minh"))


def _unknown_sheets(sheets: list[_Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        if sheet.marker is None:
            filled = (
                address(number, column)
                for number, row in enumerate(sheet.rows)
                for column, value in enumerate(row)
                if value != ""
            )
            if cell := next(filled, None):
                yield Finding("sheet_unknown", sheet.name, cell)
