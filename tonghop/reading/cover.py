"""Cover and narrative: entries by hidden codes or, where these are lost, by exact labels."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from schemas.folding import fold
from schemas.forms import Form
from schemas.issues import Finding
from schemas.layout import COVER_LABELS, UNDECIDING_FIELDS, cover_fields
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import NO_COLUMN
from tonghop.reading.parts import Part, column_of_labels, is_marked
from tonghop.reading.typed import as_typed

_UNIT_LABELS = {fold(label) for label in COVER_LABELS}


class Text(NamedTuple):
    """A text and the cell it stands in."""

    sheet: str
    cell: str
    typed: str


class Entry(NamedTuple):
    """A row of code, label and entry, with its place; the code is empty where it is lost."""

    code: str
    label: str
    value: object
    sheet: str
    row: int
    column: int

    @property
    def label_cell(self) -> str:
        """Where the label stands."""
        return address(self.row, self.column)

    @property
    def text(self) -> Text:
        """The entry beside the label."""
        return Text(self.sheet, address(self.row, self.column + 1), as_typed(self.value))


def entries(part: Part, labels: Collection[str]) -> list[Entry]:
    """Return the rows of a sheet that lists labels beside entries, behind its hidden codes."""
    coded = part.marker is not None
    column = part.code_column + 1 if coded else column_of_labels(part.sheet, labels)
    return [
        Entry(
            str(row[part.code_column]).strip() if coded else "",
            str(row[column]),
            row[column + 1] if len(row) > column + 1 else "",
            part.sheet.name,
            number,
            column,
        )
        for number, row in enumerate(part.sheet.rows)
        if len(row) > column
    ]


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
    """Return the first row whose code, or whose label if it names the unit, has stood above it."""
    seen: set[str] = set()
    for entry in found:
        keys = {entry.code, entry.label if fold(entry.label) in _UNIT_LABELS else ""} - {""}
        if keys & seen:
            return entry
        seen |= keys
    return None


def label_findings(found: Sequence[Entry], labels: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the rows that decide something and whose label no longer agrees with their code."""
    for entry in found:
        expected = "" if entry.code in UNDECIDING_FIELDS else labels.get(entry.code)
        if expected and entry.label != expected and fold(entry.label) != fold(expected):
            place = (entry.sheet, entry.label_cell)
            yield Finding("cover_label_changed", *place, entry.label, expected=expected)


def is_narrative(part: Part, labels: Mapping[str, str]) -> bool:
    """Say whether a sheet is the narrative by its marker or, without one, by all its labels."""
    if part.marker:
        return is_marked(part, "narrative")
    return bool(labels) and column_of_labels(part.sheet, labels.values()) != NO_COLUMN


def narrative_findings(found: Sequence[Entry], labels: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the sections that stand twice, have another title, or have lost their codes."""
    counts = Counter(entry.code for entry in found if entry.code)
    for entry in found:
        sheet, title = entry.sheet, labels.get(entry.code, "").partition("\n")[0]
        if counts[entry.code] > 1:
            place = entry.label_cell
            yield Finding("line_duplicated", sheet, place, entry.code, line_code=entry.code)
        if title and not fold(entry.label).startswith(fold(title)):
            raw = entry.label.partition("\n")[0]
            yield Finding("cover_label_changed", sheet, entry.label_cell, raw, expected=title)
    if labels.keys() - counts.keys():
        yield Finding("codes_lost", found[0].sheet)
