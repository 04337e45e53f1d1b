"""Which cells the forms ask for, on each day on which anything about them changes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from schemas.dated import Dated, is_valid
from schemas.declarations import Declarations
from schemas.forms import Form
from schemas.integrity.spans import change_days


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms of one day and the measures that each of their lines asks for."""

    day: date
    forms: tuple[Form, ...]
    form_of: Mapping[str, str]
    _measures: Mapping[str, frozenset[str]]

    def has(self, cell: str) -> bool:
        """Say whether a cell such as ``D03.vu`` is asked."""
        line, _, measure = cell.partition(".")
        return measure in self.measures_of(line)

    def measures_of(self, line_code: str) -> frozenset[str]:
        """Return the measures that a line asks for, none if there is no such line."""
        return self._measures.get(line_code, frozenset())

    def holds_for(self, record: Dated) -> bool:
        """Say whether ``record`` is in force on this day."""
        return is_valid(record, self.day)


def asked_by_day(declarations: Declarations) -> Iterator[Asked]:
    """Yield what is asked from each day of change on: it stays so until the next."""
    columns: tuple[Dated, ...] = (*declarations.form_sheets, *declarations.measures)
    asking: tuple[Dated, ...] = (*declarations.lines, *declarations.rules, *declarations.targets)
    for day in change_days((*columns, *asking, *declarations.disclosure_limits)):
        yield _asked_on(declarations.forms_on(day), day)


def _asked_on(forms: tuple[Form, ...], day: date) -> Asked:
    measures: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms:
        for line, measure in form.cell_by_place:
            measures[line].add(measure)
    return Asked(
        day,
        forms,
        {line.line_code: form.code for form in forms for line in form.lines},
        {line: frozenset(asked) for line, asked in measures.items()},
    )
