"""What the door says of a file: its format, or why it cannot enter."""

from enum import StrEnum
from typing import NamedTuple

from schemas.issues import Finding


class Format(StrEnum):
    """A format that is read, or one that has to be unlocked first."""

    OOXML = "ooxml"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    LOCKED_OOXML = "locked_ooxml"
    LOCKED_XLS = "locked_xls"


class Judgement(NamedTuple):
    """A file's format, or ``None`` if it is refused; and what its sender has to be told."""

    format: Format | None
    findings: tuple[Finding, ...] = ()


def admitted(found: Format) -> Judgement:
    """Return that a file may be read as ``found``."""
    return Judgement(found)


def refused(code: str, name: str = "") -> Judgement:
    """Return that a file is refused for ``code``, with the Vietnamese name of what it is."""
    return Judgement(None, (Finding(code, raw_text=name),))
