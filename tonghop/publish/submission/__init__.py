"""What a consolidating unit hands in: the ministry's form, filled from the reports it got."""

from datetime import datetime, time
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from tonghop.publish.heading import Heading
from tonghop.publish.submission.content import read_consolidated
from tonghop.publish.submission.filling import fill_in
from tonghop.publish.submission.sources import add_sources_sheet
from tonghop.stable_zip import save_workbook
from tonghop.template import make_template


def write_submission(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading, path: Path
) -> bool:
    """Write the workbook in which the consolidating unit reports to its own recipient.

    Counts are the sums of the reports that it got. Answers, texts and the narrative are those of
    its own office, and blank without them: no number of facilities answers for the unit. The same
    edition gives the same bytes.

    Return whether the unit owes a report for the period; otherwise nothing is written.
    """
    own = declarations.own_report(heading.period)
    if own is None:
        return False
    consolidated = read_consolidated(con, heading.period.code)
    book = make_template(declarations, own, heading.period)
    left = fill_in(book, declarations, heading, consolidated)
    add_sources_sheet(book, declarations, heading, consolidated, left)
    save_workbook(book, path, datetime.combine(heading.period.cut_off, time()))
    return True
