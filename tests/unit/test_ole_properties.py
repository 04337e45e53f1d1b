"""The metadata of our template survive in a workbook of Excel 97–2003."""

from io import BytesIO
from struct import pack

import pytest

from tonghop.reading.formats.ole_properties import said_properties, user_properties

USER_DEFINED = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
OTHER = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")
UTF8, UTF16, VIETNAMESE = 65001, 1200, 1258


class Container:
    """An OLE file with the one stream that holds properties, or none."""

    def __init__(self, stream: bytes | None, name: str = "DocumentSummaryInformation") -> None:
        self.stream, self.name = stream, f"\x05{name}"

    def exists(self, name: str) -> bool:
        return self.stream is not None and name == self.name

    def openstream(self, _: str) -> BytesIO:
        return BytesIO(self.stream or b"")


def property_set(kind: bytes, page: int, values: dict[str, str], *, wide: bool = False) -> bytes:
    """Return a stream of one property set ([MS-OLEPS] 2.21), the values in another order."""
    encoding = {UTF8: "utf-8", UTF16: "utf-16-le", VIETNAMESE: "cp1258"}[page]
    names, parts = b"", {1: pack("<IH2x", 2, page)}
    for number, (name, value) in enumerate(values.items(), start=2):
        text = f"{name}\0".encode(encoding)
        count = len(text) // 2 if page == UTF16 else len(text)
        names += pack("<II", number, count) + text + bytes(-len(text) % 4 if page == UTF16 else 0)
        kept = f"{value}\0".encode("utf-16-le" if wide else encoding)
        length = len(kept) // 2 if wide else len(kept)
        parts[number] = pack("<II", 0x1F if wide else 0x1E, length) + kept + bytes(-len(kept) % 4)
    parts[0] = pack("<I", len(values)) + names
    offset, table, body = 8 + 8 * len(parts), b"", b""
    for number, part in sorted(parts.items(), reverse=True):
        table += pack("<II", number, offset + len(body))
        body += part
    section = pack("<II", 8 + len(table) + len(body), len(parts)) + table + body
    return pack("<HHI16sI", 0xFFFE, 0, 2, bytes(16), 1) + pack("<16sI", kind, 48) + section


@pytest.mark.parametrize("page", [UTF8, UTF16, VIETNAMESE])
@pytest.mark.parametrize("wide", [True, False])
def test_texts_are_found_by_name_whatever_their_order(page: int, wide: bool) -> None:
    values = {"unit_code": "SYT34-51", "period": "2026-H1", "kỳ": "sáu"} | {"a": ""}
    if page == VIETNAMESE:
        values.pop("kỳ")
    stream = property_set(USER_DEFINED, page, values, wide=wide or page == UTF16)
    assert user_properties(Container(stream)) == values


def test_where_nothing_can_be_followed_nothing_is_known() -> None:
    whole = property_set(USER_DEFINED, UTF8, {"unit_code": "SYT34-51"})
    other = property_set(OTHER, UTF8, {"unit_code": "SYT34-51"})
    unknown = whole.replace(pack("<IH", 2, UTF8), pack("<IH", 2, 999))
    for stream in (None, b"", whole[:60], other, unknown):
        assert user_properties(Container(stream)) == {}


SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")


@pytest.mark.parametrize("page", [UTF8, UTF16])
def test_what_the_summary_says_is_found_by_number(page: int) -> None:
    values = {"a": "Báo cáo mật", "b": "Tệ nạn", "c": "không ai hỏi"}
    stream = property_set(SUMMARY, page, values, wide=page == UTF16)
    assert [tuple(said) for said in said_properties(Container(stream, "SummaryInformation"))] == [
        ("thuộc tính “tiêu đề” của tệp", "Báo cáo mật", True),
        ("thuộc tính “chủ đề” của tệp", "Tệ nạn", True),
    ]


def test_the_category_stands_in_the_other_stream() -> None:
    stream = property_set(OTHER, UTF8, {"category": "Mật"})
    (said,) = said_properties(Container(stream))
    assert (said.where, said.text) == ("thuộc tính “phân loại” của tệp", "Mật")


def test_a_summary_that_cannot_be_followed_says_nothing() -> None:
    whole = property_set(SUMMARY, UTF8, {"a": "Mật"})
    for end in range(len(whole)):
        list(said_properties(Container(whole[:end], "SummaryInformation")))
    assert list(said_properties(Container(None))) == []
