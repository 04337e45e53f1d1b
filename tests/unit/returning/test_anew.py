"""A file that is no workbook of today's Excel is told of in a new workbook."""

from io import BytesIO
from xml.sax.saxutils import quoteattr

import pytest
from openpyxl import load_workbook

from schemas.returned import RETURNED
from tests.build import PERIOD, UNIT, complete, content, declarations, issues_of, with_part
from tests.ods import packed
from tests.unit.issue_cases import CASES
from tests.unit.returning.lists import listed
from tonghop.reading.door import Format
from tonghop.returning import return_workbook
from tonghop.returning.anew import copied
from tonghop.returning.listing import Listing, list_issues

UNREAD = {
    "archive_file",
    "empty_file",
    "format_not_read",
    "locked_by_office",
    "not_a_workbook",
    "old_excel",
    "package_member_unread",
    "package_opened",
    "password_of_ods",
    "password_protected",
    "password_wrong",
    "secrecy_marked",
    "secrecy_unclear",
    "truncated",
    "unreadable",
}
"""What says that nothing of the file was, or may be, read."""


def listing_of(workbook: bytes, name: str = "bao-cao.xlsx") -> Listing:
    return list_issues(issues_of(workbook, name), name, UNIT, PERIOD, declarations())


@pytest.mark.parametrize("code", CASES)
def test_whatever_is_wrong_with_a_file_its_sender_gets_it_told(code: str) -> None:
    name, make, sentence = CASES[code]
    made = make()
    sent = made if isinstance(made, bytes) else content(made)
    back = return_workbook(sent, listing_of(sent, name)).content
    assert sentence in [row["Nội dung"] for row in listed(back)]
    sheets = load_workbook(BytesIO(back)).sheetnames
    assert sheets[0] == RETURNED
    assert code not in UNREAD or sheets == [RETURNED]


@pytest.mark.parametrize("code", ["not_our_template", "form_missing", "csv_is_one_form"])
def test_what_was_opened_keeps_its_sheets(code: str) -> None:
    name, make, _ = CASES[code]
    made = make()
    sent = made if isinstance(made, bytes) else content(made)
    back = return_workbook(sent, listing_of(sent, name)).content
    assert len(load_workbook(BytesIO(back)).sheetnames) > 1


def test_copied_sheets_are_values_that_read_as_the_file_does() -> None:
    sent = content(complete({"D03.vu": 5, "D04.vu": "=1+1", "D05.vu": "+84"}))
    listing = listing_of(sent)
    back = copied(sent, Format.OOXML, listing)
    sheet = load_workbook(BytesIO(back))["Biểu 2"]
    assert sheet["E13"].value == 5
    assert (sheet["E15"].value, sheet["E15"].data_type) == ("+84", "s")
    assert sheet["E15"].comment is not None
    assert sheet.column_dimensions["A"].hidden
    assert {i.code for i in issues_of(back)} == {"text_in_number"}
    assert copied(sent, Format.OOXML, listing) == back


def test_a_workbook_with_an_entity_bomb_is_not_unfolded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "aaaa"><!ENTITY c "&b;&b;">]>'
    sent = content(complete("D03.vu | mười"))
    listing = listing_of(sent)
    bad = with_part(sent, "xl/styles.xml", lambda xml: bomb + xml)
    assert load_workbook(BytesIO(return_workbook(bad, listing).content)).sheetnames[0] == RETURNED


@pytest.mark.parametrize("name", ["a[b]", "", "x" * 300, "'a'", "a/b:c*?\\", "Bìa"])
def test_a_sheet_is_copied_whatever_its_name(name: str) -> None:
    tables = '<table:table table:name="Bìa"/>' + _table(name)
    back = return_workbook(packed(tables), listing_of(packed(tables), "a.ods")).content
    assert [row[0].value for row in load_workbook(BytesIO(back)).worksheets[2]] == ["x"]


def _table(name: str) -> str:
    cell = '<table:table-cell table:number-columns-spanned="16384" table:number-rows-spanned="{}"'
    filled = f'{cell.format(1_048_576)} office:value-type="string"><text:p>x</text:p>'
    return (
        f"<table:table table:name={quoteattr(name)}><table:table-row>{filled}</table:table-cell>"
        "</table:table-row></table:table>"
    )
