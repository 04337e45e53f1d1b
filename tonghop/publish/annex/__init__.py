"""The annex of a national report: its figures for the nation, by province and kind of unit."""

from itertools import count
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from tonghop.publish.annex.charts import add_chart_sheet
from tonghop.publish.annex.comparison import add_comparison_sheet
from tonghop.publish.annex.content import read_content
from tonghop.publish.annex.decisions import add_decisions_sheet
from tonghop.publish.annex.heading import annex_title
from tonghop.publish.annex.kinds import add_kind_sheet
from tonghop.publish.annex.national import add_national_sheet
from tonghop.publish.annex.notes import add_notes_sheet
from tonghop.publish.annex.province_list import add_province_list
from tonghop.publish.annex.provinces import add_province_sheet
from tonghop.publish.annex.reasons import add_reasons_sheet
from tonghop.publish.annex.sources.sheet import add_sources_sheets
from tonghop.publish.annex.targets import add_target_sheet
from tonghop.publish.heading import Heading
from tonghop.publish.sheets.book import open_book, save_book


def write_annex(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    heading: Heading,
    report: str,
    path: Path,
) -> None:
    """Write the annex workbook of ``report`` ("pctp" or "pcmbn") from an edition's tables.

    The same edition gives the same bytes.
    """
    content = read_content(con, declarations, heading, report)
    book = open_book(heading, annex_title(heading, content.letterhead, report))
    first = add_national_sheet(book, content)
    numbers = count(2)
    add_comparison_sheet(book, content, next(numbers))
    for by_province in content.bases:
        for form in content.forms:
            add_province_sheet(book, content, form, by_province, next(numbers))
    add_kind_sheet(book, content, next(numbers))
    if heading.is_outside:
        add_notes_sheet(book, content)
        first.HeaderFooter.differentFirst = True
        save_book(book, path)
        return
    add_target_sheet(book, content)
    add_chart_sheet(book, content)
    add_reasons_sheet(book, content)
    add_decisions_sheet(book, con, declarations, heading, [form.code for form in content.forms])
    add_notes_sheet(book, content)
    for by_province in content.bases:
        add_province_list(book, content, by_province)
    add_sources_sheets(book, content)
    first.HeaderFooter.differentFirst = True
    save_book(book, path, content.sources.bulk)
