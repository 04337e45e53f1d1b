"""A returned workbook is the sender's own: marked where it is wrong, and otherwise as it was."""

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.issues import Issue
from schemas.returned import RETURNED
from tests.build import (
    PERIOD,
    UNIT,
    addresses,
    complete,
    content,
    declarations,
    filled,
    issues_of,
    part_of,
    reading_of,
    values_of,
    with_part,
)
from tests.rich import CELL, FORM, MACROS, parts_of, rich, with_macros
from tests.strict import as_strict
from tests.unit.returning.lists import listed
from tonghop.returning import return_workbook
from tonghop.returning.colours import ERROR, WARNING
from tonghop.returning.list_sheet import HEAD_ROW
from tonghop.returning.listing import list_issues

pytestmark = pytest.mark.filterwarnings("ignore:Conditional Formatting extension")
RED, YELLOW = f"FF{ERROR >> 8:04X}", f"FF{WARNING >> 8:04X}"
"""How the shades of our colours begin."""
TOUCHED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def returned(workbook: bytes, issues: tuple[Issue, ...] | None = None) -> bytes:
    """Return a workbook as it goes back; by default for what is wrong with it."""
    found = issues_of(workbook) if issues is None else issues
    listing = list_issues(found, "bao-cao.xlsx", UNIT, PERIOD, declarations())
    return return_workbook(workbook, listing).content


@cache
def both() -> tuple[bytes, bytes]:
    """The rich workbook as sent and as returned."""
    sent = rich()
    return sent, returned(sent)


def opened(workbook: bytes) -> Workbook:
    return load_workbook(BytesIO(workbook))


def fills(sheet: Worksheet, before: Worksheet) -> dict[str, str]:
    """Return the colours of the cells whose fill is not what it was."""
    return {
        cell.coordinate: str(cell.fill.fgColor.rgb)
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb != before[cell.coordinate].fill.fgColor.rgb
    }


def links_of(book: Workbook) -> dict[str, str]:
    """Return where the links of the list lead, by their cells."""
    cells = (cell for row in book[RETURNED].iter_rows() for cell in row)
    return {c.coordinate: str(c.hyperlink.location) for c in cells if c.hyperlink}


