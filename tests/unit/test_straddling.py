"""Periods within which units or directives changed: who owes the whole, for whose days."""

from datetime import date

import pytest

from tests.build import checked, complete, content, declarations, field_of
from tests.unit.schemas.edits import add, change, several
from tonghop.docs.straddling import describe_straddled, stretches

BEGIN, MERGER, END = date(2024, 12, 15), date(2025, 6, 30), date(2025, 12, 14)


def told(period: str) -> str:
    return describe_straddled(declarations(), iter([declarations().period(period)]))


def test_a_merged_department_owes_the_days_of_all_that_went_into_it() -> None:
    assert stretches(declarations(), "SYT34-51", declarations().period("2025-Y")) == [
        ("SYT63-51", BEGIN, MERGER),
        ("SYT63-62", BEGIN, MERGER),
        ("SYT34-51", date(2025, 7, 1), END),
    ]


@pytest.mark.parametrize("period", ["2024-Y", "2025-H1"])
def test_before_the_merger_a_department_owes_its_own_days(period: str) -> None:
    found = declarations().period(period)
    assert stretches(declarations(), "SYT63-51", found) == [
        ("SYT63-51", found.starts_on, found.cut_off)
    ]


def test_a_year_after_the_merger_is_whole() -> None:
    assert [
        s[0] for s in stretches(declarations(), "SYT34-51", declarations().period("2026-Y"))
    ] == ["SYT34-51"]


def test_work_that_passed_twice_within_a_period_is_followed_through_both() -> None:
    twice = several(
        change("units", "BYT-PB", valid_to=date(2025, 8, 31)),
        add("units", "BYT-PB", unit_code="BYT-PBM", valid_from=date(2025, 9, 1), valid_to=None),
        add("unit_successions", "BYT-MT/BYT-PB", predecessor="BYT-PB", successor="BYT-PBM",
            effective_from=date(2025, 9, 1)),
    )(declarations())  # fmt: skip
    found = stretches(twice, "BYT-PBM", twice.period("2025-Y"))
    assert ("BYT-MT", BEGIN, date(2025, 2, 28)) in found
    assert ("BYT-PB", date(2025, 3, 1), date(2025, 8, 31)) in found
    assert ("BYT-PBM", date(2025, 9, 1), END) in found


def test_the_days_of_every_owing_department_fill_the_year() -> None:
    period = declarations().period("2025-Y")
    for owed in declarations().expected(period):
        found = stretches(declarations(), owed.unit.unit_code, period)
        if owed.unit.kind == "health_department":
            assert {first for _, first, _ in found} == {BEGIN, date(2025, 7, 1)}
            assert {last for _, _, last in found} == {MERGER, END}


def test_a_unit_that_ended_with_no_successor_is_named() -> None:
    assert "- Thanh tra Bộ (`BYT-TTRB`), đến 31/5/2025" in told("2025-Y")
    assert "Thanh tra Bộ" not in told("2026-H1")


def test_nothing_is_told_of_a_period_within_which_nothing_changed() -> None:
    assert told("2024-Y") == ""


def test_the_directive_of_the_cut_off_governs_the_whole_period() -> None:
    half, year = (declarations().governing(declarations().period(p)) for p in ("2025-H1", "2025-Y"))
    assert half
    assert year
    assert (half.number, year.number) == ("796/KH-BYT", "5343/BYT-BTXH")
    assert "Theo 5343/BYT-BTXH, văn bản áp dụng vào ngày chốt số liệu 14/12/2025" in told("2025-Y")
    assert "796/KH-BYT (đến kỳ chốt ngày 12/8/2025)" in told("2025-Y")
    assert "văn bản áp dụng" not in told("2025-H1")


def test_a_report_of_a_dissolved_department_for_the_year_names_who_reports_instead() -> None:
    book = complete("D03.vu | 5", unit="SYT34-51", period="2025-Y")
    field_of(book, "unit_code").value = "SYT63-62"
    field_of(book, "unit_name").value = "Sở Y tế tỉnh Kon Tum"
    sentences = [i.sentence for i in checked(content(book)).issues if i.code == "unit_merged"]
    assert len(sentences) == 1
    assert "Sở Y tế tỉnh Kon Tum (SYT63-62)" in sentences[0]
    assert "hợp nhất vào Sở Y tế tỉnh Quảng Ngãi (SYT34-51)" in sentences[0]
    assert "cả kỳ, gồm cả phần trước khi hợp nhất nếu thuộc kỳ báo cáo" in sentences[0]
