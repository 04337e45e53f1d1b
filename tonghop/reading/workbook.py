"""Reading one workbook: its cover, its forms and its narrative, as typed and where typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schemas.declarations import Declarations
from schemas.folding import as_code
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import COVER_LABELS, NARRATIVE, RETURNED_PART, TEMPLATE_VERSION, WORDS_FIELDS
from schemas.narrative import NarrativeSection
from schemas.periods import UnknownPeriodError
from tonghop.privacy import without_persons
from tonghop.privacy.withholding import withhold_persons
from tonghop.reading.book import Book, Rows, Typed
from tonghop.reading.cover import (
    Entry,
    Text,
    by_code,
    by_label,
    cover_labels,
    duplicated,
    entries,
    is_narrative,
    label_findings,
    narrative_findings,
    words_findings,
)
from tonghop.reading.damage import blaming_the_file
from tonghop.reading.door import Format
from tonghop.reading.formats import open_book
from tonghop.reading.headings import Owner, heading_findings, owner_of
from tonghop.reading.legacy import looks_garbled
from tonghop.reading.one_form import named_after_form, read_heading, told_as_one_form
from tonghop.reading.parts import Part, find_covers, find_forms, part_of, unknown_findings
from tonghop.reading.placing import Placing, place
from tonghop.reading.reasons import Reason, read_reasons
from tonghop.reading.secrecy import Mark, mark_in_book, mark_in_names
from tonghop.reading.strays import stray_findings
from tonghop.reading.typed import BLANK, TEXT, as_typed, raw_text
from tonghop.reading.unlocking import admit

SECRECY_MARKED = "secrecy_marked"


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
    reasons: list[Reason] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_settled: bool = True
    properties: Mapping[str, str] = field(default_factory=dict)
    is_one_form: bool = False


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
        return _marked(reading, mark, declarations)
    judged, content = admit(file_name, content, passwords)
    reading.findings.extend(judged.findings)
    if judged.format is None:
        return withhold_persons(reading, declarations)
    book = open_book(content, judged.format)
    if mark := mark_in_book(book):
        return _marked(reading, mark, declarations)
    reading.findings.extend(book.findings)
    reading.properties = dict(book.properties)
    read = _read_one_form if judged.format is Format.CSV else read_book
    read(reading, book, declarations)
    return withhold_persons(reading, declarations)


def read_book(reading: Reading, book: Book, declarations: Declarations) -> None:
    """Read the sheets of a whole workbook into ``reading``."""
    parts = [part_of(sheet) for sheet in book.sheets]
    covers = find_covers(parts)
    found = _read_cover(reading, covers, book)
    if reading.cover:
        _read_period(reading, declarations)
    if reading.cut_off:
        lists = (part for part in parts if part.marker and part.marker[0] == RETURNED_PART)
        reading.reasons = [r for p in lists for r in read_reasons(p.sheet, p.code_column)]
        _read_nils(reading, found, declarations.forms_on(reading.cut_off))
        rest = [part for part in parts if part not in covers]
        rest = _read_narrative(reading, rest, book, declarations.sections_on(reading.cut_off))
        _read_forms(reading, rest, book, declarations)


def _marked(reading: Reading, mark: Mark, declarations: Declarations) -> Reading:
    where = without_persons(mark.where, declarations)
    found = Finding(SECRECY_MARKED, raw_text=mark.text, expected=where)
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
            _read_forms(reading, [part_of(named)], book, declarations)
            _read_narrative(reading, [], book, declarations.sections_on(reading.cut_off))
        reading.findings = told_as_one_form(reading.findings)


def _read_cover(reading: Reading, covers: Sequence[Part], book: Book) -> list[Entry]:
    """Read unit and period; return the cover's rows for what depends on the period."""
    if not covers:
        reading.findings.append(Finding("not_our_template"))
        return []
    cover = covers[0]
    reading.template_version = cover.marker[1] if cover.marker else None
    if cover.marker and reading.template_version != TEMPLATE_VERSION:
        reading.findings.append(
            Finding(
                "template_version_unknown",
                cover.sheet.name,
                raw_text=cover.marker[1],
                expected=TEMPLATE_VERSION,
            )
        )
        return []
    found = entries(cover, COVER_LABELS, _hidden_on(book, cover))
    again = duplicated(found)
    if covers[1:] or again:
        place = (again.text.sheet, again.label_cell) if again else (covers[1].sheet.name, "A1")
        reading.findings.append(Finding("cover_duplicated", *place, expected=cover.sheet.name))
        return []
    reading.cover = by_code(found) | by_label(found, cover_labels(()))
    return found


