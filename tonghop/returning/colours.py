"""The colours of bad cells, from which what they cover can be told again.

Each of our shades stands for one grade of issue and one fill that it covers, and the list in front
of the workbook remembers which. Shades differ by less than the eye sees. They stay with a cell that
is moved, and through a save by Excel or LibreOffice, which renumber looks but keep colours.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from tonghop.reading.damage import DamagedWorkbookError
from tonghop.returning.markup import Element, canonical, child, local, parse
from tonghop.returning.styles import StyleSheet, filled

ERROR, WARNING = 0xFFB0B0, 0xFFDD80
REMEMBERED = "#mau"
_SHADES = 4096
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/></patternFill></fill>'


class Covered(NamedTuple):
    """What a shade covers: the fill, as markup, and whether the look says that it applies."""

    colour: int
    fill: str
    applied: str | None


class Colours:
    """The shades of one workbook, and what each covers."""

    def __init__(self, styles: StyleSheet, remembered: Iterable[str] = ()) -> None:
        """Know the shades that a workbook has, and those that an earlier list remembers."""
        self._styles = styles
        self._covered = dict(filter(None, map(_recall, remembered)))
        self._shades = {covered: shade for shade, covered in self._covered.items()}
        self._taken = styles.colours() | self._covered.keys()
        self._looks: dict[tuple[int, int], int] = {}
        self._uncovered: dict[int, int] = {}
        self._used: set[str] = set()

    def cover(self, look: int, colour: int) -> int:
        """Return the look of a bad cell that has ``look``."""
        if (look, colour) not in self._looks:
            self._looks[look, colour] = self._cover(look, colour)
        return self._looks[look, colour]

    def uncover(self, look: int) -> int:
        """Return the look that a cell had before it was coloured: ``look`` if it is not ours."""
        if look not in self._uncovered:
            self._uncovered[look] = self._uncover(look)
        return self._uncovered[look]

    def remembered(self) -> list[str]:
        """Return what has to be kept to uncover again, one text a shade."""
        return [
            json.dumps([REMEMBERED, shade, *covered])
            for shade, covered in sorted(self._covered.items())
            if shade in self._used
        ]

    def _cover(self, look: int, colour: int) -> int:
        entry = self._styles.entry("cellXfs", look)
        fill = self._styles.entry("fills", int(entry.get("fillId", "0")))
        covered = Covered(colour, canonical(fill).decode(), entry.get("applyFill"))
        shade = self._shades.get(covered) or self._new_shade(covered)
        self._used.add(shade)
        return filled(self._styles, look, self._styles.element(_SOLID.format(shade)), "1")

    def _new_shade(self, covered: Covered) -> str:
        shades = (f"{_shade(covered.colour, number):06X}" for number in range(_SHADES))
        shade = next((shade for shade in shades if shade not in self._taken), None)
        if shade is None:
            raise DamagedWorkbookError("more fills than shades")
        self._covered[shade], self._shades[covered] = covered, shade
        self._taken.add(shade)
        return shade

    def _uncover(self, look: int) -> int:
        fill = self._styles.entry(
            "fills", int(self._styles.entry("cellXfs", look).get("fillId", "0"))
        )
        covered = self._covered.get(_colour(fill))
        if covered is None:
            return look
        return filled(self._styles, look, parse(covered.fill.encode()), covered.applied)


def _shade(colour: int, number: int) -> int:
    """Return one of the shades of a colour: red goes down, green and blue up, by up to 15."""
    return colour + (number % 16) + (number // 16 % 16 << 8) - (number // 256 << 16)


def _colour(fill: Element) -> str:
    pattern = child(fill, "patternFill")
    colour = None if pattern is None else child(pattern, "fgColor")
    return "" if colour is None else colour.get("rgb", "")[-6:].upper()


def _recall(text: str) -> tuple[str, Covered] | None:
    try:
        mark, shade, *covered = json.loads(text)
        recalled = Covered(*covered)
        fill = parse(recalled.fill.encode())
    except (ValueError, TypeError, AttributeError, RecursionError, DamagedWorkbookError):
        return None
    return (str(shade), recalled) if mark == REMEMBERED and local(fill) == "fill" else None
