"""A published workbook as a file: the same workbook always gives the same bytes."""

import re
from datetime import datetime, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from tonghop.publish.heading import Heading
from tonghop.publish.sheets.bulk import Bulk
from tonghop.publish.sheets.looks import LOOKS
from tonghop.publish.sheets.shared_texts import PART
from tonghop.template.style import FONT, add_styles

_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def open_book(heading: Heading, title: str) -> Workbook:
    """Return a workbook without sheets, in Times New Roman, dated by the period's cut-off."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    for look in LOOKS.values():
        book.add_named_style(look.named_style())
    book._named_styles["Normal"].font = Font(FONT, 11)  # type: ignore[attr-defined]
    book._fonts[0] = Font(FONT, 11)  # type: ignore[attr-defined]
    book.calculation.fullCalcOnLoad = False
    book.properties.creator = book.properties.lastModifiedBy = "tonghop"
    book.properties.title = f"{title} – {heading.period.label}"
    book.properties.created = book.properties.modified = datetime.combine(
        heading.period.cut_off, time()
    )
    return book


def add_sheet(book: Workbook, name: str) -> Worksheet:
    """Add an empty sheet at the end."""
    sheet: Worksheet = book.create_sheet(name)
    return sheet


def save_book(book: Workbook, path: Path, bulk: Bulk | None = None) -> None:
    """Write the workbook, with what is added in bulk; the same workbook gives the same bytes."""
    with _UndatedArchive(path, "w", ZIP_DEFLATED) as archive:
        archive.bulk, archive.titles = bulk or Bulk(), book.sheetnames
        writer = ExcelWriter(book, archive)
        writer.write_data()
        if texts := archive.bulk.texts.part():
            archive.writestr(PART, texts)


class _UndatedArchive(ZipFile):
    """A zip file whose members carry no time of writing; sheets are written with their bulk."""

    bulk: Bulk
    titles: list[str]

    def writestr(self, name: str, data: str | bytes) -> None:  # type: ignore[override]
        told = self.bulk.texts.told(name, data)
        super().writestr(ZipInfo(name, _ZIP_DAY), told, ZIP_DEFLATED)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        content = Path(filename).read_bytes()
        if sheet := _SHEET.fullmatch(arcname):
            content = self.bulk.added(self.titles[int(sheet[1]) - 1], content)
        self.writestr(arcname, content)