def _read_period(reading: Reading, declarations: Declarations) -> None:
    """Set the cut-off that decides which forms and lines the workbook must hold."""
    text = reading.cover.get("period", Text("", "", BLANK))
    code = raw_text(text.typed).strip()
    try:
        reading.cut_off = declarations.period(as_code(code)).cut_off
    except UnknownPeriodError:
        reading.findings.append(Finding("period_unknown", text.sheet, text.cell, code))


def _read_nils(reading: Reading, found: Sequence[Entry], forms: tuple[Form, ...]) -> None:
    """Read the declarations of nil, and check each row of the cover against its code."""
    labels = cover_labels(forms)
    reading.cover |= by_label(found, labels)
    words = (text for code, text in reading.cover.items() if code in WORDS_FIELDS)
    reading.findings.extend(words_findings(words))
    reading.findings.extend(label_findings(found, labels))
    if labels.keys() & reading.cover.keys() - {entry.code for entry in found}:
        reading.findings.append(Finding("codes_lost", found[0].text.sheet))


def _read_narrative(
    reading: Reading, parts: list[Part], book: Book, sections: tuple[NarrativeSection, ...]
) -> list[Part]:
    """Read the narrative; return the sheets that are left."""
    labels = {section.section_code: section.label for section in sections}
    pages = [part for part in parts if is_narrative(part, labels)]
    if not pages:
        reading.findings.append(Finding("form_missing", expected=NARRATIVE))
        return parts
    for page in pages[1:]:
        reading.findings.append(Finding("form_duplicated", page.sheet.name))
    found = entries(pages[0], labels.values(), _hidden_on(book, pages[0]))
    texts = by_code(found) | by_label(found, labels)
    written = {code: text for code, text in texts.items() if text.typed and "|" not in code}
    faults = list(words_findings(written.values()))
    unread = {fault.cell for fault in faults}
    reading.narrative = {c: text for c, text in written.items() if text.cell not in unread}
    reading.findings.extend((*narrative_findings(found, labels), *faults))
    reading.findings.extend(
        Finding("text_garbled", text.sheet, text.cell)
        for text in reading.narrative.values()
        if looks_garbled(text.typed)
    )
    return [part for part in parts if part not in pages]


def _hidden_on(book: Book, part: Part) -> Typed:
    with blaming_the_file():
        return book.hidden((part.sheet.name,)).get(part.sheet.name, {})


def _read_forms(
    reading: Reading, parts: Sequence[Part], book: Book, declarations: Declarations
) -> None:
    forms = {form.code: form for form in declarations.forms_on(reading.cut_off or date.max)}
    found = find_forms(parts, forms)
    reading.findings.extend(found.findings)
    with blaming_the_file():
        hidden = book.hidden(tuple(part.sheet.name for part in found.forms.values()))
    owner = owner_of(reading.cover, declarations)
    for code, form in forms.items():
        if code in found.forms:
            part = found.forms[code]
            placing = _read_form(reading, form, part, hidden.get(part.sheet.name, {}))
            _check_heading(reading, part, placing, owner, declarations)
        else:
            expected = form.sheet.sheet
            reading.findings.append(Finding("form_missing", form_code=code, expected=expected))
    reading.findings.extend(unknown_findings(found.unknown))


def _read_form(reading: Reading, form: Form, part: Part, hidden: Typed) -> Placing:
    sheet = part.sheet.name
    rows = _rectangular(part.sheet.rows)
    placing = place(form, sheet, rows, part.code_column, part.sheet.merged)
    texts = tuple(as_typed(rows[row][column]) for row, column in placing.positions)
    if hidden:
        texts = tuple(map(hidden.get, placing.addresses, texts))
    reading.forms.append(FormReading(form.code, sheet, placing, texts))
    reading.findings.extend(placing.findings)
    reading.findings.extend(stray_findings(form, sheet, rows, placing, hidden))
    return placing


def _check_heading(
    reading: Reading, part: Part, placing: Placing, owner: Owner, declarations: Declarations
) -> None:
    """Compare what stands above a table with the cover; a file of one form has no other cover."""
    if not reading.is_one_form:
        above = part.sheet.rows[: placing.table.heads.start]
        found = heading_findings(part.sheet.name, above, owner, declarations)
        reading.findings.extend(found)


def _rectangular(rows: Rows) -> Rows:
    """Return rows of one length, as most readers give them already."""
    lengths = set(map(len, rows))
    if len(lengths) < 2:
        return rows
    return [[*row, *[""] * (max(lengths) - len(row))] for row in rows]
