"""The documents of an edition: Word reports, annexes, the status workbook and the unit's own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from tonghop.publish.annex import write_annex
from tonghop.publish.editions import DATABASE
from tonghop.publish.heading import Heading
from tonghop.publish.status import write_status
from tonghop.publish.submission import write_submission
from tonghop.publish.word import write_report
from tonghop.template import template_name

REPORTS = ("pctp", "pcmbn")
DOCUMENTS = 2 * len(REPORTS) + 1


def write_documents(
    folder: Path, declarations: Declarations, heading: Heading, advance: Callable[[], object]
) -> None:
    """Write every document from the edition's own database; ``advance`` hears of each."""
    with duckdb.connect(folder / DATABASE, read_only=True) as con:
        con.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        for report in REPORTS:
            for copy, name in report_copies(declarations, heading, report):
                write_report(con, declarations, copy, report, folder / name)
            advance()
            write_annex(con, declarations, heading, report, folder / f"phu-luc-{report}.xlsx")
            advance()
        write_status(con, declarations, heading, folder / "tinh-hinh-gui-bao-cao.xlsx")
        advance()
        own = template_name(declarations.consolidating_unit, heading.period)
        write_submission(con, declarations, heading, folder / own)


def report_copies(
    declarations: Declarations, heading: Heading, report: str
) -> Iterator[tuple[Heading, str]]:
    """Yield a report's copies with their file names: one for each declared recipient, or just one.

    They differ in nothing but to whom they are addressed.
    """
    onward = declarations.onward(heading.period)
    for recipient in onward:
        name = f"bao-cao-{report}_{recipient.recipient_code}.docx"
        yield replace(heading, onward=recipient.recipient), name
    if not onward:
        yield heading, f"bao-cao-{report}.docx"
