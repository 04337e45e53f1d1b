"""The looks of the list, added to a workbook's own style sheet."""

from typing import NamedTuple

from tonghop.returning.colours import ERROR, WARNING
from tonghop.returning.styles import StyleSheet

_FONT = (
    '<font>{}<sz val="{}"/><color rgb="FF{}"/><name val="Times New Roman"/><family val="1"/></font>'
)
_BLACK, _BLUE, _RED, _BROWN = "000000", "0563C1", "9C0006", "7F6000"
_SIDE = '<{0} style="thin"><color rgb="FF7F7F7F"/></{0}>'
_BOX = (
    f"<border>{''.join(map(_SIDE.format, ('left', 'right', 'top', 'bottom')))}<diagonal/></border>"
)
_NONE = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/></patternFill></fill>'


class Looks(NamedTuple):
    """The index of each look of the list among the workbook's own."""

    title: int
    plain: int
    strong: int
    note: int
    head: int
    centre: int
    text: int
    link: int
    error: int
    warning: int
    entry: int
    closed: int


def list_looks(styles: StyleSheet) -> Looks:
    """Add the looks of the list, those that are not there yet."""
    look = _Maker(styles)
    return Looks(
        title=look("<b/>", 14, align="center"),
        plain=look("", 12),
        strong=look("<b/>", 12),
        note=look("<i/>", 11),
        head=look("<b/>", 11, fill="DCE6F1", align="center", boxed=True),
        centre=look("", 11, align="center", boxed=True),
        text=look("", 11, boxed=True),
        link=look("<u/>", 11, colour=_BLUE, align="center", boxed=True),
        error=look("<b/>", 11, colour=_RED, fill=f"{ERROR:06X}", align="center", boxed=True),
        warning=look("<b/>", 11, colour=_BROWN, fill=f"{WARNING:06X}", align="center", boxed=True),
        entry=look("", 11, fill="FFFBE6", boxed=True, number_format=49, locked=False),
        closed=look("", 11, fill="E7E6E6", boxed=True),
    )


class _Maker:
    def __init__(self, styles: StyleSheet) -> None:
        self._styles = styles

    def __call__(
        self,
        font: str,
        size: int,
        *,
        colour: str = _BLACK,
        fill: str = "",
        align: str = "left",
        boxed: bool = False,
        number_format: int = 0,
        locked: bool = True,
    ) -> int:
        add, element = self._styles.add, self._styles.element
        ids = (
            ("fontId", add("fonts", element(_FONT.format(font, size, colour)))),
            ("fillId", add("fills", element(_FILL.format(fill))) if fill else 0),
            ("borderId", add("borders", element(_BOX if boxed else _NONE))),
        )
        numbers = " ".join(f'{name}="{number}"' for name, number in ids)
        text = (
            f'<xf numFmtId="{number_format}" {numbers} xfId="0" applyNumberFormat="1" applyFont="1"'
            ' applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
            f'<alignment horizontal="{align}" vertical="center" wrapText="1"/>'
            f'<protection locked="{int(locked)}"/></xf>'
        )
        return add("cellXfs", element(text))
