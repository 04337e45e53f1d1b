"""What holds of lines: their kinds, their columns and their labels."""

from collections.abc import Iterator
from itertools import groupby

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.forms import YES_NO_UNIT, Measure
from schemas.integrity.asked import asked_by_day
from schemas.integrity.faults import Check, Fault, not_an_identifier, not_listed
from schemas.integrity.forms import without_form
from schemas.integrity.spans import clashes, uncovered_day

AGGREGATION_OF = {
    "flow": "sum",
    "stock": "sum",
    "ratio": "ratio",
    "yes_no": "count_yes",
    "text": "none",
}
UNIT_OF_KIND = {"ratio": "%", "yes_no": YES_NO_UNIT}
EVIDENCE = ("V", "B", "S", "GK", "D")


def line_codes_are_identifiers(declarations: Declarations) -> Iterator[Fault]:
    """A line's code is written in rules."""
    for line in declarations.lines:
        yield from not_an_identifier("indicators", line.line_code, line.line_code)


def lines_have_forms(declarations: Declarations) -> Iterator[Fault]:
    """A row stands on a form on each of its days."""
    for line in declarations.lines:
        yield from without_form("indicators", line.line_code, line, declarations.form_sheets)


def lines_ask_for_columns_of_their_form(declarations: Declarations) -> Iterator[Fault]:
    """What a line asks for is a measure of its form on each of the line's days."""
    columns: dict[tuple[str, str], list[Measure]] = {}
    for measure in declarations.measures:
        columns.setdefault((measure.form_code, measure.measure), []).append(measure)
    for line in declarations.lines:
        for code in line.measures:
            if day := uncovered_day(line, columns.get((line.form_code, code), ())):
                wrong = f"measures has {code!r}, expected measures of {line.form_code}"
                yield Fault("indicators", line.line_code, wrong, day)


def measures_are_named_once(declarations: Declarations) -> Iterator[Fault]:
    """A line asks for a measure once."""
    for line in declarations.lines:
        if len(set(line.measures)) < len(line.measures):
            wrong = f"measures is {' '.join(line.measures)!r}, expected each once"
            yield Fault("indicators", line.line_code, wrong)


def kinds_are_known(declarations: Declarations) -> Iterator[Fault]:
    """A line's kind is one that the marts know."""
    for line in declarations.lines:
        if line.kind not in AGGREGATION_OF:
            yield not_listed("indicators", line.line_code, "kind", line.kind, AGGREGATION_OF)


def aggregations_follow_kinds(declarations: Declarations) -> Iterator[Fault]:
    """A line's kind decides how it adds up."""
    for line in declarations.lines:
        expected = AGGREGATION_OF.get(line.kind, line.aggregation)
        if line.aggregation != expected:
            wrong = f"aggregation is {line.aggregation!r}, expected {expected!r} for a {line.kind}"
            yield Fault("indicators", line.line_code, wrong)


def evidence_is_known(declarations: Declarations) -> Iterator[Fault]:
    """A line says how well it is founded."""
    for line in declarations.lines:
        if line.evidence not in EVIDENCE:
            yield not_listed("indicators", line.line_code, "evidence", line.evidence, EVIDENCE)


def lines_have_units_of_measure(declarations: Declarations) -> Iterator[Fault]:
    """Every line but a text says what it counts in; ratios and answers have a unit of their own."""
    for line in declarations.lines:
        expected = UNIT_OF_KIND.get(line.kind, line.unit_of_measure)
        if line.unit_of_measure != expected or not (expected or line.kind == "text"):
            wrong = f"unit_of_measure is {line.unit_of_measure!r}"
            expected = repr(expected) if expected else "what the line counts in"
            yield Fault("indicators", line.line_code, f"{wrong}, expected {expected}")


def answers_stand_in_columns_without_unit(declarations: Declarations) -> Iterator[Fault]:
    """A column with a unit of measure of its own cannot hold a yes or no."""
    for asked in asked_by_day(declarations):
        for cell in (cell for form in asked.forms for cell in form.cells):
            if cell.line.kind == "yes_no" and cell.measure.unit_of_measure:
                wrong = f"{cell.code} counts in {cell.measure.unit_of_measure!r}, not {YES_NO_UNIT}"
                expected = "expected a measure without unit_of_measure"
                key = cell.line.line_code
                yield Fault("indicators", key, f"{wrong}, {expected}", asked.day)


def ratios_have_parts(declarations: Declarations) -> Iterator[Fault]:
    """A ratio is computed from two cells and asks for none; no other line has parts."""
    for line in declarations.lines:
        if line.kind == "ratio" and not (line.numerator and line.denominator):
            wrong = "it is a ratio, expected a numerator and a denominator"
            yield Fault("indicators", line.line_code, wrong)
        if line.kind == "ratio" and line.measures:
            wrong = "it is a ratio and never asked, expected measures to be empty"
            yield Fault("indicators", line.line_code, wrong)
        if line.kind != "ratio" and (line.numerator or line.denominator):
            wrong = f"it is a {line.kind}, expected numerator and denominator to be empty"
            yield Fault("indicators", line.line_code, wrong)


def parts_of_ratios_are_asked(declarations: Declarations) -> Iterator[Fault]:
    """Numerator and denominator are asked cells on each of the ratio's days."""
    for asked in asked_by_day(declarations):
        for line in filter(asked.holds_for, declarations.lines):
            for field in ("numerator", "denominator") if line.kind == "ratio" else ():
                cell = getattr(line, field)
                if cell and not asked.has(cell):
                    wrong = f"{field} is {cell!r}, expected an asked cell such as D03.vu"
                    yield Fault("indicators", line.line_code, wrong, asked.day)


def labels_of_lines_are_unique(declarations: Declarations) -> Iterator[Fault]:
    """On any day a form prints a label once, however it is spelled."""
    for first, second in clashes(
        declarations.lines, lambda line: (line.form_code, fold(line.label))
    ):
        wrong = f"label {second.label!r} is also that of {first.line_code}"
        yield Fault("indicators", second.line_code, f"{wrong}, expected another label")


def ratios_compare_two_cells(declarations: Declarations) -> Iterator[Fault]:
    """A ratio of a cell to itself is always 100 %."""
    for line in declarations.lines:
        if line.numerator and line.numerator == line.denominator:
            wrong = f"numerator and denominator are {line.numerator!r}, expected two cells"
            yield Fault("indicators", line.line_code, wrong)


def sections_stand_together(declarations: Declarations) -> Iterator[Fault]:
    """The lines of a section follow each other, so that its heading is printed once."""
    for asked in asked_by_day(declarations):
        for form in asked.forms:
            seen: set[str] = set()
            for section, lines in groupby(form.lines, key=lambda line: line.section):
                if section in seen:
                    wrong = f"section {section!r} comes back, expected its lines in one run"
                    yield Fault("indicators", next(lines).line_code, wrong, asked.day)
                seen.add(section)


CHECKS: tuple[Check, ...] = (
    line_codes_are_identifiers,
    lines_have_forms,
    lines_ask_for_columns_of_their_form,
    measures_are_named_once,
    kinds_are_known,
    aggregations_follow_kinds,
    evidence_is_known,
    lines_have_units_of_measure,
    answers_stand_in_columns_without_unit,
    ratios_have_parts,
    parts_of_ratios_are_asked,
    labels_of_lines_are_unique,
    ratios_compare_two_cells,
    sections_stand_together,
)
