"""Reading one workbook: its cover, its forms and its narrative, as typed and where typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from schemas.declarations import Declarations
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import MARKER_ROWS, NOT_FORMS, TEMPLATE_VERSION, read_marker
from schemas.periods import UnknownPeriodError
from tonghop.reading.book import Book, Sheet, Typed
from tonghop.reading.damage import blaming_the_file
from tonghop.reading.door import Format
from tonghop.reading.formats import open_book
from tonghop.reading.one_form import named_after_form, read_heading, told_as_one_form
from tonghop.reading.placing import AROUND, Placing, address, place
from tonghop.reading.secrecy import Mark, mark_in_names, mark_in_sheets
from tonghop.reading.typed import BLANK, STALE, TEXT, as_typed, raw_text
from tonghop.reading.unlocking import admit

SECRECY_MARKED = "secrecy_marked"


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
    """What one file holds; ``cover`` and ``narrative`` by hidden code.

    Of a file that changed after its content was named, ``is_settled`` is false and nothing else
    is told. Of a file with a secrecy mark the mark is the only finding.
    ``properties`` is the hidden metadata, by name; empty where another program has dropped it.
    """

    sha256: str
    file_name: str
    cover: dict[str, Text] = field(default_factory=dict)
    cut_off: date | None = None
    template_version: str | None = None
    forms: list[FormReading] = field(default_factory=list)
    narrative: dict[str, Text] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_settled: bool = True
    properties: Mapping[str, str] = field(default_factory=dict)
    is_one_form: bool = False


class _Part(NamedTuple):
    """A sheet, the marker that says what it carries, and the column of its hidden codes."""

    sheet: Sheet
    marker: tuple[str, str] | None
    code_column: int


def read_workbook(
    sha256: str,
    file_name: str,
    content: bytes,
    declarations: Declarations,
    passwords: Sequence[str] = (),
) -> Reading:
    """Read one file. What is wrong with it becomes a finding; ``passwords`` may open it.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    reading = Reading(sha256, file_name)
    if mark := mark_in_names([file_name]):
        return _marked(reading, mark)
    judged, content = admit(file_name, content, passwords)
    reading.findings.extend(judged.findings)
    if judged.format is None:
        return reading
    book = open_book(content, judged.format)
    if mark := mark_in_sheets(book.sheets):
        return _marked(reading, mark)
    reading.findings.extend(book.findings)
    reading.properties = dict(book.properties)
    if judged.format is Format.CSV:
        _read_one_form(reading, book, declarations)
        return reading
    parts = [_part(sheet) for sheet in book.sheets]
    _read_cover(reading, parts)
    if reading.cover:
        _read_period(reading, declarations)
    if reading.cut_off:
        _read_forms(reading, parts, book, declarations)
        _read_narrative(reading, parts)
        reading.findings.extend(_unknown_sheets(parts))
    return reading


def _marked(reading: Reading, mark: Mark) -> Reading:
    found = Finding(SECRECY_MARKED, raw_text=mark.text, expected=mark.where)
    return Reading(reading.sha256, reading.file_name, findings=[found])


def _read_one_form(reading: Reading, book: Book, declarations: Declarations) -> None:
    """Read a CSV, whose heading stands for a cover; it is checked to the end, but never counts."""
    reading.is_one_form = True
    for sheet in book.sheets:
        heading = read_heading(sheet, declarations)
        named = named_after_form(sheet, heading.period, declarations)
        reading.findings.extend(heading.findings)
        reading.cover = {
            code: Text(named.name, cell, TEXT + text)
            for code, (cell, text) in heading.entries.items()
        }
        if heading.period:
            reading.cut_off = heading.period.cut_off
            _read_forms(reading, [_part(named)], book, declarations)
            _read_narrative(reading, [])
        reading.findings = told_as_one_form(reading.findings)


def _part(sheet: Sheet) -> _Part:
    for row in sheet.rows[:MARKER_ROWS]:
        for column, value in enumerate(row[:MARKER_ROWS]):
            if isinstance(value, str) and (found := read_marker(value)):
                return _Part(sheet, found, column)
    return _Part(sheet, None, 0)


