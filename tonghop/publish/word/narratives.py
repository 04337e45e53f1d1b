"""What the units told in words, gathered for a report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.publish.kept_back import NO_NARRATIVES
from tonghop.publish.word.figures import WordingError

_NARRATIVES = (
    "select expected.unit_kind, told.unit_name, told.text from narrative_summary as told "
    "inner join expected_report as expected "
    "on told.period = expected.period and told.unit_code = expected.unit_code "
    "where told.period = ? and told.section_code = ? "
    "order by told.unit_code, told.sheet, told.cell"
)
_NOT_IN_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Tabs too: Word would take them for tab stops."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What one unit told: its group if it is the first of it, name, first paragraph, the rest."""

    nhom: str
    don_vi: str
    dau: str
    tiep: tuple[str, ...]


@dataclass(frozen=True)
class Narratives:
    """The passages of a period."""

    con: duckdb.DuckDBPyConnection
    declarations: Declarations
    period: Period

    def thuyet_minh(self, muc: str) -> list[Passage]:
        """Return what every unit told in a section, by kind of unit.

        Raises:
            WordingError: No such section is asked for in this period.
        """
        known = [s.section_code for s in self.declarations.sections_on(self.period.cut_off)]
        if muc not in known:
            raise WordingError(f"unknown narrative section {muc!r}; known sections: {known}")
        found = self.con.execute(_NARRATIVES, [self.period.code, muc]).fetchall()
        return list(self._passages(found))

    def left_out(self, muc: str) -> list[Passage]:
        """Return, in a copy for outside, that what units told of a section is left out."""
        return [Passage("", "Thuyết minh của các đơn vị", NO_NARRATIVES, ())]

    def _passages(self, told: list[tuple[str, str, str]]) -> Iterator[Passage]:
        for kind in sorted(self.declarations.units.kinds, key=lambda kind: kind.position):
            group = kind.label_plural
            for unit_kind, unit_name, text in told:
                paragraphs = split_paragraphs(text)
                if unit_kind == kind.kind and paragraphs:
                    yield Passage(group, unit_name, paragraphs[0], paragraphs[1:])
                    group = ""


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, without characters that XML forbids."""
    lines = (" ".join(_NOT_IN_XML.sub(" ", line).split()) for line in text.splitlines())
    return tuple(line for line in lines if line)
