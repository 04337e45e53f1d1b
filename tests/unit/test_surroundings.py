"""A secrecy mark is found beside the cells too: in page headers, text boxes and properties."""

from collections.abc import Callable
from io import BytesIO
from struct import pack
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.build import complete, content, printed, reading_of, with_part
from tests.ods import as_ods
from tests.parts import with_parts
from tests.strict import as_strict
from tests.xls import as_xls
from tests.xlsb import as_xlsb, record, wide
from tonghop.reading.formats.around_xls import around_sheets
from tonghop.reading.secrecy import mark_in_text
from tonghop.reading.surroundings import boxes_in, margin_text, margins_in

BOLD = '&R&"Times New Roman,Bold"&14&K01+000'
HEADER, FOOTER = "đầu trang của trang “Bìa”", "cuối trang của trang “Bìa”"
BOX, TITLE = "hộp chữ", "thuộc tính “tiêu đề” của tệp"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
Made = Callable[[str], bytes]


def report() -> Workbook:
    return complete("D03.vu | 5")


def mark_of(file: bytes, name: str = "bao-cao.xlsx") -> tuple[str, str]:
    """Return the mark of a file and where it stands; nothing else is told of it."""
    reading = reading_of(file, name)
    (found,) = reading.findings
    assert (found.code, reading.cover, reading.forms) == ("secrecy_marked", {}, [])
    return found.raw_text, found.expected


def is_read(file: bytes, name: str) -> bool:
    reading = reading_of(file, name)
    return bool(reading.forms) and [f.code for f in reading.findings] == []


def xlsx_header(text: str) -> bytes:
    book = report()
    book["Bìa"].oddHeader.right.text = text  # type: ignore[union-attr]
    book["Bìa"].oddHeader.right.font = "Times New Roman,Bold"  # type: ignore[union-attr]
    book["Bìa"].oddHeader.right.size = 14  # type: ignore[union-attr]
    return content(book)


def xlsx_footer(text: str) -> bytes:
    book = report()
    book["Bìa"].HeaderFooter.differentFirst = True
    book["Bìa"].firstFooter.center.text = text  # type: ignore[union-attr]
    return content(book)


def strict_header(text: str) -> bytes:
    return as_strict(xlsx_header(text), {})


def xlsb_footer(text: str) -> bytes:
    return _with_record(b"\x00\x00" + _MISSING * 3 + wide(BOLD + text) + _MISSING * 2)


def xlsb_header(text: str) -> bytes:
    return _with_record(b"\x00\x00" + wide(BOLD + text) + _MISSING * 5)


def ods_header(text: str) -> bytes:
    return _ods_page("header", text)


def ods_footer(text: str) -> bytes:
    return _ods_page("footer-first", text)


def xls_header(text: str) -> bytes:
    return as_xls(report(), header=BOLD + text)


def xls_footer(text: str) -> bytes:
    return as_xls(report(), footer=BOLD + text)


def xlsx_box(text: str) -> bytes:
    return _with_drawing(content(report()), text)


def xlsb_box(text: str) -> bytes:
    return _with_drawing(as_xlsb(report()), text)


def vml_box(text: str) -> bytes:
    box = f"<xml><v:textbox><div style='x'><font>{text}<br></font></div></v:textbox></xml>"
    return with_parts(content(report()), {"xl/drawings/vmlDrawing1.vml": box})


def word_art(text: str) -> bytes:
    art = f'<xml><v:textpath style="a" string="{text}"/></xml>'
    return with_parts(content(report()), {"xl/drawings/vmlDrawing1.vml": art})


def ods_box(text: str) -> bytes:
    shape = f"<draw:custom-shape><text:p>{text}</text:p></draw:custom-shape>"
    box = f"<table:shapes>{shape}</table:shapes>"
    return with_part(
        as_ods(report()),
        "content.xml",
        lambda xml: xml.replace("<table:table-row>", box + "<table:table-row>", 1),
    )


def xlsx_title(text: str) -> bytes:
    book = report()
    book.properties.title = text
    return content(book)


def ods_title(text: str) -> bytes:
    title = f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{text}</dc:title>'
    return with_part(
        as_ods(report()),
        "meta.xml",
        lambda xml: xml.replace("</office:meta>", title + "</office:meta>"),
    )


_MISSING = b"\xff" * 4


