"""A batch of readings becomes submissions, values, issues and narratives."""

import pandas as pd
import pytest

from schemas.contracts import STATES
from tests.build import (
    PREPARED,
    addresses,
    cell_of,
    checked,
    complete,
    content,
    declarations,
    field_of,
    filled,
    issues_of,
    reading_of,
    values_of,
)
from tonghop.checking import Checked, check


def batch(*books: object) -> Checked:
    readings = [
        reading_of(book, f"{number}.xlsx", str(number))  # type: ignore[arg-type]
        for number, book in enumerate(books)
    ]
    return check(readings, declarations())


def table(found: Checked) -> pd.DataFrame:
    values: pd.DataFrame = found.values  # noqa: PD011 - no pandas attribute, but a field
    return values


def statuses(found: Checked) -> dict[str, str]:
    return dict(zip(found.submissions["sha256"], found.submissions["status"], strict=True))


def test_an_empty_batch_is_nothing() -> None:
    found = check([], declarations())
    assert (len(found.submissions), len(found.values), found.issues, len(found.narratives)) == (
        0, 0, (), 0,
    )  # fmt: skip


def test_a_batch_without_any_form_has_issues_only() -> None:
    found = batch(b"", b"%PDF")
    assert statuses(found) == {"0": "rejected", "1": "rejected"}
    assert [issue.code for issue in found.issues] == ["empty_file", "not_a_workbook"]
    assert len(found.values) == 0


def test_every_asked_cell_has_one_value_and_words_have_none() -> None:
    found = table(checked(filled("D03.vu | 5")))
    codes = found["line_code"].astype(str) + "." + found["measure"].astype(str)
    assert sorted(codes) == sorted(addresses().keys() - {"A01b.tong"})


def test_a_value_keeps_what_was_typed_and_where() -> None:
    entries = "D03.vu | 5\nD04.vu | không phát sinh\nD05.vu | x\nD06.vu | mười"
    values = table(checked(filled(entries)))
    told = values[
        values["line_code"].isin(["D03", "D04", "D05", "D06"]) & (values["measure"] == "vu")
    ]
    columns = ["form_code", "line_code", "state", "raw_text", "sheet", "cell"]
    assert told[columns].astype(str).to_numpy().tolist() == [
        ["PCTP2", "D03", "number", "5", "Biểu 2", "E13"],
        ["PCTP2", "D04", "none", "không phát sinh", "Biểu 2", "E14"],
        ["PCTP2", "D05", "not_collected", "x", "Biểu 2", "E15"],
        ["PCTP2", "D06", "refused", "mười", "Biểu 2", "E16"],
    ]


def test_the_same_text_is_read_by_the_unit_of_measure_of_each_cell() -> None:
    """Each distinct case is read once for a batch, and the unit of measure is part of the case."""
    texts = values_of(filled("D03.vu | 12 vụ\nD03.doi_tuong | 12 vụ\nD04.doi_tuong | 12 người"))
    numbers = values_of(filled("D03.vu | 12\nD03.thiet_hai | 12"))
    assert texts == {
        "D03.vu": ("number", "12.00"),
        "D03.doi_tuong": ("refused", ""),
        "D04.doi_tuong": ("number", "12.00"),
    }
    assert set(numbers.values()) == {("number", "12.00")}


def test_blank_is_never_a_number() -> None:
    values = table(checked(filled("D03.vu | 5")))
    assert set(values["state"]) == {"number", "blank"}
    assert values["value"].notna().sum() == 1


def test_in_a_form_declared_nil_every_blank_count_is_a_declared_none() -> None:
    found = values_of(filled("D03.vu | 5", nil=["PCMBN4"]))
    assert {state for code, (state, _) in found.items() if code[0] in "CH"} == {"none"}
    assert "A02.tong" not in found


def test_every_state_is_met() -> None:
    book = filled("D03.vu | 5\nD04.vu | -\nD05.vu | x\nD06.vu | mười")
    assert set(table(checked(book))["state"]) == set(STATES)


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ("D03.vu | 5", "accepted"),
        ("D03.vu | -1", "rejected"),
        ("D15a.so_luong | 0\nD14.so_luong | 1", "accepted"),
    ],
)
def test_a_warning_does_not_reject_and_a_refused_line_does(entries: str, status: str) -> None:
    found = checked(complete(entries))
    assert list(found.submissions["status"]) == [status]


