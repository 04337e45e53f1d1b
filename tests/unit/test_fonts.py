"""What is typed in a legacy font is read as its sender sees it, cell by cell and run by run."""

import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.build import cell_of, checked, complete, content, field_of, values_in, with_part
from tests.legacy import retype, typed_for_tcvn3, typed_for_vni
from tests.shared_strings import with_shared_strings
from tonghop.checking import Checked
from tonghop.reading.formats import fonts
from tonghop.reading.formats.ooxml import open_ooxml

STORED: list[Callable[[bytes], bytes]] = [with_shared_strings, lambda workbook: workbook]
"""As Excel keeps its texts, and as openpyxl does."""
TYPED = [(".VnTime", typed_for_tcvn3), ("VNI-Times", typed_for_vni)]
ENTRIES = {"D03.vu": 5, "D04.vu": "không phát sinh", "D05.vu": 3.0, "A01.tong": "Có"}
WORDS = "Đã phối hợp với công an phường, ứng xử đúng mực"


def report() -> Workbook:
    book = complete(ENTRIES)
    field_of(book, "N01a").value = WORDS
    return book


def with_text(code: str, text: object, font: str = "Times New Roman") -> Workbook:
    """Return a report in which one cell has another text and font."""
    book = report()
    cell = cell_of(book, code) if "." in code else field_of(book, code)
    cell.value = text  # type: ignore[assignment]
    cell.font = Font(name=font)
    return book


def read(book: Workbook, stored: Callable[[bytes], bytes] = with_shared_strings) -> Checked:
    return checked(stored(content(book)))


def narrative(found: Checked) -> str:
    return str(found.narratives["text"].tolist()[0])


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize(("font", "typed"), TYPED)
def test_a_workbook_retyped_for_a_legacy_font_is_the_same(
    font: str, typed: Callable[[str], str], stored: Callable[[bytes], bytes]
) -> None:
    plain, legacy = read(report()), read(retype(report(), font, typed), stored)
    assert legacy.issues == plain.issues == ()
    assert values_in(legacy) == values_in(plain)
    assert legacy.narratives.equals(plain.narratives)
    assert legacy.values.equals(plain.values)


def test_only_the_cells_in_a_legacy_font_are_decoded() -> None:
    found = read(with_text("D04.vu", "kh«ng cã", ".VnArial"))
    assert values_in(found)["D04.vu"] == ("none", "0.00")
    assert found.issues == ()
    assert narrative(found) == WORDS


def test_the_letter_that_looks_like_a_soft_hyphen_is_kept_at_the_ends_of_a_text() -> None:
    found = read(with_text("N01a", " \u00ad vµ ©m \u00ad", ".VnTime"))
    assert narrative(found) == "ư và âm ư"


def test_a_font_of_capitals_gives_capitals() -> None:
    found = read(with_text("unit_name", typed_for_tcvn3("Sở Y tế tỉnh Quảng Ngãi"), ".VnTimeH"))
    assert found.issues == ()


def test_unicode_typed_into_a_cell_with_a_legacy_font_stays() -> None:
    assert read(with_text("D04.vu", "không phát sinh việc", ".VnTime")).issues[0].raw_text == (
        "không phát sinh việc"
    )


@pytest.mark.parametrize("stored", STORED)
def test_each_run_is_decoded_by_its_own_font(stored: Callable[[bytes], bytes]) -> None:
    text = CellRichText(
        "vô viÖc ", TextBlock(InlineFont(rFont="VNI-Times"), "xaûy ra "),
        TextBlock(InlineFont(rFont="Arial"), "ở đó "), TextBlock(InlineFont(b=True), "n\u00adíc"),
    )  # fmt: skip
    assert narrative(read(with_text("N01a", text, ".VnTime"), stored)) == "vụ việc xảy ra ở đó nước"


@pytest.mark.parametrize("stored", STORED)
def test_a_run_in_a_legacy_font_is_decoded_where_no_cell_has_one(
    stored: Callable[[bytes], bytes],
) -> None:
    text = CellRichText("Số vụ: ", TextBlock(InlineFont(rFont=".VnTime"), "kh«ng cã"))
    assert narrative(read(with_text("N01a", text), stored)) == "Số vụ: không có"


def test_a_cell_without_a_style_has_the_default_font() -> None:
    unstyled = with_part(
        content(with_text("N01a", "vô viÖc")),
        "xl/worksheets/sheet7.xml",
        lambda text: re.sub(r'(<c r="C4") s="\d+"', r"\1", text),
    )
    in_tcvn3 = with_part(
        unstyled, "xl/styles.xml", lambda text: text.replace('"Calibri"', '".VnTime"')
    )
    assert narrative(checked(unstyled)) == "vô viÖc"
    assert narrative(checked(in_tcvn3)) == "vụ việc"


def test_a_workbook_without_a_legacy_font_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(fonts, "decode_texts", parse)
    mentions = with_text("N01a", "Gửi về thanhtra@moh.gov.vn, mã VNI-01")
    open_ooxml(content(mentions))
    open_ooxml(with_shared_strings(content(mentions)))
    with pytest.raises(AssertionError):
        open_ooxml(content(with_text("N01a", "x", ".VnTime")))