def _with_record(data: bytes) -> bytes:
    """Return a binary workbook with headers and footers on its first sheet."""
    added, part = BytesIO(), "xl/worksheets/sheet1.bin"
    with ZipFile(BytesIO(as_xlsb(report()))) as source, ZipFile(added, "w") as target:
        for name in source.namelist():
            here = record(479, data) + record(480) + record(130) if name == part else b""
            whole = source.read(name)
            target.writestr(name, whole.removesuffix(record(130)) + here if here else whole)
    return added.getvalue()


def _with_drawing(workbook: bytes, text: str) -> bytes:
    runs = "".join(f"<a:r><a:rPr/><a:t>{part}</a:t></a:r>" for part in (text[:2], text[2:]))
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main">'
        f"<xdr:from><xdr:col>1</xdr:col></xdr:from><xdr:sp><xdr:txBody><a:bodyPr/>"
        f"<a:p>{runs}</a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    return with_parts(workbook, {"xl/drawings/drawing1.xml": drawing})


def _ods_page(side: str, text: str) -> bytes:
    names = " ".join(f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("office", "style", "text"))
    page = f"<style:{side}><style:region-right><text:p>{text[:3]}<text:span>{text[3:]}</text:span>"
    styles = (
        f"<office:document-styles {names}><office:master-styles><style:master-page"
        f' style:name="Default">{page}</text:p></style:region-right></style:{side}>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    return with_parts(as_ods(report()), {"styles.xml": styles})


PLACES: list[tuple[Made, str]] = [
    (xlsx_header, HEADER), (xlsx_footer, FOOTER), (strict_header, HEADER),
    (xlsb_header, HEADER), (xlsb_footer, FOOTER), (xls_header, HEADER), (xls_footer, FOOTER),
    (ods_header, "đầu trang của kiểu trang “Default”"),
    (ods_footer, "cuối trang của kiểu trang “Default”"),
    (xlsx_box, BOX), (xlsb_box, BOX), (vml_box, BOX), (word_art, BOX), (ods_box, BOX),
    (xlsx_title, TITLE), (ods_title, TITLE),
]  # fmt: skip


def _file_name(make: Made) -> str:
    kind = make.__name__.partition("_")[0]
    return f"bao-cao.{kind if kind in {'xlsb', 'xls', 'ods'} else 'xlsx'}"


@pytest.mark.parametrize(("make", "where"), PLACES)
def test_a_stamp_is_found_wherever_it_is_printed(make: Made, where: str) -> None:
    assert mark_of(make("TỐI MẬT"), _file_name(make)) == ("Tối mật", where)


@pytest.mark.parametrize("make", [make for make, _ in PLACES])
def test_words_that_merely_resemble_one_are_none(make: Made) -> None:
    text = "Bệnh viện Mắt: bảo vệ bí mật nhà nước, bảo mật, mật độ; độ mật: Không"
    assert is_read(make(text), _file_name(make))


def test_a_blank_workbook_as_printed_says_nothing_beside_its_cells() -> None:
    assert [f.code for f in reading_of(printed()).findings] == []


@pytest.mark.parametrize("text", ["Báo cáo tối mật", "bao cao toi mat", "MẬT – PCTP 2026"])
def test_a_title_bears_a_mark_among_its_words(text: str) -> None:
    assert mark_of(xlsx_title(text))[1] == TITLE


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("subject", "chủ đề"), ("keywords", "từ khóa"), ("category", "phân loại"),
        ("description", "ghi chú"), ("contentStatus", "trạng thái"),
    ],
)  # fmt: skip
def test_every_property_that_says_what_a_file_is_counts(name: str, called: str) -> None:
    book = report()
    setattr(book.properties, name, "Mật")
    assert mark_of(content(book)) == ("Mật", f"thuộc tính “{called}” của tệp")


def test_a_note_on_the_file_may_speak_of_secrets() -> None:
    book = report()
    book.properties.description = "Văn bản mật gửi riêng"
    assert is_read(content(book), "bao-cao.xlsx")


def test_a_property_of_its_user_is_an_entry_if_it_is_called_so() -> None:
    def edit(xml: str) -> str:
        return xml.replace("unit_code", "Độ mật").replace("SYT34-51", "tuyet mat")

    marked = with_part(content(report()), "docProps/custom.xml", edit)
    assert mark_of(marked) == ("Tuyệt mật", "thuộc tính “Độ mật” của tệp")


