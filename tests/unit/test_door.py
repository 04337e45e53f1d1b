"""The door judges a file by its content, whatever its name."""

from collections.abc import Callable
from io import BytesIO
from struct import pack, unpack_from
from zipfile import ZipFile

import pytest
from docx import Document
from xlwt.CompoundDoc import XlsDoc

from tests.build import complete, content
from tests.xls import as_xls
from tonghop.reading.door import Format, judge

ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LOCKED = "<manifest:encryption-data/>"


def zipped(**parts: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def package(main_type: str) -> bytes:
    return zipped(**{"[Content_Types].xml": f'<Override ContentType="{main_type}"/>'})


def word_document() -> bytes:
    file = BytesIO()
    Document().save(file)
    return file.getvalue()


def ole(**streams: bytes) -> bytes:
    """Return an OLE file with one large stream under another name than that of a workbook."""
    file = BytesIO()
    ((name, text),) = streams.items()
    XlsDoc().save(file, text.ljust(8192, b"\0"))
    return file.getvalue().replace(_directory_name("Workbook"), _directory_name(name))


def _directory_name(name: str) -> bytes:
    """Return a name and its length as the directory of an OLE file has them."""
    encoded = f"{name}\0".encode("utf-16-le")
    return encoded.ljust(64, b"\0") + len(encoded).to_bytes(2, "little")


def workbook() -> bytes:
    return content(complete("D03.vu | 5"))


def test_a_workbook_may_enter_under_any_name() -> None:
    for name in ("bao-cao.xlsx", "BAO-CAO.XLSX", "báo cáo quý", "báo cáo quý I.2026"):
        assert judge(name, workbook()) == (Format.OOXML, ())


@pytest.mark.parametrize(
    ("name", "data", "format_", "told"),
    [
        ("a.xls", workbook, Format.OOXML, ".xls: sổ tính Excel (.xlsx)"),
        ("a.ods", workbook, Format.OOXML, ".ods: sổ tính Excel (.xlsx)"),
        ("a.pdf", workbook, Format.OOXML, ".pdf: sổ tính Excel (.xlsx)"),
        ("a.xlsx", lambda: as_xls(complete()), Format.XLS, ".xlsx: sổ tính Excel 97–2003 (.xls)"),
        ("a.xls", lambda: zipped(mimetype=ODS), Format.ODS, ".xls: bảng tính OpenDocument (.ods)"),
        ("a.xlsx", lambda: package(XLSB), Format.XLSB, ".xlsx: sổ tính Excel nhị phân (.xlsb)"),
        ("a.xls", lambda: b"tonghop|PCTP2|1;", Format.CSV, ".xls: văn bản CSV"),
    ],
)
def test_a_name_that_claims_another_format_is_told(
    name: str, data: Callable[[], bytes], format_: Format, told: str
) -> None:
    judged = judge(name, data())
    (finding,) = judged.findings
    assert judged.format == format_
    assert (finding.code, f"{finding.raw_text}: {finding.expected}") == ("name_mismatch", told)


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.xls", lambda: as_xls(complete()), Format.XLS),
        ("a.et", lambda: as_xls(complete()), Format.XLS),
        ("a.ods", lambda: zipped(mimetype=ODS), Format.ODS),
        ("a.ods", lambda: zipped(**{"META-INF/manifest.xml": ODS}), Format.ODS),
        ("a.xlsb", lambda: package(XLSB), Format.XLSB),
        (
            "a.xlsm",
            lambda: package("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            "ooxml",
        ),
        ("a.csv", lambda: b"tonghop|PCTP2|1;", Format.CSV),
        ("a.txt", lambda: "tonghop|PCTP2|1\t".encode("utf-16"), Format.CSV),
    ],
)
def test_a_readable_format_is_known_by_its_content(
    name: str, data: Callable[[], bytes], format_: Format
) -> None:
    assert judge(name, data()) == (format_, ())


