"""Text from outside, written so that it stays text: no program that opens it may run it.

What units write reaches sheets, tables and the screen: names of files and sheets, entries, texts.
A spreadsheet takes what begins with ``=`` for a formula, whose result may be a command or a request
to a foreign address (DDE, ``HYPERLINK``, ``WEBSERVICE``).
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

LONGEST = 32_767
"""Characters that a cell of Excel holds."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED_UNDERLINE = "_x005F_"
_NUMBER_OR_DASH = re.compile(r"[-+]?[0-9][0-9.,]*%?|-+")
_TOLD = 1000
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write_text(cell: "Cell | MergedCell", text: str) -> None:
    """Write a text into a cell, never as a formula, an error value or an escaped character.

    Characters that no document may hold are replaced, and what is longer than a cell is cut.
    """
    cell.value = stored(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def in_document(text: str) -> str:
    """Return a text as a paragraph of a document holds it: on one line, nothing cut.

    Word would take tabs and line breaks for layout of ours.
    """
    return _NOT_IN_XML.sub("\ufffd", _CONTROLS.sub(" ", text))


def stored(text: str) -> str:
    """Return a text as a workbook keeps it: an underline that looks like an escape is one itself.

    Characters that no document may hold are replaced, and what is longer than a cell is cut.
    """
    text = _NOT_IN_XML.sub("\ufffd", text)
    room = LONGEST - (len(_ESCAPED_UNDERLINE) - 1) * len(_LOOKS_ESCAPED.findall(text[:LONGEST]))
    cut = text if len(text) <= room else text[: room - 1] + "…"
    return _LOOKS_ESCAPED.sub(_ESCAPED_UNDERLINE, cut)


def csv_text(text: str) -> str:
    """Return a text as a field of a CSV file, which has no other way to say that it is text.

    An apostrophe goes before what would be a formula; numbers and dashes are none.
    """
    plain = _NOT_IN_XML.sub("\ufffd", text)
    if plain.lstrip(" ").startswith(_FORMULA_STARTS) and not _NUMBER_OR_DASH.fullmatch(plain):
        return f"'{plain}"
    return plain


def printable(text: str) -> str:
    """Return a text for the screen, its lines and tabs kept, without what commands a terminal."""
    return _COMMANDS.sub("\ufffd", text)


def told(text: str) -> str:
    """Return a text for a sentence: on one line, without what moves or turns the cursor, not long.

    What the sender wrote is kept whole beside the sentence.
    """
    line = _CONTROLS.sub(" ", text)
    return line if len(line) <= _TOLD else line[: _TOLD - 1] + "…"
