"""Damage: what the libraries raise on a broken file, told apart from faults of our own."""

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - a class, whatever its name

from defusedxml.common import DefusedXmlException
from python_calamine import CalamineError

from schemas.issues import UNREADABLE, Finding

_RAISED_BY_LIBRARIES = (
    CalamineError,
    BadZipFile,
    ParseError,
    DefusedXmlException,
    ZlibError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ValueError,
)


class DamagedWorkbookError(Exception):
    """A file cannot be read as a workbook, through no fault of the program.

    ``finding`` is what its sender is told.
    """

    def __init__(self, reason: str, finding: Finding = UNREADABLE) -> None:
        """Say why, for us in English and for the sender as a finding."""
        super().__init__(reason)
        self.finding = finding


@contextmanager
def blaming_the_file() -> Iterator[None]:
    """Turn what a library raises inside into ``DamagedWorkbookError``; wrap nothing else in it."""
    try:
        yield
    except _RAISED_BY_LIBRARIES as error:
        raise DamagedWorkbookError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's panics are no Exception
            raise
        raise DamagedWorkbookError(str(error)) from error
