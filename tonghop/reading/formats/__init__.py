"""Opening: a file of each format that a report may come in becomes a book."""

from tonghop.reading.book import Book
from tonghop.reading.formats.ooxml import open_ooxml


def open_book(content: bytes) -> Book:
    """Return what the file holds.

    Raises:
        DamagedWorkbookError: The file cannot be read as a workbook at all.
    """
    return open_ooxml(content)
