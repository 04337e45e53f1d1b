"""What the recipient would say of the report that a consolidating unit hands in, before it does."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.check import SEVERITY, check_sources, sources_in, verdict

if TYPE_CHECKING:
    from schemas.declarations import Declarations
    from schemas.issues import Issue
    from schemas.periods import Period

Silent = dict[str, list[str]]


def tell_submission(edition: Path, declarations: "Declarations", period: "Period") -> bool:
    """Print every issue of the report in ``edition``, if there is one; say whether it may be sent.

    Where a rule fails, it names the units that left one of its cells blank: their figures are
    missing from the sums.
    """
    from tonghop.template import template_name

    own = declarations.own_report(period)
    path = edition / template_name(declarations.consolidating_unit, period)
    if own is None or not path.exists():
        return True
    recipient = declarations.at(own.duty.reports_to)
    issues = check_sources(sources_in([path], recipient), recipient).issues
    to = declarations.units.name_near(own.duty.reports_to, period.cut_off)
    print(f"Báo cáo gửi {to}: “{path}”, {verdict(issues)}")
    for line in _told(issues, _silent_units(edition, period)):
        print(line)
    return not any(SEVERITY[issue.severity] == "Lỗi" for issue in issues)


def _silent_units(edition: Path, period: "Period") -> Silent:
    from tonghop.asking import open_edition
    from tonghop.publish.submission.content import read_silent

    with open_edition(edition) as con:
        return read_silent(con, period.code)


def _told(issues: "Sequence[Issue]", silent: Silent) -> Iterator[str]:
    for issue in issues:
        yield f"  {SEVERITY[issue.severity]} {issue.code}: {issue.sentence}"
        if units := _units_without(issue.basis, silent):
            yield f"    Đơn vị để trống hoặc không thu thập ô liên quan: {'; '.join(units)}."


def _units_without(basis: str, silent: Silent) -> list[str]:
    """Return the units that left a cell of a rule blank, each with those cells."""
    without: dict[str, list[str]] = {}
    for code in (part.partition("=")[0] for part in basis.split("; ") if part):
        for unit in silent.get(code, ()):
            without.setdefault(unit, []).append(code)
    return [f"{unit} ({', '.join(codes)})" for unit, codes in without.items()]
