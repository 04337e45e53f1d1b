"""What holds of targets: their kinds, the figures that they are set for, and their values."""

from collections.abc import Iterator
from decimal import Decimal

from schemas.dated import overlaps
from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Line
from schemas.integrity.asked import Asked, asked_by_day
from schemas.integrity.faults import Check, Fault, not_listed
from schemas.integrity.spans import clashes
from schemas.targets import KINDS, REDUCTION, SHARE, Target

LINES_OF_KIND = {SHARE: ("ratio", "yes_no"), REDUCTION: ("flow", "stock")}
HUNDRED = Decimal(100)


def target_kinds_are_known(declarations: Declarations) -> Iterator[Fault]:
    """A target is a share to reach or a reduction against last year."""
    for target in declarations.targets:
        if target.kind not in KINDS:
            yield not_listed("targets", target.target_code, "kind", target.kind, KINDS)


def targets_are_set_for_figures(declarations: Declarations) -> Iterator[Fault]:
    """What a target is set for is asked or computed on each of the target's days."""
    for asked in asked_by_day(declarations):
        for target in filter(asked.holds_for, declarations.targets):
            if not _is_figure(target.cell, asked):
                wrong = f"cell is {target.cell!r}, expected a figure such as D15.{RATIO_MEASURE}"
                yield Fault("targets", target.target_code, wrong, asked.day)


def _is_figure(cell: str, asked: Asked) -> bool:
    line_code, _, measure = cell.partition(".")
    ratios = (line for form in asked.forms for line in form.lines if not line.is_asked)
    is_ratio = any(line.line_code == line_code for line in ratios)
    return measure == RATIO_MEASURE if is_ratio else asked.has(cell)


def targets_suit_their_lines(declarations: Declarations) -> Iterator[Fault]:
    """A share is set for a ratio or an answer, a reduction for what adds up."""
    for target in declarations.targets:
        known = LINES_OF_KIND.get(target.kind)
        for line in _lines_of(target, declarations):
            if known and line.kind not in known:
                wrong = f"{target.cell} is a {line.kind}, expected one of {', '.join(known)}"
                yield Fault("targets", target.target_code, f"{wrong} for a {target.kind}")


def _lines_of(target: Target, declarations: Declarations) -> Iterator[Line]:
    line_code = target.cell.partition(".")[0]
    for line in declarations.lines:
        if line.line_code == line_code and overlaps(line, target):
            yield line


def target_values_are_percentages(declarations: Declarations) -> Iterator[Fault]:
    """A share is above 0 up to 100 per cent; a reduction is below 100, and 0 asks for any."""
    for target in declarations.targets:
        value = HUNDRED if target.value is None else target.value
        is_share = target.kind == SHARE
        fits = 0 < value <= HUNDRED if is_share else 0 <= value < HUNDRED
        if target.value is None or not fits:
            wanted = "above 0 up to 100" if is_share else "from 0 to below 100"
            wrong = f"value is {target.value}, expected a percentage {wanted}"
            yield Fault("targets", target.target_code, wrong)


def figures_have_one_target_of_a_kind(declarations: Declarations) -> Iterator[Fault]:
    """On any day a figure has one share to reach and one reduction at most."""
    for first, second in clashes(declarations.targets, lambda target: (target.cell, target.kind)):
        if first.target_code != second.target_code:
            wrong = f"{second.cell} has the {second.kind} of {first.target_code} on the same days"
            yield Fault("targets", second.target_code, f"{wrong}, expected one target")


CHECKS: tuple[Check, ...] = (
    target_kinds_are_known,
    targets_are_set_for_figures,
    targets_suit_their_lines,
    target_values_are_percentages,
    figures_have_one_target_of_a_kind,
)
