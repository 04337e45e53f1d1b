"""The door judges a file by its content, whatever its name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from tests.build import complete, content
from tonghop.reading.door import judge


def zipped(*names: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "text")
    return file.getvalue()


def word_document() -> bytes:
    file = BytesIO()
    Document().save(file)
    return file.getvalue()


def test_a_workbook_may_enter_under_any_name() -> None:
    workbook = content(complete("D03.vu | 5"))
    assert judge("bao-cao.xlsx", workbook) is None
    assert judge("bao-cao.xls", workbook) is None
    assert judge("báo cáo quý", workbook) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "tệp Excel 97–2003 (.xls) hoặc tệp đặt mật khẩu"),
        (b"%PDF-1.7 ...", "tệp PDF"),
        (b"\x09\x08\x10\x00", "tệp Excel đời cũ"),
        (b"\x89PNG\r\n", "hình ảnh"),
        (b"\xff\xd8\xff\xe0", "hình ảnh"),
        (b"Rar!\x1a\x07", "tệp nén RAR"),
        (b"7z\xbc\xaf\x27", "tệp nén 7-Zip"),
        (b"<!DOCTYPE html>\n<HTML><table>", "trang web (HTML)"),
        (b"\xef\xbb\xbf<table><tr>", "trang web (HTML)"),
        ("Mã;Chỉ tiêu\n1;2\n".encode(), "văn bản thuần"),
        (b"\x00\x01\x02\x03", "tệp nhị phân"),
        (word_document(), "văn bản Word (.docx)"),
        (zipped("a.txt"), "tệp nén hoặc định dạng khác"),
    ],
)
def test_what_is_no_workbook_is_named_for_what_it_is(data: bytes, kind: str) -> None:
    finding = judge("bao-cao.xlsx", data)
    assert finding is not None
    assert (finding.code, finding.raw_text) == ("not_a_workbook", kind)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bao-cao.xlsx", b"", "empty_file"),
        ("~$bao-cao.xlsx", b"", "locked_by_office"),
        ("~$bao-cao.xlsx", b"\x05user", "locked_by_office"),
        ("bao-cao.xlsx", zipped("a.txt")[:-10], "unreadable"),
    ],
)
def test_what_cannot_be_opened_is_told_apart(name: str, data: bytes, code: str) -> None:
    finding = judge(name, data)
    assert finding is not None
    assert finding.code == code
