"""A filled workbook with all that a sender may add to it, and that a returned one must keep."""

import re
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import CHECKS
from tests.build import content, fill, printed, with_part

FORM, CELL = "Biểu 2", "E13"
MACROS = b"\xd0\xcf\x11\xe0 macros"
_DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_TEXT_BOX = (  # Where a drawing puts it, what it is, what it says.
    "<xdr:twoCellAnchor><xdr:from><xdr:col>12</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>15</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro='' textlink=''>"
    "<xdr:nvSpPr><xdr:cNvPr id='77' name='Hộp chữ'/><xdr:cNvSpPr txBox='1'/></xdr:nvSpPr><xdr:spPr>"
    "<a:prstGeom xmlns:a='{a}' prst='rect'><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody>"
    "<a:bodyPr xmlns:a='{a}'/><a:p xmlns:a='{a}'><a:r><a:t>Đơn vị tự ghi</a:t></a:r></a:p>"
    "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)
_PICTURE = (
    "<xdr:oneCellAnchor><xdr:from><xdr:col>13</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>29</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx='9525' cy='9525'/><xdr:pic><xdr:nvPicPr>"
    "<xdr:cNvPr id='78' name='Ảnh'/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip "
    "xmlns:a='{a}' xmlns:r='{r}' r:embed='rIdPicture'/></xdr:blipFill><xdr:spPr>"
    "<a:prstGeom xmlns:a='{a}' prst='rect'><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>"
    "<xdr:clientData/></xdr:oneCellAnchor>"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CANVAS = "xl/drawings/drawing1.xml"
_EXTENSION = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    "<x14:conditionalFormattings/></ext></extLst>"
)
_COMPUTED = '<c r="E14" s="{}"><f>2+3</f><v>5</v></c>'
_MACRO_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ),
    "<Override": '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    "<Override",
}


def rich(entries: Mapping[str, object] | str = "D03.vu | mười\nD05.vu | -3") -> bytes:
    """Return a unit's workbook with checks, formats, chart, picture, comments, names and more."""
    book = fill(printed(), entries)
    sheet: Worksheet = book[FORM]
    sheet.conditional_formatting.add(
        "E9:L40", CellIsRule("greaterThan", ["1000"], fill=PatternFill("solid", bgColor="FFFF00"))
    )
    sheet.conditional_formatting.add(
        "F9:F40", ColorScaleRule("min", start_color="FFFFFF", end_type="max", end_color="FF0000")
    )
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=9, max_row=20))
    sheet.add_chart(chart, "N5")
    sheet[CELL].comment = Comment("Đã hỏi công an tỉnh", "Bà Bình")
    sheet["F20"].comment = Comment("Ô này để sau", "Bà Bình")
    book.defined_names["tong_so_vu"] = DefinedName("tong_so_vu", attr_text=f"'{FORM}'!$E$9")
    book.active = book.sheetnames.index(FORM)
    sheet.sheet_view.tabSelected = True
    return _with_parts_of_excel(content(book), f"xl/worksheets/sheet{_place(book.sheetnames)}.xml")


def _place(names: list[str]) -> int:
    assert names[-1] == CHECKS
    return names.index(FORM) + 1


def _with_parts_of_excel(workbook: bytes, sheet: str) -> bytes:
    """Add what openpyxl cannot write: a text box, an extension list, a result of a formula."""
    workbook = with_part(workbook, sheet, _computed)
    workbook = with_part(
        workbook, sheet, lambda xml: xml.replace("</worksheet>", _EXTENSION + "</worksheet>")
    )
    shapes = (_TEXT_BOX + _PICTURE).format(a=_DRAWING, r=_RELATIONS)
    prefix = "" if b"<wsDr" in parts_of(workbook)[_CANVAS] else "xdr:"
    workbook = with_part(
        workbook,
        _CANVAS,
        lambda xml: xml.replace(
            f"</{prefix}wsDr>", re.sub("(</?)xdr:", rf"\1{prefix}", shapes) + f"</{prefix}wsDr>"
        ),
    )
    workbook = with_part(
        workbook,
        "xl/drawings/_rels/drawing1.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>",
            f'<Relationship Id="rIdPicture" Type="{_RELATIONS}/image" '
            'Target="../media/image1.png"/></Relationships>',
        ),
    )
    return _with_new_part(
        workbook,
        "xl/media/image1.png",
        _DOT,
        {"<Override": '<Default Extension="png" ContentType="image/png"/><Override'},
    )


def _computed(xml: str) -> str:
    found = re.search(r'<c r="E14" s="(\d+)"[^>]*?(?:/>|></c>)', xml)
    assert found
    return xml.replace(found[0], _COMPUTED.format(found[1]))


def with_macros(workbook: bytes) -> bytes:
    """Return a workbook as .xlsm, with macros that nobody runs."""
    return with_part(
        _with_new_part(workbook, "xl/vbaProject.bin", MACROS, _MACRO_TYPES),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>",
            '<Relationship Id="rIdMacros" Type="http://schemas.microsoft.com/office/2006/'
            'relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
        ),
    )


def _with_new_part(workbook: bytes, new: str, content: bytes, types: Mapping[str, str]) -> bytes:
    """Return a workbook with one more part; ``types`` are changes to the content types."""
    target = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                for old, changed in types.items():
                    part = part.replace(old.encode(), changed.encode(), 1)
            archive.writestr(name, part)
        archive.writestr(new, content)
    return target.getvalue()


def parts_of(workbook: bytes) -> dict[str, bytes]:
    """Return every part of a workbook by name."""
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
