"""The figures of a national report in printed order, and how each is labelled and written."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, YES_NO_UNIT, Form, Line
from tonghop.publish.heading import Heading
from tonghop.publish.sheets.looks import KINDS, QUANTITY, SHARE, WHOLE

UNITS_SAYING_YES = "đơn vị"
SAYING_YES = "số đơn vị trả lời “Có”"
ABSENT = "…"


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number: a line × a measure, or a line's computed ratio."""

    line: Line
    measure: str
    measure_label: str
    unit_of_measure: str
    number_format: str

    @property
    def code(self) -> str:
        """The figure's name within a period, such as ``D03.vu``."""
        return f"{self.line.line_code}.{self.measure}"

    @property
    def number_kind(self) -> str:
        """The part of a look's name that says how the number is written."""
        return KINDS[self.number_format]

    @property
    def is_answer(self) -> bool:
        """Units answer yes or no; the nation counts those that said yes."""
        return self.line.kind == "yes_no"


def report_forms(declarations: Declarations, heading: Heading, report: str) -> tuple[Form, ...]:
    """Return the forms that feed a national report, as they stand at the period's cut-off."""
    forms = declarations.forms_on(heading.period.cut_off)
    return tuple(form for form in forms if report in form.sheet.reports)


def sections(form: Form) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield each section's heading with its lines that have figures, ratios included."""
    counted = (line for line in form.lines if line.kind != "text")
    for section, lines in groupby(counted, key=lambda line: line.section):
        yield section, tuple(lines)


def figures(form: Form, line: Line) -> tuple[Figure, ...]:
    """Return the figures of one line in column order."""
    if line.kind == "ratio":
        return (Figure(line, RATIO_MEASURE, "", line.unit_of_measure, SHARE),)
    return tuple(
        Figure(
            line,
            cell.measure.measure,
            _measure_label(cell.measure.group_label, cell.measure.label),
            UNITS_SAYING_YES if cell.unit_of_measure == YES_NO_UNIT else cell.unit_of_measure,
            QUANTITY if cell.measure.decimals else WHOLE,
        )
        for cell in form.cells
        if cell.line == line
    )


def all_figures(form: Form) -> tuple[Figure, ...]:
    """Return every figure of a form, line by line."""
    return tuple(
        figure for _, lines in sections(form) for line in lines for figure in figures(form, line)
    )


def main_figures(form: Form, line: Line) -> tuple[Figure, ...]:
    """Return what a table by province shows: of a line with parts all, of others the first."""
    has_parts = any(other.part_of == line.line_code for other in form.lines)
    return figures(form, line) if has_parts else figures(form, line)[:1]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a table with one figure a row; without a figure it is a heading."""

    code: str
    label: str
    look: str
    figure: Figure | None = None


def printed_rows(form: Form) -> Iterator[PrintedRow]:
    """Yield a form's title, sections, lines and figures from top to bottom.

    A line with one figure takes one row; a line with several is a heading above its measures.
    """
    yield PrintedRow("", f"{form.sheet.sheet}. {form.sheet.title}".upper(), "pl_form")
    for section, lines in sections(form):
        yield PrintedRow("", section, "tt_section")
        for line in lines:
            yield from _line_rows(line, figures(form, line))


def _line_rows(line: Line, found: tuple[Figure, ...]) -> Iterator[PrintedRow]:
    if len(found) == 1:
        indent = "– " if line.part_of else ""
        yield PrintedRow(line.line_code, indent + line_label(line), "tt_label", found[0])
        return
    yield PrintedRow(line.line_code, line_label(line), "pl_line")
    for figure in found:
        yield PrintedRow("", figure.measure_label, "pl_part", figure)


def line_label(line: Line) -> str:
    """Return a line's label; an answer says what is counted."""
    return f"{line.label} ({SAYING_YES})" if line.kind == "yes_no" else line.label


def _measure_label(group: str, label: str) -> str:
    return f"{group}: {label[:1].lower()}{label[1:]}" if group else label
