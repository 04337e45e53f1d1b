"""Reports with what is wrong with them: of a batch just checked, or as recorded."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from schemas.issues import FOR_THE_MINISTRY, WARNING, Issue
from tonghop.checking.reasons import UNNEEDED

if TYPE_CHECKING:
    import duckdb

    from tonghop.checking import Checked

_ASKING_NOTHING = {UNNEEDED, "package_opened"}
_SUBMISSIONS = """
    select sha256, file_name, unit_code, period from warehouse.decided_submission order by all
"""
_ISSUES = f"""
    select sha256, {", ".join(f"coalesce({name}, '')" for name in Issue._fields[1:])}
    from warehouse.issue
    semi join (
        select sha256, issue_number from warehouse.told_issue where decided_by is null
    ) as open using (sha256, issue_number)
    order by sha256, issue_number
"""


class Report(NamedTuple):
    """A report and what is wrong with it."""

    sha256: str
    file_name: str
    unit_code: str | None
    period: str | None
    issues: tuple[Issue, ...]

    @property
    def left(self) -> tuple[Issue, ...]:
        """What is left for the sender to do: some issues ask nothing, warnings may be explained."""
        asking = (issue for issue in self.issues if issue.code not in _ASKING_NOTHING)
        return tuple(i for i in asking if i.severity != WARNING or not i.reason)

    @property
    def goes_back(self) -> bool:
        """Whether anything is left for the sender to do."""
        return bool(self.left)


def checked_reports(checked: "Checked") -> Iterator[Report]:
    """Yield the reports of a batch in its order, each with its own issues."""
    issues = _by_report(checked.issues)
    columns = (checked.submissions[name] for name in Report._fields[:4])
    for sha256, file_name, unit_code, period in zip(*columns, strict=True):
        yield Report(sha256, file_name, _known(unit_code), _known(period), issues[sha256])


def recorded_reports(con: "duckdb.DuckDBPyConnection") -> list[Report]:
    """Return every report of the warehouse, with issues that came to light beside others too.

    What names another unit is left out, and so is what a decision has settled.
    """
    told = map(Issue._make, con.execute(_ISSUES).fetchall())
    issues = _by_report(issue for issue in told if issue.code not in FOR_THE_MINISTRY)
    rows = con.execute(_SUBMISSIONS).fetchall()
    return [
        Report(sha256, name, unit, period, issues[sha256]) for sha256, name, unit, period in rows
    ]


def _by_report(issues: Iterator[Issue] | tuple[Issue, ...]) -> dict[str, tuple[Issue, ...]]:
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        found[issue.sha256].append(issue)
    return defaultdict(tuple, {sha256: tuple(each) for sha256, each in found.items()})


def _known(name: object) -> str | None:
    return name if isinstance(name, str) and name else None
