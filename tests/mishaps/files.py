"""What becomes of the file itself."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from tests.build import with_part
from tests.mishaps.mishap import Mishap, refused, to_bytes, warned


def truncated(file: bytes) -> bytes:
    return file[: len(file) // 2]


def replaced(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


def word() -> bytes:
    file = BytesIO()
    Document().save(file)
    return file.getvalue()


def encrypted(file: bytes) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    target = BytesIO()
    OOXMLFile(BytesIO(file)).encrypt("bi-mat", target)
    return target.getvalue()


def with_stray_cell(file: bytes) -> bytes:
    """Put a cell where calamine ends its process."""
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return with_part(
        file, "xl/worksheets/sheet3.xml", lambda xml: xml.replace("</sheetData>", stray)
    )


def with_entity(file: bytes) -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    return with_part(
        file, "xl/worksheets/sheet3.xml", lambda xml: xml.replace("<worksheet", bomb, 1)
    )


def zip_of(file: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "x")
    return target.getvalue()


HTML = b"<html><body><table><tr><td>1</td></tr></table></body></html>"

MISHAPS: tuple[Mishap, ...] = (
    to_bytes("an extension of old", lambda file: file, warned("extension_differs"), "bao-cao.xls"),
    to_bytes("cut short", truncated, refused("unreadable")),
    to_bytes("empty", replaced(b""), refused("empty_file")),
    to_bytes("a lock file", replaced(b"\x05user"), refused("locked_by_office"), "~$bao-cao.xlsx"),
    to_bytes("a PDF", replaced(b"%PDF-1.7"), refused("not_a_workbook")),
    to_bytes("a page of HTML", replaced(HTML), refused("not_a_workbook"), "bao-cao.xls"),
    to_bytes("plain text", replaced(b"hello"), refused("not_a_workbook")),
    to_bytes("a Word document", replaced(word()), refused("not_a_workbook")),
    to_bytes("protected by a password", encrypted, refused("password_protected")),
    to_bytes("an entity bomb", with_entity, refused("unreadable")),
)
