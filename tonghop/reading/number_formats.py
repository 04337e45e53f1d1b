"""Number formats that show another number than the cell holds: percent, thousands, nothing at all.

Excel turns a cell into a percentage when somebody types "100%", and keeps 1 in it.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from tonghop.reading.package import local_name

_SUSPECT = re.compile(
    rb"""numFmtId=["'](?:9|10)["']|formatCode=["'](?:[^"']*(?:%|[0#?],+[^0#?,])|;+["'])"""
)
_PERCENT = {"9": "0%", "10": "0.00%"}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")


class Shown(NamedTuple):
    """How a format shows a number: ``factor`` times, then ``sign``; with ``None`` not at all."""

    factor: Decimal | None
    sign: str = ""

    def text(self, number: Decimal) -> str:
        """Return what the sender sees of a number, in all its digits."""
        if self.factor is None:
            return ""
        return f"{(number * self.factor).normalize():f}".replace(".", ",") + self.sign


def misleading_styles(xml: bytes) -> dict[str, Shown]:
    """Return the cell styles, by number, whose format shows another number than the cell holds.

    Raises:
        ParseError: The part is no XML.
    """
    if not _SUSPECT.search(xml):
        return {}
    root = fromstring(xml)
    formats = _PERCENT | {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter()
        if local_name(element.tag) == "numFmt"
    }
    shown = {key: found for key, code in formats.items() if (found := _shown(code))}
    return dict(_styles(root, shown))


def _styles(root: Element, shown: Mapping[str, Shown]) -> list[tuple[str, Shown]]:
    cell_styles = (style for part in root if local_name(part.tag) == "cellXfs" for style in part)
    used = ((str(n), style.get("numFmtId", "")) for n, style in enumerate(cell_styles))
    return [(number, shown[key]) for number, key in used if key in shown]


def _shown(code: str) -> Shown | None:
    """Judge a format by its first section, which is that of numbers from 0 on."""
    if code and not code.strip(";"):
        return Shown(None)
    section = _LITERAL.sub("", code).partition(";")[0]
    percents = section.count("%")
    thousands = sum(len(found) for found in _THOUSANDS.findall(section))
    if not percents and not thousands:
        return None
    return Shown(Decimal(100) ** percents / Decimal(1000) ** thousands, "%" * percents)
