"""What surrounds the cells: headers and footers, text boxes, the properties of a file.

Only their texts are wanted, and only to find secrecy marks. They are taken from the XML by
expressions, because a part that Excel would repair must not hide a mark, or damage a report.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


class Surrounding(NamedTuple):
    """A text beside the cells and, in Vietnamese, where it stands; a title is read word by word."""

    where: str
    text: str
    is_title: bool = False


BOX = "hộp chữ"
PROPERTY_NAMES = {
    "title": "tiêu đề", "subject": "chủ đề", "keywords": "từ khóa", "keyword": "từ khóa",
    "category": "phân loại", "description": "ghi chú", "contentStatus": "trạng thái",
}  # fmt: skip
"""What Excel and LibreOffice call a property, by its name in a file."""
_PROSE = {"description"}
_PROPERTY = re.compile(r"<(?:\w+:)?(\w+)(?:\s[^<>]*)?>([^<]+)<")
_MARGIN = re.compile(r"<(?:\w+:)?(?:odd|even|first)(Header|Footer)(?:\s[^<>]*)?>([^<]*)<")
_SECTION = re.compile("&[LCR]")
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|[^&])')
_DRAWN_ALIKE = re.compile(r'<v:textpath\s[^<>]*?\bstring="([^"<>]*)"')
_LINE_END = re.compile(r"</?(?:\w+:)?(?:p|br|div|lnSpc)(?:\s[^<>]*)?/?>")
_TAG = re.compile("<[^<>]*>")


def margin_text(coded: str) -> str:
    """Return what a header or footer shows, a line for each of its sections.

    Fields are left out, such as the page's number; one of nothing else shows nothing.

    The codes are those of ECMA-376, 18.3.1.46 (``&R&"Times New Roman,Bold"&14TỐI MẬT``).
    """
    lines = _SECTION.sub("\n", coded.replace("&&", "\0"))
    return _CODE.sub("", lines).replace("\0", "&").strip()


def margin(text: str, *, is_footer: bool, sheet: str) -> Surrounding:
    """Return the header or footer of a sheet as what it is, a title: ``TỐI MẬT – Trang 1``."""
    side = "cuối trang" if is_footer else "đầu trang"
    return Surrounding(f"{side} của trang “{sheet}”", text, is_title=True)


def margins_in(xml: bytes) -> list[tuple[bool, str]]:
    """Return what headers and footers in the part of a sheet show, and whether it is a footer.

    They stand behind the cells, so they cost a search of the bytes that follow those.
    """
    start = xml.find(b"headerFooter", max(xml.rfind(b"sheetData"), 0))
    if start < 0:
        return []
    text = _text_of(xml[start : xml.rfind(b"headerFooter")])
    found = [(side, margin_text(unescape(coded))) for side, coded in _MARGIN.findall(text)]
    return [(side == "Footer", shown) for side, shown in found if shown]


def boxes_in(xml: bytes) -> str:
    """Return the texts in a part of drawings, DrawingML or VML, a line for each paragraph."""
    text = _text_of(xml)
    drawn = "\n".join(_DRAWN_ALIKE.findall(text))
    return unescape(_TAG.sub("", _LINE_END.sub("\n", text)) + "\n" + drawn)


def properties_in(xml: bytes) -> Iterator[Surrounding]:
    """Yield the properties of a file that say what it is, from the part that holds them."""
    for name, text in _PROPERTY.findall(_text_of(xml)):
        yield from named_property(name, unescape(text))


def named_property(name: str, text: str) -> Iterator[Surrounding]:
    """Yield one property of a file, if it is one that says what the file is."""
    if name in PROPERTY_NAMES and text:
        where = f"thuộc tính “{PROPERTY_NAMES[name]}” của tệp"
        yield Surrounding(where, text, is_title=name not in _PROSE)


def _text_of(xml: bytes) -> str:
    """Return the text of a part, with what stands in CDATA written as any other text."""
    encoding = "utf-16" if xml.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    first, *others = xml.decode(encoding, "replace").split("<![CDATA[")
    for other in others:
        inside, _, after = other.partition("]]>")
        first += inside.replace("&", "&amp;").replace("<", "&lt;") + after
    return first
