"""Withholding: of a reading, no text that says something of a person goes any further.

It is done where the file is read, so that no table, sentence, log or document can repeat the text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from schemas.declarations import Declarations
from schemas.issues import Finding
from schemas.persons import NAME_FIELDS, SORTS, WITHHELD
from tonghop.privacy import SHORTEST, find_persons, without_persons
from tonghop.reading.typed import LOGICAL, NUMBER, TEXT, raw_text

if TYPE_CHECKING:  # Reading ends with this.
    from tonghop.reading.cover import Text
    from tonghop.reading.reasons import Reason
    from tonghop.reading.workbook import FormReading, Reading

_UNSEARCHED = (NUMBER, LOGICAL)
_FIRST_CELL = "A1"


def withhold_persons(reading: "Reading", declarations: Declarations) -> "Reading":
    """Return the reading with each text that says something of a person replaced by a marker.

    The whole text is withheld, since what stands around a name may tell as much. Each sort of
    personal data in a cell is a warning that names the cell and not the text.
    """
    return _Withholding(declarations).of(reading)


class _Withholding:
    """One reading's warnings, in the order in which the texts were searched."""

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations
        self._warnings: dict[tuple[str, str, str], Finding] = {}
        self._sheets: dict[str, str] = {}

    def of(self, reading: "Reading") -> "Reading":
        """Return the reading as it may go on."""
        return replace(
            reading,
            cover=dict(self._texts(reading.cover, but=NAME_FIELDS)),
            narrative=dict(self._texts(reading.narrative)),
            forms=[self._form(form) for form in reading.forms],
            reasons=[self._reason(reason) for reason in reading.reasons],
            properties={
                name: without_persons(text, self._declarations)
                for name, text in reading.properties.items()
            },
            findings=[
                *(self._finding(finding) for finding in reading.findings),
                *self._warnings.values(),
            ],
        )

    def _texts(
        self, texts: "dict[str, Text]", but: Iterable[str] = ()
    ) -> "Iterator[tuple[str, Text]]":
        for code, text in texts.items():
            typed = text.typed if code in but else self._typed(text.sheet, text.cell, text.typed)
            yield code, text._replace(sheet=self._sheet(text.sheet), typed=typed)

    def _form(self, form: "FormReading") -> "FormReading":
        worth = {t for t in set(form.texts) if len(t) >= SHORTEST and t[0] not in _UNSEARCHED}
        changed = {
            position: withheld
            for position, typed in enumerate(form.texts if worth else ())
            if typed in worth
            for withheld in [self._typed(form.sheet, form.placing.addresses[position], typed)]
            if withheld != typed
        }
        sheet = self._sheet(form.sheet)
        if not changed:
            return form if sheet == form.sheet else replace(form, sheet=sheet)
        texts = (changed.get(position, typed) for position, typed in enumerate(form.texts))
        return replace(form, sheet=sheet, texts=tuple(texts))

    def _typed(self, sheet: str, cell: str, typed: str) -> str:
        return TEXT + WITHHELD if self._warn(sheet, cell, raw_text(typed)) else typed

    def _reason(self, reason: "Reason") -> "Reason":
        """Withhold a sender's words; a key that the program would not have written is none."""
        is_named = self._warn(reason.sheet, reason.cell, reason.text)
        is_ours = not any(find_persons(part, self._declarations) for part in reason.key or ())
        return reason._replace(
            sheet=self._sheet(reason.sheet),
            key=reason.key if is_ours else None,
            text=WITHHELD if is_named else reason.text,
        )

    def _finding(self, finding: Finding) -> Finding:
        """Withhold what a finding repeats; what it proposes instead may repeat it, too."""
        kept = {
            name: WITHHELD
            for name in ("raw_text", "expected", "other")
            if self._warn(finding.sheet, finding.cell, getattr(finding, name))
        }
        return finding._replace(sheet=self._sheet(finding.sheet), **kept)

    def _sheet(self, name: str) -> str:
        """Return the name of a sheet as it may be told."""
        if name not in self._sheets:
            self._sheets[name] = name
            shown = without_persons(name, self._declarations)
            if shown != normalize("NFC", name):
                self._sheets[name] = shown
                self._warn(name, _FIRST_CELL, name)
        return self._sheets[name]

    def _warn(self, sheet: str, cell: str, text: str) -> bool:
        """Warn of each sort of personal data in a text, and say whether there is any."""
        found = {one.sort for one in find_persons(normalize("NFC", text), self._declarations)}
        for sort in SORTS:
            if sort in found:
                place = (sort, self._sheet(sheet), cell)
                self._warnings.setdefault(place, Finding(*place))
        return bool(found)
