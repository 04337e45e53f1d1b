"""Workbooks with parts that openpyxl does not write: macros, links, embedded files."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.build import with_part

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XLSX = "openxmlformats-officedocument.spreadsheetml.sheet.main"
_XLSM = "ms-excel.sheet.macroEnabled.main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def with_parts(workbook: bytes, parts: Mapping[str, str]) -> bytes:
    """Return the file with more parts."""
    file = BytesIO(workbook)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def with_macros(workbook: bytes) -> bytes:
    """Return the workbook as Excel saves one with macros (.xlsm)."""
    return with_part(
        with_parts(workbook, {"xl/vbaProject.bin": "macros"}),
        "[Content_Types].xml",
        lambda text: text.replace(_XLSX, _XLSM),
    )


def with_link(workbook: bytes, target: str, link: str = "<externalBook/>") -> bytes:
    """Return the workbook with one link to another source, which its formulas call ``[1]``."""
    parts = {
        "xl/externalLinks/externalLink1.xml": f'<link xmlns="{_MAIN}">{link}</link>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relations(
            f'<Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="{target}"'
            ' TargetMode="External"/>'
        ),
    }
    referred = with_part(
        with_parts(workbook, parts),
        "xl/workbook.xml",
        lambda text: text.replace(
            "</sheets>",
            f'</sheets><externalReferences><externalReference xmlns:r="{_OFFICE}" r:id="link1"/>'
            "</externalReferences>",
        ),
    )
    return with_part(
        referred,
        "xl/_rels/workbook.xml.rels",
        lambda text: text.replace(
            "</Relationships>",
            f'<Relationship Id="link1" Type="{_OFFICE}/externalLink"'
            ' Target="externalLinks/externalLink1.xml"/></Relationships>',
        ),
    )


def with_formula(workbook: bytes, part: str, number: int, formula: str) -> bytes:
    """Return the workbook with a formula in the cell that holds ``number``, which is its result."""
    return with_part(
        workbook,
        part,
        lambda text: text.replace(f"<v>{number}</v>", f"{formula}<v>{number}</v>"),
    )


def _relations(relation: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
