"""Opening: a file of each format that a report may come in becomes a book."""

from tonghop.reading.book import Book
from tonghop.reading.door import Format
from tonghop.reading.formats.ooxml import open_ooxml


def open_book(content: bytes, found: Format) -> Book:
    """Return what a file holds that the door admitted as ``found``.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    if found is Format.XLS:
        from tonghop.reading.formats.xls import open_xls

        return open_xls(content)
    if found is Format.ODS:
        from tonghop.reading.formats.ods import open_ods

        return open_ods(content)
    if found is Format.CSV:
        from tonghop.reading.formats.csv_form import open_csv

        return open_csv(content)
    if found is Format.XLSB:
        from tonghop.reading.formats.xlsb import open_xlsb

        return open_xlsb(content)
    return open_ooxml(content)