def test_parts_that_need_no_mark_are_the_same_byte_for_byte() -> None:
    sent, back = map(parts_of, both())
    marked = {"xl/worksheets/sheet3.xml", "xl/comments/comment1.xml"}
    marked |= {"xl/drawings/commentsDrawing1.vml", "xl/worksheets/sheet1.xml"}
    added = {"xl/worksheets/sheet9.xml", "xl/worksheets/_rels/sheet1.xml.rels"}
    added |= {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    changed = {name for name in back if back[name] != sent.get(name)}
    assert changed == TOUCHED | marked | added
    assert back.keys() - sent.keys() == added
    assert sent.keys() <= back.keys()


def test_the_list_is_in_front_and_shown_and_the_other_sheets_keep_their_order() -> None:
    sent, back = map(opened, both())
    assert back.sheetnames == [RETURNED, *sent.sheetnames]
    assert back.active == back[RETURNED]
    selected = [s.title for s in back.worksheets if s.sheet_view.tabSelected]
    assert selected == [RETURNED]
    assert back[RETURNED]["A1"].value == "tonghop|returned|1"
    assert back[RETURNED].column_dimensions["A"].hidden


def test_the_list_tells_every_issue_with_its_place_and_value() -> None:
    rows = listed(both()[1])
    assert [(r["STT"], r["Mức độ"], r["Trang"], r["Ô"], r["Giá trị đã ghi"]) for r in rows] == [
        (1, "Lỗi", "Biểu 2", "E13", "mười"),
        (2, "Lỗi", "Biểu 2", "E15", "-3"),
        (3, "Cảnh báo", "Bìa", "C17", None),
        *((n, "Cảnh báo", f"Biểu {m}", None, None) for n, m in ((4, 1), (5, 3), (6, 4), (7, 5))),
    ]
    assert rows[0]["Chỉ tiêu"] == "Trộm cắp, móc túi – Số vụ"
    assert str(rows[0]["Nội dung"]).startswith("Biểu 2, ô E13 (Trộm cắp, móc túi – Số vụ): “mười”")


def test_each_link_leads_to_its_cell() -> None:
    book = opened(both()[1])
    links = links_of(book)
    first = HEAD_ROW + 1
    assert links == {
        f"E{first}": "'Biểu 2'!E13", f"E{first + 1}": "'Biểu 2'!E15", f"E{first + 2}": "'Bìa'!C17"
    }  # fmt: skip
    for location in links.values():
        sheet, _, cell = location.rpartition("!")
        assert book[sheet.strip("'")][cell]


def test_an_issue_of_a_sheet_that_is_not_there_leads_nowhere() -> None:
    told = Issue("a", "form_duplicated", "warn", "", "", "", "Biểu 9", "E9", "", "Sai.")
    back = returned(content(complete("D03.vu | 5")), (told,))
    assert links_of(opened(back)) == {}
    assert [row["Trang"] for row in listed(back)] == ["Biểu 9"]


def test_exactly_the_bad_cells_are_coloured_and_commented() -> None:
    sent, back = map(opened, both())
    for sheet in sent.worksheets:
        now = fills(back[sheet.title], sheet)
        expected = {"Biểu 2": {"E13": RED, "E15": RED}, "Bìa": {"C17": YELLOW}}
        assert {cell: rgb[:6] for cell, rgb in now.items()} == expected.get(sheet.title, {})
        told = {
            cell.coordinate
            for row in back[sheet.title].iter_rows()
            for cell in row
            if cell.comment and "Tổng hợp lỗi" in cell.comment.text
        }
        assert told == now.keys()


def test_a_comment_says_what_is_wrong_and_what_to_write() -> None:
    comment = opened(both()[1])["Biểu 2"]["E15"].comment
    assert comment is not None
    (sentence,) = (i.sentence for i in issues_of(both()[0]) if i.cell == "E15")
    assert comment.text.splitlines() == ["── Tổng hợp lỗi ──", "LỖI: Số âm", sentence]


def test_comments_of_the_sender_are_kept_before_ours() -> None:
    sheet = opened(both()[1])[FORM]
    ours, theirs = sheet[CELL].comment, sheet["F20"].comment
    assert ours is not None
    assert theirs is not None
    assert ours.text.startswith("Đã hỏi công an tỉnh\n── Tổng hợp lỗi ──\nLỖI: Chữ trong ô số\n")
    assert ours.author == theirs.author == "Bà Bình"
    assert theirs.text == "Ô này để sau"


def test_every_comment_has_its_box() -> None:
    boxes = re.findall(
        rb"Row>(\d+)<.*?Column>(\d+)<", parts_of(both()[1])["xl/drawings/commentsDrawing1.vml"]
    )
    assert sorted(boxes) == [(b"12", b"4"), (b"14", b"4"), (b"19", b"5")]


def test_a_bad_cell_keeps_its_look_but_for_the_fill() -> None:
    sent, back = (opened(workbook)[FORM][CELL] for workbook in both())
    for look in ("font", "border", "alignment", "number_format", "protection", "style"):
        assert repr(getattr(back, look)) == repr(getattr(sent, look))


def test_looks_values_and_formulas_of_all_other_cells_are_as_they_were() -> None:
    sent, back = map(opened, both())
    for sheet in sent.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                now = back[sheet.title][cell.coordinate]
                assert (now.value, now.data_type) == (cell.value, cell.data_type)
                if (sheet.title, cell.coordinate) not in {
                    (FORM, CELL), (FORM, "E15"), ("Bìa", "C17")
                }:  # fmt: skip
                    assert now.style_id == cell.style_id


def test_results_of_formulas_are_kept() -> None:
    sheets = parts_of(both()[1])
    assert b"<f>2+3</f><v>5</v>" in sheets["xl/worksheets/sheet3.xml"]


def test_drop_downs_formats_protection_and_page_are_kept() -> None:
    sent, back = map(opened, both())
    for sheet in sent.worksheets:
        now = back[sheet.title]
        for name in ("data_validations", "merged_cells", "protection",
                     "print_area", "print_title_rows", "page_setup", "freeze_panes",
                     "column_dimensions"):  # fmt: skip
            assert repr(getattr(now, name)) == repr(getattr(sheet, name)), name
        formats = [
            [(str(area.sqref), [repr(rule) for rule in area.rules]) for area in s]
            for s in (now.conditional_formatting, sheet.conditional_formatting)
        ]
        assert formats[0] == formats[1]


def test_text_boxes_pictures_and_extensions_are_kept() -> None:
    back = parts_of(both()[1])
    assert "Đơn vị tự ghi" in back["xl/drawings/drawing1.xml"].decode()
    assert b"extLst" in back["xl/worksheets/sheet3.xml"]
    assert back["xl/media/image1.png"].startswith(b"\x89PNG")


def test_names_of_the_workbook_still_say_what_they_said() -> None:
    sent, back = map(opened, both())
    assert {n: d.attr_text for n, d in back.defined_names.items()} == {
        "tong_so_vu": "'Biểu 2'!$E$9"
    }
    for sheet in sent.worksheets:
        assert back[sheet.title].print_title_rows == sheet.print_title_rows
    properties = back.custom_doc_props  # type: ignore[attr-defined]
    assert properties["unit_code"].value == UNIT


def test_macros_are_kept_and_the_name_says_so() -> None:
    sent = with_macros(rich())
    listing = list_issues(issues_of(sent), "a.xlsm", UNIT, PERIOD, declarations())
    suffix, back = return_workbook(sent, listing)
    assert suffix == ".xlsm"
    assert parts_of(back)["xl/vbaProject.bin"] == MACROS
    assert b"macroEnabled" in parts_of(back)["[Content_Types].xml"]


def test_returning_changes_no_value_and_no_issue() -> None:
    sent, back = both()
    assert values_of(back) == values_of(sent)
    assert issues_of(back) == issues_of(sent)
    assert reading_of(back) == reading_of(sent)


def test_returning_twice_is_returning_once() -> None:
    back = both()[1]
    assert parts_of(returned(back)) == parts_of(back)


def test_returning_is_the_same_every_time() -> None:
    sent, back = both()
    assert returned(sent) == back


def mended(workbook: bytes, changes: Mapping[str, object]) -> bytes:
    """Enter values as a sender does, whose Excel writes everything anew."""
    book = opened(workbook)
    for code, value in changes.items():
        sheet, cell = addresses()[code]
        book[sheet][cell].value = value
    return content(book)


def test_a_mended_cell_has_its_old_look_and_no_comment_of_ours() -> None:
    sent, back = both()
    again = returned(mended(back, {"D03.vu": 10, "D04.vu": 5}))
    sheet, before = opened(again)[FORM], opened(sent)[FORM]
    assert {cell: rgb[:6] for cell, rgb in fills(sheet, before).items()} == {"E15": RED}
    theirs = sheet[CELL].comment
    assert theirs is not None
    assert theirs.text == "Đã hỏi công an tỉnh"
    assert [row["Ô"] for row in listed(again)[:2]] == ["E15", "C17"]
    assert opened(again).sheetnames.count(RETURNED) == 1


def test_a_mended_returned_workbook_is_accepted() -> None:
    sent = content(complete("D03.vu | mười\nD05.vu | 3"))
    assert issues_of(mended(returned(sent), {"D03.vu": 10})) == ()


def test_a_cell_that_moved_gets_its_old_look_back() -> None:
    book = opened(returned(content(complete("D03.vu | mười"))))
    sheet = book[FORM]
    sheet["E30"]._style = sheet["E13"]._style
    again = opened(returned(content(book), ()))
    before = opened(content(complete()))[FORM]["E13"]
    assert again[FORM]["E30"].fill.fgColor.rgb == before.fill.fgColor.rgb


def test_blank_cells_and_rows_that_are_not_stored_are_made_in_order() -> None:
    book = complete("D03.vu | 5")
    del book[FORM]._cells[13, 5], book[FORM]._cells[13, 7]
    for column in range(1, 14):
        book[FORM]._cells.pop((30, column), None)
    sent = content(book)
    places = ("G13", "A99", "E30", "E13", "XFD1")
    told = tuple(
        Issue("a", "negative", "reject_line", "", "", "", FORM, cell, "", "Sai.") for cell in places
    )
    back = returned(sent, told)
    xml = parts_of(back)[part_of(book, FORM)].decode()
    rows = [int(row) for row in re.findall(r"<row r=\"(\d+)\"", xml)]
    assert rows == sorted(rows)
    cells = re.findall(r"<c r=\"([A-Z]+)13\"", xml)
    assert cells == sorted(cells, key=lambda letters: (len(letters), letters))
    marked = opened(back)[FORM]
    assert all(str(marked[cell].fill.fgColor.rgb).startswith(RED) for cell in places)


def test_a_cell_under_a_merged_one_is_marked_where_it_shows() -> None:
    book = complete("D03.vu | 5")
    book[FORM].merge_cells("E13:E14")
    told = Issue("a", "negative", "reject_line", "", "", "", FORM, "E14", "", "Sai.")
    marked = opened(returned(content(book), (told,)))[FORM]
    assert str(marked["E13"].fill.fgColor.rgb).startswith(RED)
    assert marked["E13"].comment is not None


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "_x0041_", "a\x0bb", "<&>\"'"])
def test_what_a_sender_wrote_is_never_a_formula_nor_anything_but_itself(text: str) -> None:
    sent = content(complete("D03.vu | 5"))
    told = Issue("a", "negative", "warn", "", "", "", FORM, "E13", text, f"{text} là sai.")
    book = opened(returned(sent, (told._replace(reason=text),)))
    (row,) = listed(content(book))
    assert {type(cell.value) for line in book[RETURNED] for cell in line} <= {str, int, type(None)}
    assert {cell.data_type for line in book[RETURNED] for cell in line} <= {"s", "n", "inlineStr"}
    shown = text.replace("\x0b", "�")
    assert (row["Giá trị đã ghi"], row["Giải trình"]) == (shown, shown)


