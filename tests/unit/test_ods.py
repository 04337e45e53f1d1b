"""A report saved as .ods says the same as the same report saved as .xlsx."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from tests.build import checked, complete, content, values_in, with_part
from tests.ods import as_ods, one_table, packed
from tests.unit.issue_cases.made import with_cell, with_copied_sheet, with_new_column, without_line
from tonghop.checking import Checked
from tonghop.reading.book import Area, Book
from tonghop.reading.damage import DamagedWorkbookError
from tonghop.reading.formats.ods import open_ods

ENTRIES: dict[str, object] = {
    "D03.vu": 5,
    "D03.thiet_hai": 1250000,
    "D04.vu": "x",
    "D05.vu": "không phát sinh",
    "D06.vu": "Ghi chú\nhai dòng",
    "A01.tong": "Có",
    "D14.so_luong": 0,
}
FAULTS: dict[str, object] = {
    "D03.vu": 5,
    "D04.vu": "#REF!",
    "D05.vu": date(2026, 5, 12),
    "D06.vu": True,
    "D07.vu": "=2+3",
    "D10.vu": 1.606,
    "D14.so_luong": -3,
}


def told(found: Checked) -> list[tuple[str, str, str]]:
    return [(i.code, i.cell, i.sentence) for i in found.issues]


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(attributes: str = "", inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def text(words: str, attributes: str = "") -> str:
    return cell(f'office:value-type="string" {attributes}', f"<text:p>{words}</text:p>")


def number(value: str, attributes: str = "") -> str:
    shown = f"<text:p>{value}</text:p>"
    return cell(f'office:value-type="float" office:value="{value}" {attributes}', shown)


def rows_of(rows: str) -> list[list[object]]:
    return open_ods(one_table(rows)).sheets[0].rows


def hidden_in(book: Book) -> dict[str, str]:
    return dict(book.hidden(["Trang"]).get("Trang", {}))


@pytest.mark.parametrize(
    "made",
    [
        lambda: complete(ENTRIES),
        lambda: complete(FAULTS),
        without_line,
        with_new_column,
        with_copied_sheet,
        lambda: with_cell("Biểu 2", "C13", "Trộm cắp xe máy"),
        lambda: with_cell("Bìa", "A1", "tonghop|cover|9"),
    ],
)
def test_the_same_report_in_both_formats_has_the_same_values_and_issues(
    made: Callable[[], Workbook],
) -> None:
    book = made()
    free, new = checked(as_ods(book), "bao-cao.ods"), checked(content(book), "bao-cao.ods")
    assert told(free) == [issue for issue in told(new) if issue[0] != "name_mismatch"]
    assert values_in(free) == values_in(new)


def test_the_metadata_that_the_template_wrote_are_kept() -> None:
    properties = open_ods(as_ods(complete("D03.vu | 5"))).properties
    assert (properties["unit_code"], properties["period"]) == ("SYT34-51", "2026-H1")


def test_a_value_counts_and_not_how_it_is_displayed() -> None:
    attributes = [
        'office:value-type="percentage" office:value="0.165"',
        'office:value-type="currency" office:currency="VND" office:value="1250000"',
        'office:value-type="date" office:date-value="2026-05-12"',
        'office:value-type="date" office:date-value="2026-05-12T06:30:00"',
        'office:value-type="time" office:time-value="PT06H30M00S"',
        'office:value-type="time" office:time-value="PT30H00M00.5S"',
        'office:value-type="boolean" office:boolean-value="true"',
    ]
    assert rows_of(row(*(cell(each, "<text:p>?</text:p>") for each in attributes))) == [
        [
            0.165,
            1250000,
            date(2026, 5, 12),
            datetime(2026, 5, 12, 6, 30),
            time(6, 30),
            timedelta(hours=30),
            True,
        ]
    ]


def test_a_value_that_is_not_of_its_type_is_the_text_that_is_seen() -> None:
    shown = "<text:p>5 vụ</text:p>"
    types = ("float", "date", "time", "boolean")
    assert rows_of(row(*(cell(f'office:value-type="{each}"', shown) for each in types))) == [
        ["5 vụ"] * 4
    ]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        (text("#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"'), "e#DIV/0!"),
        (number("0", 'table:formula="of:=1/0"').replace(">0<", ">#DIV/0!<"), "e#DIV/0!"),
        (number("0", 'table:formula="of:=x"').replace(">0<", ">Err:508<"), "eErr:508"),
        (cell('table:formula="of:=2+3"'), "f=2+3"),
        (cell('table:formula="of:=2+3" office:value-type="float"'), "f=2+3"),
    ],
)
def test_an_error_or_a_formula_without_a_result_is_no_blank(written: str, typed: str) -> None:
    book = open_ods(one_table(row(cell(), written)))
    assert book.sheets[0].rows == [["", ""]]
    assert hidden_in(book) == {"B1": typed}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (text("", 'table:formula="of:=IF(1;&quot;&quot;;2)"'), ""),
        (number("5", 'table:formula="of:=2+3"'), 5.0),
        (text("#REF!"), "#REF!"),
    ],
)
def test_what_has_been_computed_or_typed_is_no_fault(written: str, value: object) -> None:
    book = open_ods(one_table(row(text("a"), written)))
    assert book.sheets[0].rows[0][1:] in ([value], [])
    assert hidden_in(book) == {}


def test_notes_and_drawings_are_not_the_text_of_their_cell() -> None:
    note = "<office:annotation><text:p>ghi chú</text:p></office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box></draw:frame>"
    written = "<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d</text:p>"
    styled = "<text:p>\n  <text:span>e</text:span><text:a>f</text:a></text:p>"
    kind = 'office:value-type="string"'
    shapes = f"<table:shapes>{box}</table:shapes>"
    assert rows_of(shapes + row(cell(kind, note + box + written + styled), cell("", note))) == [
        ["a  b\tc\nd\n ef"]
    ]


def test_what_is_repeated_stands_as_often_as_it_is_seen() -> None:
    again = 'table:number-rows-repeated="2"'
    blank = f"<table:table-row {again}>{cell()}</table:table-row>"
    seven = number("7", 'table:number-columns-repeated="2"')
    full = f"<table:table-row {again}>{seven}</table:table-row>"
    grouped = f"<table:table-header-rows>{full}</table:table-header-rows>"
    assert rows_of(blank + grouped + row(text("a"))) == [
        ["", ""], ["", ""], [7, 7], [7, 7], ["a", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1000000000">{text("a")}</table:table-row>',
        row(text("a", 'table:number-columns-repeated="999999999"')),
        f'<table:table-row table:number-rows-repeated="1048575"/>{row(text("a"), text("b"))}',
        row(text("a", 'table:number-columns-repeated="-1"')),
        row(text("a", 'table:number-columns-repeated="x"')),
    ],
)
def test_a_table_that_reaches_too_far_is_refused_before_it_is_written_out(rows: str) -> None:
    with pytest.raises(DamagedWorkbookError):
        open_ods(one_table(rows))


def test_merged_areas_are_kept_and_what_they_cover_is_not_read() -> None:
    spans = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    covered = number("7").replace("table:table-cell", "table:covered-table-cell")
    book = open_ods(one_table(row(cell(), text("gộp", spans), covered, text("c"))))
    assert book.sheets[0].rows == [["", "gộp", "", "c"]]
    assert book.sheets[0].merged == (Area(0, 1, 1, 2),)


def test_only_the_tables_of_the_document_itself_are_sheets() -> None:
    inner = f'<table:table table:name="trong">{row(number("9"))}</table:table>'
    holder = f"<table:table-cell>{inner}</table:table-cell>"
    tables = (
        f'<table:table table:name="Trang">{row(text("a"), holder)}{row(text("b"))}</table:table>'
        f"<table:dde-links><table:dde-link>{inner}</table:dde-link></table:dde-links>"
        f"""<table:table table:name="'file:///a.ods'#$T">{row(number("9"))}</table:table>"""
    )
    assert [(s.name, s.rows) for s in open_ods(packed(tables)).sheets] == [
        ("Trang", [["a"], ["b"]])
    ]


def test_macros_are_told() -> None:
    with_macros = open_ods(packed("", None, "Basic/Standard/Module1.xml"))
    assert [finding.code for finding in with_macros.findings] == ["macros_present"]
    assert open_ods(packed("", None, "Configurations2/menubar/")).findings == ()


def test_an_entity_bomb_is_damage() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "cc">]>'
    data = one_table(row(text("&b;")))
    changed = with_part(data, "content.xml", lambda xml: xml.replace("?>", f"?>{bomb}", 1))
    with pytest.raises(DamagedWorkbookError):
        open_ods(changed)


def shown_as(seen: str, value: str, kind: str = "float") -> dict[str, str]:
    made = cell(f'office:value-type="{kind}" office:value="{value}"', f"<text:p>{seen}</text:p>")
    hidden = open_ods(one_table(row(made))).hidden
    name = open_ods(one_table(row(made))).sheets[0].name
    return dict(hidden([name]).get(name, {}))


@pytest.mark.parametrize(
    ("seen", "value"),
    [
        ("200%", "2"),
        ("16,5%", "0.165"),
        ("1.200", "1200000"),
        ("1,2 triệu", "1200000"),
        ("5 triệu", "5"),
        ("5000", "5"),
        ("-5", "5"),
        ("không", "5"),
    ],
)
def test_a_number_that_is_shown_as_another_is_told(seen: str, value: str) -> None:
    assert shown_as(seen, value) == {"A1": f"w{seen}\x1f{value}"}


@pytest.mark.parametrize(
    ("seen", "value"),
    [
        ("1.419", "1419"),
        ("1,419.00", "1419"),
        ("1.419,0", "1419"),
        ("1\u00a0419 đ", "1419"),
        ("12 vụ", "12"),
        ("12,3", "12.25"),
        ("13", "12.5"),
        ("-3", "-3"),
        ("(3)", "-3"),
        ("1,42E+03", "1420"),
        ("", "5"),
        ("0", "0"),
        ("-", "0"),
    ],
)
def test_a_number_that_is_only_dressed_or_rounded_is_itself(seen: str, value: str) -> None:
    assert shown_as(seen, value) == {}
