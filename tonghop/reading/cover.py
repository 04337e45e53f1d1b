"""Cover and narrative: entries by hidden codes or, where these are lost, by exact labels."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas.folding import fold
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import COVER_LABELS, UNDECIDING_FIELDS, cover_fields
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import NO_COLUMN
from tonghop.reading.book import Typed
from tonghop.reading.parts import Part, column_of_labels, is_marked
from tonghop.reading.typed import BLANK, ERROR, FORMULA, ONLY_IF_ASKED, as_typed, raw_text

_UNIT_LABELS = {fold(label) for label in COVER_LABELS}
_COVER_CODES = {field.code for field in cover_fields(())}
_NOT_WORDS = {ERROR: "error_in_words", FORMULA: "formula_in_words"}


class Text(NamedTuple):
    """A text and the cell it stands in."""

    sheet: str
    cell: str
    typed: str


class Entry(NamedTuple):
    """A row of code, label and entry, with its place; the code is empty where it is lost."""

    code: str
    label: str
    text: Text
    row: int
    column: int

    @property
    def label_cell(self) -> str:
        """Where the label stands."""
        return address(self.row, self.column)


def entries(part: Part, labels: Collection[str], hidden: Typed) -> list[Entry]:
    """Return the rows of a sheet that lists labels beside entries, behind its hidden codes.

    ``hidden`` holds the sheet's errors and formulas without a result. Columns inserted between
    codes, labels and entries are passed over as long as nothing stands in them.
    """
    coded = part.marker is not None
    column = column_of_labels(part.sheet, labels)
    if column == NO_COLUMN:
        column = part.code_column + 1
    rows = [(number, row) for number, row in enumerate(part.sheet.rows) if len(row) > column]
    beside = _first_filled(rows, column, hidden)
    return [
        Entry(
            str(row[part.code_column]).strip() if coded else "",
            str(row[column]),
            _text(part.sheet.name, row, (number, beside), hidden),
            number,
            column,
        )
        for number, row in rows
    ]


def _first_filled(rows: Sequence[tuple[int, list[object]]], labels: int, hidden: Typed) -> int:
    """Return the first column behind the labels in which any of their rows holds anything."""
    labelled = [(number, row) for number, row in rows if row[labels] != ""]
    for column in range(labels + 1, max((len(row) for _, row in labelled), default=0)):
        if any(len(row) > column and row[column] != "" for _, row in labelled):
            return column
        if hidden and any(address(number, column) in hidden for number, _ in labelled):
            return column
    return labels + 1


def _text(sheet: str, row: Sequence[object], at: tuple[int, int], hidden: Typed) -> Text:
    cell = address(*at)
    shown = as_typed(row[at[1]]) if len(row) > at[1] else BLANK
    unseen = hidden.get(cell, BLANK)
    return Text(sheet, cell, shown if unseen[:1] in ("", *ONLY_IF_ASKED) else unseen)


def by_code(found: Sequence[Entry]) -> dict[str, Text]:
    """Return each entry that has its code."""
    return {entry.code: entry.text for entry in found if entry.code}


def by_label(found: Sequence[Entry], labels: Mapping[str, str]) -> dict[str, Text]:
    """Return each entry that has lost its code, by the label that it bears exactly."""
    lost = labels.keys() - {entry.code for entry in found}
    code_of = {fold(labels[code]): code for code in lost}
    return {
        code: entry.text
        for entry in (found if lost else ())
        if not entry.code and (code := code_of.get(fold(entry.label)))
    }


@lru_cache(maxsize=64)
def cover_labels(forms: tuple[Form, ...]) -> Mapping[str, str]:
    """Return what a cover prints beside each of its entries, by hidden code."""
    return {field.code: field.label for field in cover_fields(forms)}


def duplicated(found: Sequence[Entry]) -> Entry | None:
    """Return the first row whose code, or whose label if it names the unit, has stood above it.

    Codes that are not the cover's own tell that other sheets were pasted below it, no other cover.
    """
    seen: set[str] = set()
    for entry in found:
        code, label = entry.code, fold(entry.label)
        keys = {code} & _COVER_CODES | {label} & _UNIT_LABELS
        if keys & seen:
            return entry
        seen |= keys
    return None


def label_findings(found: Sequence[Entry], labels: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the rows that decide something and whose label no longer agrees with their code."""
    for entry in found:
        expected = "" if entry.code in UNDECIDING_FIELDS else labels.get(entry.code)
        if expected and entry.label != expected and fold(entry.label) != fold(expected):
            place = (entry.text.sheet, entry.label_cell)
            yield Finding("cover_label_changed", *place, entry.label, expected=expected)


def words_findings(texts: Iterable[Text]) -> Iterator[Finding]:
    """Yield the entries from which nothing but words is taken and which hold none."""
    for text in texts:
        if kind := _NOT_WORDS.get(text.typed[:1]):
            yield Finding(kind, text.sheet, text.cell, raw_text(text.typed))


def is_narrative(part: Part, labels: Mapping[str, str]) -> bool:
    """Say whether a sheet is the narrative by its marker or, without one, by all its labels."""
    if part.marker:
        return is_marked(part, "narrative")
    return bool(labels) and column_of_labels(part.sheet, labels.values()) != NO_COLUMN


def narrative_findings(found: Sequence[Entry], labels: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the sections that stand twice, have another title, or have lost their codes."""
    counts = Counter(entry.code for entry in found if entry.code)
    for entry in found:
        sheet, title = entry.text.sheet, labels.get(entry.code, "").partition("\n")[0]
        if title and counts[entry.code] > 1:
            yield Finding("section_duplicated", sheet, entry.label_cell, title)
        if title and not fold(entry.label).startswith(fold(title)):
            raw = entry.label.partition("\n")[0]
            yield Finding("cover_label_changed", sheet, entry.label_cell, raw, expected=title)
    if labels.keys() - counts.keys():
        yield Finding("codes_lost", found[0].text.sheet)