def test_a_header_on_any_sheet_counts_even_that_of_the_checks() -> None:
    book = printed()
    book.worksheets[-1].evenHeader.left.text = "MẬT"  # type: ignore[union-attr]
    sheet = book.worksheets[-1].title
    assert mark_of(content(book)) == ("Mật", f"đầu trang của trang “{sheet}”")


def test_a_header_bears_a_mark_beside_the_number_of_its_page() -> None:
    book = printed()
    book.worksheets[0].oddHeader.right.text = "TỐI MẬT - Trang &P/&N"  # type: ignore[union-attr]
    sheet = book.worksheets[0].title
    assert mark_of(content(book)) == ("Tối mật", f"đầu trang của trang “{sheet}”")


@pytest.mark.parametrize(
    ("coded", "shown"),
    [
        (BOLD + "TỐI MẬT", "TỐI MẬT"),
        ("&C&P/&N", "/"),
        ('&L&"-,Bold"&KFF0000MẬT&CTrang &P', "MẬT\nTrang"),
        ("A && B", "A & B"),
        ("&C&P", ""),
        ("&14&BMẬT&B", "MẬT"),
    ],
)
def test_codes_of_a_header_are_not_its_text(coded: str, shown: str) -> None:
    assert margin_text(coded) == shown


@pytest.mark.parametrize(
    "text", ["MẬT", "M&#7852;T", "<![CDATA[MẬT]]>", "MA\u0323\u0302T", "&amp;CMẬT"]
)
def test_a_header_is_read_however_it_is_written(text: str) -> None:
    xml = f"<x:headerFooter><x:oddHeader>{text}</x:oddHeader></x:headerFooter>"
    ((is_footer, shown),) = margins_in(b"<sheetData/>" + xml.encode())
    assert (is_footer, mark_in_text(shown)) == (False, "Mật")


def test_a_broken_drawing_hides_no_mark_and_damages_no_report() -> None:
    assert boxes_in("<a:p><a:t>MẬT</a:t></a:p><a:p>".encode()).split() == ["MẬT"]
    broken = with_parts(content(report()), {"xl/drawings/drawing1.xml": "<a:p"})
    assert is_read(broken, "bao-cao.xlsx")


def _stream(*sheet: tuple[int, bytes]) -> bytes:
    """Return a workbook stream of one sheet “Bìa” with these records."""

    def packed(kind: int, data: bytes = b"") -> bytes:
        return pack("<HH", kind, len(data)) + data

    name = "Bìa".encode("utf-16-le")
    start = 4 + 4 + 8 + len(name) + 4
    bound = pack("<IBBBB", start, 0, 0, 3, 1) + name
    whole = packed(0x0809) + packed(0x0085, bound) + packed(0x000A)
    return whole + packed(0x0809) + b"".join(packed(*each) for each in sheet) + packed(0x000A)


def _counted(text: str) -> bytes:
    return pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _box(kind: int, text: str) -> list[tuple[int, bytes]]:
    """Return the records of a text box, its text broken over two of them."""
    halves = [b"\x01" + part.encode("utf-16-le") for part in (text[:2], text[2:])]
    drawn = [(0x005D, pack("<HHH", 0x15, 18, kind)), (0x01B6, bytes(10) + pack("<H6x", len(text)))]
    return [*drawn, *((0x003C, half) for half in halves), (0x003C, bytes(16))]


def test_an_old_workbook_has_text_boxes_and_notes_that_are_none() -> None:
    box, note = 0x06, 0x19
    found = around_sheets(_stream(*_box(box, "TỐI MẬT"), *_box(note, "MẬT")))
    assert [(each.where, each.text) for each in found] == [(BOX, "TỐI MẬT")]


def test_an_old_workbook_may_have_other_headers_on_first_pages() -> None:
    texts = [BOLD + "MẬT", "&P"]
    lengths = pack("<4H", 0, 0, *map(len, texts))
    more = bytes(30) + lengths + b"".join(map(_counted, texts))
    found = around_sheets(_stream((0x0014, b""), (0x089C, more)))
    assert [(each.where, each.text) for each in found] == [(HEADER, "MẬT")]
    cut_short = _stream((0x0014, b"\0"), (0x089C, more[:31]), (0x01B6, b""))
    assert [each.text for each in around_sheets(cut_short) if each.text] == []