@pytest.mark.parametrize(
    ("data", "code", "name"),
    [
        (b"%PDF-1.7 ...", "not_a_workbook", "tệp PDF"),
        (b"\n\n%PDF-1.7 ...", "not_a_workbook", "tệp PDF"),
        (b"\x89PNG\r\n", "not_a_workbook", "hình ảnh PNG"),
        (b"\xff\xd8\xff\xe0", "not_a_workbook", "hình ảnh JPEG"),
        (b"\0\0\0\x18ftypheic", "not_a_workbook", "hình ảnh HEIC"),
        (b"{\\rtf1", "not_a_workbook", "văn bản RTF"),
        (b"Received: from mail", "not_a_workbook", "thư điện tử (.eml)"),
        (b"\x00\x01\x02\x03", "not_a_workbook", "tệp nhị phân"),
        (ole(WordDocument=b"."), "not_a_workbook", "văn bản Word 97–2003 (.doc)"),
        (ole(Contents=b"."), "not_a_workbook", "tệp OLE không chứa sổ tính"),
        (package(DOCX), "not_a_workbook", "văn bản Word (.docx)"),
        (word_document(), "not_a_workbook", "văn bản Word (.docx)"),
        (package("application/xml"), "not_a_workbook", "gói tài liệu không có sổ tính"),
        (zipped(mimetype=ODT), "not_a_workbook", "văn bản OpenDocument (.odt)"),
        (b"<!DOCTYPE html>\n<HTML><table>", "format_not_read", "trang web (HTML)"),
        (b"\xef\xbb\xbf<table><tr>", "format_not_read", "trang web (HTML)"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "format_not_read",
         "trang web (MHTML)"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "format_not_read", "XML Spreadsheet 2003 (.xml)"),
        (b'<?xml?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:x:1.0">',
         "format_not_read", "OpenDocument dạng XML phẳng (.fods)"),
        (b"<?xml?><a/>", "format_not_read", "tệp XML"),
        (b"ID;PWXL;N;E", "format_not_read", "bảng tính SYLK (.slk)"),
        (b"TABLE\r\n0,1\r\n", "format_not_read", "bảng dữ liệu DIF"),
        (b"\x03\x7a\x06\x0e" + b"\1\0\0\0\x61\0" + b"\0" * 90, "format_not_read",
         "bảng dữ liệu dBase (.dbf)"),
        (b"\0\0\x02\0\x06\x04\x06\0", "format_not_read", "bảng tính Lotus 1-2-3"),
        (b"\0\0\x02\0\x02\x10\x06\0", "format_not_read", "bảng tính Quattro Pro"),
        (ole(NativeContent_MAIN=b"."), "format_not_read", "bảng tính Quattro Pro"),
        (zipped(**{"Index/Document.iwa": ""}), "format_not_read",
         "tài liệu của Apple (Numbers, Pages, Keynote)"),
        ("Mã;Chỉ tiêu\n1;2\n".encode(), "format_not_read",
         "văn bản thuần, không có mã của biểu mẫu"),
        (b"Rar!\x1a\x07", "archive_file", "tệp nén RAR"),
        (b"7z\xbc\xaf\x27\x1c", "archive_file", "tệp nén 7-Zip"),
        (zipped(**{".hidden": ""}), "archive_file", "tệp nén ZIP"),
        (zipped(**{"a.xlsx": "", "b.xlsx": ""}), "package_opened", "2"),
        (zipped(**{"a.bin": "", "b.docx": "x"}), "package_opened", "2"),
        (b"\x09\x00\x04\x00\x02\x00", "old_excel", "sổ tính Excel 2.1"),
        (b"\x09\x02\x06\x00\x00\x00", "old_excel", "sổ tính Excel 3.0"),
        (b"\x09\x04\x06\x00\x00\x00", "old_excel", "sổ tính Excel 4.0"),
        (b"\x09\x08\x10\x00\x00\x06", "old_excel", "sổ tính Excel đời cũ, không có vỏ OLE"),
        (ole(Book=b"\x09\x08\x08\x00\x00\x05"), "old_excel", "sổ tính Excel 5.0/95"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_for_what_it_is(data: bytes, code: str, name: str) -> None:
    judged = judge("bao-cao.xlsx", data)
    assert judged.format is None
    assert [(f.code, f.raw_text) for f in judged.findings] == [(code, name)]


def owner_file(user: str) -> bytes:
    return (bytes([len(user)]) + user.encode()).ljust(165)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bao-cao.xlsx", b"", "empty_file"),
        ("bao-cao.xlsx", bytes(4096), "unreadable"),
        ("~$bao-cao.xlsx", b"", "locked_by_office"),
        ("~$bao-cao.xlsx", b"\x05user", "locked_by_office"),
        (".~lock.bao-cao.ods#", b",an,may-1,14.06.2026 08:00,file:///", "locked_by_office"),
        ("bao-cao.xlsx", owner_file("Nguyen Van An"), "locked_by_office"),
        ("bao-cao.xlsx", workbook()[:-30], "truncated"),
        ("bao-cao.xlsx", workbook()[:5000], "truncated"),
        ("bao-cao.xls", as_xls(complete())[:9000], "truncated"),
        ("bao-cao.xls", as_xls(complete())[:300], "truncated"),
        ("bao-cao.xls", as_xls(complete())[:512].ljust(9000, b"\0"), "truncated"),
        ("bao-cao.xls", ole(Workbook=b"no record"), "unreadable"),
        ("bao-cao.xlsx", b"PK\x05\x06".ljust(22, b"\0"), "unreadable"),
        ("bao-cao.ods", zipped(mimetype=ODS, **{"META-INF/manifest.xml": LOCKED}),
         "password_of_ods"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_told_apart(name: str, data: bytes, code: str) -> None:
    assert [finding.code for finding in judge(name, data).findings] == [code]


def test_a_workbook_whose_last_sectors_are_missing_is_cut_short() -> None:
    whole = bytearray(as_xls(complete()))
    size = whole.index("Workbook\0".encode("utf-16-le")) + 120
    (length,) = unpack_from("<I", whole, size)
    whole[size : size + 4] = pack("<I", length + 512)
    assert [finding.code for finding in judge("a.xls", bytes(whole)).findings] == ["truncated"]


def test_an_old_workbook_behind_a_password_is_told_both() -> None:
    start = b"\x09\x08\x08\x00\x00\x05\x05\x00\0\0\0\0" + b"\x2f\x00\x04\x00\1\2\3\4"
    judged = judge("bao-cao.xls", ole(Book=start))
    assert [finding.code for finding in judged.findings] == ["old_excel", "password_protected"]


def test_a_workbook_that_is_open_elsewhere_is_still_a_workbook() -> None:
    assert judge("~$bao-cao.xlsx", workbook()).format == Format.OOXML


def test_a_document_with_a_workbook_inside_is_a_document() -> None:
    parts = {"[Content_Types].xml": DOCX, "word/embeddings/a.xlsx": "xl/workbook.xml"}
    (finding,) = judge("bao-cao.xlsx", zipped(**parts)).findings
    assert (finding.code, finding.raw_text) == ("not_a_workbook", "văn bản Word (.docx)")
