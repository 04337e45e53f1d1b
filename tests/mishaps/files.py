"""What becomes of the file itself."""

from collections.abc import Callable
from io import BytesIO

from docx import Document
from openpyxl import Workbook, load_workbook

from tests.build import content, with_part
from tests.legacy import retype, typed_for_tcvn3, typed_for_vni
from tests.mishaps.mishap import Mishap, refused, same, to_bytes, warned
from tests.ods import as_ods
from tests.parts import with_macros
from tests.strict import as_strict
from tests.xls import as_xls
from tests.xlsb import as_xlsb


def cut_short(file: bytes) -> bytes:
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


def with_entity(file: bytes) -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    return with_part(
        file, "xl/worksheets/sheet3.xml", lambda xml: xml.replace("<worksheet", bomb, 1)
    )


HTML = b"<html><body><table><tr><td>1</td></tr></table></body></html>"


def in_font(font: str, typed: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """Return what retypes a report for a legacy font, in that font."""
    return lambda file: content(retype(load_workbook(BytesIO(file)), font, typed))


def saved(as_format: Callable[[Workbook], bytes]) -> Callable[[bytes], bytes]:
    """Return what saves a report in another format."""
    return lambda file: as_format(load_workbook(BytesIO(file)))


MISHAPS: tuple[Mishap, ...] = (
    to_bytes("saved as xls", saved(as_xls), same(), "bao-cao.xls"),
    to_bytes("saved as xlsb", saved(as_xlsb), same(), "bao-cao.xlsb"),
    to_bytes("saved as ods", saved(as_ods), same(), "bao-cao.ods"),
    to_bytes("saved as Strict", lambda file: as_strict(file, {}), same()),
    to_bytes("with macros", with_macros, warned("macros_present"), "bao-cao.xlsm"),
    to_bytes("typed for TCVN3", in_font(".VnTime", typed_for_tcvn3), same()),
    to_bytes("typed for VNI", in_font("VNI-Times", typed_for_vni), same()),
    to_bytes("another extension", lambda file: file, warned("name_mismatch"), "bao-cao.xls"),
    to_bytes("cut short", cut_short, refused("truncated")),
    to_bytes("empty", replaced(b""), refused("empty_file")),
    to_bytes("a lock file", replaced(b"\x05user"), refused("locked_by_office"), "~$bao-cao.xlsx"),
    to_bytes("a PDF", replaced(b"%PDF-1.7"), refused("not_a_workbook")),
    to_bytes("a page of HTML", replaced(HTML), refused("format_not_read"), "bao-cao.xls"),
    to_bytes("plain text", replaced(b"hello"), refused("format_not_read")),
    to_bytes("a Word document", replaced(word()), refused("not_a_workbook")),
    to_bytes("protected by a password", encrypted, refused("password_protected")),
    to_bytes("an entity bomb", with_entity, refused("entities_declared")),
)
