"""A reason explains the warning and the figures that it was written beside, and nothing else."""

import pytest
from openpyxl import Workbook

from schemas.issues import Issue
from schemas.returned import IssueKey, read_key, write_key
from tests.build import (
    cell_of,
    checked,
    complete,
    content,
    field_of,
    insert_rows,
    issues_of,
    row_of,
)
from tests.explaining import REASON, UNEQUAL, explained, list_of, returned
from tests.unit.returning.lists import listed
from tonghop.checking import ACCEPTED, REJECTED
from tonghop.returning.list_sheet import HEAD_ROW


def told(book: Workbook) -> list[tuple[str, str]]:
    """Return what is found wrong with a workbook, and how it is explained."""
    return [(issue.code, issue.reason) for issue in issues_of(content(book))]


def status(book: Workbook) -> str:
    return str(checked(content(book)).submissions["status"].iloc[0])


def test_a_warning_that_is_explained_is_still_told_with_its_reason() -> None:
    book = explained(complete(UNEQUAL))
    assert told(book) == [("Q041", REASON)]
    assert status(book) == ACCEPTED


def test_a_warning_that_nobody_explained_has_no_reason() -> None:
    assert told(returned(complete(UNEQUAL))) == [("Q041", "")]


def test_a_reason_is_kept_when_the_workbook_is_returned_again() -> None:
    book = explained(complete(UNEQUAL))
    again = returned(book)
    assert [row["Giải trình"] for row in listed(content(again))] == [REASON]
    assert told(again) == [("Q041", REASON)]


def test_a_reason_can_be_taken_back() -> None:
    book = returned(explained(complete(UNEQUAL)))
    list_of(book)[f"I{HEAD_ROW + 1}"].value = None
    assert told(book) == [("Q041", "")]


@pytest.mark.parametrize("code", ["D15a.so_luong", "D14.so_luong"])
def test_another_figure_on_either_side_of_a_rule_revives_the_warning(code: str) -> None:
    book = explained(complete({"D15a.so_luong": 4, "D14.so_luong": 7}))
    cell_of(book, code).value = 5
    assert told(book) == [("Q041", ""), ("reason_outdated", "")]


def test_a_figure_that_the_warning_was_not_about_may_change() -> None:
    book = explained(complete(UNEQUAL))
    cell_of(book, "E03.so_luong").value = 5
    assert told(book) == [("Q041", REASON)]


def test_a_reason_stays_with_its_line_when_rows_move() -> None:
    book = explained(complete(UNEQUAL))
    insert_rows(book["Biểu 3"], row_of(book["Biểu 3"], "D14"))
    assert told(book) == [("Q041", REASON)]


def test_an_error_stays_an_error_whatever_is_written_beside_it() -> None:
    book = explained(complete("D03.vu | mười"))
    assert told(book) == [("text_in_number", REASON)]
    assert status(book) == REJECTED


def test_a_reason_beside_an_issue_without_a_line_is_matched_by_its_cell() -> None:
    book = complete("D03.vu | 5")
    field_of(book, "prepared_by").value = None
    assert told(explained(book)) == [("cover_incomplete", REASON)]


def test_reasons_of_two_copies_of_the_list_are_both_kept() -> None:
    book = explained(complete(UNEQUAL))
    copy = book.copy_worksheet(list_of(book))
    copy[f"I{HEAD_ROW + 1}"].value = "Ghi thêm"
    assert told(book) == [("Q041", f"{REASON}; Ghi thêm")]


def unsorted(book: Workbook) -> None:
    sheet = list_of(book)
    for column in "BCDEFGHI":
        one, two = sheet[f"{column}{HEAD_ROW + 1}"], sheet[f"{column}{HEAD_ROW + 2}"]
        one.value, two.value = two.value, one.value


def renumbered(book: Workbook) -> None:
    list_of(book)[f"B{HEAD_ROW + 1}"].value = 9


def of_an_unknown_rule(book: Workbook) -> None:
    cell = list_of(book)[f"A{HEAD_ROW + 1}"]
    cell.value = str(cell.value).replace("Q041", "Q999")


def below_the_list(book: Workbook) -> None:
    sheet = list_of(book)
    sheet[f"I{HEAD_ROW + 1}"].value, sheet[f"I{HEAD_ROW + 30}"].value = None, REASON


@pytest.mark.parametrize("damage", [renumbered, of_an_unknown_rule, below_the_list])
def test_a_reason_that_nobody_can_place_is_told_and_explains_nothing(damage) -> None:  # type: ignore[no-untyped-def]
    book = explained(complete(UNEQUAL))
    damage(book)
    assert told(book) == [("Q041", ""), ("reason_lost", "")]


def test_reasons_of_rows_sorted_without_their_keys_are_lost_not_mixed_up() -> None:
    sent = complete(UNEQUAL)
    field_of(sent, "prepared_by").value = None
    book = explained(sent, number=1)
    unsorted(book)
    assert ("reason_lost", "") in told(book)
    assert all(reason == "" for _, reason in told(book))


@pytest.mark.parametrize("text", ["=1+1", "+5 vụ so với kỳ trước", "@SUM(A1)", "-5"])
def test_a_reason_stays_text(text: str) -> None:
    again = returned(explained(complete(UNEQUAL), text))
    cell = list_of(again)[f"I{HEAD_ROW + 1}"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_key_reads_as_it_was_written() -> None:
    key = IssueKey("Q041", "PCTP3", "D15a", "so_luong", "", "D15a.so_luong=1; “|”_x0041_\n")
    assert read_key(write_key(3, key)) == (3, key)


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "3", "[1, 2]", '["#mau", "", "", "", "", "", ""]', "null", "[" * 30000],
    ids=range(8),
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None


def test_a_long_text_is_known_by_its_digest() -> None:
    from schemas.returned import key_of

    issue = Issue("a", "x", "warn", "", "", "", "Bìa", "C9", "dài " * 400, "Câu.")
    assert len(key_of(issue).basis) == 64
    assert key_of(issue) != key_of(issue._replace(raw_text="dài " * 401))
