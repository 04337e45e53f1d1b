"""Number formats that show another number than the cell holds: percent, thousands, digits, nothing.

Excel turns a cell into a percentage when somebody types "100%", and keeps 1 in it. A format may
also write words or digits beside the number: ``0" triệu"``, ``0"000"``.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from schemas.folding import fold
from tonghop.reading.package import local_name
from tonghop.reading.typed import as_typed, raw_text, shown

_SUSPECT = re.compile(
    rb"""numFmtId=["'](?:9|10)["']|formatCode=["'](?:[^"']*(?:%|[0#?],+[^0#?,])|;+["'])"""
    rb"""|formatCode=(?:["'][^"';]*(?:&quot;|\\[^ ]|(?<![_*E\\])-)|'[^';]*")"""
)
PERCENT = {"9": "0%", "10": "0.00%"}
"""Formats of their own number in every workbook that show another number."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[[^\]]*\]|E[+-]'
    r"|(?P<digits>[0#?](?:[0#?.,/]| (?=[0#?]))*|General|@)|(?P<other>.)",
    re.DOTALL,
)
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
_NUMERAL = re.compile(r"\d(?:[\d., \u00a0\u202f]*\d)?")
_EXPONENT = re.compile(r"[Ee][+-]?\d")
_MINUS = re.compile(r"-\s*$")
_SCALES = {fold(word) for word in ("nghìn", "ngàn", "triệu", "tỷ", "tỉ")}


class Shown(NamedTuple):
    """How a format shows a number: times ``factor``, between two texts; or not at all."""

    factor: Decimal
    before: str = ""
    after: str = ""
    is_hidden: bool = False

    def typed(self, number: float) -> str:
        """Return the typed text of a number that is shown so."""
        kept = raw_text(as_typed(number))
        return shown(self.text(Decimal(kept)), kept)

    def text(self, number: Decimal) -> str:
        """Return what the sender sees of a number, in all its digits."""
        if self.is_hidden:
            return self.before
        digits = f"{(number * self.factor).normalize():f}".replace(".", ",")
        return f"{self.before}{digits}{self.after}"


def misleading_styles(xml: bytes) -> dict[str, Shown]:
    """Return the cell styles, by number, whose format shows another number than the cell holds.

    Raises:
        ParseError: The part is no XML.
    """
    if not _SUSPECT.search(xml):
        return {}
    root = fromstring(xml)
    formats = PERCENT | {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter()
        if local_name(element.tag) == "numFmt"
    }
    shown = {key: found for key, code in formats.items() if (found := shown_by(code))}
    return dict(_styles(root, shown))


def shown_by(code: str) -> Shown | None:
    """Return how a format shows numbers from 0 on, or ``None`` if it shows what the cell holds.

    Such numbers have the first section of a format. A format of days or times is no number's.
    """
    if code and not code.strip(";"):
        return Shown(Decimal(1), is_hidden=True)
    found = _read(code)
    if found is None or not (found.digits or found.before.strip()):
        return None
    if not found.digits:
        return Shown(Decimal(1), found.before, is_hidden=True)
    factor = Decimal(100) ** found.percents / Decimal(1000) ** found.thousands
    after = found.after + "%" * found.percents
    is_misleading = factor != 1 or _misleads(found.before, found.after)
    return Shown(factor, found.before, after) if is_misleading else None


def misleads(seen: str, number: float) -> bool:
    """Say whether a text that a program shows for a number is another number, or none.

    Groups of thousands and rounded decimals are no other number, nor is a unit of measure.
    """
    found = _NUMERAL.search(seen)
    if found is None or not isfinite(number):
        return isfinite(number)
    if _EXPONENT.match(seen, found.end()):
        return False
    before, after = seen[: found.start()], seen[found.end() :]
    shown = (Decimal(text) for text in _readings(found[0]))
    minus = -1 if _MINUS.search(before) or before.endswith("(") else 1
    is_same = any(abs(minus * one - Decimal(number)) <= _half_of_last(one) for one in shown)
    return not is_same or "%" in after or _misleads(before.rstrip("- "), after)


def _readings(numeral: str) -> Iterator[str]:
    """Yield a numeral without its groups' separators: as a whole number, and as a decimal."""
    digits = re.sub(r"\D", "", numeral)
    yield digits
    if (last := re.search(r"[.,](\d+)$", numeral)) and (places := len(last[1])):
        yield f"{digits[:-places] or 0}.{digits[-places:]}"


def _half_of_last(number: Decimal) -> Decimal:
    places = -int(number.as_tuple().exponent)
    return Decimal(5).scaleb(-places - 1) if places else Decimal("0.5")


class _Section:
    """The first section of a format: its digits, and the words and signs around them."""

    def __init__(self) -> None:
        self.digits = self.before = self.after = ""
        self.percents = 0

    @property
    def thousands(self) -> int:
        return sum(map(len, _THOUSANDS.findall(self.digits)))

    def write(self, text: str) -> None:
        if self.digits:
            self.after += text
        else:
            self.before += text


def _read(code: str) -> _Section | None:
    section = _Section()
    for token in _TOKEN.finditer(code):
        text = token["quoted"] or token["escaped"] or ""
        if token["digits"]:
            section.digits += token["digits"]
        elif token["other"] == ";":
            break
        elif token["other"] == "%":
            section.percents += 1
        elif token["other"] and token["other"].isalpha():
            return None
        else:
            section.write(text or token["other"] or "")
    return section


def _misleads(before: str, after: str) -> bool:
    """Say whether what stands around the digits makes another number of them."""
    words = {fold(word) for word in f"{before} {after}".split()}
    has_digits = any(char.isdigit() for char in before + after)
    return has_digits or bool(_MINUS.search(before)) or bool(words & _SCALES)


def _styles(root: Element, shown: Mapping[str, Shown]) -> list[tuple[str, Shown]]:
    cell_styles = (style for part in root if local_name(part.tag) == "cellXfs" for style in part)
    used = ((str(n), style.get("numFmtId", "")) for n, style in enumerate(cell_styles))
    return [(number, shown[key]) for number, key in used if key in shown]
