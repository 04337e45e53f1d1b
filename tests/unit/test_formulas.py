"""Errors and formulas without a result look blank to the fast reader; here they are found."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.build import cell_of, complete, content, issues_of, part_of, values_of, with_part
from tonghop.reading import recomputing
from tonghop.reading.formulas import hidden_cells
from tonghop.reading.package import Package

SHEETS = ("Biểu 1", "Biểu 2")


def retyped(kind: str, inner: str) -> bytes:
    """Return a workbook whose cell of D03.vu has another type and content."""
    book = complete("D03.vu | 4711")

    def change(text: str) -> str:
        before, _, after = text.partition("<v>4711</v>")
        head, _, attributes = before.rpartition("<c ")
        attributes = attributes.replace('t="n"', f't="{kind}"' if kind else "")
        return f"{head}<c {attributes}{inner}{after}"

    return with_part(content(book), part_of(book, "Biểu 2"), change)


@pytest.mark.parametrize(
    ("kind", "inner", "typed"),
    [
        ("e", "<v>#REF!</v>", "e#REF!"),
        ("e", "<f>A1/0</f><v>#DIV/0!</v>", "e#DIV/0!"),
        ("e", "<v/>", "e#N/A"),
        ("", "<f>1+1</f>", "f=1+1"),
        ("", "<f>1+1</f><v/>", "f=1+1"),
        ("", "<f>1+1</f><v></v>", "f=1+1"),
        ("", "<f>VLOOKUP(1,A1:B2,2)</f>", "f=VLOOKUP(1,A1:B2,2)"),
        ("", "<f>2+3</f><v>6</v>", "o6\x1f5\x1f=2+3"),
        ("b", "<f>1=1</f>", "f=1=1"),
    ],
)
def test_what_hides_behind_a_blank_is_found(kind: str, inner: str, typed: str) -> None:
    assert hidden_cells(Package(retyped(kind, inner)), SHEETS) == {"Biểu 2": {"E13": typed}}


@pytest.mark.parametrize(
    ("kind", "inner"),
    [
        ("", "<f>2+3</f><v>5</v>"),
        ("str", "<f>IF(1=1,&quot;&quot;,1)</f><v></v>"),
        ("str", "<f>A1&amp;B1</f><v>x</v>"),
        ("inlineStr", "<f>A1</f><is><t>x</t></is>"),
        ("inlineStr", "<f>A1</f><is><r><t>x</t></r></is>"),
        ("inlineStr", "<f>A1</f><is><t></t></is>"),
        ("str", "<f>2+3</f><v>6</v>"),
        ("", "<f>2+3</f><v>5.0000001</v>"),
        ("", "<f>VLOOKUP(1,A1:B2,2)</f><v>5</v>"),
        ("", "<f>2+3</f><v>abc</v>"),
        ("b", "<f>2+3</f><v>1</v>"),
    ],
)
def test_a_formula_with_a_result_hides_nothing(kind: str, inner: str) -> None:
    assert hidden_cells(Package(retyped(kind, inner)), SHEETS).get("Biểu 2", {}) == {}


def test_the_kept_result_of_a_formula_is_the_value() -> None:
    assert values_of(retyped("", "<f>2+3</f><v>5</v>"))["D03.vu"] == ("number", "5.00")


def test_a_formula_that_gives_an_empty_text_is_blank() -> None:
    assert "D03.vu" not in values_of(retyped("str", "<f>IF(1=1,&quot;&quot;,1)</f><v></v>"))


def test_a_sheet_is_found_under_its_name_wherever_its_part_is() -> None:
    book = complete({"D03.vu": "=1+1", "A02.tong": "#N/A"})
    book.move_sheet("Biểu 2", offset=3)
    found = hidden_cells(Package(content(book)), SHEETS)
    assert found == {"Biểu 1": {"E12": "e#N/A"}, "Biểu 2": {"E13": "f=1+1"}}


def test_formulas_of_other_sheets_are_not_looked_for() -> None:
    book = Workbook()
    book.active["A1"] = "=1+1"  # type: ignore[index]
    for name in SHEETS:
        book.create_sheet(name)["A1"] = 1
    assert hidden_cells(Package(content(book)), SHEETS) == {}


SHEET_XML = '<?xml version="1.0"?><{p}worksheet xmlns{x}="http://schemas.openxmlformats.org/'
SHEET_XML += 'spreadsheetml/2006/main"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'


def found_in(rows: str, prefix: str = "", encoding: str = "utf-8") -> dict[str, str]:
    """Return the hidden cells of a sheet of these rows, in a file that holds nothing else."""
    book = Workbook()
    book.active.title = "T"  # type: ignore[union-attr]
    xml = SHEET_XML.format(rows=rows, p=prefix, x=f":{prefix[:-1]}" if prefix else "")
    made = with_part(content(book), "xl/worksheets/sheet1.xml", lambda _: xml)
    if encoding != "utf-8":
        text = xml.replace('"1.0"', f'"1.0" encoding="{encoding}"')
        made = with_bytes(made, "xl/worksheets/sheet1.xml", text.encode(encoding))
    return hidden_cells(Package(made), ["T"]).get("T", {})


def with_bytes(workbook: bytes, part: str, xml: bytes) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, xml if name == part else source.read(name))
    return changed.getvalue()


def test_a_cell_that_does_not_say_where_it_is_follows_the_one_before() -> None:
    rows = "<row><c><v>1</v></c></row><row r='4'><c r='C4'/><c t='e'><v>#N/A</v></c></row>"
    rows += "<row><c><f>NOW()</f></c></row>"
    assert found_in(rows) == {"D4": "e#N/A", "A5": "f=NOW()"}


def test_prefixes_and_encodings_hide_nothing() -> None:
    assert found_in('<x:row><x:c t="e"><x:v>#N/A</x:v></x:c></x:row>', "x:") == {"A1": "e#N/A"}
    rows = '<row><c t="e"><v>#N/A</v></c></row>'
    assert found_in(rows, encoding="utf-16") == {"A1": "e#N/A"}


def test_a_shared_formula_is_told_as_it_reads_in_its_own_cell() -> None:
    rows = """
    <row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">SUM(B1,$C$1)+'B1 A'!D1</f></c></row>
    <row r="2"><c r="A2"><f t="shared" si="0"/></c></row>
    """
    assert found_in(rows)["A2"] == "f=SUM(B2,$C$1)+'B1 A'!D2"


def values(**cells: str) -> str:
    """Return rows of one cell each: ``=…`` is a formula with its kept result behind ``->``."""
    return "".join(f"<row>{_cell(at, text)}</row>" for at, text in cells.items())


def _cell(at: str, text: str) -> str:
    formula, _, result = text.rpartition("->")
    kind = "" if result.replace(".", "").strip(" -").isdigit() else ' t="str"'
    inner = f"<f>{formula.strip(' =')}</f>" if formula else ""
    return f'<c r="{at}"{kind}>{inner}<v>{result.strip()}</v></c>'


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:A3)", "sum(A1:A3)", "SUM($A$1:A$3)", "SUM(A1,A2:A3)", "SUM(A1+A2,A3)", "A1+A2+A3",
        "+A1+(A2+A3)", "A1-(-A2)+A3", "SUM(A1:A3)+A9", "SUM(A1:B3)", "SUM(T!A1:A3)",
        "SUM('t'!A1:A3)", "A1 + A2 + A3", "SUM(A3:A1)", "SUM(A1:XFD8)", "A1+5", "SUM(A1:A2)+3.0",
    ],
)  # fmt: skip
def test_a_total_that_its_parts_have_left_behind_is_stale(formula: str) -> None:
    parts = {"A1": "1", "A2": "2", "A3": "3"}
    assert found_in(values(**parts, C9=f"={formula} -> 6")) == {}
    assert found_in(values(**parts, C9=f"={formula} -> 5")) == {"C9": f"o5\x1f6\x1f={formula}"}


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:A3)*2", "A1*2", "SUMIF(A1:A3,1)", "MAX(A1:A3)", "A1:A3", "A1 A2", "SUM(A1:A3",
        "A1+", "", "SUM(A:A)", "SUM(A1:A3)%", "[1]T!A1+1", "Khác!A1+1", "tong+1", "SUM(T!A1:T!A3)",
        "A1&amp;A2", "LOG10(A1)", "1E+400-1", "SUM()", "B1+1", "C9+1", f"{'(' * 999}1{')' * 999}",
    ],
)  # fmt: skip
def test_of_a_formula_beyond_sums_and_differences_nothing_is_said(formula: str) -> None:
    parts = {"A1": "1", "A2": "2", "A3": "3", "B1": "chữ"}
    assert found_in(values(**parts, C9=f"={formula} -> 999")) == {}


@pytest.mark.parametrize(
    ("cells", "total"),
    [("B1:B2", 18), ("B1:C2", 54), ("A1:B2", 27), ("B1:C9", 54), ("A1:B9", 27), ("A2:C2", 56)],
)
def test_a_range_is_its_cells_and_no_others(cells: str, total: int) -> None:
    numbers = {"A1": "1", "B1": "2", "C1": "4", "A2": "8", "B2": "16", "C2": "32"}
    stale = found_in(values(**numbers, E9=f"=SUM({cells}) -> 99"))
    assert stale == {"E9": f"o99\x1f{total}\x1f=SUM({cells})"}


@pytest.mark.parametrize("kind", ["s", "str", "inlineStr"])
def test_a_sum_passes_over_texts_as_excel_does(kind: str) -> None:
    text = f'<row><c r="A2" t="{kind}"><v>2</v></c></row>'
    rows = values(A1="1", A3="3", C9="=SUM(A1:A3) -> 6")
    assert found_in(text + rows) == {"C9": "o6\x1f4\x1f=SUM(A1:A3)"}


def test_a_text_without_its_result_is_no_zero() -> None:
    rows = '<row><c r="A1" t="str"><f>NOW()</f></c></row>' + values(B2="=A1+1 -> 5")
    assert found_in(rows) == {"A1": "f=NOW()"}


def test_a_total_of_stale_totals_is_stale_too() -> None:
    rows = values(A1="1", A2="=A1+A1 -> 3", A3="=A2 -> 3")
    assert found_in(rows) == {"A2": "o3\x1f2\x1f=A1+A1", "A3": "o3\x1f2\x1f=A2"}


def test_cells_that_refer_to_each_other_are_left_alone() -> None:
    assert found_in(values(A1="=A2+1 -> 7", A2="=A1+1 -> 9")) == {}


def test_a_part_with_an_error_makes_the_total_unknown() -> None:
    rows = '<row><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>SUM(A1)</f><v>3</v></c></row>'
    assert found_in(rows) == {"A1": "e#N/A"}


def test_long_chains_and_many_wide_sums_end() -> None:
    chain = "".join(f"<row><c><f>A{n + 2}+1</f><v>1</v></c></row>" for n in range(3_000))
    assert len(found_in(chain)) > 2_900
    sums = "".join("<row><c><f>SUM(A1:XFD9999)</f><v>1</v></c></row>" for _ in range(3_000))
    assert found_in(sums) == {}


def test_beyond_a_number_of_cells_nothing_more_is_recomputed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = values(A1="1", A2="=SUM(A1,A1) -> 3", A3="=SUM(A1:A1) -> 3")
    assert found_in(rows).keys() == {"A2", "A3"}
    monkeypatch.setattr(recomputing, "MOST_VISITED", 2)
    assert found_in(rows).keys() == {"A2"}


def test_a_stale_total_in_a_form_is_an_issue_and_no_value() -> None:
    book = complete({"D03.vu": 2, "D04.vu": 4711})

    def stale_at(text: str) -> str:
        return text.replace("<v>4711</v>", "<f>SUM(E13:E13)</f><v>4711</v>")

    made = with_part(content(book), part_of(book, "Biểu 2"), stale_at)
    told = [(issue.code, issue.cell) for issue in issues_of(made)]
    assert ("formula_stale", "E14") in told
    assert values_of(made)["D04.vu"] == ("refused", "")


@pytest.mark.parametrize(
    ("entry", "number_format", "typed"),
    [
        (1, "0%", "w100%\x1f1"),
        (0.165, "0.00%", "w16,5%\x1f0.165"),
        (3, "0.0%;-0.0%", "w300%\x1f3"),
        (1_200_000, "#,##0,", "w1200\x1f1200000"),
        (1_200_000, "#,##0,,", "w1,2\x1f1200000"),
        (1_200_000, '0.0,, "triệu"', "w1,2 triệu\x1f1200000"),
        (5, '0" triệu"', "w5 triệu\x1f5"),
        (5, '#,##0"000"', "w5000\x1f5"),
        (5, "0\\0", "w50\x1f5"),
        (5, '"1"0', "w15\x1f5"),
        (5, "-0", "w-5\x1f5"),
        (5, '"không"', "wkhông\x1f5"),
        (1_200_000, "#,##0,.0", "w1200\x1f1200000"),
        (5, ";;;", "w\x1f5"),
    ],
)
def test_a_format_that_shows_another_number_is_told_with_both(
    entry: float, number_format: str, typed: str
) -> None:
    book = complete({"D03.vu": entry})
    cell_of(book, "D03.vu").number_format = number_format
    assert hidden_cells(Package(content(book)), SHEETS) == {"Biểu 2": {"E13": typed}}


@pytest.mark.parametrize(
    ("entry", "number_format"),
    [
        (0, "0%"),
        ("16,5%", "0%"),
        (12, "#,##0"),
        (12.5, "#,##0.00"),
        (12, '0"%"'),
        (12, "0\\%"),
        (12, "#,##0;;"),
        (12, "#,##0_);(#,##0)"),
        (12, "[$-42A]#,##0"),
        (12, '_-* #,##0\\ "₫"_-'),
        (12, '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-'),
        (12, '0 "vụ"'),
        (1419, '0"."000'),
        (12, '0;-0;"không"'),
        (12, "0.00E+00"),
        (12, "0 ?/?"),
        (12, "General"),
        (12, "@"),
        (12, 'General" vụ"'),
    ],
)
def test_other_formats_are_nobodys_concern(entry: object, number_format: str) -> None:
    book = complete({"D03.vu": entry})
    cell_of(book, "D03.vu").number_format = number_format
    assert hidden_cells(Package(content(book)), SHEETS).get("Biểu 2", {}) == {}


def test_what_no_cell_asks_for_may_be_stale_or_shown_otherwise() -> None:
    book = complete("D03.vu | 5")
    sheet = book["Biểu 2"]
    sheet["Z2"], sheet["Z3"] = 4711, 5
    sheet["Z3"].number_format = cell_of(book, "D04.vu").number_format = "0%"
    stale = "<f>1+1</f><v>4711</v>"
    made = with_part(
        content(book), part_of(book, "Biểu 2"), lambda xml: xml.replace("<v>4711</v>", stale)
    )
    assert hidden_cells(Package(made), SHEETS)["Biểu 2"].keys() == {"Z2", "Z3"}
    assert "cell_not_asked" not in {issue.code for issue in issues_of(made)}