def test_only_reasons_of_warnings_can_be_entered() -> None:
    sheet = opened(both()[1])[RETURNED]
    assert sheet.protection.sheet
    open_cells = [c.coordinate for row in sheet for c in row if not c.protection.locked]
    assert open_cells == [f"I{HEAD_ROW + n}" for n in (3, 4, 5, 6, 7)]


def test_a_sheet_of_the_same_name_is_the_senders_own() -> None:
    book = complete("D03.vu | mười")
    book.create_sheet(RETURNED)["B2"] = "của đơn vị"
    back = opened(returned(content(book)))
    assert back.sheetnames[0] == f"{RETURNED} (2)"
    assert back[RETURNED]["B2"].value == "của đơn vị"


def test_a_strict_workbook_is_returned_strict() -> None:
    sent = as_strict(content(complete("D03.vu | mười")), {})
    back = returned(sent)
    assert b"schemas.openxmlformats.org/spreadsheetml" not in parts_of(back)["xl/workbook.xml"]
    assert issues_of(back) == issues_of(sent)
    assert parts_of(returned(back)) == parts_of(back)


def test_a_threaded_comment_is_left_alone() -> None:
    sent = with_part(
        rich(), "xl/comments/comment1.xml", lambda xml: xml.replace("Bà Bình", "tc={0}")
    )
    comment = opened(returned(sent))[FORM][CELL].comment
    assert comment is not None
    assert comment.text == "Đã hỏi công an tỉnh"


def test_five_thousand_faults_are_five_thousand_rows() -> None:
    book = complete("D03.vu | 5")
    sheet = book["Biểu 4"]
    for row in range(80, 1080):
        for column in range(5, 10):
            sheet.cell(row, column, row * column)
    sent = content(book)
    found = issues_of(sent)
    assert len(found) == 5000
    back = returned(sent)
    assert len(listed(back)) == 5000
    book = opened(back)
    assert len(links_of(book)) == 5000
    marked = book["Biểu 4"]
    assert all(marked.cell(r, c).comment for r in range(80, 1080) for c in range(5, 10))


def test_a_report_without_forms_is_returned_too() -> None:
    back = returned(content(filled()))
    assert [row["Mức độ"] for row in listed(back)] == ["Lỗi"]
