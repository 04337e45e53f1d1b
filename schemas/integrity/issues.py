"""What holds of the catalogue of issues and of the narrative sections."""

from collections.abc import Iterator

from schemas.declarations import Declarations
from schemas.integrity.faults import Check, Fault, not_an_identifier, not_listed
from schemas.integrity.forms import REPORTS
from schemas.integrity.sentences import unended, unfillable_places
from schemas.integrity.spans import clashes
from schemas.issues import SEVERITIES

PLACES = (
    "file", "sheet", "cell", "raw", "expected", "line", "line_code", "measure",
    "other", "other_cell", "day",
)  # fmt: skip


def issue_codes_are_identifiers(declarations: Declarations) -> Iterator[Fault]:
    """An issue's code is written in code."""
    for kind in declarations.issue_kinds:
        yield from not_an_identifier("issue_kinds", kind.code, kind.code)


def issue_severities_are_known(declarations: Declarations) -> Iterator[Fault]:
    """An issue's severity is one of those that the checks know."""
    for kind in declarations.issue_kinds:
        if kind.severity not in SEVERITIES:
            yield not_listed("issue_kinds", kind.code, "severity", kind.severity, SEVERITIES)


def issue_sentences_can_be_filled(declarations: Declarations) -> Iterator[Fault]:
    """A sentence has places only for what a finding knows."""
    for kind in declarations.issue_kinds:
        yield from unfillable_places("issue_kinds", kind.code, kind.sentence, PLACES)


def issue_sentences_end(declarations: Declarations) -> Iterator[Fault]:
    """A sentence ends with a full stop."""
    for kind in declarations.issue_kinds:
        yield from unended("issue_kinds", kind.code, kind.sentence)


def sections_feed_known_reports(declarations: Declarations) -> Iterator[Fault]:
    """A narrative section feeds the national reports that exist."""
    for section in declarations.sections:
        for report in section.reports:
            if report not in REPORTS:
                yield not_listed(
                    "narrative_sections", section.section_code, "reports", report, REPORTS
                )


def sections_have_places_of_their_own(declarations: Declarations) -> Iterator[Fault]:
    """On any day two sections do not stand in the same place."""
    for first, second in clashes(declarations.sections, lambda section: section.position):
        wrong = f"position {second.position} is also that of {first.section_code}"
        yield Fault("narrative_sections", second.section_code, f"{wrong}, expected another")


CHECKS: tuple[Check, ...] = (
    issue_codes_are_identifiers,
    issue_severities_are_known,
    issue_sentences_can_be_filled,
    issue_sentences_end,
    sections_feed_known_reports,
    sections_have_places_of_their_own,
)