def _read_cover(reading: Reading, parts: list[_Part]) -> None:
    covers = [part for part in parts if part.marker and part.marker[0] == "cover"]
    if len(covers) != 1:
        reading.findings.append(Finding("not_our_template"))
        return
    cover = covers[0]
    reading.template_version = cover.marker[1] if cover.marker else None
    if reading.template_version != TEMPLATE_VERSION:
        version = reading.template_version or ""
        reading.findings.append(
            Finding(
                "template_version_unknown",
                cover.sheet.name,
                raw_text=version,
                expected=TEMPLATE_VERSION,
            )
        )
        return
    reading.cover = _coded_texts(cover)


def _coded_texts(part: _Part) -> dict[str, Text]:
    """Return the entry two columns right of each code: code, label, entry."""
    column = part.code_column + 2
    return {
        str(row[part.code_column]).strip(): Text(
            part.sheet.name,
            address(number, column),
            as_typed(row[column]) if len(row) > column else BLANK,
        )
        for number, row in enumerate(part.sheet.rows)
        if len(row) > part.code_column and row[part.code_column]
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
    reading: Reading, parts: list[_Part], book: Book, declarations: Declarations
) -> None:
    forms = {form.code: form for form in declarations.forms_on(reading.cut_off or date.max)}
    marked = [part for part in parts if part.marker and part.marker[0] not in NOT_FORMS]
    found: dict[str, _Part] = {}
    for part in marked:
        code, version = part.marker or ("", "")
        if code not in forms or forms[code].sheet.version != version:
            reading.findings.append(
                Finding("form_unknown", part.sheet.name, raw_text=f"{code}|{version}")
            )
        elif code in found:
            reading.findings.append(Finding("form_duplicated", part.sheet.name, form_code=code))
        else:
            found[code] = part
    with blaming_the_file():
        hidden = book.hidden(tuple(part.sheet.name for part in found.values()))
    for code, form in forms.items():
        if code in found:
            _read_form(reading, form, found[code], hidden.get(found[code].sheet.name, {}))
        else:
            reading.findings.append(
                Finding("form_missing", form_code=code, expected=form.sheet.sheet)
            )


def _read_form(reading: Reading, form: Form, part: _Part, hidden: Typed) -> None:
    sheet = part.sheet
    placing = place(form, sheet.name, sheet.rows, part.code_column)
    texts = tuple(as_typed(sheet.rows[row][column]) for row, column in placing.positions)
    if hidden:
        texts = tuple(map(hidden.get, placing.addresses, texts))
    reading.forms.append(FormReading(form.code, sheet.name, placing, texts))
    reading.findings.extend(placing.findings)
    reading.findings.extend(_stray_cells(form, sheet, placing, hidden))


def _stray_cells(form: Form, sheet: Sheet, placing: Placing, hidden: Typed) -> Iterator[Finding]:
    """Yield what stands in the table's columns or rows but in no cell that the form asks for."""
    for row, column, kind in placing.closed:
        value = sheet.rows[row][column]
        if value != "" and (typed := as_typed(value)) and not (kind == AROUND and typed[0] == TEXT):
            name = "line_unknown" if kind == AROUND else kind
            yield Finding(name, sheet.name, address(row, column), raw_text(typed), form.code)
    for cell in sorted(hidden.keys() - set(placing.addresses)):
        if hidden[cell][0] != STALE:
            yield Finding("cell_not_asked", sheet.name, cell, raw_text(hidden[cell]), form.code)


def _read_narrative(reading: Reading, parts: list[_Part]) -> None:
    pages = [part for part in parts if part.marker and part.marker[0] == "narrative"]
    if len(pages) == 1:
        reading.narrative = {
            code: text
            for code, text in _coded_texts(pages[0]).items()
            if text.typed and "|" not in code
        }
    else:
        reading.findings.append(Finding("form_missing", expected="Thuyết minh"))


def _unknown_sheets(parts: list[_Part]) -> Iterator[Finding]:
    for part in parts:
        if part.marker is None:
            filled = (
                address(number, column)
                for number, row in enumerate(part.sheet.rows)
                for column, value in enumerate(row)
                if value != ""
            )
            if cell := next(filled, None):
                yield Finding("sheet_unknown", part.sheet.name, cell)