def test_faults_of_one_report_do_not_touch_its_neighbours() -> None:
    found = batch(complete("D03.vu | 5"), complete("D03.vu | mười"), b"", complete("D03.vu | 7"))
    assert statuses(found) == {"0": "accepted", "1": "rejected", "2": "rejected", "3": "accepted"}
    values = table(found)
    values = values[(values["line_code"] == "D03") & (values["measure"] == "vu")]
    numbers = ["" if number is None else str(number) for number in values["value"].astype(object)]
    assert dict(zip(values["sha256"].astype(str), values["state"], strict=True)) == {
        "0": "number", "1": "refused", "3": "number",
    }  # fmt: skip
    assert numbers[::2] == ["5.00", "7.00"]


def test_all_faults_of_a_report_are_told_and_none_is_left_out() -> None:
    codes = [code for code in addresses() if code.startswith(("D0", "D1"))]
    found = issues_of(complete(dict.fromkeys(codes, "mười")))
    assert {i.cell for i in found if i.code == "text_in_number"} == {
        addresses()[c][1] for c in codes
    }
    assert len(codes) > 100


def test_reports_of_different_periods_are_checked_by_the_rules_of_their_own() -> None:
    """Q004 was in force for the plan of 2024 only, and its line A01a too."""
    old = filled("A01a.tong | Có\nA01.tong | Không", unit="SYT63-51", period="2024-H1")
    new = filled("D15a.so_luong | 3\nD14.so_luong | 2")
    rules = [(i.sha256, i.code) for i in batch(old, new).issues if i.code.startswith("Q")]
    assert rules == [("0", "Q004"), ("1", "Q040")]


def test_the_order_of_the_batch_changes_nothing_about_a_report() -> None:
    books = [
        content(complete(entries))
        for entries in (
            "D03.vu | mười\nD04.vu | -1\nD14.so_luong | 1.5",
            "D03.vu | 5",
            "D03.vu | x",
        )
    ]
    readings = [reading_of(book, "a.xlsx", str(number)) for number, book in enumerate(books)]
    one, other = check(readings, declarations()), check(readings[::-1], declarations())
    for sha256 in "012":
        assert [i for i in one.issues if i.sha256 == sha256] == [
            i for i in other.issues if i.sha256 == sha256
        ]
        pd.testing.assert_frame_equal(values_in(one, sha256), values_in(other, sha256))


def values_in(found: Checked, sha256: str) -> pd.DataFrame:
    text = table(found)
    text = text.astype(dict.fromkeys(text.columns, "str"))
    return text[text["sha256"] == sha256].reset_index(drop=True)


def test_the_narrative_is_kept_by_section_with_its_cell() -> None:
    book = complete("D03.vu | 5\nA01b.tong | 12/KH-SYT ngày 02/3/2026")
    field_of(book, "N02a").value = "  Không để xảy ra vụ việc phức tạp.\n"
    narratives = checked(book).narratives
    assert narratives[["section_code", "sheet", "cell", "text"]].to_numpy().tolist() == [
        ["N02a", "Thuyết minh", "C5", "Không để xảy ra vụ việc phức tạp."],
        ["A01b", "Biểu 1", "E11", "12/KH-SYT ngày 02/3/2026"],
    ]


def test_a_report_of_words_only_is_not_a_report_yet() -> None:
    book = filled()
    field_of(book, "N02a").value = "Không có gì."
    assert [issue.code for issue in issues_of(book)] == ["nothing_reported"]


def test_each_blank_form_is_told_when_another_is_filled() -> None:
    found = issues_of(filled("D03.vu | 5"))
    assert [issue.code for issue in found] == ["form_blank"] * 4
    assert [issue.sheet for issue in found] == ["Biểu 1", "Biểu 3", "Biểu 4", "Biểu 5"]


def test_a_cell_altered_after_filling_is_read_as_it_stands() -> None:
    book = filled("D03.vu | 5")
    cell_of(book, "D03.vu").value = 6
    assert values_of(book) == {"D03.vu": ("number", "6.00")}


def test_a_rejected_report_still_tells_whose_it_is() -> None:
    found = checked(complete("D03.vu | -1")).submissions.iloc[0]
    assert (found["unit_code"], found["period"], found["status"]) == (
        "SYT34-51",
        "2026-H1",
        "rejected",
    )


def test_of_a_report_marked_secret_nothing_but_the_mark_is_kept() -> None:
    marked = filled("D03.vu | 5\nD04.vu | mười", cover={**PREPARED, "secrecy": "Mật", "N01a": "x"})
    found = checked(marked)
    assert [issue.code for issue in found.issues] == ["secrecy_marked"]
    assert (len(found.values), len(found.narratives)) == (0, 0)
