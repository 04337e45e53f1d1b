"""Workbooks with their texts in one shared part, where Excel keeps them; openpyxl does not."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_PART = "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_INLINE = re.compile(r't="inlineStr"><is>(.*?)</is>', re.DOTALL)
_RELATION = (
    '<Relationship Id="shared" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
)
_TYPE = (
    f'<Override PartName="/{_PART}" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/></Types>'
)


def with_shared_strings(workbook: bytes) -> bytes:
    """Return the workbook as Excel would have kept its texts."""
    texts: dict[str, int] = {}
    shared = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(shared, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, _changed(name, source.read(name).decode(), texts))
        items = "".join(f"<si>{text}</si>" for text in texts)
        target.writestr(_PART, f'<sst xmlns="{_MAIN}">{items}</sst>')
    return shared.getvalue()


def _changed(name: str, text: str, texts: dict[str, int]) -> str:
    if name == "xl/_rels/workbook.xml.rels":
        return text.replace("</Relationships>", _RELATION)
    if name == "[Content_Types].xml":
        return text.replace("</Types>", _TYPE)
    return _INLINE.sub(lambda found: _reference(found[1], texts), text)


def _reference(text: str, texts: dict[str, int]) -> str:
    return f't="s"><v>{texts.setdefault(text, len(texts))}</v>'
