"""Where the blank workbook puts each line and measure of a form, before anyone moves them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from openpyxl.utils import get_column_letter

from schemas.forms import Form, Line, Measure

CODE_COLUMN, NUMBER_COLUMN, LABEL_COLUMN, UNIT_COLUMN, FIRST_MEASURE = 1, 2, 3, 4, 5
TITLE_ROW, PERIOD_ROW = 2, 3
GROUP_ROW, MEASURE_ROW, CODE_ROW, NUMBER_ROW, FIRST_ROW = 5, 6, 7, 8, 9


@dataclass(frozen=True)
class FormPlan:
    """The printed places of one form's headings, lines and measures."""

    form: Form

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column number of each measure."""
        return {m.measure: column for column, m in enumerate(self.form.measures, FIRST_MEASURE)}

    @cached_property
    def rows(self) -> tuple[tuple[int, str | Line], ...]:
        """Rows of the table from top to bottom: a section's heading, or a line."""
        asked = (line for line in self.form.lines if line.is_asked)
        printed: list[str | Line] = []
        for section, lines in groupby(asked, key=lambda line: line.section):
            printed += [section, *lines]
        return tuple(enumerate(printed, FIRST_ROW))

    @property
    def last_row(self) -> int:
        """Last row of the table."""
        return self.rows[-1][0]

    @property
    def last_column(self) -> int:
        """Last column of the table."""
        return FIRST_MEASURE + len(self.form.measures) - 1

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Cell address of each asked cell, such as ``{"D03.vu": "E14"}``."""
        rows = {entry.line_code: row for row, entry in self.rows if isinstance(entry, Line)}
        letters = {measure: get_column_letter(column) for measure, column in self.columns.items()}
        return {
            cell.code: f"{letters[cell.measure.measure]}{rows[cell.line.line_code]}"
            for cell in self.form.cells
        }

    def groups(self) -> Iterator[tuple[str, tuple[Measure, ...]]]:
        """Yield the merged headers in column order; measures without a group come one by one."""
        for label, measures in groupby(self.form.measures, key=lambda m: m.group_label):
            members = tuple(measures)
            if label:
                yield label, members
            else:
                yield from (("", (measure,)) for measure in members)
