"""What holds between a line and the line that it is part of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from schemas.declarations import Declarations
from schemas.integrity.asked import Asked, asked_by_day
from schemas.integrity.faults import Check, Fault
from schemas.integrity.rules import ANY, Place, choices, named_cells, wildcards
from schemas.integrity.spans import uncovered_day


def parents_stand_on_the_same_form(declarations: Declarations) -> Iterator[Fault]:
    """The line that a line is part of stands on the same form on each of its days."""
    for line in (line for line in declarations.lines if line.part_of):
        parents = [
            other
            for other in declarations.lines
            if (other.line_code, other.form_code) == (line.part_of, line.form_code)
        ]
        if day := uncovered_day(line, parents):
            wrong = f"part_of is {line.part_of!r}, expected a line of {line.form_code}"
            yield Fault("indicators", line.line_code, wrong, day)


def parts_share_a_column_with_their_whole(declarations: Declarations) -> Iterator[Fault]:
    """A line and the line that it is part of ask for at least one common measure."""
    for asked in asked_by_day(declarations):
        for line in filter(asked.holds_for, declarations.lines):
            whole = asked.measures_of(line.part_of)
            if whole and not whole & asked.measures_of(line.line_code):
                wrong = f"it asks for no measure that {line.part_of} asks for, expected one"
                yield Fault("indicators", line.line_code, wrong, asked.day)


def parts_count_what_their_whole_counts(declarations: Declarations) -> Iterator[Fault]:
    """What is part of a number of persons is a number of persons."""
    units = {line.line_code: line.unit_of_measure for line in declarations.lines}
    for line in (line for line in declarations.lines if line.part_of in units):
        if line.unit_of_measure != units[line.part_of]:
            wrong = f"unit_of_measure is {line.unit_of_measure!r}"
            expected = f"expected {units[line.part_of]!r} as {line.part_of} has"
            yield Fault("indicators", line.line_code, f"{wrong}, {expected}")


def parts_make_no_circle(declarations: Declarations) -> Iterator[Fault]:
    """No line is part of itself, however many steps away."""
    parent_of = {line.line_code: line.part_of for line in declarations.lines}
    for code in parent_of:
        path = [code]
        while (parent := parent_of.get(path[-1], "")) and parent not in path:
            path.append(parent)
        if parent == code:
            wrong = f"part_of leads back to it: {' > '.join([*path, code])}, expected no circle"
            yield Fault("indicators", code, wrong)


def parts_are_compared_with_their_whole(declarations: Declarations) -> Iterator[Fault]:
    """In every measure that a part and its whole share, a rule names both."""
    for asked in asked_by_day(declarations):
        compared = _compared(declarations, asked)
        for line in filter(asked.holds_for, declarations.lines):
            for measure in sorted(asked.measures_of(line.line_code)):
                beside = compared.get((line.line_code, measure), set())
                if (line.part_of, measure) not in beside and asked.has(f"{line.part_of}.{measure}"):
                    cells = f"{line.line_code}.{measure} and {line.part_of}.{measure}"
                    wrong = f"part_of is {line.part_of!r}, expected a rule that names {cells}"
                    yield Fault("indicators", line.line_code, wrong, asked.day)


def _compared(declarations: Declarations, asked: Asked) -> Mapping[Place, set[Place]]:
    """Return, for each cell, all cells that stand beside it in some rule."""
    compared: defaultdict[Place, set[Place]] = defaultdict(set)
    for rule in filter(asked.holds_for, declarations.rules):
        cells = named_cells(rule.expression)
        for choice in choices(rule, asked) if wildcards(rule)[1] else (ANY,):
            named = {(line, choice if measure == ANY else measure) for line, measure in cells}
            for cell in named:
                compared[cell] |= named
    return compared


CHECKS: tuple[Check, ...] = (
    parents_stand_on_the_same_form,
    parts_share_a_column_with_their_whole,
    parts_count_what_their_whole_counts,
    parts_make_no_circle,
    parts_are_compared_with_their_whole,
)
